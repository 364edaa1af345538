import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newId } from '@/lib/shared/ids';
import type { Player, PlayerVisit } from '@/services/floor/dtos';
import type { LedgerPosting, ReversalPosting, SetTierResult } from '@/services/loyalty/dtos';
import { dataOf } from '../floor/floor-desk';
import { createImportsDesk } from '../imports/imports-desk';
import { addPlayer, legacyRow } from '../reconciliation/reconcile-world';
import { liftRewardRate } from '../support/ledger';
import { ADMIN, type Email, startTestStack, type TestStack } from '../support/stack';
import { createLoyaltyDesk, type LoyaltyDesk, MANAGER } from './loyalty-desk';

let stack: TestStack;
let desk: LoyaltyDesk;

beforeAll(async () => {
  stack = await startTestStack({ connections: 8 });
  desk = createLoyaltyDesk(stack);
  await liftRewardRate(stack.sql);
});
afterAll(() => stack.dispose());

const HOUR = 3600;

const takeBack = async (entryId: string) => dataOf<ReversalPosting>(await desk.reverse(entryId));
const settle = (slipId: string, note: unknown = 'Closed by mistake', call: { key?: string; as?: Email } = {}) =>
  desk.send('POST', `/rating-slips/${slipId}/settle`, { note }, { as: MANAGER, ...call });
const settled = async (slipId: string) => dataOf<LedgerPosting>(await settle(slipId));
const getPlayer = (playerId: string) => desk.read<Player>(`/players/${playerId}`);

/** Each change of a player's tier, oldest first, that they follow each other up to the tier held, and that the proof finds nothing. */
async function changesOf(playerId: string) {
  const rows = await stack.sql<{ no: number; from: string; to: string; source: string }[]>`
    select change_no as no, from_tier as "from", to_tier as "to", source from public.loyalty_tier_change
    where player_id = ${playerId} order by change_no`;
  expect(rows.map(({ no }) => no)).toEqual(rows.map((_, index) => index + 1));
  expect(rows.slice(1).map(({ from }) => from)).toEqual(rows.slice(0, -1).map(({ to }) => to));
  expect(rows.at(-1)?.to ?? 'bronze').toBe((await desk.standing(playerId)).tier);
  // The proof confirms each of them by its cause, and the outbox tells the same.
  expect(
    await stack.sql`
    select d.* from public.player p cross join lateral app.tier_differences(p.casino_id, p.id) d where p.id = ${playerId}`,
  ).toEqual([]);
  return rows.map(({ from, to, source }) => `${from} ${to} ${source}`);
}

/** Everything that a slip was paid and not taken back, by the sum: what must be its points, once. */
async function paidFor(slipId: string): Promise<number> {
  const [row] = await stack.sql<{ points: number }[]>`
    select coalesce(sum(points), 0)::float8 as points from public.loyalty_ledger where rating_slip_id = ${slipId}`;
  return row?.points ?? 0;
}

describe('a bonus typed by mistake and taken back', () => {
  it('takes its tier with it: 500,000 points made Platinum of Bronze, and Bronze it is again', async () => {
    const { slip, player } = await desk.floor.seat();
    const mistake = await desk.given(slip.id, 500_000);
    expect((await desk.standing(player.id)).tier).toBe('platinum');
    const key = newId();
    const first = dataOf<ReversalPosting>(await desk.reverse(mistake.id, 'Three noughts too many', { key }));
    expect(first).toMatchObject({ tierBefore: 'platinum', tierAfter: 'bronze', entry: { points: -500_000 } });
    expect(await desk.standing(player.id)).toMatchObject({ tier: 'bronze', lifetime: 0, balance: 0, progress: 0 });
    const replay = dataOf<ReversalPosting>(await desk.reverse(mistake.id, 'Three noughts too many', { key }));
    expect(replay).toEqual({ ...first, isExisting: true });
    expect(await changesOf(player.id)).toEqual(['bronze platinum earned', 'platinum bronze reversal']);
    const events = await stack.sql`
      select event_type as type, payload ->> 'from' as from, payload ->> 'to' as to, payload ->> 'entry_id' as entry from public.loyalty_outbox
      where player_id = ${player.id} and event_type like 'loyalty.tier%' order by seq`;
    expect(events).toEqual([
      { type: 'loyalty.tier_upgraded', from: 'bronze', to: 'platinum', entry: mistake.id },
      { type: 'loyalty.tier_reverted', from: 'platinum', to: 'bronze', entry: first.entry.id },
    ]);
    expect((await getPlayer(player.id)).loyalty?.tierSource).toMatchObject({ source: 'reversal', to: 'bronze' });
    await desk.expectProof(player.id);
  });

  it('leaves the tier that other points reach, earned before it or since', async () => {
    const { slip, player } = await desk.floor.seat();
    await desk.given(slip.id, 3_000);
    const mistake = await desk.given(slip.id, 500_000);
    await desk.given(slip.id, 8_000);
    expect(await takeBack(mistake.id)).toMatchObject({ tierBefore: 'platinum', tierAfter: 'gold' });
    expect(await changesOf(player.id)).toEqual([
      'bronze silver earned',
      'silver platinum earned',
      'platinum gold reversal',
    ]);
  });

  it('takes the tier also where a later bonus crossed the threshold on top of it', async () => {
    const { slip } = await desk.floor.seat();
    const mistake = await desk.given(slip.id, 9_999);
    await desk.given(slip.id, 1);
    expect(await takeBack(mistake.id)).toMatchObject({ tierBefore: 'gold', tierAfter: 'bronze' });
  });

  it('leaves the tier that a manager set', async () => {
    const { slip, player } = await desk.floor.seat();
    const mistake = await desk.given(slip.id, 500_000);
    dataOf(await desk.putTier(player.id, 'gold'));
    expect(await takeBack(mistake.id)).toMatchObject({ tierBefore: 'gold', tierAfter: 'gold' });
  });

  it('goes back to where a manager had set it, though old points would reach further', async () => {
    const { slip, player } = await desk.floor.seat();
    await desk.given(slip.id, 12_000);
    dataOf(await desk.putTier(player.id, 'bronze'));
    const mistake = await desk.given(slip.id, 10);
    expect((await desk.standing(player.id)).tier).toBe('gold');
    expect(await takeBack(mistake.id)).toMatchObject({ tierBefore: 'gold', tierAfter: 'bronze' });
  });

  it('leaves the tier of a legacy row that stands; reverting the row then leaves what is justified without it', async () => {
    const imports = createImportsDesk(stack);
    const player = await addPlayer(stack.sql);
    const table = await desk.floor.addTable();
    const slip = dataOf<{ id: string }>(await desk.floor.open({ playerId: player.id, tableId: table.id }));
    const early = await desk.given(slip.id, 2_500);
    const { id } = await imports.stage([legacyRow(player, 'Gold')]);
    const [row] = await imports.listRows(id);
    await imports.applied({ rowIds: [row?.id ?? ''] });
    const [applied] = await stack.sql`select id from public.loyalty_reconciliation where player_id = ${player.id}`;
    const mistake = await desk.given(slip.id, 500_000);
    const refused = await imports.revert(applied?.id);
    expect(refused.body).toMatchObject({ code: 'TIER_CHANGED_SINCE', details: { by: 'points', tier: 'platinum' } });
    expect(await takeBack(mistake.id)).toMatchObject({ tierBefore: 'platinum', tierAfter: 'gold' });
    expect(await takeBack(early.id)).toMatchObject({ tierBefore: 'gold', tierAfter: 'gold' });
    // The prior tier was Silver, and the bonus that had brought it does not stand any more.
    await imports.reverted(applied?.id);
    expect((await desk.standing(player.id)).tier).toBe('bronze');
  });

  it('that was a redemption or a correction leaves the tier alone', async () => {
    const { slip, player } = await desk.floor.seat();
    await desk.given(slip.id, 2_500);
    const comp = await desk.redeemed(player.id);
    const { entry } = dataOf<LedgerPosting>(await desk.correct(player.id, 100));
    for (const { id } of [comp, entry])
      expect(await takeBack(id)).toMatchObject({ tierBefore: 'silver', tierAfter: 'silver' });
  });
});

describe('a closed slip without points', () => {
  it('is settled after its accrual was taken back by mistake: points and lifetime points return, as often as it takes', async () => {
    const { slip, player } = await desk.play(4 * HOUR);
    const { accrual } = await desk.close(slip.id);
    const [first] = await desk.entriesOf(slip.id);
    let entryId = first?.id ?? '';
    for (const round of [2, 3]) {
      await takeBack(entryId);
      expect(await desk.standing(player.id)).toMatchObject({ balance: 0, lifetime: 0, tier: 'bronze' });
      expect(await desk.accrualStatus(slip.id)).toBe('none');
      const posting = await settled(slip.id);
      expect(posting).toMatchObject({
        isExisting: false,
        balance: accrual.points,
        entry: {
          points: accrual.points,
          reason: 'session_accrual',
          note: 'Closed by mistake',
          staffName: expect.any(String),
        },
      });
      const [key] =
        await stack.sql`select idempotency_key as key from public.loyalty_ledger where id = ${posting.entry.id}`;
      expect(key).toEqual({ key: `accrue:${slip.id}:${round}` });
      expect(await desk.standing(player.id)).toMatchObject({
        balance: accrual.points,
        lifetime: accrual.points,
        tier: 'silver',
      });
      entryId = posting.entry.id;
    }
    expect(await desk.accrualStatus(slip.id)).toBe('posted');
    await desk.expectRefused('ALREADY_SETTLED', () => settle(slip.id));
    // Asked for once more by hand, the accrual that is in force is the answer.
    expect(dataOf<LedgerPosting>(await desk.accrue(slip.id))).toMatchObject({
      isExisting: true,
      entry: { id: entryId },
    });
    await desk.expectProof(player.id);
  });

  it('is settled once the exclusion is lifted under which it closed, and refused until then', async () => {
    const { slip, player } = await desk.play(HOUR);
    await desk.exclude(player.id);
    expect((await desk.close(slip.id)).accrual).toMatchObject({ status: 'none' });
    expect((await settle(slip.id)).body).toMatchObject({ code: 'PLAYER_EXCLUDED' });
    const [exclusion] = await stack.sql`select id from public.player_exclusion where player_id = ${player.id}`;
    const lifted = await stack.rpc(ADMIN, 'rpc_lift_player_exclusion', {
      p_exclusion_id: exclusion?.id,
      p_reason: 'Wrong person',
      p_idempotency_key: newId(),
    });
    expect(lifted.status).toBe(200);
    expect(await settled(slip.id)).toMatchObject({ isExisting: false, entry: { points: 700 }, balance: 700 });
  });

  it('says why nothing is due, and needs a note, a closed slip and a manager', async () => {
    const [idle, live] = [await desk.play(1, 100), await desk.floor.seat()];
    await desk.close(idle.slip.id);
    const nothing = await desk.expectRefused('NOTHING_TO_ACCRUE', () => settle(idle.slip.id));
    expect(nothing.body.details).toEqual({ why: 'NO_POINTS' });
    await desk.expectRefused('SLIP_NOT_CLOSED', () => settle(live.slip.id));
    await desk.expectRefused('SLIP_NOT_FOUND', () => settle(newId()));
    await desk.expectRefused('VALIDATION_FAILED', () => settle(idle.slip.id, ' '));
    await desk.expectRefused('FORBIDDEN', () => settle(idle.slip.id, 'Why', { as: 'pitboss@harbor.example' }));
  });

  it('is paid once, whoever settles it at once with whoever else, and answers a repeated call as the first', async () => {
    for (let round = 0; round < 5; round += 1) {
      const { slip } = await desk.play(HOUR);
      await desk.close(slip.id);
      const [accrual] = await desk.entriesOf(slip.id);
      await takeBack(accrual?.id ?? '');
      await stack.sql`update public.rating_slip set accrual_status = 'pending' where id = ${slip.id}`;
      const key = newId();
      const answers = await Promise.all([
        ...[key, key, newId(), newId()].map((own) => settle(slip.id, 'Closed by mistake', { key: own })),
        stack.rpc('service', 'rpc_worker_accrue_missing', {}).then(() => null),
        stack.rpc(MANAGER, 'rpc_accrue_missing', { p_idempotency_key: newId() }).then(() => null),
      ]);
      const codes = answers.flatMap((answer) => (answer ? [answer.body.code] : []));
      expect(codes.filter((code) => code !== 'OK' && code !== 'ALREADY_SETTLED')).toEqual([]);
      expect(await paidFor(slip.id)).toBe(700);
      const replay = await settle(slip.id, 'Closed by mistake', { key });
      expect(['OK', 'ALREADY_SETTLED']).toContain(replay.body.code);
      expect(await paidFor(slip.id)).toBe(700);
    }
  });
});

describe('a slip that closed while its player had a tier by mistake', () => {
  /** An hour worth 700 points in Bronze, closed in the tier that `lift` gave, and its points taken back. */
  async function closedIn(lift: (slip: { id: string }, player: { id: string }) => Promise<unknown>) {
    const { slip, player } = await desk.play(HOUR);
    await lift(slip, player);
    await desk.close(slip.id);
    return { slip, player };
  }
  const unpaid = async (slipId: string) => {
    const accrual = (await desk.entriesOf(slipId)).findLast(({ reason }) => reason === 'session_accrual');
    return takeBack(accrual?.id ?? '');
  };
  const due = async (playerId: string) => {
    const path = `/players/${playerId}/visits`;
    const { items } = dataOf<{ items: PlayerVisit[] }>(await stack.http(MANAGER, 'GET', path));
    return items.flatMap(({ dueSlips }) => dueSlips.map(({ duePoints, tierCorrected }) => [duePoints, tierCorrected]));
  };
  const platinumToBronze = { from: 'platinum', to: 'bronze' };

  it('is settled by the tier that is left, says so before and after, and by the old one if it was none', async () => {
    let mistake = '';
    const { slip, player } = await closedIn(async ({ id }) => {
      mistake = (await desk.given(id, 500_000)).id;
    });
    expect((await desk.entriesOf(slip.id)).at(-1)).toMatchObject({ points: 1_050, metadata: { tier: 'platinum' } });
    const reversal = (await takeBack(mistake)).entry;
    await unpaid(slip.id);
    expect(await due(player.id)).toEqual([[700, platinumToBronze]]);
    const paid = await settled(slip.id);
    expect(paid.entry.points).toBe(700);
    expect((await desk.entriesOf(slip.id)).at(-1)?.metadata).toMatchObject({
      ...{ tier: 'bronze', tier_multiplier: 1, tier_corrected: platinumToBronze },
    });
    await takeBack(reversal.id);
    await unpaid(slip.id);
    expect(await due(player.id)).toEqual([[1_050, null]]);
    expect((await settled(slip.id)).entry.points).toBe(1_050);
    await desk.expectProof(player.id);
  });

  it('is paid late by the tier that is left, too', async () => {
    const { slip } = await closedIn(async ({ id }) => desk.given(id, 500_000));
    const [bonus] = await desk.entriesOf(slip.id);
    await unpaid(slip.id);
    await takeBack(bonus?.id ?? '');
    await stack.sql`update public.rating_slip set accrual_status = 'pending' where id = ${slip.id}`;
    await stack.rpc('service', 'rpc_worker_accrue_missing', {});
    expect(await paidFor(slip.id)).toBe(700);
  });

  it('is settled as it was closed where the mistake came later, or a manager decided since', async () => {
    const { slip, player } = await closedIn(async ({ id }) => desk.given(id, 12_000));
    const table = await desk.floor.addTable();
    const next = dataOf<{ id: string }>(await desk.floor.open({ playerId: player.id, tableId: table.id }));
    await takeBack((await desk.given(next.id, 500_000)).id);
    await desk.tierSet(player.id, 'bronze');
    const small = await desk.given(next.id, 5);
    expect(await takeBack(small.id)).toMatchObject({ tierBefore: 'gold', tierAfter: 'bronze' });
    await unpaid(slip.id);
    expect(await due(player.id)).toEqual([[875, null]]);
  });

  it('is settled without the tier of a legacy row that was reverted, and with it where the row was applied again', async () => {
    const imports = createImportsDesk(stack);
    const done = async (playerId: string) => {
      const [row] = await stack.sql`
        select id from public.loyalty_reconciliation where player_id = ${playerId} and outcome = 'applied' order by seq desc limit 1`;
      return row?.id;
    };
    const player = await addPlayer(stack.sql);
    const { id } = await imports.stage([legacyRow(player, 'Gold')]);
    const [row] = await imports.listRows(id);
    const apply = () => imports.applied({ rowIds: [row?.id ?? ''] });
    await apply();
    const table = await desk.floor.addTable();
    const slip = dataOf<{ id: string }>(
      await desk.floor.open({ playerId: player.id, tableId: table.id, averageBetCents: 10_000 }),
    );
    await desk.playUntilNow(slip.id, HOUR);
    await desk.close(slip.id);
    await unpaid(slip.id);
    expect(await due(player.id)).toEqual([[875, null]]);
    await imports.reverted(await done(player.id));
    expect(await due(player.id)).toEqual([[700, { from: 'gold', to: 'bronze' }]]);
    await apply();
    expect(await due(player.id)).toEqual([[875, null]]);
  });
});

describe('a tier set by a manager', () => {
  it('is the player’s, up or down and back, with who, why and from where on the player’s page', async () => {
    const { player } = await desk.floor.seat();
    const key = newId();
    const up = dataOf<SetTierResult>(await desk.putTier(player.id, 'gold', ' Agreed with the host ', { key }));
    expect(up).toMatchObject({
      isExisting: false,
      playerId: player.id,
      tierBefore: 'bronze',
      tierAfter: 'gold',
      reason: 'Agreed with the host',
    });
    expect(dataOf(await desk.putTier(player.id, 'gold', 'Agreed with the host', { key }))).toEqual({
      ...up,
      isExisting: true,
    });
    const { loyalty } = await getPlayer(player.id);
    expect(loyalty).toMatchObject({
      tier: 'gold',
      lifetimePoints: 0,
      balance: 0,
      tierSource: {
        source: 'manager',
        from: 'bronze',
        to: 'gold',
        reason: 'Agreed with the host',
        staffName: expect.any(String),
      },
    });
    expect(dataOf(await desk.putTier(player.id, 'bronze', 'Taken for somebody else'))).toMatchObject({
      tierAfter: 'bronze',
    });
    expect(await changesOf(player.id)).toEqual(['bronze gold manager', 'gold bronze manager']);
    const audits = await stack.sql`
      select a.before ->> 'tier' as before, a.after ->> 'tier_after' as after, s.email from public.audit_log a
      join public.staff s on s.casino_id = a.casino_id and s.id = a.staff_id
      where a.action = 'loyalty.set_player_tier' and a.entity_id = ${player.id} order by a.id`;
    expect(audits).toEqual([
      { before: 'bronze', after: 'gold', email: MANAGER },
      { before: 'gold', after: 'bronze', email: MANAGER },
    ]);
    const events = await stack.sql`
      select payload ->> 'to' as to from public.loyalty_outbox where player_id = ${player.id} and event_type = 'loyalty.tier_set' order by seq`;
    expect(events).toEqual([{ to: 'gold' }, { to: 'bronze' }]);
  });

  it('needs a reason, a tier that there is, a player of the house, and a manager', async () => {
    const { player } = await desk.floor.seat();
    await desk.expectRefused('VALIDATION_FAILED', () => desk.putTier(player.id, 'gold', ' '));
    await desk.expectRefused('UNKNOWN_TIER', () => desk.putTier(player.id, 'diamond'));
    await desk.expectRefused('PLAYER_NOT_FOUND', () => desk.putTier(newId(), 'gold'));
    await desk.expectRefused('FORBIDDEN', () =>
      desk.putTier(player.id, 'gold', 'Why', { as: 'pitboss@harbor.example' }),
    );
  });
});
