import 'server-only';
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import type { NextRequest } from 'next/server';
import {
  type Asked,
  endedCookie,
  lockedCookieName,
  ownCookieName,
  ownCookieOptions,
  type SessionCookie,
} from '@/lib/server/session';

/** A shift's worth of people; each takes a cookie, and a request must not grow without end. */
const PEOPLE_AT_MOST = 8;
const IV_BYTES = 12;
const TAG_BYTES = 16;
const LOCKED_SECONDS = 12 * 3_600;

/** What a device has of somebody's session: whose it is, the token by which it asks for the key, and the sealed session. */
export type Parked = { staffId: string; token: string; sealed: string };

/** Seals what renews a session, for one person: it opens under the same key and for nobody else only. */
export function sealSession(refreshToken: string, keyHex: string, staffId: string): string {
  const iv = randomBytes(IV_BYTES);
  const cipher = createCipheriv('aes-256-gcm', Buffer.from(keyHex, 'hex'), iv).setAAD(Buffer.from(staffId));
  const sealed = Buffer.concat([cipher.update(refreshToken, 'utf8'), cipher.final()]);
  return Buffer.concat([iv, cipher.getAuthTag(), sealed]).toString('base64url');
}

/** What renews the session again, or null where the text was cut, changed, or sealed under another key. */
export function unsealSession({ sealed, staffId }: Parked, keyHex: string): string | null {
  const bytes = Buffer.from(sealed, 'base64url');
  try {
    const decipher = createDecipheriv('aes-256-gcm', Buffer.from(keyHex, 'hex'), bytes.subarray(0, IV_BYTES));
    decipher.setAAD(Buffer.from(staffId)).setAuthTag(bytes.subarray(IV_BYTES, IV_BYTES + TAG_BYTES));
    return Buffer.concat([decipher.update(bytes.subarray(IV_BYTES + TAG_BYTES)), decipher.final()]).toString('utf8');
  } catch {
    return null;
  }
}

/** Whose sessions a device has, the one that was parked last at the end. */
export function parkedOf(cookies: { name: string; value: string }[], asked: Asked): Parked[] {
  const prefix = cookieName('', asked);
  return cookies
    .filter(({ name }) => name.startsWith(prefix))
    .map(({ name, value }) => {
      const [token = '', sealed = ''] = value.split('.');
      return { staffId: name.slice(prefix.length), token, sealed };
    });
}

/** The cookies of a device on which somebody is parked, and which is locked. With one too many, the first goes. */
export function parkedCookies(request: NextRequest, parked: Parked, lapsesAt: string): SessionCookie[] {
  const others = parkedOf(request.cookies.getAll(), request).filter(({ staffId }) => staffId !== parked.staffId);
  const surplus = others.slice(0, Math.max(0, others.length + 1 - PEOPLE_AT_MOST));
  const options = ownCookieOptions(request);
  const maxAge = Math.max(0, Math.ceil((Date.parse(lapsesAt) - Date.now()) / 1000));
  return [
    ...surplus.map(({ staffId }) => forgetParked(staffId, request)),
    {
      name: cookieName(parked.staffId, request),
      value: `${parked.token}.${parked.sealed}`,
      options: { ...options, maxAge },
    },
    { name: lockedCookieName(request), value: '1', options: { ...options, maxAge: LOCKED_SECONDS } },
  ];
}

/** Takes what a device has of somebody's session from it. */
export function forgetParked(staffId: string, asked: Asked): SessionCookie {
  return endedCookie(cookieName(staffId, asked));
}

function cookieName(staffId: string, asked: Asked): string {
  return ownCookieName(`parked.${staffId}`, asked);
}
