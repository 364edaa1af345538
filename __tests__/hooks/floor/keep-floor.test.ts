import { QueryClient } from '@tanstack/react-query';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { keepFloor } from '@/hooks/floor/keep-floor';
import type { KeptFloor } from '@/lib/client/kept/kept-device';
import type { FloorAnswer } from '@/services/floor/http';
import { floorKeys } from '@/services/floor/keys';

const ACCOUNT = { casinoId: 'harbor', staffId: 'anna' };
const answer = (etag: string): FloorAnswer => ({ etag, floor: { gamingDay: '2026-11-28', asOf: '', pits: [] } });

let client: QueryClient;
let kept: KeptFloor<FloorAnswer>[];
let leave: () => void;
let stop: () => void;

/** The server answers for the floor, with news or without. */
function answered(etag: string, key: readonly string[] = floorKeys.floor(ACCOUNT.casinoId)): void {
  client.setQueryData(key, answer(etag));
}

function begin(keep = async (floor: KeptFloor<FloorAnswer>) => void kept.push(floor)): void {
  stop = keepFloor({
    account: ACCOUNT,
    queryClient: client,
    device: { keepFloor: (_, floor) => keep(floor) },
    onLeave: (listener) => {
      leave = listener;
      return () => {
        leave = () => {};
      };
    },
  });
}

beforeEach(() => {
  vi.useFakeTimers();
  client = new QueryClient();
  kept = [];
});

afterEach(() => {
  stop();
  client.clear();
  vi.useRealTimers();
});

const etags = () => kept.map((floor) => floor.answer.etag);

test('the floor that is there is kept at once, and later ones now and then', () => {
  answered('1');
  begin();
  expect(etags()).toEqual(['1']);
  for (const etag of ['2', '3', '4']) {
    vi.advanceTimersByTime(1_000);
    answered(etag);
  }
  expect(etags()).toEqual(['1']);
  vi.advanceTimersByTime(15_000);
  expect(etags()).toEqual(['1', '4']);
});

test('one that comes later is kept as it comes, with the moment at which it was answered for', () => {
  begin();
  expect(kept).toEqual([]);
  answered('1');
  expect(kept).toEqual([{ answer: answer('1'), answeredAt: Date.now(), seenAt: Date.now() }]);
});

test('an unchanged floor is as old as its last answer', () => {
  begin();
  answered('1');
  const first = Date.now();
  vi.advanceTimersByTime(1_000);
  answered('1');
  vi.advanceTimersByTime(15_000);
  expect(kept.map(({ seenAt }) => seenAt - first)).toEqual([0, 1_000]);
});

test('before the page may go, and when the network goes, the newest one is kept, and nothing twice', () => {
  begin();
  answered('1');
  vi.advanceTimersByTime(1_000);
  answered('2');
  leave();
  leave();
  expect(etags()).toEqual(['1', '2']);
  vi.advanceTimersByTime(60_000);
  expect(etags()).toEqual(['1', '2']);
});

test('nothing else that is read is kept', () => {
  begin();
  answered('other', floorKeys.floor('summit'));
  answered('player', floorKeys.player(ACCOUNT.casinoId, 'ray'));
  leave();
  vi.advanceTimersByTime(60_000);
  expect(kept).toEqual([]);
});

test('a device that has no room keeps trying, and nothing else stops', () => {
  let attempts = 0;
  begin(() => {
    attempts += 1;
    return Promise.reject(new Error('QuotaExceededError'));
  });
  answered('1');
  vi.advanceTimersByTime(1_000);
  answered('2');
  vi.advanceTimersByTime(15_000);
  expect(attempts).toBe(2);
});

test('once it is stopped, nothing more is kept', () => {
  begin();
  answered('1');
  vi.advanceTimersByTime(1_000);
  answered('2');
  stop();
  leave();
  vi.advanceTimersByTime(60_000);
  expect(etags()).toEqual(['1']);
});
