import 'server-only';
import type { Upload } from '@/lib/server/csv/spool';
import { callsOf, type Db } from '@/lib/server/db';
import { readPhoto } from '@/lib/server/photo';
import { AppError } from '@/lib/shared/errors';
import * as crud from './crud';
import type { PhotoRemovedResult, PlayerPhotoResult } from './dtos';
import { deletePhoto, fetchPhoto, putPhoto } from './photos';

/** Calls that the service offers as they are: each is one RPC, and nothing has to be done around it. */
const { findPhotoPlace, recordPhoto, forgetPhoto, ...SINGLE } = crud;

/** Tables, players, visits and rating slips, as the signed-in person may see and change them. */
export function createFloorService(db: Db) {
  return {
    ...callsOf(db, SINGLE),

    /** The bytes of a player's photo. PLAYER_NOT_FOUND, PHOTO_NOT_FOUND. */
    async getPlayerPhoto(playerId: string): Promise<Uint8Array<ArrayBuffer>> {
      const { photo, photoName } = await findPhotoPlace(db, playerId);
      if (photo === null) throw new AppError('PHOTO_NOT_FOUND');
      return fetchPhoto(db, photoName);
    },

    /**
     * Takes a photo in, in the place of one that is there. A first one that is refused its record does not stay either; without an
     * answer nobody knows whether it is on record, so it stays, and who sends it again under its key is told. PLAYER_NOT_FOUND,
     * PAYLOAD_TOO_LARGE, PHOTO_UNREADABLE.
     */
    async takePlayerPhoto(playerId: string, upload: Upload, key: string): Promise<PlayerPhotoResult> {
      // Who may not is refused before a byte of the picture is taken in.
      const { photo, photoName } = await findPhotoPlace(db, playerId);
      await putPhoto(db, photoName, await readPhoto(upload));
      try {
        return await recordPhoto(db, playerId, key);
      } catch (error) {
        const isRefused = error instanceof AppError && error.status < 500;
        if (isRefused && photo === null) await deletePhoto(db, photoName);
        throw error;
      }
    },

    /** Deletes a player's photo: first the picture, then what is said of it. PLAYER_NOT_FOUND, PHOTO_NOT_FOUND. */
    async removePlayerPhoto(playerId: string, key: string): Promise<PhotoRemovedResult> {
      const { photoName } = await findPhotoPlace(db, playerId);
      await deletePhoto(db, photoName);
      return forgetPhoto(db, playerId, key);
    },
  };
}
