import { useInfiniteQuery } from '@tanstack/react-query';
import { useMe } from '@/hooks/casino/me-context';
import { type IntentMutation, useIntentMutation } from '@/hooks/intent-mutation';
import { paging } from '@/hooks/paging';
import { pagePolling } from '@/hooks/polling';
import type { AddPlayerNoteInput, PlayerNote, PlayerNoteResult } from '@/services/floor/dtos';
import { addPlayerNote, fetchPlayerNotes, strikePlayerNote } from '@/services/floor/http';
import { floorKeys } from '@/services/floor/keys';

const POLL_MS = 15_000;
const MORE = 20;

/** A few to begin with; the server's first page is as long. */
export const FIRST_NOTES = 3;

/** What the staff noted of a player, newest first, page by page. Only for who has `player.care`. */
export function usePlayerNotes(playerId: string) {
  const me = useMe();
  return useInfiniteQuery({
    queryKey: floorKeys.playerNotes(me.casino.id, playerId),
    queryFn: ({ pageParam, signal }) => fetchPlayerNotes(playerId, { limit: FIRST_NOTES, ...pageParam }, signal),
    ...paging<PlayerNote>(MORE),
    ...pagePolling(POLL_MS),
  });
}

/** Notes something of a player. */
export function useAddPlayerNote(playerId: string): IntentMutation<AddPlayerNoteInput, PlayerNoteResult> {
  return useIntentMutation({
    operation: 'add-player-note',
    send: (input, key) => addPlayerNote(playerId, input, key),
    refresh: (client, casinoId) => client.invalidateQueries({ queryKey: floorKeys.playerNotes(casinoId, playerId) }),
  });
}

type Strike = { noteId: string; reason: string };

/** Strikes a note on a player. Refused with `PLAYER_NOTE_STRUCK` when somebody was first. */
export function useStrikePlayerNote(playerId: string): IntentMutation<Strike, PlayerNoteResult> {
  return useIntentMutation({
    operation: 'strike-player-note',
    send: ({ noteId, reason }, key) => strikePlayerNote(noteId, { reason }, key),
    refresh: (client, casinoId) => client.invalidateQueries({ queryKey: floorKeys.playerNotes(casinoId, playerId) }),
  });
}
