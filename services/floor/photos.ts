import 'server-only';
import type { Db } from '@/lib/server/db';
import { AppError } from '@/lib/shared/errors';

const BUCKET = 'player-photos';
const TYPE = 'image/jpeg';

/** Puts a photo into Supabase Storage, in the place of one that is there. UNAVAILABLE where Storage does not answer. */
export async function putPhoto({ client }: Db, name: string, bytes: Uint8Array): Promise<void> {
  const { error } = await client.storage.from(BUCKET).upload(name, bytes, { contentType: TYPE, upsert: true });
  if (error) throw toStorageError(error);
}

/** The bytes of a photo. PHOTO_NOT_FOUND. */
export async function fetchPhoto({ client }: Db, name: string): Promise<Uint8Array<ArrayBuffer>> {
  const { data, error } = await client.storage.from(BUCKET).download(name);
  if (error) throw toStorageError(error);
  return new Uint8Array(await data.arrayBuffer());
}

/** Deletes a photo; one that is not there is as good as deleted. */
export async function deletePhoto({ client }: Db, name: string): Promise<void> {
  const { error } = await client.storage.from(BUCKET).remove([name]);
  if (error) throw toStorageError(error);
}

/** What Storage refuses by its policies it calls missing, too. */
function toStorageError(error: Error & { status?: number | undefined }): AppError {
  const isAnswer = error.status !== undefined && error.status < 500;
  return new AppError(isAnswer ? 'PHOTO_NOT_FOUND' : 'UNAVAILABLE', undefined, { cause: error });
}
