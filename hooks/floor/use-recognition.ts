import { useQuery } from '@tanstack/react-query';
import { useMe } from '@/hooks/casino/me-context';
import { fetchRecognition } from '@/services/floor/http';
import { floorKeys } from '@/services/floor/keys';

/** Where else in the company a player is known. Where the casino shares with none, nothing is asked. */
export function useRecognition(playerId: string) {
  const { casino, settings } = useMe();
  return useQuery({
    queryKey: floorKeys.recognition(casino.id, playerId),
    queryFn: ({ signal }) => fetchRecognition(playerId, signal),
    enabled: settings.sharesRecognition,
  });
}
