// @ts-check
// The signature: ECDSA on P-256 over the SHA-256 of manifest.json, as every browser and Node can check it.
import { fromHex } from './sha256.js';

const ALGORITHM = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };

/** The key of a PEM file as a manifest names it: its SubjectPublicKeyInfo in hexadecimal. @param {string} pem */
export function keyOfPem(pem) {
  const base64 = pem.replace(/-----[^-]+-----/g, '').replace(/\s+/g, '');
  return Array.from(atob(base64), (character) => character.charCodeAt(0).toString(16).padStart(2, '0')).join('');
}

/**
 * Whether the signature is that of the key over the text.
 * @param {string} key @param {string} signature 128 hexadecimal digits and a line feed @param {Uint8Array<ArrayBuffer>} bytes
 */
export async function isSignedBy(key, signature, bytes) {
  if (!/^[0-9a-f]{128}\n$/.test(signature) || !/^[0-9a-f]+$/.test(key)) return false;
  try {
    const imported = await crypto.subtle.importKey('spki', fromHex(key), ALGORITHM, false, ['verify']);
    return await crypto.subtle.verify(ALGORITHM, imported, fromHex(signature.trim()), bytes);
  } catch {
    // A key that is none has signed nothing.
    return false;
  }
}
