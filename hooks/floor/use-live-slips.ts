import { useQuery } from '@tanstack/react-query';
import { useCallback } from 'react';
import { useMe } from '@/hooks/casino/me-context';
import type { FloorSlip } from '@/services/floor/dtos';
import type { FloorAnswer } from '@/services/floor/http';
import { floorQueryOptions } from './use-floor';

/**
 * The player's slips on the live floor, the first opened first; null while the floor is not known. It is asked for only
 * while there is a visit.
 */
export function useLiveSlips(playerId: string, hasVisit: boolean): readonly FloorSlip[] | null {
  const me = useMe();
  const select = useCallback((answer: FloorAnswer) => listSlipsOf(answer, playerId), [playerId]);
  const floor = useQuery({ ...floorQueryOptions(me.casino.id), select, enabled: hasVisit });
  return hasVisit ? (floor.data ?? null) : NONE;
}

const NONE: readonly FloorSlip[] = [];

function listSlipsOf({ floor }: FloorAnswer, playerId: string): FloorSlip[] {
  return floor.pits
    .flatMap((pit) => pit.tables.flatMap((table) => table.seats.map(({ slip }) => slip)))
    .filter((slip): slip is FloorSlip => slip?.playerId === playerId)
    .sort((one, other) => one.startedAt.localeCompare(other.startedAt));
}
