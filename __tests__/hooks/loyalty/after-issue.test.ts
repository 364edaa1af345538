import { QueryClient } from '@tanstack/react-query';
import { beforeEach, describe, expect, test } from 'vitest';
import { handOverIssued } from '@/hooks/loyalty/after-issue';
import type { FloorSlip } from '@/services/floor/dtos';
import type { FloorAnswer } from '@/services/floor/http';
import { floorKeys } from '@/services/floor/keys';
import type { LedgerPosting, SlipRewards } from '@/services/loyalty/dtos';
import { loyaltyKeys } from '@/services/loyalty/keys';

const CASINO = 'harbor';
const GIVEN_AT = '2026-11-20T10:00:00.000Z';

const posting = {
  entry: {
    id: 'entry-2',
    playerId: 'player-1',
    points: 250,
    reason: 'mid_session_bonus',
    rewardName: null,
    createdAt: GIVEN_AT,
  },
  balance: 1_250,
} as LedgerPosting;

function makeSlip(id: string, lastRewardAt: string | null): FloorSlip {
  const lastReward = lastRewardAt && {
    points: 5,
    reason: 'service_recovery',
    rewardName: null,
    coupon: null,
    createdAt: lastRewardAt,
  };
  return { id, balance: 1_000, lastReward } as FloorSlip;
}

function makeFloor(lastRewardAt: string | null): FloorAnswer {
  const seats = [makeSlip('slip-1', lastRewardAt), makeSlip('slip-2', null), null];
  const table = { id: 'BJ-04', seats: seats.map((slip, index) => ({ seat: index + 1, slip })) };
  return { etag: '"1"', floor: { pits: [{ id: 'main', name: 'Main', tables: [table] }] } } as FloorAnswer;
}

let client: QueryClient;

beforeEach(() => {
  client = new QueryClient();
});

const slipOf = (id: string) =>
  client
    .getQueryData<FloorAnswer>(floorKeys.floor(CASINO))
    ?.floor.pits[0]?.tables[0]?.seats.find(({ slip }) => slip?.id === id)?.slip;

describe('a reward that was just issued', () => {
  test('stands first in the list of its slip at once, and once however often it is told', () => {
    const key = loyaltyKeys.slipRewards(CASINO, 'slip-1');
    client.setQueryData(key, { items: [{ id: 'entry-1' }], balance: 1_000 });
    handOverIssued(client, CASINO, 'slip-1', posting);
    handOverIssued(client, CASINO, 'slip-1', posting);
    const rewards = client.getQueryData<SlipRewards>(key);
    expect(rewards?.items.map(({ id }) => id)).toEqual(['entry-2', 'entry-1']);
    expect(rewards?.balance).toBe(1_250);
  });

  test('stands on its seat at once, with the balance, and no other seat is drawn again', () => {
    client.setQueryData(floorKeys.floor(CASINO), makeFloor(null));
    const neighbour = slipOf('slip-2');
    handOverIssued(client, CASINO, 'slip-1', posting);
    expect(slipOf('slip-1')).toMatchObject({ balance: 1_250, lastReward: { points: 250, createdAt: GIVEN_AT } });
    expect(slipOf('slip-2')).toBe(neighbour);
  });

  test('does not hide a later one, when its answer was long in coming', () => {
    client.setQueryData(floorKeys.floor(CASINO), makeFloor('2026-11-20T10:00:01.000Z'));
    handOverIssued(client, CASINO, 'slip-1', posting);
    expect(slipOf('slip-1')).toMatchObject({ balance: 1_000, lastReward: { points: 5 } });
  });

  test('makes up nothing where nothing was read', () => {
    handOverIssued(client, CASINO, 'slip-1', posting);
    expect(client.getQueryData(loyaltyKeys.slipRewards(CASINO, 'slip-1'))).toBeUndefined();
    expect(slipOf('slip-1')).toBeUndefined();
  });
});
