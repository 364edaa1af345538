import fc from 'fast-check';
import type { TransactionSql } from 'postgres';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { moveToNewCasino } from '../promo/promo-desk';
import { SEED } from '../support/seed';
import { ADMIN, startTestStack, type TestStack } from '../support/stack';
import { type Judgement, judge, type Micros, type ModelPlayer, type ModelReward, type ModelWorld } from './offer-model';
import { isoOf, modelPrograms, modelRewards, type Plan, plan, rewardDocument, Stage } from './offer-world';
import { windowsByHand } from './windows-by-hand';

const WORLDS = Number(process.env.OFFER_WORLDS ?? 33);
const HOUR: Micros = 3_600_000_000;

type Offer = Record<string, unknown> & { reward_id: string; reasons: string[]; next_eligible_at: Micros | null };
type Outcome = {
  code: string;
  details: Record<string, unknown>;
  answer: Record<string, Record<string, unknown>> | null;
};
type Attempt = { offer: Offer; with_note: Outcome; without_note: Outcome };
type Preview = {
  player_count: number;
  eligible_count: number;
  is_partial: boolean;
  reasons: { code: string; count: number }[];
  items: Record<string, unknown>[];
};

let stack: TestStack;
let casinoId: string;
let staffId: string;

/** Attempts that undo themselves whatever came of them, so that each finds the world as the list of offers did. */
const DRIVER = `
  create function pg_temp.attempt(p_player uuid, p_offer jsonb, p_note text) returns jsonb language plpgsql as $$
  declare
    v_answer jsonb;
    v_code text;
    v_detail text;
  begin
    v_answer := public.rpc_issue_reward((p_offer ->> 'reward_id')::uuid, p_player, gen_random_uuid()::text, p_note => p_note,
      p_expected_points_cost => (p_offer ->> 'points_cost')::bigint,
      p_expected_face_value_cents => (p_offer ->> 'face_value_cents')::bigint,
      p_expected_required_match_wager_cents => (p_offer ->> 'required_match_wager_cents')::bigint,
      p_expected_valid_hours => (p_offer ->> 'valid_hours')::integer);
    raise exception using message = 'UNDO', detail = v_answer::text;
  exception when others then
    get stacked diagnostics v_code = message_text, v_detail = pg_exception_detail;
    if v_code <> 'UNDO' then
      return jsonb_build_object('code', v_code, 'details', coalesce(nullif(v_detail, '')::jsonb, '{}'), 'answer', null);
    end if;
    v_answer := v_detail::jsonb;
    return jsonb_build_object('code', coalesce(v_answer ->> 'message', 'OK'), 'details', '{}'::jsonb,
      'answer', case when v_answer ? 'message' then null else v_answer end);
  end $$;
  create function pg_temp.micros(p_at text) returns bigint language sql as $$
    select (extract(epoch from p_at::timestamptz) * 1000000)::bigint $$;
  create function pg_temp.attempts(p_player uuid) returns setof jsonb language sql as $$
    select jsonb_build_object('offer', o || jsonb_build_object('next_eligible_at', pg_temp.micros(o ->> 'next_eligible_at')),
      'with_note', pg_temp.attempt(p_player, o, 'Because'), 'without_note', pg_temp.attempt(p_player, o, '  '))
    from jsonb_array_elements(public.rpc_list_reward_offers(p_player)::jsonb -> 'items') o $$;
  create function pg_temp.post_entries(p_entries jsonb) returns void language plpgsql as $$
  declare
    v_entry jsonb;
    v_ctx app.rls_context := app.set_rls_context_from_staff();
  begin
    for v_entry in select * from jsonb_array_elements(p_entries) loop
      perform app.post_ledger_entry(v_ctx, jsonb_populate_record(null::public.loyalty_ledger, v_entry || jsonb_build_object('request_hash', '\\x00',
        'reversed_entry_id', (select id from public.loyalty_ledger where casino_id = v_ctx.casino_id and idempotency_key = v_entry ->> 'reverses'))));
    end loop;
  end $$;`;

beforeAll(async () => {
  stack = await startTestStack({ connections: 1 });
  casinoId = await moveToNewCasino(stack.sql, ADMIN);
  await stack.sql`
    update public.casino_settings set rewards_per_staff_per_minute = null where casino_id = ${casinoId}`;
  const [staff] = await stack.sql`select id from public.staff where email = ${ADMIN}`;
  staffId = staff?.id;
  await stack.sql.unsafe(DRIVER);
});
afterAll(() => stack.dispose());

class Undo extends Error {}

/** One transaction, in which now stands still, and of which nothing stays. */
async function inPassing(work: (sql: TransactionSql, now: Micros) => Promise<void>): Promise<void> {
  const act = stack.sql.begin(async (sql) => {
    const [row] = await sql`
      select set_config('request.jwt.claim.sub', (select user_id::text from public.staff where email = ${ADMIN}), true),
        (extract(epoch from now()) * 1000000)::float8 as now`;
    await work(sql, row?.now);
    throw new Undo();
  });
  await act.catch((error: unknown) => {
    if (!(error instanceof Undo)) throw error;
  });
}

async function addRewards(sql: TransactionSql, planned: Plan): Promise<ModelReward[]> {
  const rewards = modelRewards(planned);
  const documents = JSON.stringify(rewards.map(rewardDocument));
  const rows = await sql<{ id: string }[]>`
    select public.rpc_upsert_reward(document, gen_random_uuid()::text) ->> 'id' as id
    from jsonb_array_elements(${documents}::text::jsonb) with ordinality as given (document, place) order by place`;
  return rewards.map((reward, at) => ({ ...reward, id: rows[at]?.id ?? '' }));
}

async function addPrograms(sql: TransactionSql, planned: Plan, now: Micros) {
  const programs = modelPrograms(planned, now);
  for (const program of programs) {
    const isMatch = program.instrument === 'match_play';
    await sql`
      insert into public.promo_program (casino_id, id, name, promo_type, face_value_cents, required_match_wager_cents, status, start_at, end_at, valid_hours)
      values (${casinoId}, ${program.id}, ${program.id}, ${program.instrument}, ${program.faceValueCents},
        ${isMatch ? program.faceValueCents : 0}, ${program.isActive ? 'active' : 'inactive'}, ${isoOf(program.startAt)}::text::timestamptz,
        ${program.endAt && isoOf(program.endAt)}::text::timestamptz, ${program.validHours})`;
  }
  return programs;
}

/** Sets a plan up in the database, and answers what the model makes of it. */
async function stageWorld(sql: TransactionSql, planned: Plan, now: Micros) {
  const { timeZone, gamingDayStart, isExactMatch, compDebtLimit } = planned;
  await sql`update public.casino_settings set time_zone = ${timeZone}, gaming_day_start = ${gamingDayStart},
    comp_debt_limit_points = ${compDebtLimit}, promo_require_exact_match = false where casino_id = ${casinoId}`;
  const rewards = await addRewards(sql, planned);
  const programs = await addPrograms(sql, planned, now);
  const [hidden] = await sql`
    insert into public.promo_program (casino_id, name, promo_type, face_value_cents, required_match_wager_cents, status)
    values (${casinoId}, 'Of old', 'free_play', 1000, 0, 'inactive') returning id`;
  await sql`update public.casino_settings set promo_require_exact_match = ${isExactMatch} where casino_id = ${casinoId}`;
  const windows = windowsByHand(now / 1000, timeZone, gamingDayStart);
  const stage = new Stage({ casinoId, staffId, now, windows, rewards, programId: hidden?.id });
  const players = planned.players.map((player) => stage.addPlayer(player));
  await stage.write(sql);
  const world: ModelWorld = { now, windows, isExactMatch, compDebtLimit, programs };
  return { world, rewards, players };
}

/** The judgement in an offer, as the model would say it. */
function judgementOf(offer: Offer): Judgement {
  return {
    reasons: offer.reasons,
    unmet: offer.unmet as never,
    remaining: (offer.remaining as { scope: never; max_issues: number; left: number }[]).map(
      ({ scope, max_issues, left }) => ({ scope, maxIssues: max_issues, left }),
    ),
    nextEligibleAt: offer.next_eligible_at,
    requiresNote: offer.requires_note as boolean,
    pointsCost: offer.points_cost as number | null,
    balanceAfter: offer.balance_after as number,
    faceValueCents: offer.face_value_cents as number | null,
    requiredMatchWagerCents: offer.required_match_wager_cents as number | null,
    validHours: offer.valid_hours as number | null,
    promoProgramId: offer.promo_program_id as string | null,
  };
}

const microsOf = (at: unknown): Micros => {
  const [, upToSeconds = '', fraction = ''] = /^(.{19})(?:\.(\d+))?/.exec(String(at)) ?? [];
  return Date.parse(`${upToSeconds}Z`) * 1000 + Number(fraction.padEnd(6, '0'));
};

/** What was given is what was shown, to the cent and to the microsecond. */
function expectGiven({ answer }: Outcome, shown: Judgement, player: ModelPlayer, now: Micros): void {
  const { entry, coupon } = answer ?? {};
  const common = { player_id: player.id, visit_id: player.visit?.id ?? null };
  if (shown.pointsCost !== null) {
    expect(coupon).toBeNull();
    expect(entry).toMatchObject({
      ...common,
      points: -shown.pointsCost,
      balance_after: shown.balanceAfter,
      reason: 'redemption',
    });
  } else {
    expect(entry).toBeNull();
    expect(coupon).toMatchObject({
      ...common,
      face_value_cents: shown.faceValueCents,
      required_match_wager_cents: shown.requiredMatchWagerCents,
      promo_program_id: shown.promoProgramId,
    });
    expect(microsOf(coupon?.issued_at)).toBe(now);
    expect(microsOf(coupon?.expires_at)).toBe(now + (shown.validHours ?? Number.NaN) * HOUR);
  }
  expect(answer).toMatchObject({ is_existing: false, balance: shown.balanceAfter });
}

/** What was refused is refused for the first of the reasons shown, with the facts shown. */
function expectRefusedAs({ code, details, answer }: Outcome, shown: Judgement, player: ModelPlayer): void {
  expect({ code, answer }).toEqual({ code: shown.reasons[0], answer: null });
  const at = details.nextEligibleAt;
  if (code === 'LIMIT_REACHED' || code === 'COOLDOWN_ACTIVE') {
    expect(at === null ? null : microsOf(at)).toBe(shown.nextEligibleAt);
  }
  if (code === 'LIMIT_REACHED') {
    const reached = shown.remaining.find(({ left }) => left === 0);
    expect(details).toMatchObject({ scope: reached?.scope, maxIssues: reached?.maxIssues });
  }
  if (code === 'NOT_ELIGIBLE') expect(details).toEqual({ unmet: shown.unmet });
  if (code === 'INSUFFICIENT_POINTS')
    expect(details).toMatchObject({ balance: player.balance, pointsCost: shown.pointsCost });
}

function expectPreview(preview: Preview, house: { player: ModelPlayer; judgement: Judgement }[]): void {
  const able = house.filter(({ judgement }) => judgement.reasons.length === 0);
  const refused = Map.groupBy(
    house.filter(({ judgement }) => judgement.reasons.length > 0),
    // An exclusion is not told apart.
    ({ judgement }) => judgement.reasons[0]?.replace('PLAYER_EXCLUDED', 'NOT_ELIGIBLE') ?? '',
  );
  const byCode = (a: { code: string }, b: { code: string }) => (a.code < b.code ? -1 : 1);
  expect({
    ...preview,
    reasons: preview.reasons.toSorted(byCode),
    items: preview.items.map(({ player_id }) => player_id).sort(),
  }).toMatchObject({
    player_count: house.length,
    eligible_count: able.length,
    is_partial: false,
    reasons: [...refused].map(([code, players]) => ({ code, count: players.length })).sort(byCode),
    items: able.map(({ player }) => player.id).sort(),
  });
  for (const { player, judgement } of able) {
    expect(preview.items.find((item) => item.player_id === player.id)).toMatchObject({
      tier: player.tier,
      balance: player.balance,
      points_cost: judgement.pointsCost,
      face_value_cents: judgement.faceValueCents,
      required_match_wager_cents: judgement.requiredMatchWagerCents,
    });
  }
}

type Count = (what: string) => void;

/** Holds what a player is offered, and what comes of asking for it, against the rules. */
function expectAgreement(attempt: Attempt, shown: Judgement, player: ModelPlayer, now: Micros): void {
  expect(judgementOf(attempt.offer), JSON.stringify(player)).toEqual(shown);
  expect(attempt.offer.eligible).toBe(shown.reasons.length === 0);
  for (const [note, outcome] of [
    ['given', attempt.with_note],
    ['left out', attempt.without_note],
  ] as const) {
    if (shown.reasons.length > 0) expectRefusedAs(outcome, shown, player);
    else if (shown.requiresNote && note === 'left out') expect(outcome.code).toBe('NOTE_REQUIRED');
    else expectGiven(outcome, shown, player, now);
  }
}

/** Everybody's offers, everybody's attempts, and every reward's preview in one world. */
async function playWorld(sql: TransactionSql, now: Micros, planned: Plan, count: Count): Promise<void> {
  const { world, rewards, players } = await stageWorld(sql, planned, now);
  const active = rewards.filter(({ isActive }) => isActive);
  for (const player of players) {
    const rows = await sql<{ attempt: Attempt }[]>`select pg_temp.attempts(${player.id}) as attempt`;
    expect(rows.map(({ attempt }) => attempt.offer.reward_id).sort()).toEqual(active.map(({ id }) => id).sort());
    for (const reward of active) {
      const found = rows.find(({ attempt }) => attempt.offer.reward_id === reward.id);
      if (!found) throw new Error('Every active reward is offered.');
      const shown = judge(world, reward, player);
      expectAgreement(found.attempt, shown, player, now);
      for (const what of ['all', ...(shown.reasons.length > 0 ? shown.reasons : ['OK']), ...shown.unmet]) count(what);
      if (shown.nextEligibleAt !== null) count('a time');
    }
  }
  const house = players.filter(({ visit }) => visit !== null);
  for (const reward of rewards) {
    const [row] = await sql<{ preview: Preview }[]>`select public.rpc_preview_reward(${reward.id}) as preview`;
    const judged = house.map((player) => ({ player, judgement: judge(world, reward, player) }));
    if (row) expectPreview(row.preview, judged);
  }
  const [first] = players;
  for (const { id } of rewards.filter(({ isActive }) => !isActive)) {
    const [row] = await sql<{ outcome: Outcome }[]>`
      select pg_temp.attempt(${first?.id ?? null}::uuid, jsonb_build_object('reward_id', ${id}::uuid), 'Because') as outcome`;
    expect(row?.outcome.code).toBe(first?.isExcluded ? 'PLAYER_EXCLUDED' : 'REWARD_INACTIVE');
  }
}

const OUTCOMES = [
  'OK',
  'PLAYER_EXCLUDED',
  'NOT_ELIGIBLE',
  'LIMIT_REACHED',
  'COOLDOWN_ACTIVE',
  'INSUFFICIENT_POINTS',
  'NO_ACTIVE_PROGRAM',
  'MATCH_NOT_EXACT',
];
const CONDITIONS = ['min_tier', 'max_tier', 'min_points_balance', 'visit_kind', 'no_visit', 'no_benefit'];

describe('offers, issuing and the preview', () => {
  it('say the same as the rules, for thousands of players and rewards', async () => {
    const tally = new Map<string, number>();
    const count = (what: string) => tally.set(what, (tally.get(what) ?? 0) + 1);
    await fc.assert(
      fc.asyncProperty(plan, (planned) => inPassing((sql, now) => playWorld(sql, now, planned, count))),
      { seed: SEED, numRuns: WORLDS, endOnFailure: true },
    );
    expect(tally.get('all')).toBeGreaterThanOrEqual(93 * WORLDS);
    // Nothing of all this was agreed upon for want of cases.
    const seldom = [...OUTCOMES, ...CONDITIONS, 'a time'].filter((what) => (tally.get(what) ?? 0) < WORLDS / 8);
    expect(seldom).toEqual([]);
  });

  it('look at the last 500 players that came, and say when that is not everybody', () =>
    inPassing(async (sql) => {
      const [made] = await sql`
        select public.rpc_upsert_reward('{"code": "ONE", "name": "One", "family": "points_comp", "kind": "meal", "price": {"points_cost": 1}}',
          gen_random_uuid()::text) ->> 'id' as id`;
      const arrive = (count: number, ago: string) =>
        sql`
        with player as (
          insert into public.player (casino_id, first_name, last_name) select ${casinoId}, 'Test', n::text from generate_series(1, ${count}::int) n
          returning id
        ), standing as (
          insert into public.player_loyalty (casino_id, player_id, tier) select ${casinoId}, id, 'bronze' from player
        )
        select id from player`.then(
          (players) =>
            sql`
          insert into public.visit (casino_id, player_id, gaming_day, started_at)
          select ${casinoId}, id, '2026-01-01', now() - ${ago}::text::interval from unnest(${players.map(({ id }) => id)}::uuid[]) id`,
        );
      const preview = async () =>
        (await sql<{ preview: Preview }[]>`select public.rpc_preview_reward(${made?.id}) as preview`)[0]?.preview;
      await arrive(500, '1 hour');
      expect(await preview()).toMatchObject({ player_count: 500, is_partial: false });
      await arrive(1, '2 hours');
      expect(await preview()).toMatchObject({
        player_count: 500,
        is_partial: true,
        reasons: [{ code: 'INSUFFICIENT_POINTS', count: 500 }],
      });
    }));
});
