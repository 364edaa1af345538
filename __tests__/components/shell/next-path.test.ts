import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { safeNextPath } from '@/components/shell/next-path';

describe('where to go after signing in', () => {
  it.each([
    ['/pit', '/pit'],
    ['/pit?slip=1&pit=2', '/pit?slip=1&pit=2'],
    ['/audit', '/audit'],
  ])('follows %s on this site', (asked, expected) => {
    expect(safeNextPath(asked)).toBe(expected);
  });

  it.each([
    undefined,
    '',
    'pit',
    '//evil.example',
    '/\\evil.example',
    '/\t/evil.example',
    '/.//evil.example',
    'https://evil.example',
    'javascript:alert(1)',
    '/login',
    '/login?next=/pit',
    '/choose',
    '/second-factor?next=/pit',
  ])('goes to the person’s own screen instead of %j', (asked) => {
    expect(safeNextPath(asked)).toBe('/');
  });

  it('takes no list of answers', () => {
    expect(safeNextPath(['/audit', '/pit'])).toBe('/');
  });

  it('never leads to another site, whatever was asked', () => {
    fc.assert(
      fc.property(
        fc.string().map((text) => `/${text}`),
        (asked) => {
          expect(new URL(safeNextPath(asked), 'https://pitside.example').origin).toBe('https://pitside.example');
        },
      ),
    );
  });
});
