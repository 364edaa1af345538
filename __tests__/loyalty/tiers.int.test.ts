import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newId } from '@/lib/shared/ids';
import type { EarnConfig } from '@/services/loyalty/dtos';
import { dataOf, isSomeoneWaiting } from '../floor/floor-desk';
import { liftRewardRate } from '../support/ledger';
import { ADMIN, PIT_BOSS, startTestStack, type TestStack } from '../support/stack';
import { createLoyaltyDesk, type LoyaltyDesk, loyaltySnapshot, MANAGER, type TierBody } from './loyalty-desk';

let stack: TestStack;
let desk: LoyaltyDesk;
/** Bronze from 0, silver from 2,500, gold from 10,000, platinum from 40,000. */
let demoTiers: TierBody[];

beforeAll(async () => {
  stack = await startTestStack({ connections: 8 });
  desk = createLoyaltyDesk(stack);
  await liftRewardRate(stack.sql);
  demoTiers = await desk.tierBodies();
});
afterAll(() => stack.dispose());

const upgradesOf = (playerId: string) => stack.sql`
  select payload ->> 'from' as from, payload ->> 'to' as to, (payload ->> 'lifetime_points')::float8 as lifetime,
    payload ->> 'entry_id' as "entryId"
  from public.loyalty_outbox where event_type = 'loyalty.tier_upgraded' and player_id = ${playerId} order by seq`;

/** Progress from whole numbers: the share of the way from a tier's threshold to the next, in whole percent, cut off. */
function progressByHand(tiers: TierBody[], tier: string, lifetime: number): number {
  const at = tiers.findIndex(({ code }) => code === tier);
  const [from, to] = [tiers[at]?.thresholdPoints ?? 0, tiers[at + 1]?.thresholdPoints];
  if (to === undefined) return 100;
  return Math.max(0, Math.min(100, Math.floor(((lifetime - from) * 100) / (to - from))));
}

describe('a tier', () => {
  it('is reached with the very point of its threshold: the entry and one event say so, and a replay says it again', async () => {
    const { slip, player } = await desk.floor.seat();
    const below = await desk.given(slip.id, 2499);
    expect(below.tierUpgrade).toBeNull();
    expect(await desk.standing(player.id)).toMatchObject({ tier: 'bronze', lifetime: 2499, progress: 99 });
    expect(await upgradesOf(player.id)).toEqual([]);

    const key = newId();
    const reached = await desk.given(slip.id, 1, { key });
    expect(reached.tierUpgrade).toEqual({ from: 'bronze', to: 'silver' });
    expect(await desk.given(slip.id, 1, { key })).toEqual(reached);
    await desk.given(slip.id, 1);
    expect(await desk.standing(player.id)).toMatchObject({ tier: 'silver', lifetime: 2501, progress: 0 });
    expect(await upgradesOf(player.id)).toEqual([
      { from: 'bronze', to: 'silver', lifetime: 2500, entryId: reached.id },
    ]);
    const upgrades = (await desk.entriesOf(slip.id)).map(({ metadata }) => metadata.tier_upgrade ?? null);
    expect(upgrades).toEqual([null, { from: 'bronze', to: 'silver' }, null]);
    await desk.expectProof(player.id);
  });

  it('may be skipped: one entry lifts over two at once', async () => {
    const { slip, player } = await desk.floor.seat();
    expect((await desk.given(slip.id, 40_000)).tierUpgrade).toEqual({ from: 'bronze', to: 'platinum' });
    expect(await desk.standing(player.id)).toMatchObject({ tier: 'platinum', lifetime: 40_000, progress: 100 });
    expect(await upgradesOf(player.id)).toMatchObject([{ from: 'bronze', to: 'platinum' }]);
  });

  it('is reached by closing a slip, at the multiplier the player had until then', async () => {
    const { slip, player } = await desk.play(4 * 3600);
    const { accrual } = await desk.close(slip.id);
    expect(accrual).toMatchObject({ points: 2800, tierUpgrade: { from: 'bronze', to: 'silver' } });
    const [entry] = await desk.entriesOf(slip.id);
    expect(entry?.metadata).toMatchObject({
      tier: 'bronze',
      tier_multiplier: 1,
      tier_upgrade: { from: 'bronze', to: 'silver' },
    });
    expect(await upgradesOf(player.id)).toHaveLength(1);
  });

  it('is not lost by a redemption, a correction, or thresholds that rise, and goes with the points that were given by mistake', async () => {
    const { slip, player } = await desk.floor.seat();
    const entry = await desk.given(slip.id, 11_000);
    const standing = () => desk.standing(player.id);
    await desk.redeemed(player.id);
    expect(await standing()).toMatchObject({ tier: 'gold', lifetime: 11_000, balance: 10_600 });
    dataOf(await desk.correct(player.id, -10_000));
    expect(await standing()).toMatchObject({ tier: 'gold', lifetime: 11_000, balance: 600 });
    dataOf(await desk.correct(player.id, 50_000));
    expect(await standing()).toMatchObject({ tier: 'gold', lifetime: 11_000, progress: 3 });
    const higher = demoTiers.map((tier) => ({ ...tier, thresholdPoints: tier.thresholdPoints * 3 }));
    await desk.setTiers(higher);
    const small = await desk.given(slip.id, 100);
    expect(await standing()).toMatchObject({ tier: 'gold', lifetime: 11_100, progress: 0 });
    // What stays still reaches the threshold at which it was earned, though not that of now.
    await desk.reversed(small.id);
    expect(await standing()).toMatchObject({ tier: 'gold', lifetime: 11_000 });
    await desk.setTiers(demoTiers);
    expect(await upgradesOf(player.id)).toHaveLength(1);

    // What was given by mistake was never earned, and neither was the tier.
    await desk.reversed(entry.id);
    expect(await standing()).toMatchObject({ tier: 'bronze', lifetime: 0, progress: 0, balance: 39_600 });
    await desk.expectProof(player.id);
  });

  it('that was taken back is told anew when the points come back', async () => {
    const { slip, player } = await desk.floor.seat();
    const entry = await desk.given(slip.id, 2500);
    await desk.reversed(entry.id);
    expect((await desk.given(slip.id, 9999)).tierUpgrade).toEqual({ from: 'bronze', to: 'silver' });
    expect((await desk.given(slip.id, 1)).tierUpgrade).toEqual({ from: 'silver', to: 'gold' });
    expect(await upgradesOf(player.id)).toMatchObject([
      { to: 'silver' },
      { to: 'silver' },
      { from: 'silver', to: 'gold' },
    ]);
  });

  it('with a lowered threshold comes with the next points, and progress is drawn anew for everybody at once', async () => {
    const { slip, player } = await desk.floor.seat();
    await desk.given(slip.id, 2000);
    const lower = demoTiers.map((tier) => (tier.code === 'silver' ? { ...tier, thresholdPoints: 2000 } : tier));
    await desk.setTiers(lower);
    expect(await desk.standing(player.id)).toMatchObject({ tier: 'bronze', progress: 100 });
    const all = await stack.sql<{ tier: string; lifetime: number; progress: number }[]>`
      select l.tier, l.lifetime_points::float8 as lifetime, l.tier_progress as progress
      from public.player_loyalty l join public.casino c on c.id = l.casino_id where c.slug = 'harbor'`;
    expect(all.map(({ progress }) => progress)).toEqual(
      all.map(({ tier, lifetime }) => progressByHand(lower, tier, lifetime)),
    );
    const entry = await desk.given(slip.id, 1);
    expect(entry.tierUpgrade).toEqual({ from: 'bronze', to: 'silver' });
    await desk.setTiers(demoTiers);
  });

  it('shows how far the next one is, to the whole percent', async () => {
    const { slip, player } = await desk.floor.seat();
    let lifetime = 0;
    for (const points of [24, 1, 1225, 1249, 1, 74, 1, 7424, 1, 29_999, 1]) {
      await desk.given(slip.id, points);
      lifetime += points;
      const { tier, progress, ...rest } = await desk.standing(player.id);
      const reached = demoTiers.filter(({ thresholdPoints }) => thresholdPoints <= lifetime).at(-1);
      expect({ tier, progress, lifetime: rest.lifetime }).toEqual({
        tier: reached?.code,
        progress: progressByHand(demoTiers, tier, lifetime),
        lifetime,
      });
    }
    expect(await desk.standing(player.id)).toMatchObject({ tier: 'platinum', progress: 100 });
  });
});

describe('setting the tiers', () => {
  const onyx = { code: 'onyx', name: 'Onyx', multiplier: 2, thresholdPoints: 90_000 };

  it('renames, adds, reprices and lets two change places in one call; a tier that stays keeps its row', async () => {
    const [bronze, silver, gold, platinum] = demoTiers as [TierBody, TierBody, TierBody, TierBody];
    const jade = { code: 'jade', name: 'Jade', multiplier: 2.5, thresholdPoints: 200_000 };
    const { version: asInDemo } = await desk.getTiers();
    const { version } = await desk.setTiers([...demoTiers, onyx]);
    const rows = () => stack.sql<{ code: string; id: string; xmin: string }[]>`
      select t.code, t.id, t.xmin::text from public.loyalty_tier t join public.casino c on c.id = t.casino_id where c.slug = 'harbor'`;
    const before = await rows();
    const sterling = { ...silver, name: 'Sterling', multiplier: 1.35 };
    const changed = [
      bronze,
      { ...sterling, name: ' Sterling ' },
      gold,
      platinum,
      { ...jade, thresholdPoints: onyx.thresholdPoints },
      { ...onyx, thresholdPoints: jade.thresholdPoints },
    ];
    const answer = await desk.putTiers(changed, version);
    expect(answer.body.data).toMatchObject({
      isExisting: false,
      items: [bronze, sterling, gold, platinum, changed[4], changed[5]].map((tier, place) => ({
        ...tier,
        rank: place + 1,
      })),
    });
    expect(await desk.getTiers()).toMatchObject({ items: (answer.body.data as { items: unknown }).items });
    expect((await desk.getTiers()).version).not.toBe(version);
    const after = await rows();
    const kept = (row: { code: string }) => ['bronze', 'gold', 'platinum'].includes(row.code);
    expect(after.filter(kept)).toEqual(expect.arrayContaining(before.filter(kept)));
    expect(after.map(({ code, id }) => `${code} ${id}`)).toEqual(
      expect.arrayContaining(before.map(({ code, id }) => `${code} ${id}`)),
    );
    // Back again, and the one that nobody holds goes.
    await desk.setTiers(demoTiers);
    expect((await desk.getTiers()).version).toBe(asInDemo);
  });

  it('does not put a tier that players hold below one it was above: they would lose by it', async () => {
    const [bronze, silver, gold, platinum] = demoTiers as [TierBody, TierBody, TierBody, TierBody];
    const { version } = await desk.getTiers();
    const swapped = [
      bronze,
      { ...gold, thresholdPoints: silver.thresholdPoints },
      { ...silver, thresholdPoints: gold.thresholdPoints },
      platinum,
    ];
    const refused = await desk.expectRefused('TIER_IN_USE', () => desk.putTiers(swapped, version));
    const [held] = await stack.sql<{ players: number }[]>`
      select count(*)::int as players from public.player_loyalty l join public.casino c on c.id = l.casino_id
      where c.slug = 'harbor' and l.tier = 'gold'`;
    expect(refused.body.details).toMatchObject({
      tier: 'gold',
      tierName: 'Gold',
      isMoved: true,
      players: held?.players,
    });
  });

  it('lifts nobody who spends or is corrected, only who earns', async () => {
    const { player } = await desk.play(60);
    await desk.correct(player.id, 3000);
    await stack.sql`update public.player_loyalty set lifetime_points = 2600 where player_id = ${player.id}`;
    await desk.correct(player.id, -10);
    expect(await desk.standing(player.id)).toMatchObject({ tier: 'bronze' });
  });

  it('leaves one audit row with the tiers before and after', async () => {
    const before = await desk.getTiers();
    const key = newId();
    dataOf(await desk.putTiers([...demoTiers, onyx], before.version, { key }));
    const [audit] = await stack.sql`
      select s.email, a.action, a.entity_type, a.before -> 'items' as before, a.after -> 'items' as after
      from public.audit_log a join public.staff s on s.casino_id = a.casino_id and s.id = a.staff_id where a.idempotency_key = ${key}`;
    const codes = (items: { code: string }[]) => items.map(({ code }) => code);
    expect({ ...audit, before: codes(audit?.before), after: codes(audit?.after) }).toEqual({
      email: MANAGER,
      action: 'loyalty.replace_loyalty_tiers',
      entity_type: 'loyalty_tier',
      before: ['bronze', 'silver', 'gold', 'platinum'],
      after: ['bronze', 'silver', 'gold', 'platinum', 'onyx'],
    });
    await desk.setTiers(demoTiers);
  });

  it('under the same key answers the same, also after they were changed again; under another request it is refused', async () => {
    const { version } = await desk.getTiers();
    const key = newId();
    const first = dataOf<object>(await desk.putTiers([...demoTiers, onyx], version, { key }));
    await desk.setTiers(demoTiers);
    const before = await loyaltySnapshot(stack.sql);
    const replay = await desk.putTiers([...demoTiers, onyx], version, { key });
    expect(replay).toMatchObject({ status: 200, body: { data: { ...first, isExisting: true } } });
    expect(await loyaltySnapshot(stack.sql)).toEqual(before);
    await desk.expectRefused('IDEMPOTENCY_KEY_REUSED', () => desk.putTiers(demoTiers, version, { key }));
  });

  it('that have players, or are named by a reward, is refused when one of these is left out', async () => {
    const held = demoTiers.filter(({ code }) => code !== 'silver');
    const { version } = await desk.getTiers();
    const [count] = await stack.sql`
      select count(*)::int as players from public.player_loyalty l join public.casino c on c.id = l.casino_id
      where c.slug = 'harbor' and l.tier = 'silver'`;
    const players = await desk.expectRefused('TIER_IN_USE', () => desk.putTiers(held, version));
    expect(players.body.details).toMatchObject({ tier: 'silver', tierName: 'Silver', players: count?.players });

    const added = await desk.setTiers([...demoTiers, onyx]);
    const reward = {
      code: `ONYX_${Date.now()}`,
      name: 'Onyx gift',
      family: 'points_comp',
      kind: 'gift',
      price: { pointsCost: 100 },
      eligibility: { minTier: 'onyx' },
    };
    const made = dataOf<{ id: string; version: number }>(await desk.send('POST', '/rewards', reward, { as: MANAGER }));
    const named = await desk.expectRefused('TIER_IN_USE', () => desk.putTiers(demoTiers, added.version));
    expect(named.body.details).toEqual({ tier: 'onyx', tierName: 'Onyx', players: 0, rewards: 1 });

    const benefit = { instrumentType: 'free_play', faceValueCents: 1000 };
    const entitlement = { code: `${reward.code}_FP`, name: 'Onyx play', family: 'entitlement', kind: 'free_play' };
    const tiers = [{ tier: 'onyx', benefit }];
    const other = dataOf<{ id: string; version: number }>(
      await desk.send('POST', '/rewards', { ...entitlement, tiers }, { as: MANAGER }),
    );
    const both = await desk.expectRefused('TIER_IN_USE', () => desk.putTiers(demoTiers, added.version));
    expect(both.body.details).toMatchObject({ rewards: 2 });
    dataOf(
      await desk.send('PATCH', `/rewards/${made.id}`, { eligibility: null, version: made.version }, { as: MANAGER }),
    );
    const elsewhere = [{ tier: 'platinum', benefit }];
    dataOf(
      await desk.send('PATCH', `/rewards/${other.id}`, { tiers: elsewhere, version: other.version }, { as: MANAGER }),
    );
    await desk.setTiers(demoTiers);
  });

  it('by two editors: the second learns that they changed, and nothing of the first is lost', async () => {
    const { version } = await desk.getTiers();
    const first = dataOf<{ version: string }>(await desk.putTiers([...demoTiers, onyx], version));
    const renamed = demoTiers.map((tier) => ({ ...tier, name: `${tier.name} 2` }));
    const refused = await desk.expectRefused('TIERS_CHANGED', () => desk.putTiers(renamed, version));
    expect(refused).toMatchObject({
      status: 409,
      body: {
        details: { version: first.version, at: expect.any(String), staffName: expect.stringMatching(/^Harbor /) },
      },
    });
    expect((await desk.getTiers()).items.map(({ code }) => code)).toContain('onyx');
    await desk.setTiers(demoTiers);
  });

  it('by two editors at once: exactly one wins', async () => {
    for (let round = 0; round < 8; round += 1) {
      const { version } = await desk.getTiers();
      const named = (by: string) =>
        demoTiers.map((tier) => (tier.code === 'gold' ? { ...tier, name: `Gold ${by} ${round}` } : tier));
      const answers = await Promise.all([
        desk.putTiers(named('one'), version),
        desk.putTiers(named('two'), version, { as: ADMIN }),
      ]);
      expect(answers.map(({ body }) => body.code).sort()).toEqual(['OK', 'TIERS_CHANGED']);
      const winner = answers[0]?.body.code === 'OK' ? 'one' : 'two';
      expect((await desk.getTiers()).items[2]?.name).toBe(`Gold ${winner} ${round}`);
    }
    await desk.setTiers(demoTiers);
  });

  it('while a player is lifted into one of them keeps both: neither is turned away', async () => {
    const { player } = await desk.floor.seat();
    const repriced = demoTiers.map((tier) =>
      tier.code === 'silver' ? { ...tier, multiplier: 1.15, thresholdPoints: 2400 } : tier,
    );
    await stack.sql`update public.player_loyalty set lifetime_points = 1200, tier_progress = 48 where player_id = ${player.id}`;
    const { version } = await desk.getTiers();
    const { setting } = await stack.sql.begin(async (sql) => {
      // What a reward holds while it is posted.
      await sql`select 1 from public.player_loyalty where player_id = ${player.id} for no key update`;
      const setting = desk.putTiers(repriced, version);
      await expect.poll(() => isSomeoneWaiting(stack.sql)).toBe(true);
      await sql`update public.player_loyalty set tier = 'silver', lifetime_points = 2500 where player_id = ${player.id}`;
      return { setting };
    });
    expect((await setting).body).toMatchObject({ ok: true });
    // Progress goes by the points of the one and the thresholds of the other: 100 of the 7,600 from silver to gold.
    expect(await desk.standing(player.id)).toMatchObject({ tier: 'silver', progress: 1 });
    await desk.setTiers(demoTiers);
  });

  it('while the worker accrues for several players waits for it, and neither stands in the other’s way', async () => {
    // Ids rise with time. The tiers take players by id, the worker by how long their slips wait: one would hold what the other wants.
    const first = await desk.play(3600);
    const between = await desk.floor.enrol();
    const last = await desk.play(3600);
    for (const [place, { slip }] of [last, first].entries()) {
      await stack.sql`
        update public.rating_slip set status = 'closed', ended_at = paused_at, paused_at = null, theo_cents = 7000,
          accrual_status = 'pending', accrual_tried_at = now() + make_interval(secs => ${place})
        where id = ${slip.id}`;
    }
    const { version } = await desk.getTiers();
    const repriced = demoTiers.map((tier) => (tier.code === 'gold' ? { ...tier, thresholdPoints: 11_000 } : tier));
    const waiting = async () => {
      const [row] = await stack.sql`
        select count(*)::int as count from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`;
      return row?.count;
    };
    const { setting, working } = await stack.sql.begin(async (sql) => {
      await sql`select 1 from public.player_loyalty where player_id = ${between.id} for no key update`;
      const setting = desk.putTiers(repriced, version);
      await expect.poll(waiting).toBe(1);
      const working = stack.rpc('service', 'rpc_worker_accrue_missing', {});
      await expect.poll(waiting).toBe(2);
      return { setting, working };
    });
    expect((await setting).body).toMatchObject({ ok: true });
    expect((await working).body).toMatchObject({ done: 2, failed: 0 });
    await desk.setTiers(demoTiers);
  });

  type Change = (tiers: TierBody[]) => unknown;
  const INVALID: [name: string, field: string, change: Change][] = [
    ['a code with capitals', 'tiers.1.code', change(1, { code: 'Silver' })],
    ['no name', 'tiers.2.name', change(2, { name: '  ' })],
    ['a name of 51 characters', 'tiers.2.name', change(2, { name: 'x'.repeat(51) })],
    ['a multiplier of zero', 'tiers.0.multiplier', change(0, { multiplier: 0 })],
    ['a multiplier of three decimals', 'tiers.3.multiplier', change(3, { multiplier: 1.125 })],
    ['a multiplier as text', 'tiers.3.multiplier', change(3, { multiplier: '1.5' })],
    ['half a point', 'tiers.1.thresholdPoints', change(1, { thresholdPoints: 2.5 })],
    ['a lowest tier above zero', 'tiers.0.thresholdPoints', change(0, { thresholdPoints: 1 })],
    ['a threshold no higher than the one below', 'tiers.2.thresholdPoints', change(2, { thresholdPoints: 2500 })],
  ];

  function change(place: number, fields: object): Change {
    return (tiers) => tiers.map((tier, at) => (at === place ? { ...tier, ...fields } : tier));
  }
  /** The tiers as the database takes them. */
  const rowsOf = (tiers: unknown) =>
    (tiers as Record<string, unknown>[]).map(({ thresholdPoints, ...tier }) => ({
      ...tier,
      threshold_points: thresholdPoints,
    }));
  const replaceAtDatabase = (p_tiers: unknown, version: string) =>
    stack.rpc(MANAGER, 'rpc_replace_loyalty_tiers', {
      p_tiers,
      p_expected_version: version,
      p_idempotency_key: newId(),
    });
  const fieldsOf = (body: unknown) => Object.keys(JSON.parse((body as { details: string }).details).fields ?? {});

  it.each(INVALID)('with %s is refused at that field, past the web app too', async (_, field, change) => {
    const { version } = await desk.getTiers();
    const tiers = change(demoTiers);
    const refused = await desk.expectRefused('VALIDATION_FAILED', () => desk.putTiers(tiers, version));
    expect(refused.status).toBe(422);
    expect(refused.body.details).toMatchObject({ fields: { [field]: expect.any(String) } });

    const before = await loyaltySnapshot(stack.sql);
    const past = await replaceAtDatabase(rowsOf(tiers), version);
    expect(past).toMatchObject({ status: 422, body: { message: 'VALIDATION_FAILED' } });
    expect(fieldsOf(past.body)).toEqual([field]);
    expect(await loyaltySnapshot(stack.sql)).toEqual(before);
  });

  it('to none, to twenty-one, to one that is no object or to two of one code is refused', async () => {
    const { version } = await desk.getTiers();
    const many = Array.from({ length: 21 }, (_, at) => ({ ...onyx, code: `t${at}`, thresholdPoints: at }));
    const twice = [...demoTiers, { ...onyx, code: 'gold' }];
    const before = await loyaltySnapshot(stack.sql);
    for (const tiers of [[], many, twice]) {
      await desk.expectRefused('VALIDATION_FAILED', () => desk.putTiers(tiers, version));
      expect(fieldsOf((await replaceAtDatabase(rowsOf(tiers), version)).body)).toEqual(['tiers']);
    }
    for (const tiers of [null, {}, 5]) {
      expect(fieldsOf((await replaceAtDatabase(tiers, version)).body)).toEqual(['tiers']);
    }
    expect(fieldsOf((await replaceAtDatabase([1], version)).body)).toEqual(['tiers.0']);
    expect(await loyaltySnapshot(stack.sql)).toEqual(before);
  });

  it.each(['dealer', 'pitboss', 'cashier', 'compliance'] as const)('is not for the role of %s', async (account) => {
    const { version } = await desk.getTiers();
    const as = `${account}@harbor.example` as const;
    await desk.expectRefused('FORBIDDEN', () => desk.putTiers([...demoTiers, onyx], version, { as }));
    expect(await desk.read('/loyalty/tiers', as)).toMatchObject({ version });
  });
});

describe('setting the earn rates', () => {
  const better = { pointsPerTheo: 12, defaultPointMultiplier: 1.5, roundingPolicy: 'nearest', isActive: true };
  const restore = () =>
    desk.setRates({ pointsPerTheo: 10, defaultPointMultiplier: 1, roundingPolicy: 'floor', isActive: true });

  it('counts up the version, is read by everybody, and leaves one audit row with both', async () => {
    const { updatedAt: _, ...before } = await desk.getRates();
    const key = newId();
    const answer = await desk.putRates({ ...better, version: before.version }, { key });
    expect(answer).toMatchObject({
      status: 201,
      body: { data: { ...better, version: before.version + 1, isExisting: false } },
    });
    expect(await desk.read('/loyalty/earn-config', 'dealer@harbor.example')).toMatchObject(better);
    const [audit] = await stack.sql`
      select a.action, a.before ->> 'points_per_theo' as before, a.after ->> 'points_per_theo' as after
      from public.audit_log a where a.idempotency_key = ${key}`;
    expect(audit).toEqual({ action: 'loyalty.update_earn_config', before: '10', after: '12' });
    await restore();
  });

  it('under the same key answers the same, also after they were changed again; under another request it is refused', async () => {
    const { version } = await desk.getRates();
    const key = newId();
    const first = dataOf<object>(await desk.putRates({ ...better, version }, { key }));
    await restore();
    const before = await loyaltySnapshot(stack.sql);
    const replay = await desk.putRates({ ...better, version }, { key });
    expect(replay).toMatchObject({ status: 200, body: { data: { ...first, isExisting: true } } });
    expect(await loyaltySnapshot(stack.sql)).toEqual(before);
    await desk.expectRefused('IDEMPOTENCY_KEY_REUSED', () =>
      desk.putRates({ ...better, version, isActive: false }, { key }),
    );
  });

  it('that somebody else changed is refused, with the version they have now', async () => {
    const { version } = await desk.getRates();
    dataOf(await desk.putRates({ ...better, version }));
    // Another casino's change, later, is none of theirs.
    const theirs = dataOf<EarnConfig>(await stack.http('loyalty@summit.example', 'GET', '/loyalty/earn-config'));
    const { updatedAt: _, ...rates } = theirs;
    dataOf(await stack.http('loyalty@summit.example', 'PUT', '/loyalty/earn-config', { body: rates, key: newId() }));
    const late = { ...better, pointsPerTheo: 99, version };
    const refused = await desk.expectRefused('EARN_CONFIG_CHANGED', () => desk.putRates(late));
    expect(refused).toMatchObject({
      status: 409,
      body: { details: { version: version + 1, at: expect.any(String), staffName: expect.stringMatching(/^Harbor /) } },
    });
    await restore();
  });

  it('by two at once: exactly one wins', async () => {
    for (let round = 0; round < 8; round += 1) {
      const { version } = await desk.getRates();
      const answers = await Promise.all(
        [20, 30].map((pointsPerTheo) => desk.putRates({ ...better, pointsPerTheo, version })),
      );
      expect(answers.map(({ body }) => body.code).sort()).toEqual(['EARN_CONFIG_CHANGED', 'OK']);
      const winner = answers.findIndex(({ body }) => body.ok);
      expect(await desk.getRates()).toMatchObject({ pointsPerTheo: [20, 30][winner], version: version + 1 });
    }
    await restore();
  });

  const INVALID: [name: string, field: string, rates: object, args: object][] = [
    ['half a point', 'pointsPerTheo', { pointsPerTheo: 1.5 }, { p_points_per_theo: -1 }],
    ['too many points', 'pointsPerTheo', { pointsPerTheo: 10_001 }, { p_points_per_theo: 10_001 }],
    ['no points', 'pointsPerTheo', { pointsPerTheo: null }, { p_points_per_theo: null }],
    [
      'a multiplier of three decimals',
      'defaultPointMultiplier',
      { defaultPointMultiplier: 1.125 },
      { p_default_point_multiplier: 1.125 },
    ],
    [
      'a multiplier above 10',
      'defaultPointMultiplier',
      { defaultPointMultiplier: 11 },
      { p_default_point_multiplier: 10.01 },
    ],
    ['an unknown policy', 'roundingPolicy', { roundingPolicy: 'up' }, { p_rounding_policy: 'up' }],
    ['no yes or no', 'isActive', { isActive: 'yes' }, { p_is_active: null }],
  ];

  it.each(INVALID)('with %s is refused at that field, past the web app too', async (_, field, rates, args) => {
    const { version } = await desk.getRates();
    const refused = await desk.expectRefused('VALIDATION_FAILED', () =>
      desk.putRates({ ...better, version, ...rates }),
    );
    expect(refused.body.details).toMatchObject({ fields: { [field]: expect.any(String) } });

    const before = await loyaltySnapshot(stack.sql);
    const past = await stack.rpc(MANAGER, 'rpc_update_earn_config', {
      p_points_per_theo: 12,
      p_default_point_multiplier: 1.5,
      p_rounding_policy: 'nearest',
      p_is_active: true,
      p_expected_version: version,
      p_idempotency_key: newId(),
      ...args,
    });
    expect(past).toMatchObject({ status: 422, body: { message: 'VALIDATION_FAILED' } });
    expect(JSON.parse((past.body as { details: string }).details)).toMatchObject({
      fields: { [field]: { rule: expect.any(String) } },
    });
    expect(await loyaltySnapshot(stack.sql)).toEqual(before);
  });

  it.each(['dealer', 'pitboss', 'cashier', 'compliance'] as const)('is not for the role of %s', async (account) => {
    const { version } = await desk.getRates();
    const as = `${account}@harbor.example` as const;
    await desk.expectRefused('FORBIDDEN', () => desk.putRates({ ...better, version }, { as }));
  });

  it('of a casino that has none yet is refused, read or set', async () => {
    const { version } = await desk.getRates();
    const rows = await stack.sql`
      delete from public.loyalty_earn_config where casino_id = (select casino_id from public.staff where email = ${PIT_BOSS}) returning *`;
    await desk.expectRefused('NO_EARN_CONFIG', () => stack.http(PIT_BOSS, 'GET', '/loyalty/earn-config'));
    await desk.expectRefused('NO_EARN_CONFIG', () => desk.putRates({ ...better, version }));
    await stack.sql`insert into public.loyalty_earn_config ${stack.sql(rows)}`;
  });
});
