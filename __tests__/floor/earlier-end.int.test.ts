import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newId } from '@/lib/shared/ids';
import type { ClosedSlipResult, ClosePreview, SlipDetail, SlipResult } from '@/services/floor/dtos';
import { PIT_BOSS, startTestStack, type TestStack } from '../support/stack';
import { createFloorDesk, dataOf, type FloorDesk, floorSnapshot, theoByHand } from './floor-desk';

let stack: TestStack;
let desk: FloorDesk;

beforeAll(async () => {
  stack = await startTestStack();
  desk = createFloorDesk(stack);
});
afterAll(() => stack.dispose());

const HOUR = 3600;
const BLACKJACK = { decisionsPerHour: 70, edgePer100k: 1000 };
const played = (averageBetCents: number, seconds: number) => ({ averageBetCents, seconds, ...BLACKJACK });

const getSlip = async (slipId: string): Promise<SlipDetail> =>
  dataOf(await stack.http(PIT_BOSS, 'GET', `/rating-slips/${slipId}`));
const preview = (slipId: string, endedAt?: string) =>
  stack.http(PIT_BOSS, 'GET', `/rating-slips/${slipId}/close${endedAt ? `?endedAt=${endedAt}` : ''}`);

/** So many seconds after the slip began. A millisecond more: the answer leaves out the microseconds of its start. */
async function afterStart(slipId: string, seconds: number): Promise<string> {
  return new Date(Date.parse((await getSlip(slipId)).startedAt) + seconds * 1000 + 1).toISOString();
}

/** Closes at that end, after the preview said, without changing anything, just what closing then answers. */
async function closeAt(slipId: string, endedAt: string): Promise<ClosedSlipResult> {
  const before = await floorSnapshot(stack.sql);
  const promised = dataOf<ClosePreview>(await preview(slipId, endedAt));
  expect(await floorSnapshot(stack.sql)).toEqual(before);
  const closed = dataOf<ClosedSlipResult>(await desk.post(`/rating-slips/${slipId}/close`, { endedAt }));
  const { playSeconds, theoCents, accrual } = closed;
  expect(promised).toEqual({
    endedAt: closed.endedAt,
    playSeconds,
    theoCents,
    points: accrual.points,
    why: accrual.why,
  });
  return closed;
}

describe('an end before now', () => {
  it('before a change of the bet: what was entered after it counts for nothing', async () => {
    const { slip } = await desk.seat('blackjack', 10_000);
    await desk.setBack(slip.id, 2 * HOUR);
    await desk.setAverageBet(slip.id, 50_000);
    await desk.setBack(slip.id, HOUR);
    const closed = await closeAt(slip.id, await afterStart(slip.id, HOUR));
    expect(closed).toMatchObject({ averageBetCents: 10_000, playSeconds: HOUR, theoCents: 7_000 });
    expect((await getSlip(slip.id)).stretches).toMatchObject([{ averageBetCents: 10_000, playSeconds: HOUR }]);
  });

  it('after a change of the bet: each bet is rated for as long as it was played', async () => {
    const { slip } = await desk.seat('blackjack', 10_000);
    await desk.setBack(slip.id, 2 * HOUR);
    const changed = dataOf<SlipResult>(await desk.setAverageBet(slip.id, 50_000));
    await desk.setBack(slip.id, 2 * HOUR);
    const closed = await closeAt(slip.id, await afterStart(slip.id, 3 * HOUR));
    const since = 3 * HOUR - changed.playSeconds;
    expect(closed.averageBetCents).toBe(50_000);
    expect(closed.theoCents).toBe(theoByHand(played(10_000, changed.playSeconds), played(50_000, since)));
  });

  it('before a move: the play is that of the table it was at, by name, pace and edge', async () => {
    const { slip, table } = await desk.seat('blackjack', 10_000);
    await desk.setBack(slip.id, HOUR);
    const roulette = await desk.addTable('roulette');
    await desk.move(slip.id, roulette.id, 1);
    await desk.setBack(slip.id, HOUR);
    const closed = await closeAt(slip.id, await afterStart(slip.id, HOUR / 2));
    expect(closed).toMatchObject({ playSeconds: HOUR / 2, theoCents: 3_500 });
    expect((await getSlip(slip.id)).stretches).toMatchObject([
      { tableLabel: table.label, gameType: 'blackjack', playSeconds: HOUR / 2, theoCents: 3_500 },
    ]);
  });

  it('within a pause is where the pause began, and after it the pause is left out', async () => {
    const withPause = async () => {
      const { slip } = await desk.seat('blackjack', 10_000);
      await desk.setBack(slip.id, HOUR);
      const { playSeconds } = dataOf<SlipResult>(await desk.step(slip.id, 'pause'));
      await desk.setBack(slip.id, HOUR);
      await desk.step(slip.id, 'resume');
      await desk.setBack(slip.id, HOUR);
      const { pausedSeconds } = await desk.getRow(slip.id);
      return { id: slip.id, playSeconds, pausedSeconds };
    };
    const first = await withPause();
    expect((await closeAt(first.id, await afterStart(first.id, 1.5 * HOUR))).playSeconds).toBe(first.playSeconds);
    const second = await withPause();
    const closed = await closeAt(second.id, await afterStart(second.id, 2.5 * HOUR));
    expect(closed.playSeconds).toBe(2.5 * HOUR - second.pausedSeconds);
    expect(closed.theoCents).toBe(theoByHand(played(10_000, closed.playSeconds)));
  });

  it('may be the very start that the slip shows, and then nothing was played', async () => {
    const { slip } = await desk.seat('blackjack', 10_000);
    await desk.setBack(slip.id, HOUR);
    const closed = await closeAt(slip.id, (await getSlip(slip.id)).startedAt);
    expect(closed).toMatchObject({ playSeconds: 0, theoCents: 0, accrual: { why: 'NO_POINTS' } });
    expect((await getSlip(slip.id)).stretches).toEqual([]);
  });
});

describe('what closing would come to', () => {
  it('is told of now where no end is given, and refused for one outside the slip, of a closed slip, and to who runs no slips', async () => {
    const { slip } = await desk.seat('blackjack', 10_000);
    await desk.setBack(slip.id, HOUR);
    expect(dataOf<ClosePreview>(await preview(slip.id)).theoCents).toBeGreaterThanOrEqual(7_000);
    await desk.expectRefused('VALIDATION_FAILED', () => preview(slip.id, new Date(0).toISOString()));
    await desk.expectRefused('FORBIDDEN', () =>
      stack.http('dealer@harbor.example', 'GET', `/rating-slips/${slip.id}/close`),
    );
    await desk.expectRefused('SLIP_NOT_FOUND', () => preview(newId()));
    await desk.step(slip.id, 'close');
    await desk.expectRefused('SLIP_CLOSED', () => preview(slip.id));
  });

  it('says nothing of an exclusion: it reads like play that earns nothing', async () => {
    const { slip, player } = await desk.seat('blackjack', 10_000);
    await desk.setBack(slip.id, HOUR);
    await stack.sql`
      insert into public.player_exclusion (casino_id, player_id, kind, starts_at, reason, set_by_staff_id)
      select casino_id, ${player.id}, 'self', now(), 'asked for it', id from public.staff where email = ${'compliance@harbor.example'}`;
    expect(dataOf<ClosePreview>(await preview(slip.id))).toMatchObject({ points: 0, why: 'NO_POINTS' });
  });
});

describe('a bet above the maximum that was confirmed once', () => {
  it('is a replay under its key, also after the limit was lowered, and another request without the confirmation', async () => {
    const { slip, table } = await desk.seat('blackjack', 5_000);
    const key = newId();
    const above = 1_000_001;
    await desk.expectRefused('BET_ABOVE_MAXIMUM', () => desk.setAverageBet(slip.id, above, key));
    const first = dataOf<SlipResult>(await desk.setAverageBet(slip.id, above, key, { confirmAboveMaximum: true }));
    await stack.sql`update public.gaming_table set min_bet_cents = 100, max_bet_cents = 1000 where id = ${table.id}`;
    const again = await desk.setAverageBet(slip.id, above, key, { confirmAboveMaximum: true });
    expect(again.status).toBe(200);
    expect(dataOf(again)).toEqual({ ...first, isExisting: true });
    await desk.expectRefused('IDEMPOTENCY_KEY_REUSED', () => desk.setAverageBet(slip.id, above, key));
  });
});
