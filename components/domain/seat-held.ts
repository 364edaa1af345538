import { ApiError } from '@/lib/client/api';

/** Whether the server refused because the player is not to be seated. */
export function isSeatHeld(error: unknown): boolean {
  return error instanceof ApiError && error.code === 'PLAYER_NOT_TO_BE_SEATED';
}
