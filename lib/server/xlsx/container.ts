import 'server-only';
import type { FileHandle } from 'node:fs/promises';

/** What a file is that is no text: a zip may be a workbook; the others can't be read. */
export type Container = 'zip' | 'xls' | 'encrypted' | 'pdf';

const OLE_HEADER_BYTES = 512;
/** The names in the directory of the older Office format are UTF-16; a workbook with a password is kept under this one. */
const ENCRYPTED_PACKAGE = Buffer.from('EncryptedPackage', 'utf16le');

/** By its first bytes, whatever its name says; null where they are nothing of the kind. */
export async function containerOf(file: FileHandle): Promise<Container | null> {
  const head = await readAt(file, 0, OLE_HEADER_BYTES);
  const startsWith = (magic: string) => head.toString('latin1').startsWith(magic);
  if (startsWith('PK\u0003\u0004')) return 'zip';
  if (startsWith('%PDF')) return 'pdf';
  if (!startsWith('\u00d0\u00cf\u0011\u00e0')) return null;
  return (await isEncrypted(file, head)) ? 'encrypted' : 'xls';
}

async function isEncrypted(file: FileHandle, head: Buffer): Promise<boolean> {
  if (head.length < OLE_HEADER_BYTES) return false;
  const sectorBytes = 2 ** Math.min(head.readUInt16LE(0x1e), 12);
  const directory = await readAt(file, (head.readUInt32LE(0x30) + 1) * sectorBytes, 4096);
  return directory.includes(ENCRYPTED_PACKAGE);
}

async function readAt(file: FileHandle, from: number, bytes: number): Promise<Buffer> {
  const { buffer, bytesRead } = await file.read(Buffer.alloc(bytes), 0, bytes, from);
  return buffer.subarray(0, bytesRead);
}
