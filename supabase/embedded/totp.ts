import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

/** Seconds for which a code is shown, and its digits: what every authenticator app takes for granted. */
const STEP_SECONDS = 30;
const DIGITS = 6;
/** Steps on either side that count, too: clocks differ, and it takes a moment to type. */
const TOLERANCE = 1;
/** As long as the hash, as RFC 4226 wants it. */
const SECRET_BYTES = 20;
const BASE32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** A new secret, drawn at random. */
export function drawTotpSecret(): Buffer {
  return randomBytes(SECRET_BYTES);
}

/** A secret as people type it into an app: base32 of RFC 4648, without padding. */
export function toBase32(bytes: Uint8Array): string {
  const bits = [...bytes].map((byte) => byte.toString(2).padStart(8, '0')).join('');
  return (bits.match(/.{1,5}/g) ?? []).map((five) => BASE32[Number.parseInt(five.padEnd(5, '0'), 2)]).join('');
}

/** The time step that an instant lies in (RFC 6238, T0 = 0). `now` counts milliseconds since 1970. */
export function stepAt(now: number): number {
  return Math.floor(now / 1000 / STEP_SECONDS);
}

/** The code of a time step: HOTP (RFC 4226) over its number, with SHA-1. */
export function totpCode(secret: Uint8Array, step: number): string {
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(step));
  const hash = createHmac('sha1', secret).update(counter).digest();
  const offset = hash.readUInt8(hash.length - 1) & 0x0f;
  const number = hash.readUInt32BE(offset) & 0x7fffffff;
  return String(number % 10 ** DIGITS).padStart(DIGITS, '0');
}

/** The time step around `now` whose code this is, or null. */
export function findStep(secret: Uint8Array, code: string, now: number): number | null {
  if (!/^[0-9]+$/.test(code) || code.length !== DIGITS) return null;
  const given = Buffer.from(code);
  const first = stepAt(now) - TOLERANCE;
  const steps = Array.from({ length: 2 * TOLERANCE + 1 }, (_, index) => first + index);
  return steps.findLast((step) => timingSafeEqual(given, Buffer.from(totpCode(secret, step)))) ?? null;
}

/** What an authenticator app reads from a QR code. */
export function totpUri(base32: string, { issuer, account }: { issuer: string; account: string }): string {
  const label = `${encodeURIComponent(issuer)}:${encodeURIComponent(account)}`;
  const facts = { algorithm: 'SHA1', digits: DIGITS, issuer: encodeURIComponent(issuer), period: STEP_SECONDS };
  const query = Object.entries({ ...facts, secret: base32 }).map(([name, value]) => `${name}=${value}`);
  return `otpauth://totp/${label}?${query.join('&')}`;
}
