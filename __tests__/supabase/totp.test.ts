import { describe, expect, it } from 'vitest';
import { findStep, stepAt, toBase32, totpCode, totpUri } from '@/supabase/embedded/totp';

/** RFC 6238, appendix B, SHA-1: the time in seconds, and the code of eight digits, whose last six an app shows. */
const VECTORS: [seconds: number, code: string][] = [
  [59, '94287082'],
  [1111111109, '07081804'],
  [1111111111, '14050471'],
  [1234567890, '89005924'],
  [2000000000, '69279037'],
  [20000000000, '65353130'],
];
const SECRET = Buffer.from('12345678901234567890');

describe('a code', () => {
  it.each(VECTORS)('is at %i s what RFC 6238 says', (seconds, code) => {
    expect(totpCode(SECRET, stepAt(seconds * 1000))).toBe(code.slice(-6));
    expect(findStep(SECRET, code.slice(-6), seconds * 1000)).toBe(Math.floor(seconds / 30));
  });

  it('counts one step early and one late, and no further', () => {
    const code = totpCode(SECRET, 1000);
    const found = [998, 999, 1000, 1001, 1002].map((step) => findStep(SECRET, code, step * 30_000));
    expect(found).toEqual([null, 1000, 1000, 1000, null]);
  });

  it.each(['', '28708', '2870820', '94287082', '28708a', ' 287082', '２８７０８２'])('is not %j', (code) => {
    expect(findStep(SECRET, code, 59_000)).toBeNull();
  });
});

describe('a secret', () => {
  it.each([
    // RFC 4648, section 10, without padding.
    ['', ''],
    ['f', 'MY'],
    ['fo', 'MZXQ'],
    ['foo', 'MZXW6'],
    ['foob', 'MZXW6YQ'],
    ['fooba', 'MZXW6YTB'],
    ['foobar', 'MZXW6YTBOI'],
  ])('%j is written %j', (text, base32) => {
    expect(toBase32(Buffer.from(text))).toBe(base32);
  });

  it('is read by an app from a link that names whose it is', () => {
    const uri = new URL(totpUri('MZXW6', { issuer: 'Pitside & Söhne', account: 'a+b@harbor.example' }));
    expect([uri.host, decodeURIComponent(uri.pathname)]).toEqual(['totp', '/Pitside & Söhne:a+b@harbor.example']);
    expect(Object.fromEntries(uri.searchParams)).toEqual({
      algorithm: 'SHA1',
      digits: '6',
      issuer: 'Pitside & Söhne',
      period: '30',
      secret: 'MZXW6',
    });
  });
});
