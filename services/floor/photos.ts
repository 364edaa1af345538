import 'server-only';
import { createHash } from 'node:crypto';
import { v5 } from 'uuid';
import type { Db } from '@/lib/server/db';
import { AppError } from '@/lib/shared/errors';

const BUCKET = 'player-photos';
const TYPE = 'image/jpeg';

/** The id of a photo: the same where it is sent again under its key, another one for any other picture and any other time. */
export function photoIdOf(playerId: string, idempotencyKey: string, bytes: Uint8Array): string {
  return v5(`${createHash('sha256').update(bytes).digest('hex')} ${idempotencyKey}`, playerId);
}

/** Puts a photo into Supabase Storage. One of this name is this one, sent before. UNAVAILABLE where Storage does not answer. */
export async function putPhoto({ client }: Db, name: string, bytes: Uint8Array): Promise<void> {
  const { error } = await client.storage.from(BUCKET).upload(name, bytes, { contentType: TYPE });
  if (error && !isThere(error)) throw toStorageError(error);
}

/** The bytes of a photo. PHOTO_NOT_FOUND. */
export async function fetchPhoto({ client }: Db, name: string): Promise<Uint8Array<ArrayBuffer>> {
  const { data, error } = await client.storage.from(BUCKET).download(name);
  if (error) throw toStorageError(error);
  return new Uint8Array(await data.arrayBuffer());
}

type StorageError = Error & { status?: number | undefined; statusCode?: string | undefined };

function isThere({ statusCode }: StorageError): boolean {
  return statusCode === '409';
}

/** What Storage refuses by its policies it calls missing, too. */
function toStorageError(error: StorageError): AppError {
  const isAnswer = error.status !== undefined && error.status < 500;
  return new AppError(isAnswer ? 'PHOTO_NOT_FOUND' : 'UNAVAILABLE', undefined, { cause: error });
}
