import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newId } from '@/lib/shared/ids';
import type { LedgerPosting, RoundingPolicy } from '@/services/loyalty/dtos';
import { dataOf, exactTheo, THEO_PARTS, theoByHand } from '../floor/floor-desk';
import { essence } from '../promo/promo-desk';
import { findLiveSlip, liftRewardRate } from '../support/ledger';
import { PIT_BOSS, startTestStack, type TestStack } from '../support/stack';
import {
  type AccrualInputs,
  createLoyaltyDesk,
  type LoyaltyDesk,
  loyaltySnapshot,
  MANAGER,
  pointsByHand,
} from './loyalty-desk';

let stack: TestStack;
let desk: LoyaltyDesk;

beforeAll(async () => {
  stack = await startTestStack({ connections: 8 });
  desk = createLoyaltyDesk(stack);
  await liftRewardRate(stack.sql);
});
afterAll(() => stack.dispose());

type WorkedSlip = [
  game: string,
  averageBetCents: number,
  minutes: number,
  theoCents: number,
  pointsPerTheo: number,
  multiplier: number,
  tier: string,
  policy: RoundingPolicy,
  points: number,
];

/**
 * Ten slips worked out by hand, as in docs/rewards.md. Theo = average bet x pace x hours x edge, shown to the cent; points =
 * exact theo in dollars x points per theo x multiplier x the tier's multiplier, rounded once by the policy. Pace and edge of the demo:
 * blackjack 70/h 1.0 %, roulette 38/h 5.26 %, baccarat 72/h 1.2 %, craps 48/h 1.5 %. Tiers: bronze x1.00, silver x1.10,
 * gold x1.25, platinum x1.50.
 */
const WORKED_SLIPS: WorkedSlip[] = [
  // $100 x 70 x 1 h x 1.0 % = $70.00; 70.00 x 10 x 1 x 1.00 = 700
  ['blackjack', 10_000, 60, 7_000, 10, 1, 'bronze', 'floor', 700],
  // $25 x 38 x 3/4 h x 5.26 % = $37.4775; 37.4775 x 10 x 1 x 1.10 = 412.2525
  ['roulette', 2_500, 45, 3_748, 10, 1, 'silver', 'floor', 412],
  // the same play, 412.2525, rounded up
  ['roulette', 2_500, 45, 3_748, 10, 1, 'silver', 'ceil', 413],
  // $500 x 72 x 2 h x 1.2 % = $864.00; 864.00 x 10 x 1 x 1.25 = 10,800
  ['baccarat', 50_000, 120, 86_400, 10, 1, 'gold', 'nearest', 10_800],
  // $15 x 48 x 5/6 h x 1.5 % = $9.00; 9.00 x 7 x 1.5 x 1.50 = 141.75
  ['craps', 1_500, 50, 900, 7, 1.5, 'platinum', 'nearest', 142],
  // $10 x 48 x 1/60 h x 1.5 % = $0.12; 0.12 x 10 x 1 x 1.25 = 1.5
  ['craps', 1_000, 1, 12, 10, 1, 'gold', 'floor', 1],
  // the same play, 1.5: a half goes up
  ['craps', 1_000, 1, 12, 10, 1, 'gold', 'nearest', 2],
  // $5 x 70 x 1/60 h x 1.0 % = $0.0583...; x 10 x 1 x 1.00 = 0.583...: no whole point, no entry
  ['blackjack', 500, 1, 6, 10, 1, 'bronze', 'floor', 0],
  // $33.33 x 38 x 37/60 h x 5.26 % = $41.0823...; x 3 x 1.15 x 1.10 = 155.907...
  ['roulette', 3_333, 37, 4_108, 3, 1.15, 'silver', 'floor', 155],
  // $10,000 x 72 x 12 h x 1.2 % = $103,680.00; 103,680.00 x 100 x 2 x 1.50 = 31,104,000
  ['baccarat', 1_000_000, 720, 10_368_000, 100, 2, 'platinum', 'nearest', 31_104_000],
];

const DEMO_RATES = { pointsPerTheo: 10, defaultPointMultiplier: 1, roundingPolicy: 'floor', isActive: true } as const;
/** What an hour of blackjack at $100 earns at the demo's rates: $70.00 of theo. */
const HOUR = 3600;
const HOUR_POINTS = 700;

describe('the formula', () => {
  it.each(WORKED_SLIPS)(
    '%s at %d cents for %d minutes: theo %d, x %d x %d, %s, %s: %d points',
    async (game, averageBetCents, minutes, theoCents, pointsPerTheo, defaultPointMultiplier, tier, policy, points) => {
      const { slip, player } = await desk.play(minutes * 60, averageBetCents, game);
      await desk.setTier(player.id, tier);
      await desk.setRates({ pointsPerTheo, defaultPointMultiplier, roundingPolicy: policy });
      const closed = await desk.close(slip.id);
      await desk.setRates(DEMO_RATES);
      expect(closed.theoCents).toBe(theoCents);
      expect(closed.accrual).toMatchObject(
        points === 0
          ? { status: 'none', why: 'NO_POINTS', points: 0 }
          : { status: 'posted', why: null, points, balance: points },
      );
      expect(await desk.entriesOf(slip.id)).toHaveLength(points === 0 ? 0 : 1);
      expect((await desk.standing(player.id)).balance).toBe(points);
    },
  );

  const input = fc.record({
    // In parts of a cent, of which 100,000 are the unit of the function.
    theo: fc.oneof(fc.bigInt(0n, 200n * THEO_PARTS), fc.bigInt(0n, 1_000_000_000n * THEO_PARTS)),
    more: fc.bigInt(0n, 1_000_000n * THEO_PARTS),
    pointsPerTheo: fc.integer({ min: 0, max: 1_000_000 }),
    defaultMultiplierX100: fc.integer({ min: 0, max: 10_000 }),
    tierMultiplierX100: fc.integer({ min: 1, max: 10_000 }),
  });
  const POLICIES = ['floor', 'nearest', 'ceil'] as const;

  it('is exact for any theo, rates and rounding; the roundings keep their order, and more theo is never less', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(input, { minLength: 1, maxLength: 40 }), async (inputs) => {
        const rows = inputs.flatMap(({ theo: least, more, ...factors }) =>
          [least, least + more].flatMap((theo) =>
            POLICIES.map((roundingPolicy) => ({
              theo,
              roundingPolicy,
              ...factors,
              snapshot: {
                points_per_theo: factors.pointsPerTheo,
                default_point_multiplier: factors.defaultMultiplierX100 / 100,
                tier_multiplier: factors.tierMultiplierX100 / 100,
                rounding_policy: roundingPolicy,
              },
            })),
          ),
        );
        const answers = await stack.sql<{ points: string }[]>`
          select app.accrual_points((item ->> 'theo')::numeric * 0.00001, item -> 'snapshot')::text as points
          from jsonb_array_elements(${JSON.stringify(rows, asText)}::text::jsonb) with ordinality listed (item, place) order by place`;
        const points = answers.map((answer) => BigInt(answer.points));
        expect(points).toEqual(rows.map(({ theo, ...rates }) => pointsByHand(theo, rates)));
        for (let at = 0; at < points.length; at += 6) {
          const [floor, nearest, ceil, ...ofMore] = points.slice(at, at + 6) as [bigint, bigint, bigint, ...bigint[]];
          expect(floor <= nearest && nearest <= ceil && ceil - floor <= 1n).toBe(true);
          expect(ofMore.every((other, policy) => other >= ([floor, nearest, ceil][policy] ?? 0n))).toBe(true);
        }
      }),
      { numRuns: 60 },
    );
  });
});

/** JSON has no bigint. */
function asText(_: string, value: unknown): unknown {
  return typeof value === 'bigint' ? String(value) : value;
}

/** The points of an accrual from what its entry carries, and nothing else. */
function pointsFromEntry(metadata: AccrualInputs): { theoCents: number; points: bigint } {
  const stretches = metadata.stretches.map((stretch) => ({
    averageBetCents: stretch.average_bet_cents,
    seconds: stretch.until_seconds - stretch.from_seconds,
    decisionsPerHour: stretch.decisions_per_hour,
    edgePer100k: Math.round(stretch.house_edge * 100_000),
  }));
  const points = pointsByHand(exactTheo(...stretches), {
    pointsPerTheo: metadata.points_per_theo,
    defaultMultiplierX100: Math.round(metadata.default_point_multiplier * 100),
    tierMultiplierX100: Math.round(metadata.tier_multiplier * 100),
    roundingPolicy: metadata.rounding_policy,
  });
  return { theoCents: theoByHand(...stretches), points };
}

describe('closing a slip', () => {
  it('posts one entry, by nobody, from whose metadata alone its points can be worked out, after a move between games too', async () => {
    const { slip, player, table } = await desk.play(1800);
    const roulette = await desk.floor.addTable('roulette');
    dataOf(await desk.floor.move(slip.id, roulette.id, 1));
    await desk.playUntilNow(slip.id, HOUR);
    await desk.setTier(player.id, 'gold');
    const closed = await desk.close(slip.id);
    // Half an hour of blackjack, $35.00, and half an hour of roulette, $99.94, x 10 x 1.25 = 1686.75.
    expect(closed).toMatchObject({ theoCents: 13_494, accrual: { status: 'posted', points: 1686 } });
    const entries = await desk.entriesOf(slip.id);
    expect(entries).toMatchObject([{ reason: 'session_accrual', points: 1686, staffId: null }]);
    const [inputs] = entries.map(({ metadata }) => metadata);
    expect(inputs).toEqual({
      theo_cents: 13_494,
      average_bet_cents: 10_000,
      play_seconds: 3600,
      policy: { game_type: 'roulette', house_edge: 0.0526, decisions_per_hour: 38 },
      stretches: [
        {
          table_label: table.label,
          game_type: 'blackjack',
          house_edge: 0.01,
          decisions_per_hour: 70,
          average_bet_cents: 10_000,
          bet_entry: {},
          started_at: expect.any(String),
          paused_seconds: 0,
          from_seconds: 0,
          until_seconds: 1800,
        },
        {
          table_label: roulette.label,
          game_type: 'roulette',
          house_edge: 0.0526,
          decisions_per_hour: 38,
          average_bet_cents: 10_000,
          bet_entry: {},
          started_at: expect.any(String),
          paused_seconds: 0,
          from_seconds: 1800,
          until_seconds: 3600,
        },
      ],
      points_per_theo: 10,
      default_point_multiplier: 1,
      rounding_policy: 'floor',
      tier: 'gold',
      tier_multiplier: 1.25,
    });
    expect(inputs && pointsFromEntry(inputs)).toEqual({ theoCents: 13_494, points: 1686n });
    await desk.expectProof(player.id);
  });

  it('says so of every accrual the demo has', async () => {
    const entries = await stack.sql<{ points: string; metadata: AccrualInputs }[]>`
      select points::text, metadata from public.loyalty_ledger where reason = 'session_accrual'`;
    expect(entries.length).toBeGreaterThan(500);
    for (const { points, metadata } of entries) {
      expect(pointsFromEntry(metadata)).toEqual({ theoCents: metadata.theo_cents, points: BigInt(points) });
    }
  });

  it('leaves the audit rows of the closing and of the entry and their two events, all with the caller’s correlation id', async () => {
    const { slip } = await desk.play(HOUR);
    const correlationId = newId();
    const answer = await stack.http(PIT_BOSS, 'POST', `/rating-slips/${slip.id}/close`, {
      body: {},
      key: newId(),
      headers: { 'x-correlation-id': correlationId },
    });
    expect(dataOf(answer)).toMatchObject({ accrual: { points: HOUR_POINTS } });
    const audits = await stack.sql`
      select action, staff_role as role, idempotency_key like 'accrue:%' as "isDerived",
        coalesce(after #> '{accrual,points}', after -> 'balance')::int as points
      from public.audit_log where correlation_id = ${correlationId} order by action`;
    expect(audits).toEqual([
      { action: 'floor.close_rating_slip', role: 'pit_boss', isDerived: false, points: HOUR_POINTS },
      { action: 'loyalty.post_accrual', role: null, isDerived: true, points: HOUR_POINTS },
    ]);
    const events = await stack.sql`
      select event_type as type, payload ->> 'reason' as reason, (payload ->> 'points')::int as points
      from public.loyalty_outbox where correlation_id = ${correlationId} order by seq`;
    expect(events).toEqual([
      { type: 'rating_slip.closed', reason: null, points: null },
      { type: 'loyalty.entry_posted', reason: 'session_accrual', points: HOUR_POINTS },
    ]);
    const [entry] = await stack.sql`
      select idempotency_key as key from public.loyalty_ledger where correlation_id = ${correlationId}`;
    expect(entry).toEqual({ key: `accrue:${slip.id}` });
  });

  it('again under the same key answers the same accrual and posts nothing', async () => {
    const { slip } = await desk.play(HOUR);
    const key = newId();
    const first = await desk.close(slip.id, key);
    await desk.setRates({ pointsPerTheo: 99 });
    const before = await loyaltySnapshot(stack.sql);
    expect(await desk.close(slip.id, key)).toEqual({ ...first, isExisting: true });
    expect(await loyaltySnapshot(stack.sql)).toEqual(before);
    await desk.setRates(DEMO_RATES);
  });

  it('earns nothing while earning is off, and never will', async () => {
    const { slip, player } = await desk.play(HOUR);
    await desk.setRates({ isActive: false });
    expect((await desk.close(slip.id)).accrual).toEqual({
      status: 'none',
      why: 'EARNING_OFF',
      points: 0,
      balance: 0,
      tierUpgrade: null,
    });
    await desk.setRates(DEMO_RATES);
    expect(await desk.accrualStatus(slip.id)).toBe('none');
    await desk.expectRefused('NOTHING_TO_ACCRUE', () => desk.accrue(slip.id));
    expect(await desk.standing(player.id)).toMatchObject({ balance: 0, entries: 0 });
  });

  it('of an excluded player succeeds, earns nothing, and is on record once, neutrally', async () => {
    const { slip, player } = await desk.play(HOUR);
    await desk.exclude(player.id);
    const key = newId();
    const closed = await desk.close(slip.id, key);
    await desk.close(slip.id, key);
    expect(closed).toMatchObject({
      status: 'closed',
      accrual: { status: 'none', why: 'NO_POINTS', points: 0, balance: 0 },
    });
    expect(JSON.stringify(closed)).not.toMatch(/Private|"self"|EXCLUDED/);
    const [trail] = await stack.sql`
      select after::text as after from public.audit_log where action = 'floor.close_rating_slip' and entity_id = ${slip.id}`;
    expect(trail?.after).not.toContain('EXCLUDED');
    expect(await desk.entriesOf(slip.id)).toHaveLength(0);
    const refusals = await stack.sql`
      select domain, action, after from public.audit_log where outcome = 'refused' and entity_id = ${player.id}`;
    expect(refusals).toEqual([
      {
        domain: 'exclusion',
        action: 'exclusion.refuse_accrual',
        after: { rating_slip_id: slip.id, code: 'PLAYER_EXCLUDED' },
      },
    ]);
  });
});

/** Ways in which an accrual can fail, each until the function it answers is called. */
const FAULTS: Record<string, (playerId: string) => Promise<() => Promise<unknown>>> = {
  'no earn rates': async () => {
    const rows = await stack.sql`
      delete from public.loyalty_earn_config where casino_id = (select casino_id from public.staff where email = ${PIT_BOSS}) returning *`;
    return () => stack.sql`insert into public.loyalty_earn_config ${stack.sql(rows)}`;
  },
  'a player without standing': async (playerId) => {
    const rows = await stack.sql`delete from public.player_loyalty where player_id = ${playerId} returning *`;
    return () => stack.sql`insert into public.player_loyalty ${stack.sql(rows)}`;
  },
  'a ledger that takes no accrual': async () => {
    await stack.sql.unsafe(`
      create or replace function app.refuse_accrual() returns trigger language plpgsql as 'begin raise exception ''broken''; end';
      create trigger refuse_accrual before insert on public.loyalty_ledger for each row
        when (new.reason = 'session_accrual') execute function app.refuse_accrual()`);
    return () => stack.sql`drop trigger refuse_accrual on public.loyalty_ledger`;
  },
  'a step after entry and balance': async () => {
    await stack.sql`
      alter table public.loyalty_outbox add constraint injected_fault check (event_type <> 'loyalty.entry_posted') not valid`;
    return () => stack.sql`alter table public.loyalty_outbox drop constraint injected_fault`;
  },
};
type Fault = keyof typeof FAULTS;

async function breakAccrual(fault: Fault, playerId = ''): Promise<() => Promise<unknown>> {
  const mend = await FAULTS[fault]?.(playerId);
  if (!mend) throw new Error(`There is no such fault: ${fault}`);
  return mend;
}

/** A closed slip whose accrual failed and could now succeed. */
async function pendingSlip(fault: Fault = 'a ledger that takes no accrual', seconds = HOUR) {
  const { slip, player } = await desk.play(seconds);
  const key = newId();
  const mend = await breakAccrual(fault, player.id);
  const closed = await desk.close(slip.id, key);
  expect(closed.accrual.status).toBe('pending');
  await mend();
  return { slip, player, key, closed };
}

const accrueMissing = (key = newId()) => stack.rpc(MANAGER, 'rpc_accrue_missing', { p_idempotency_key: key });
const work = async () => {
  const { status, body } = await stack.rpc('service', 'rpc_worker_accrue_missing', {});
  expect(status).toBe(200);
  return body as { done: number; failed: number; has_more: boolean };
};

const REPAIRS: Record<string, (slipId: string) => Promise<void>> = {
  'the worker': async () => expect(await work()).toEqual({ done: 1, failed: 0, has_more: false }),
  'a manager, for all': async () => {
    const { status, body } = await accrueMissing();
    expect({ status, body }).toEqual({
      status: 200,
      body: { accrued_count: 1, failed_count: 0, is_existing: false },
    });
  },
  'a supervisor, for the slip': async (slipId) => {
    const answer = await desk.accrue(slipId);
    expect(answer.status).toBe(201);
    expect(answer.body.data).toMatchObject({
      isExisting: false,
      balance: HOUR_POINTS,
      entry: { ratingSlipId: slipId, points: HOUR_POINTS, reason: 'session_accrual', staffId: null },
    });
  },
};

describe('an accrual that fails', () => {
  const cases = Object.keys(FAULTS).flatMap((fault) => Object.keys(REPAIRS).map((repair) => [fault, repair] as const));

  it.each(cases)(
    'for %s never fails the close, leaves nothing half-written, and is mended once by %s',
    async (fault, repair) => {
      const { slip, player } = await desk.play(HOUR);
      const before = await desk.standing(player.id);
      const mend = await breakAccrual(fault, player.id);
      const { rest } = await loyaltySnapshot(stack.sql);
      const answer = await desk.floor.step(slip.id, 'close');
      expect(answer.status).toBe(201);
      expect(answer.body.data).toMatchObject({
        status: 'closed',
        theoCents: 7000,
        accrual: { status: 'pending', why: null, points: null, tierUpgrade: null },
      });
      expect(await desk.accrualStatus(slip.id)).toBe('pending');
      const after = await loyaltySnapshot(stack.sql);
      expect(after.rest).toMatchObject({ ...pick(rest, 'entries', 'standings', 'tiers', 'rates') });
      expect(await work()).toMatchObject({ done: 0, failed: 1 });
      expect((await loyaltySnapshot(stack.sql)).rest).toMatchObject(pick(after.rest, 'entries', 'standings', 'events'));

      await mend();
      expect(await desk.standing(player.id)).toEqual(before);
      await REPAIRS[repair]?.(slip.id);
      expect(await desk.accrualStatus(slip.id)).toBe('posted');
      expect(await desk.entriesOf(slip.id)).toMatchObject([{ points: HOUR_POINTS, staffId: null }]);
      expect(await desk.standing(player.id)).toMatchObject({ balance: HOUR_POINTS, entries: 1 });

      // Whoever comes now finds it done.
      expect(await work()).toEqual({ done: 0, failed: 0, has_more: false });
      expect((await accrueMissing()).body).toMatchObject({ accrued_count: 0, failed_count: 0 });
      const again = await desk.accrue(slip.id);
      expect(again).toMatchObject({ status: 200, body: { data: { isExisting: true, balance: HOUR_POINTS } } });
      expect(await desk.entriesOf(slip.id)).toHaveLength(1);
      await desk.expectProof(player.id);
    },
  );

  it('is answered the same by a replay of the close, however it was mended since', async () => {
    const { slip, key, closed } = await pendingSlip();
    await work();
    expect(await desk.close(slip.id, key)).toEqual({ ...closed, isExisting: true });
    expect(await desk.entriesOf(slip.id)).toHaveLength(1);
  });

  it('is mended once when everybody comes at once', async () => {
    for (let round = 0; round < 4; round += 1) {
      const { slip, player, key } = await pendingSlip();
      const [byHand, byManagers, byWorkers, closes] = await Promise.all([
        Promise.all(Array.from({ length: 12 }, () => desk.accrue(slip.id))),
        Promise.all(Array.from({ length: 4 }, () => accrueMissing())),
        Promise.all(Array.from({ length: 4 }, () => work())),
        Promise.all(Array.from({ length: 4 }, () => desk.floor.step(slip.id, 'close', key))),
      ]);
      const first = byHand.filter(({ status }) => status === 201).length;
      expect(byHand.filter(({ status }) => status === 200)).toHaveLength(12 - first);
      const counted = [...byManagers.map(({ body }) => (body as { accrued_count: number }).accrued_count)];
      counted.push(...byWorkers.map(({ done }) => done), first);
      expect(counted.reduce((sum, count) => sum + count, 0)).toBe(1);
      expect(closes.every(({ status }) => status === 200)).toBe(true);
      expect(await desk.entriesOf(slip.id)).toHaveLength(1);
      expect(await desk.standing(player.id)).toMatchObject({ balance: HOUR_POINTS, entries: 1 });
      await desk.expectProof(player.id);
    }
  });

  it('while the same intent is sent many times at once is one intent', async () => {
    const { slip } = await pendingSlip();
    const key = newId();
    const answers = await Promise.all(Array.from({ length: 20 }, () => desk.accrue(slip.id, { key })));
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(19);
    expect(new Set(answers.map(({ body }) => dataOf<LedgerPosting>({ body } as never).entry.id)).size).toBe(1);
  });

  it('and goes on failing keeps nobody else from theirs, more than a batch of them neither', async () => {
    const { slip } = await pendingSlip();
    const hopeless = 60;
    const [broken] = await stack.sql<{ id: string }[]>`
      insert into public.player (casino_id, first_name, last_name)
      select casino_id, 'Not', 'Enrolled' from public.staff where email = ${PIT_BOSS} returning id`;
    await stack.sql`
      with visit as (
        insert into public.visit (casino_id, player_id, gaming_day, ended_at)
        select casino_id, id, current_date, now() from public.player where id = ${broken?.id ?? ''} returning *
      )
      insert into public.rating_slip (casino_id, visit_id, player_id, table_id, seat, average_bet_cents, gaming_day, policy_snapshot,
        status, ended_at, theo_cents, accrual_status)
      select s.casino_id, v.id, v.player_id, s.table_id, 1, 10000, current_date, s.policy_snapshot, 'closed', now(), 7000, 'pending'
      from visit v, public.rating_slip s, generate_series(1, ${hopeless})
      where s.id = ${slip.id}`;
    // The good one was tried before them all, and failed: it stands behind every one of them.
    await stack.sql`update public.rating_slip set accrual_tried_at = now() where id = ${slip.id}`;
    expect(await work()).toMatchObject({ done: 0, failed: 1 });
    expect(await work()).toMatchObject({ done: 1, failed: 1 });
    expect(await desk.accrualStatus(slip.id)).toBe('posted');
    const [left] = await stack.sql`
      select count(*)::int as pending, count(accrual_tried_at)::int as tried from public.rating_slip where accrual_status = 'pending'`;
    expect(left).toEqual({ pending: hopeless, tried: hopeless });
    await stack.sql`delete from public.rating_slip where accrual_status = 'pending'`;
  });

  it('earns later what it would have earned at the time, whatever rates and tier are by then', async () => {
    const { slip, player } = await pendingSlip();
    await desk.setRates({ pointsPerTheo: 1000, defaultPointMultiplier: 3, roundingPolicy: 'ceil', isActive: false });
    await desk.setTier(player.id, 'platinum');
    await stack.sql`update public.game_rate set house_edge = 0.5 where game_type = 'blackjack'`;
    await work();
    await desk.setRates(DEMO_RATES);
    await stack.sql`update public.game_rate set house_edge = 0.01 where game_type = 'blackjack'`;
    expect(await desk.entriesOf(slip.id)).toMatchObject([
      { points: HOUR_POINTS, metadata: { tier: 'bronze', points_per_theo: 10, policy: { house_edge: 0.01 } } },
    ]);
  });

  it('is on the trail when the worker mends it: by nobody, with how many', async () => {
    await pendingSlip();
    await pendingSlip();
    const [since] = await stack.sql`select clock_timestamp() as at`;
    await work();
    await work();
    const audits = await stack.sql`
      select staff_id, staff_role, domain, entity_type, outcome, after from public.audit_log
      where action = 'loyalty.accrue_missing' and at > ${since?.at}`;
    expect(audits).toEqual([
      {
        staff_id: null,
        staff_role: null,
        domain: 'loyalty',
        entity_type: 'rating_slip',
        outcome: 'done',
        after: { accrued_count: 2 },
      },
    ]);
  });

  it('of one casino keeps no other from theirs', async () => {
    const { slip } = await pendingSlip();
    await stack.sql.unsafe(`
      create function app.refuse_summit() returns trigger language plpgsql as $$
      begin
        if new.casino_id = (select id from public.casino where slug = 'summit') then raise exception 'broken'; end if;
        return new;
      end $$;
      create trigger refuse_summit before insert on public.loyalty_ledger for each row execute function app.refuse_summit()`);
    const other = await findLiveSlip(stack.sql, 'summit');
    await stack.sql`
      update public.rating_slip set started_at = started_at - interval '1 hour' where id = ${other.id}`;
    const closed = await stack.rpc('pitboss@summit.example', 'rpc_close_rating_slip', {
      p_rating_slip_id: other.id,
      p_idempotency_key: newId(),
    });
    expect(closed.body).toMatchObject({ accrual: { status: 'pending' } });
    expect(await work()).toMatchObject({ done: 1, failed: 1 });
    expect(await desk.accrualStatus(slip.id)).toBe('posted');
    await stack.sql`drop trigger refuse_summit on public.loyalty_ledger`;
    expect(await work()).toMatchObject({ done: 1, failed: 0 });
    expect(await desk.accrualStatus(other.id)).toBe('posted');
  });

  it('meets an exclusion that came since: refused on record, settled, and asked again there is nothing', async () => {
    const { slip, player } = await pendingSlip();
    await desk.exclude(player.id);
    const before = await loyaltySnapshot(stack.sql);
    const refused = await desk.accrue(slip.id);
    expect(refused).toMatchObject({ status: 409, body: { code: 'PLAYER_EXCLUDED' } });
    expect(JSON.stringify(refused.body)).not.toMatch(/Private|"self"/);
    const after = await loyaltySnapshot(stack.sql);
    expect(after.rest).toMatchObject(pick(before.rest, 'entries', 'standings', 'events'));
    expect(after.audits).toBe(before.audits + 1);
    expect(await desk.accrualStatus(slip.id)).toBe('none');
    await desk.expectRefused('NOTHING_TO_ACCRUE', () => desk.accrue(slip.id));
  });
});

describe('accruing by hand', () => {
  it('is refused for a slip that is live, that earns nothing, and that is not there', async () => {
    const live = await desk.play(HOUR);
    expect((await desk.expectRefused('SLIP_NOT_CLOSED', () => desk.accrue(live.slip.id))).status).toBe(409);

    const poor = await desk.play(1, 100);
    expect((await desk.close(poor.slip.id)).accrual).toMatchObject({ status: 'none', why: 'NO_POINTS' });
    await desk.expectRefused('NOTHING_TO_ACCRUE', () => desk.accrue(poor.slip.id));

    const foreign = await findLiveSlip(stack.sql, 'summit', 3);
    const missing = await desk.expectRefused('SLIP_NOT_FOUND', () => desk.accrue(newId()));
    const others = await desk.expectRefused('SLIP_NOT_FOUND', () => desk.accrue(foreign.id));
    expect(essence(others)).toEqual(essence(missing));
  });

  it('under a key that was used for something else is refused', async () => {
    const [one, two] = [await pendingSlip(), await pendingSlip()];
    const key = newId();
    expect((await desk.accrue(one.slip.id, { key })).status).toBe(201);
    await desk.expectRefused('IDEMPOTENCY_KEY_REUSED', () => desk.accrue(two.slip.id, { key }));
    await desk.expectRefused('IDEMPOTENCY_KEY_REUSED', () => desk.accrue(two.slip.id, { key: two.key }));
    expect((await desk.accrue(two.slip.id)).status).toBe(201);
  });

  it('has its key for itself: nothing else is posted under it, so nothing can stand in its way', async () => {
    const { slip, player } = await desk.play(HOUR);
    const key = `accrue:${slip.id}`;
    const before = await loyaltySnapshot(stack.sql);
    const refused = await stack.http(PIT_BOSS, 'POST', '/loyalty/mid-session-rewards', {
      body: { ratingSlipId: slip.id, points: 50, reason: 'promotion' },
      key,
    });
    expect(refused).toMatchObject({
      status: 422,
      body: { code: 'VALIDATION_FAILED', details: { fields: { idempotencyKey: expect.any(String) } } },
    });
    expect((await loyaltySnapshot(stack.sql)).rest).toMatchObject(pick(before.rest, 'entries', 'standings', 'events'));
    expect((await desk.close(slip.id)).accrual).toMatchObject({ status: 'posted', points: HOUR_POINTS });
    expect(await desk.standing(player.id)).toMatchObject({ balance: HOUR_POINTS, entries: 1 });
  });

  it('of more points than a client can count stays pending, and nothing is posted', async () => {
    const { slip, player } = await desk.play(HOUR);
    await stack.sql`update public.player_loyalty set balance = 999999999999900, lifetime_points = 0 where player_id = ${player.id}`;
    expect((await desk.close(slip.id)).accrual).toMatchObject({ status: 'pending' });
    expect(await desk.entriesOf(slip.id)).toHaveLength(0);
    await stack.sql`update public.player_loyalty set balance = 0 where player_id = ${player.id}`;
    await work();
    expect(await desk.accrualStatus(slip.id)).toBe('posted');
  });

  it.each(['dealer', 'cashier', 'loyalty', 'compliance'] as const)('is not for the role of %s', async (account) => {
    const { slip } = await pendingSlip();
    await desk.expectRefused('FORBIDDEN', () => desk.accrue(slip.id, { as: `${account}@harbor.example` }));
    await work();
  });

  it('for all is a manager’s, and one intent under its key', async () => {
    const { status } = await stack.rpc(PIT_BOSS, 'rpc_accrue_missing', { p_idempotency_key: newId() });
    expect(status).toBe(403);
    const key = newId();
    await pendingSlip();
    const first = await accrueMissing(key);
    const { slip } = await pendingSlip();
    expect(await accrueMissing(key)).toEqual({ status: 200, body: { ...(first.body as object), is_existing: true } });
    expect(await desk.accrualStatus(slip.id)).toBe('pending');
    const [audit] = await stack.sql`
      select s.email, a.action, a.after from public.audit_log a join public.staff s on s.casino_id = a.casino_id and s.id = a.staff_id
      where a.idempotency_key = ${key}`;
    expect(audit).toEqual({
      email: MANAGER,
      action: 'loyalty.accrue_missing',
      after: { accrued_count: 1, failed_count: 0 },
    });
    await work();
  });
});

/** Some of the parts of a snapshot. */
function pick(rest: unknown, ...parts: string[]): Record<string, unknown> {
  return Object.fromEntries(Object.entries(rest as object).filter(([part]) => parts.includes(part)));
}
