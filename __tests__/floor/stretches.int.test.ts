import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ClosedSlipResult, SlipDetail, SlipResult } from '@/services/floor/dtos';
import { PIT_BOSS, startTestStack, type TestStack } from '../support/stack';
import { createFloorDesk, dataOf, type FloorDesk, theoByHand } from './floor-desk';

let stack: TestStack;
let desk: FloorDesk;

beforeAll(async () => {
  stack = await startTestStack();
  desk = createFloorDesk(stack);
});
afterAll(() => stack.dispose());

const BLACKJACK = { decisionsPerHour: 70, edgePer100k: 1000 };
const HOUR = 3600;

const getSlip = async (slipId: string): Promise<SlipDetail> =>
  dataOf(await stack.http('dealer@harbor.example', 'GET', `/rating-slips/${slipId}`));
const setBet = async (slipId: string, cents: number, how: object = {}): Promise<SlipResult> =>
  dataOf(await desk.setAverageBet(slipId, cents, undefined, how));
const close = async (slipId: string): Promise<ClosedSlipResult> => dataOf(await desk.step(slipId, 'close'));
const played = (averageBetCents: number, seconds: number) => ({ averageBetCents, seconds, ...BLACKJACK });

describe('theo follows the bet that was in force', () => {
  it('three hours at $10 and $500 entered just before closing earn what three hours at $10 do', async () => {
    const { slip } = await desk.seat('blackjack', 1_000);
    await desk.setBack(slip.id, 3 * HOUR);
    const changed = await setBet(slip.id, 50_000);
    const closed = await close(slip.id);
    expect(closed.theoCents).toBe(
      theoByHand(played(1_000, changed.playSeconds), played(50_000, closed.playSeconds - changed.playSeconds)),
    );
    // $21.00 of theo are 210 points; the seconds since are worth less than a few dollars.
    expect(closed.theoCents).toBeLessThan(2_100 + 1_000);
    expect(closed.accrual.points).toBeLessThan(310);
  });

  it('shows every stretch on the slip, with its bet, game, table, time and theo', async () => {
    const { slip, table } = await desk.seat('blackjack', 5_000);
    await desk.setBack(slip.id, 2 * HOUR);
    const changed = await setBet(slip.id, 20_000);
    const roulette = await desk.addTable('roulette');
    await desk.setBack(slip.id, HOUR);
    const moved = dataOf<SlipResult>(await desk.move(slip.id, roulette.id, 1));
    const { stretches, theoCents } = await getSlip(slip.id);
    const second = moved.playSeconds - changed.playSeconds;
    expect(stretches).toMatchObject([
      { averageBetCents: 5_000, gameType: 'blackjack', tableLabel: table.label, playSeconds: changed.playSeconds },
      { averageBetCents: 20_000, gameType: 'blackjack', tableLabel: table.label, playSeconds: second },
      { averageBetCents: 20_000, gameType: 'roulette', tableLabel: roulette.label },
    ]);
    expect(stretches.map((stretch) => stretch.theoCents).slice(0, 2)).toEqual([
      theoByHand(played(5_000, changed.playSeconds)),
      theoByHand(played(20_000, second)),
    ]);
    // Each is rounded for itself, the slip's theo once.
    const sum = stretches.reduce((total, stretch) => total + stretch.theoCents, 0);
    expect(Math.abs(theoCents - sum)).toBeLessThanOrEqual(2);
  });

  it('leaves pauses out, and the pause parts the stretch', async () => {
    const { slip } = await desk.seat('blackjack', 10_000);
    await desk.setBack(slip.id, HOUR);
    const paused = dataOf<SlipResult>(await desk.step(slip.id, 'pause'));
    await desk.setBack(slip.id, HOUR);
    const changed = await setBet(slip.id, 30_000);
    expect(changed).toMatchObject({ playSeconds: paused.playSeconds, theoCents: paused.theoCents });
    await desk.step(slip.id, 'resume');
    await desk.setBack(slip.id, HOUR);
    const closed = await close(slip.id);
    const since = closed.playSeconds - paused.playSeconds;
    expect(closed.theoCents).toBe(theoByHand(played(10_000, paused.playSeconds), played(30_000, since)));
    expect((await getSlip(slip.id)).stretches.map(({ playSeconds }) => playSeconds)).toEqual([
      paused.playSeconds,
      since,
    ]);
  });

  it('setting the bet that is set already begins nothing new', async () => {
    const { slip } = await desk.seat('blackjack', 10_000);
    await desk.setBack(slip.id, HOUR);
    await setBet(slip.id, 10_000);
    expect((await getSlip(slip.id)).stretches).toHaveLength(1);
  });

  it('is rounded once: a bet entered back and forth loses no part of a cent', async () => {
    const { slip } = await desk.seat('blackjack', 101);
    const stretches = [];
    for (let turn = 0, before = 0; turn < 6; turn += 1) {
      await desk.setBack(slip.id, 7);
      const bet = 101 + (turn % 2);
      const { playSeconds } = await setBet(slip.id, 101 + ((turn + 1) % 2));
      stretches.push(played(bet, playSeconds - before));
      before = playSeconds;
    }
    const closed = await close(slip.id);
    const last = closed.playSeconds - stretches.reduce((sum, { seconds }) => sum + seconds, 0);
    expect(closed.theoCents).toBe(theoByHand(...stretches, played(101, last)));
  });
});

describe('a mistyped bet', () => {
  it('corrected a minute later leaves nothing of the mistake in the theo, and a mark on the stretch', async () => {
    const { slip } = await desk.seat('blackjack', 2_500);
    await desk.setBack(slip.id, HOUR);
    const before = await setBet(slip.id, 50_000);
    await desk.setBack(slip.id, 60);
    const corrected = await setBet(slip.id, 5_000, { replacesLast: true });
    const since = corrected.playSeconds - before.playSeconds;
    expect(corrected).toMatchObject({
      averageBetCents: 5_000,
      theoCents: theoByHand(played(2_500, before.playSeconds), played(5_000, since)),
      betEnteredAt: before.betEnteredAt,
    });
    expect((await getSlip(slip.id)).stretches).toMatchObject([
      { averageBetCents: 2_500, correctedFromCents: null },
      { averageBetCents: 5_000, correctedFromCents: 50_000 },
    ]);
  });

  it('is corrected in every stretch it reached, over a pause and another table, and in none before', async () => {
    const { slip } = await desk.seat('blackjack', 2_500);
    await desk.setBack(slip.id, HOUR);
    const first = await setBet(slip.id, 50_000);
    await desk.setBack(slip.id, 60);
    await desk.step(slip.id, 'pause');
    await desk.step(slip.id, 'resume');
    await desk.setBack(slip.id, 60);
    await desk.move(slip.id, (await desk.addTable('blackjack')).id, 1);
    const corrected = await setBet(slip.id, 2_500, { replacesLast: true });
    expect(corrected.theoCents).toBe(theoByHand(played(2_500, corrected.playSeconds)));
    // Once more: still the same entry, and still not the hour before it.
    const again = await setBet(slip.id, 7_500, { replacesLast: true });
    const since = again.playSeconds - first.playSeconds;
    expect(again.theoCents).toBe(theoByHand(played(2_500, first.playSeconds), played(7_500, since)));
  });

  it('at the opening of the slip is corrected from its start', async () => {
    const { slip } = await desk.seat('blackjack', 50_000);
    await desk.setBack(slip.id, HOUR);
    const corrected = await setBet(slip.id, 5_000, { replacesLast: true });
    expect(corrected.theoCents).toBe(theoByHand(played(5_000, corrected.playSeconds)));
  });

  it('is on record with the bet before and after', async () => {
    const { slip } = await desk.seat('blackjack', 50_000);
    await setBet(slip.id, 5_000, { replacesLast: true });
    const rows = await stack.sql`
      select s.email, (a.before ->> 'average_bet_cents')::int as before, (a.after ->> 'average_bet_cents')::int as after
      from public.audit_log a join public.staff s on s.casino_id = a.casino_id and s.id = a.staff_id
      where a.entity_id = ${slip.id} and a.action = 'floor.update_average_bet'`;
    expect(rows).toEqual([{ email: PIT_BOSS, before: 50_000, after: 5_000 }]);
  });
});
