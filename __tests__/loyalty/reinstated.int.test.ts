import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newId } from '@/lib/shared/ids';
import type { Floor } from '@/services/floor/dtos';
import type { LedgerEntry, LedgerPosting, ReversalPosting, SlipRewards } from '@/services/loyalty/dtos';
import { dataOf } from '../floor/floor-desk';
import { liftRewardRate } from '../support/ledger';
import { type Answer, startTestStack, type TestStack } from '../support/stack';
import { createLoyaltyDesk, type LoyaltyDesk, MANAGER } from './loyalty-desk';

let stack: TestStack;
let desk: LoyaltyDesk;

beforeAll(async () => {
  stack = await startTestStack({ connections: 10 });
  desk = createLoyaltyDesk(stack);
  await liftRewardRate(stack.sql);
});
afterAll(() => stack.dispose());

const takeBack = async (entryId: string) => dataOf<ReversalPosting>(await desk.reverse(entryId));
const ledgerOf = async (playerId: string) =>
  (await desk.read<{ items: LedgerEntry[] }>(`/players/${playerId}/ledger`)).items;
const changesOf = async (playerId: string) =>
  (
    await stack.sql`
      select from_tier || ' ' || to_tier || ' ' || source as change from public.loyalty_tier_change
      where player_id = ${playerId} order by change_no`
  ).map(({ change }) => change);
/** Both proofs find nothing, of the standing neither. */
async function expectProofs(playerId: string) {
  await desk.expectProof(playerId);
  const quick = await stack.rpc('compliance@harbor.example', 'rpc_verify_ledger_since_seal', {});
  expect(quick.body).toMatchObject({ is_intact: true });
}

/** A bonus that was right, and taken back by mistake when its slip was closed. */
async function takenBackByMistake(points = 500_000) {
  const { slip, player } = await desk.floor.seat();
  const bonus = await desk.given(slip.id, points);
  await stack.sql`update public.rating_slip set average_bet_cents = 100 where id = ${slip.id}`;
  await desk.close(slip.id);
  const reversal = (await takeBack(bonus.id)).entry;
  return { slip, player, bonus, reversal };
}

describe('a bonus that was taken back by mistake', () => {
  it('is whole again once its reversal is taken back, though its slip is closed: balance, lifetime points and tier', async () => {
    const { player, bonus, reversal } = await takenBackByMistake();
    expect(await desk.standing(player.id)).toMatchObject({ balance: 0, lifetime: 0, tier: 'bronze' });
    const key = newId();
    const answer = await desk.reverse(reversal.id, ' It was right ', { key });
    expect(answer.status).toBe(201);
    const first = dataOf<ReversalPosting>(answer);
    expect(first).toMatchObject({
      ...{ isExisting: false, balance: 500_000, tierBefore: 'bronze', tierAfter: 'platinum' },
      entry: {
        ...{ points: 500_000, reason: 'reversal', note: 'It was right', ratingSlipId: bonus.ratingSlipId },
        ...{ reversedEntryId: reversal.id, reinstatesEntryId: bonus.id, originalReason: 'promotion' },
        tierUpgrade: { from: 'bronze', to: 'platinum' },
      },
    });
    expect(await desk.standing(player.id)).toMatchObject({ balance: 500_000, lifetime: 500_000, tier: 'platinum' });
    expect(dataOf(await desk.reverse(reversal.id, 'It was right', { key }))).toEqual({ ...first, isExisting: true });
    expect(await ledgerOf(player.id)).toMatchObject([
      { id: first.entry.id, reversedByEntryId: null },
      { id: reversal.id, reversedByEntryId: first.entry.id, reinstatesEntryId: null, originalReason: 'promotion' },
      { id: bonus.id, reversedByEntryId: null, originalReason: null },
    ]);
    expect(await changesOf(player.id)).toEqual([
      'bronze platinum earned',
      'platinum bronze reversal',
      'bronze platinum earned',
    ]);
    const told = await stack.sql`
      select event_type as type from public.loyalty_outbox where payload ->> 'entry_id' = ${first.entry.id} order by seq`;
    expect(told.map(({ type }) => type)).toEqual(['loyalty.entry_posted', 'loyalty.tier_upgraded']);
    const audits = await stack.sql`
      select before ->> 'balance' as before, after ->> 'balance' as after from public.audit_log where entity_id = ${first.entry.id}`;
    expect(audits).toEqual([{ before: '0', after: '500000' }]);
    await expectProofs(player.id);
  });

  it('can be taken back again, by its own number or by that of what reinstated it, and again be whole', async () => {
    const { player, bonus, reversal } = await takenBackByMistake();
    const reinstated = (await takeBack(reversal.id)).entry;
    const again = await takeBack(bonus.id);
    expect(again).toMatchObject({ balance: 0, tierAfter: 'bronze', entry: { reversedEntryId: reinstated.id } });
    expect((await ledgerOf(player.id)).map(({ entryNo, reversedByEntryId }) => [entryNo, reversedByEntryId])).toEqual([
      [4, null],
      [3, again.entry.id],
      [2, reinstated.id],
      [1, again.entry.id],
    ]);
    for (const { id } of [bonus, reversal, reinstated]) {
      const refused = await desk.expectRefused('ENTRY_ALREADY_REVERSED', () => desk.reverse(id));
      expect(refused.body.details).toMatchObject({ entryId: again.entry.id, staffName: expect.any(String) });
    }
    const second = (await takeBack(again.entry.id)).entry;
    expect(await desk.standing(player.id)).toMatchObject({ balance: 500_000, lifetime: 500_000, tier: 'platinum' });
    expect(await takeBack(second.id)).toMatchObject({ balance: 0, tierAfter: 'bronze', entry: { points: -500_000 } });
    expect(await desk.standing(player.id)).toMatchObject({ balance: 0, lifetime: 0, entries: 6 });
    await expectProofs(player.id);
  });

  it('comes back once, whoever takes its reversal back at the same moment, and goes once', async () => {
    for (let round = 0; round < 4; round += 1) {
      const { player, bonus, reversal } = await takenBackByMistake(300);
      const key = newId();
      const answers = await Promise.all(
        [key, key, ...Array.from({ length: 6 }, newId)].map((own) =>
          desk.reverse(reversal.id, 'It was right', { key: own }),
        ),
      );
      const won = answers.filter(({ body }) => body.ok).map((answer) => dataOf<LedgerPosting>(answer).entry.id);
      expect(new Set(won).size).toBe(1);
      expect(new Set(answers.filter(({ body }) => !body.ok).map(({ body }) => body.code))).toEqual(
        new Set(['ENTRY_ALREADY_REVERSED']),
      );
      expect(await desk.standing(player.id)).toMatchObject({ balance: 300, lifetime: 300, entries: 3 });
      const both: Answer[] = await Promise.all([bonus.id, won[0] ?? ''].map((id) => desk.reverse(id)));
      expect(both.map(({ body }) => body.code).sort()).toEqual(['ENTRY_ALREADY_REVERSED', 'OK']);
      expect(await desk.standing(player.id)).toMatchObject({ balance: 0, lifetime: 0, entries: 4 });
      await desk.expectProof(player.id);
    }
  });

  it('counts on its slip and at its seat again', async () => {
    const { slip } = await desk.floor.seat();
    await desk.given(slip.id, 120);
    const bonus = await desk.given(slip.id, 77);
    const reversal = (await takeBack(bonus.id)).entry;
    await takeBack(reversal.id);
    const { items } = await desk.read<SlipRewards>(`/rating-slips/${slip.id}/rewards`);
    expect(items.find(({ id }) => id === bonus.id)).toMatchObject({ reversedByEntryId: null });
    const { pits } = await desk.read<Floor>('/floor');
    const seats = pits.flatMap(({ tables }) => tables.flatMap((table) => table.seats));
    expect(seats.find((seat) => seat.slip?.id === slip.id)?.slip?.lastReward).toMatchObject({ points: 77 });
  });

  it('comes back to who may receive nothing by now: the record is mended, and nothing is given', async () => {
    const { player, reversal } = await takenBackByMistake(300);
    await desk.exclude(player.id);
    expect(await takeBack(reversal.id)).toMatchObject({ balance: 300 });
  });

  it('needs a note and who may correct', async () => {
    const { reversal } = await takenBackByMistake(10);
    await desk.expectRefused('VALIDATION_FAILED', () => desk.reverse(reversal.id, ' '));
    for (const role of ['pitboss', 'dealer', 'cashier', 'compliance'] as const)
      await desk.expectRefused('FORBIDDEN', () => desk.reverse(reversal.id, 'Why', { as: `${role}@harbor.example` }));
  });
});

describe('the tier of a bonus that comes back', () => {
  it('is the one that it had reached, though the threshold was raised meanwhile', async () => {
    const { player, reversal } = await takenBackByMistake(12_000);
    const before = await desk.tierBodies();
    const raise = (tier: (typeof before)[number]) =>
      tier.code === 'gold' || tier.code === 'platinum'
        ? { ...tier, thresholdPoints: tier.thresholdPoints + 5_000 }
        : tier;
    await desk.setTiers(before.map(raise));
    try {
      expect(await takeBack(reversal.id)).toMatchObject({ tierBefore: 'bronze', tierAfter: 'gold' });
      await expectProofs(player.id);
    } finally {
      await desk.setTiers(before);
    }
  });

  it('is not one that it had reached with points on top that do not stand any more', async () => {
    const { slip, player } = await desk.floor.seat();
    const base = await desk.given(slip.id, 1_995);
    const bonus = await desk.given(slip.id, 10);
    const reversal = (await takeBack(bonus.id)).entry;
    await takeBack(base.id);
    expect(await takeBack(reversal.id)).toMatchObject({ balance: 10, tierAfter: 'bronze' });
    await expectProofs(player.id);
  });

  it('stays when another bonus is taken back later', async () => {
    const { slip, player } = await desk.floor.seat();
    const bonus = await desk.given(slip.id, 12_000);
    const reversal = (await takeBack(bonus.id)).entry;
    await desk.tierSet(player.id, 'silver');
    expect(await takeBack(reversal.id)).toMatchObject({ tierBefore: 'silver', tierAfter: 'gold' });
    const other = await desk.given(slip.id, 5);
    expect(await takeBack(other.id)).toMatchObject({ tierBefore: 'gold', tierAfter: 'gold' });
    await expectProofs(player.id);
  });

  it('is given back to nobody by points that were never earned, as those of a correction', async () => {
    const { player } = await desk.floor.seat();
    const { entry } = dataOf<LedgerPosting>(await desk.correct(player.id, 50_000));
    const reversal = (await takeBack(entry.id)).entry;
    expect(await takeBack(reversal.id)).toMatchObject({ balance: 50_000, tierAfter: 'bronze' });
    expect(await desk.standing(player.id)).toMatchObject({ lifetime: 0, tier: 'bronze' });
  });
});

describe('what else was taken back by mistake', () => {
  it('a comp is given and paid for again, and counts towards its limits', async () => {
    const { slip, player } = await desk.floor.seat();
    await desk.given(slip.id, 1_000);
    const comp = await desk.redeemed(player.id);
    const uses = async () =>
      (
        await stack.sql`
          select u.* from public.player p cross join lateral app.reward_uses(p.casino_id, p.id, '-infinity') u where p.id = ${player.id}`
      ).length;
    const reversal = (await takeBack(comp.id)).entry;
    expect(await uses()).toBe(0);
    expect(await takeBack(reversal.id)).toMatchObject({ balance: 1_000 + comp.points, entry: { points: comp.points } });
    expect(await uses()).toBe(1);
    await desk.expectProof(player.id);
  });

  it('a correction downwards takes what it took, also below zero', async () => {
    const { slip, player } = await desk.floor.seat();
    await desk.given(slip.id, 1_000);
    const { entry } = dataOf<LedgerPosting>(await desk.correct(player.id, -900));
    const reversal = (await takeBack(entry.id)).entry;
    await desk.redeemed(player.id);
    const { balance } = await desk.standing(player.id);
    expect(await takeBack(reversal.id)).toMatchObject({ balance: balance - 900 });
  });

  it('points for play come back by settling the slip, and by nothing else: never twice', async () => {
    const { slip, player } = await desk.play(3600);
    await desk.close(slip.id);
    const [accrual] = await desk.entriesOf(slip.id);
    const reversal = (await takeBack(accrual?.id ?? '')).entry;
    const refused = await desk.expectRefused('ENTRY_NOT_REVERSIBLE', () => desk.reverse(reversal.id));
    expect(refused.body.details).toEqual({
      reason: 'reversal',
      originalReason: 'session_accrual',
      ratingSlipId: slip.id,
    });
    const settle = () => desk.send('POST', `/rating-slips/${slip.id}/settle`, { note: 'By mistake' }, { as: MANAGER });
    const answers = await Promise.all([settle(), desk.reverse(reversal.id), settle(), desk.reverse(reversal.id)]);
    expect(answers.filter(({ body }) => body.ok)).toHaveLength(1);
    expect(await desk.standing(player.id)).toMatchObject({ balance: 700, lifetime: 700 });
    await desk.expectProof(player.id);
  });
});
