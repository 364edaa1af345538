import { type IntentMutation, useIntentMutation } from '@/hooks/intent-mutation';
import type { PhotoRemovedResult, PlayerPhotoResult, PlayerProfile } from '@/services/floor/dtos';
import { removePhoto, takePhoto } from '@/services/floor/http';
import { floorKeys } from '@/services/floor/keys';

/** Where a player's photo is; another photo has another address. */
export function photoAddress({ playerId, version, takenAt }: NonNullable<PlayerProfile['photo']>): string {
  return `/api/v1/players/${playerId}/photo?v=${version}-${Date.parse(takenAt)}`;
}

/** `taken` names the picture: the same one, sent again, is the same intent. */
type Taken = { taken: string; picture: Blob };

/** Sends a photo of a player. */
export function useTakePhoto(playerId: string): IntentMutation<Taken, PlayerPhotoResult> {
  return useIntentMutation({
    operation: 'take-photo',
    send: ({ picture }, key) => takePhoto(playerId, picture, key),
    refresh: (client, casinoId) => client.invalidateQueries({ queryKey: floorKeys.playerProfile(casinoId, playerId) }),
  });
}

/** Deletes a player's photo. */
export function useRemovePhoto(playerId: string): IntentMutation<null, PhotoRemovedResult> {
  return useIntentMutation({
    operation: 'remove-photo',
    send: (_input, key) => removePhoto(playerId, key),
    refresh: (client, casinoId) => client.invalidateQueries({ queryKey: floorKeys.playerProfile(casinoId, playerId) }),
  });
}
