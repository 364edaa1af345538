import 'server-only';
import type { Upload } from '@/lib/server/csv/spool';
import { callsOf, type Db } from '@/lib/server/db';
import { readPhoto } from '@/lib/server/photo';
import { AppError } from '@/lib/shared/errors';
import * as crud from './crud';
import type { PlayerPhotoResult } from './dtos';
import { fetchPhoto, photoIdOf, putPhoto } from './photos';

/** Calls that the service offers as they are: each is one RPC, and nothing has to be done around it. */
const { findPhotoPlace, recordPhoto, ...SINGLE } = crud;

/** Tables, players, visits and rating slips, as the signed-in person may see and change them. */
export function createFloorService(db: Db) {
  return {
    ...callsOf(db, SINGLE),

    /** The bytes of a player's photo. PLAYER_NOT_FOUND, PHOTO_NOT_FOUND. */
    async getPlayerPhoto(playerId: string): Promise<Uint8Array<ArrayBuffer>> {
      const { photoName } = await findPhotoPlace(db, playerId);
      if (photoName === null) throw new AppError('PHOTO_NOT_FOUND');
      return fetchPhoto(db, photoName);
    },

    /**
     * Takes a photo in: puts it beside one that is there, under a name of its own, then has the row name it instead. Whatever comes of
     * that, no picture was written over; one that no row names is seen by nobody, and the worker deletes it. PLAYER_NOT_FOUND,
     * PAYLOAD_TOO_LARGE, PHOTO_UNREADABLE.
     */
    async takePlayerPhoto(playerId: string, upload: Upload, key: string): Promise<PlayerPhotoResult> {
      // Who may not is refused before a byte of the picture is taken in.
      const { photoFolder } = await findPhotoPlace(db, playerId);
      const bytes = await readPhoto(upload);
      const photoId = photoIdOf(playerId, key, bytes);
      await putPhoto(db, `${photoFolder}/${photoId}.jpg`, bytes);
      return recordPhoto(db, playerId, photoId, key);
    },
  };
}
