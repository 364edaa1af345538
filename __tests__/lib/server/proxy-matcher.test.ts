import { unstable_doesMiddlewareMatch as doesMatch } from 'next/experimental/testing/server';
import { describe, expect, it } from 'vitest';
import { API_ROUTES } from '@/app/api/routes';
import { config } from '@/proxy';

const url = 'http://127.0.0.1/api/v1/player-imports';
const isHandled = (headers: Record<string, string>, at = url) => doesMatch({ config, url: at, headers });

describe('the proxy', () => {
  const uploads = Object.values(API_ROUTES).flatMap((handlers) =>
    Object.values(handlers).flatMap(({ contract }) => contract?.upload ?? []),
  );

  it.each([...new Set(uploads), 'Text/CSV', 'text/csv; charset=utf-8'])(
    'leaves a file alone that is sent as %s: it would hold it in memory, and cut it off',
    (type) => {
      expect(isHandled({ 'content-type': type })).toBe(false);
    },
  );

  it('leaves a caller with a token alone', () => {
    expect(isHandled({ authorization: 'Bearer a.b.c' })).toBe(false);
  });

  it.each<Record<string, string>>([
    {},
    { 'content-type': 'application/json' },
    { 'content-type': 'application/json; charset=utf-8' },
  ])('has every other request to the API: %j', (headers) => {
    expect(isHandled(headers)).toBe(true);
  });

  it('has pages, whatever is sent to them', () => {
    expect(isHandled({ 'content-type': 'text/csv' }, 'http://127.0.0.1/players')).toBe(true);
  });
});
