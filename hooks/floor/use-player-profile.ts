import { useQuery } from '@tanstack/react-query';
import { useMe } from '@/hooks/casino/me-context';
import { type IntentMutation, useIntentMutation } from '@/hooks/intent-mutation';
import { polling } from '@/hooks/polling';
import type { PlayerProfile, PlayerProfileResult, SavePlayerProfileInput } from '@/services/floor/dtos';
import { fetchHosts, fetchPlayerProfile, savePlayerProfile } from '@/services/floor/http';
import { floorKeys } from '@/services/floor/keys';

const POLL_MS = 15_000;

/** Who looks after a player, and what the player prefers. Only for who has `player.care`. */
export function usePlayerProfile(playerId: string) {
  const me = useMe();
  return useQuery<PlayerProfile>({
    queryKey: floorKeys.playerProfile(me.casino.id, playerId),
    queryFn: ({ signal }) => fetchPlayerProfile(playerId, signal),
    ...polling(POLL_MS),
  });
}

/** Who may be a player's host, by name. */
export function useHosts() {
  const me = useMe();
  return useQuery({
    queryKey: floorKeys.hosts(me.casino.id),
    queryFn: ({ signal }) => fetchHosts(signal),
  });
}

/** Saves a player's profile as a whole. */
export function useSavePlayerProfile(playerId: string): IntentMutation<SavePlayerProfileInput, PlayerProfileResult> {
  return useIntentMutation({
    operation: 'save-player-profile',
    send: (input, key) => savePlayerProfile(playerId, input, key),
    refresh: (client, casinoId) => client.invalidateQueries({ queryKey: floorKeys.playerProfile(casinoId, playerId) }),
  });
}
