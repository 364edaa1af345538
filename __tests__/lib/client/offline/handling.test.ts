import { describe, expect, test } from 'vitest';
import { handlingOf, isServerAway, outdatedShells, shellName } from '@/lib/client/offline/handling';

const ORIGIN = 'https://pit.example';
const handling = (path: string, mode = 'navigate', method = 'GET') =>
  handlingOf({ method, mode, url: new URL(path, ORIGIN).href }, ORIGIN);

describe('what the service worker touches', () => {
  test.each(['/pit', '/pit?slip=1', '/', '/players', '/players/1f', '/login?next=%2Fpit', '/promos/1f/voucher'])(
    'a screen is asked of the server, and shown from the device while that is away: %s',
    (path) => expect(handling(path)).toBe('page'),
  );

  test('files of a build are the device’s own', () => {
    expect(handling('/_next/static/chunks/0a.js', 'no-cors')).toBe('file');
    expect(handling('/_next/static/media/inter.woff2', 'cors')).toBe('file');
  });

  test.each([
    ['an answer of the API', '/api/v1/floor', 'cors', 'GET'],
    ['one of compliance', '/api/v1/exclusions?playerId=1', 'cors', 'GET'],
    ['one that is opened as a page', '/api/v1/reconciliations/report.csv', 'navigate', 'GET'],
    ['the documents of the API', '/api/docs', 'navigate', 'GET'],
    ['what the router reads of a screen', '/pit?_rsc=1', 'cors', 'GET'],
    ['whatever is written', '/api/v1/loyalty/mid-session-rewards', 'cors', 'POST'],
    ['a form that is sent as a page', '/login', 'navigate', 'POST'],
    ['a question about a file', '/_next/static/chunks/0a.js', 'cors', 'HEAD'],
    ['a file with an ending of its own', '/verify-pack.html', 'navigate', 'GET'],
    ['another site', 'https://elsewhere.example/pit', 'navigate', 'GET'],
    ['a file of another site', 'https://elsewhere.example/_next/static/a.js', 'no-cors', 'GET'],
  ])('and nothing else: %s', (_, path, mode, method) => expect(handling(path, mode, method)).toBe('leave'));

  test('a proxy that can’t reach the server is as good as none; what the server itself says is its answer', () => {
    expect([502, 503, 504].filter(isServerAway)).toHaveLength(3);
    expect([0, 200, 304, 307, 403, 404, 500, 501, 505].filter(isServerAway)).toEqual([]);
  });
});

describe('the builds on a device', () => {
  test('are told apart by their files, in whatever order these are listed', () => {
    expect(shellName(['/a.js', '/b.js'])).toBe(shellName(['/b.js', '/a.js']));
    const names = [['/a.js', '/b.js'], ['/a.js'], ['/a.js', '/c.js'], []].map(shellName);
    expect(new Set(names).size).toBe(4);
    for (const name of names) expect(name).toMatch(/^pitside-shell-[0-9a-z]+$/);
  });

  test('the ones before stay for tabs that still run them; older ones go, and nothing that is not a build', () => {
    const names = ['other', 'pitside-shell-1', 'pitside-shell-2', 'pitside-shell-3', 'pitside-shell-4'];
    expect(outdatedShells(names, 'pitside-shell-4')).toEqual(['pitside-shell-1']);
    expect(outdatedShells(names.slice(0, 4), 'pitside-shell-3')).toEqual([]);
    // Somebody went back to the build before.
    expect(outdatedShells(names, 'pitside-shell-1')).toEqual(['pitside-shell-2']);
  });
});
