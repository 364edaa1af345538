import 'server-only';
import { createPrivateKey, createPublicKey, type KeyObject, sign } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { env } from '@/lib/server/env';
import { AppError } from '@/lib/shared/errors';

/** The operator's key: what a manifest names it by, and how it signs. */
export type PackKey = { name: string; sign: (text: string) => string };

let cached: PackKey | undefined;

/** The key that packs are signed with. PACK_KEY_MISSING when the operator has set none. */
export function packKey(): PackKey {
  const path = env().PITSIDE_PACK_KEY;
  if (!path) throw new AppError('PACK_KEY_MISSING');
  cached ??= readPackKey(readFileSync(path, 'utf8'));
  return cached;
}

/**
 * A key from its PEM text. ECDSA on P-256 is what every browser and Node can check without a package; another kind is an
 * error of who set it up.
 */
export function readPackKey(pem: string): PackKey {
  const key = createPrivateKey(pem);
  if (key.asymmetricKeyDetails?.namedCurve !== 'prime256v1') throw new Error('PITSIDE_PACK_KEY is no key on P-256.');
  return { name: spki(key).toString('hex'), sign: (text) => `${signature(key, text).toString('hex')}\n` };
}

function spki(key: KeyObject): Buffer {
  return createPublicKey(key).export({ type: 'spki', format: 'der' });
}

/** In the form that Web Crypto wants: both numbers of the signature, one after the other. */
function signature(key: KeyObject, text: string): Buffer {
  return sign('sha256', Buffer.from(text), { key, dsaEncoding: 'ieee-p1363' });
}
