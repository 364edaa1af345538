import { generateKeyPairSync } from 'node:crypto';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** The two halves of the key that packs are signed with: one stays with the operator, one is for whoever checks a pack. */
export type PackKeyFiles = { privateKey: string; publicKey: string };

/** Makes a key pair in a folder, or says where the one is that is there. The private half is readable by its owner alone. */
export function ensurePackKey(folder: string): PackKeyFiles {
  const files = { privateKey: join(folder, 'pack-key.pem'), publicKey: join(folder, 'pack-key.pub.pem') };
  if (existsSync(files.privateKey)) return files;
  mkdirSync(folder, { recursive: true });
  const { privateKey, publicKey } = generateKeyPairSync('ec', {
    namedCurve: 'P-256',
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
    publicKeyEncoding: { type: 'spki', format: 'pem' },
  });
  // The half that is asked for first is written last: where it is, both are whole.
  writeFileSync(files.publicKey, publicKey);
  writeFileSync(files.privateKey, privateKey, { mode: 0o600, flag: 'wx' });
  return files;
}
