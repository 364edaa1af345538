import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { API_ROUTES } from '@/app/api/routes';
import { setClockBack } from '../support/security/clock';
import { arrangeSecurityFacts, findFacts } from '../support/security/facts';
import { listOutcomes } from '../support/security/outcomes';
import { inTrial, rewriteFunction } from '../support/security/trial';
import { ADMIN, startTestStack, type TestStack } from '../support/stack';
import type { Facts } from './expectations';

/**
 * Every rule of a table over times, or over seconds that come of them, with the RPCs that write what it looks at. Each of these
 * is tried below on rows that lie ahead; a new rule over times has to be named here.
 */
const TIME_RULES: Record<string, string[]> = {
  'approval CHECK (((decided_by_staff_id IS NULL) = (decided_at IS NULL)))': [
    'rpc_decide_approval',
    'rpc_withdraw_approval',
    'rpc_decide_reward_request',
    'rpc_withdraw_reward_request',
    'rpc_approve_by_pin',
  ],
  "approval CHECK (((status = 'pending'::approval_status) = (decided_at IS NULL)))": [
    'rpc_request_permission_change',
    'rpc_request_reward',
    'rpc_request_comp',
    'rpc_request_coupon',
    'rpc_decide_approval',
    'rpc_withdraw_approval',
    'rpc_decide_reward_request',
    'rpc_withdraw_reward_request',
    'rpc_approve_by_pin',
  ],
  'casino_settings CHECK ((num_nonnulls(day_rule_from, day_rule_at, day_rule_time_zone, day_rule_start) = ANY (ARRAY[0, 4])))':
    ['rpc_set_day_rule'],
  'ctr_case_person CHECK (((verified_by_staff_id IS NULL) = (verified_at IS NULL)))': ['rpc_update_ctr_case'],
  'ctr_case_sheet CHECK (((not_required_reason IS NULL) = (decided_at IS NULL)))': ['rpc_update_ctr_case'],
  "exclusion_proposal CHECK ((((status = 'proposed'::exclusion_proposal_status) = (decided_at IS NULL)) AND ((decided_at IS NULL) = (decided_by_staff_id IS NULL))))":
    ['rpc_confirm_exclusion_proposal', 'rpc_dismiss_exclusion_proposal'],
  'exclusion_proposal CHECK ((ends_on >= starts_on))': ['rpc_read_exclusion_list'],
  'player_exclusion CHECK ((ends_at > starts_at))': ['rpc_exclude_player', 'rpc_confirm_exclusion_proposal'],
  'player_exclusion CHECK ((num_nonnulls(lifted_at, lifted_by_staff_id, lift_reason) = ANY (ARRAY[0, 3])))': [
    'rpc_lift_player_exclusion',
  ],
  'player_import_row CHECK (((confirmed_by IS NULL) = (confirmed_at IS NULL)))': ['rpc_confirm_import_identity'],
  'staff_relation CHECK ((num_nonnulls(ended_by_staff_id, ended_at, end_reason) = ANY (ARRAY[0, 3])))': [
    'rpc_end_relation',
  ],
  'player_note CHECK ((num_nonnulls(struck_at, struck_by_staff_id, strike_reason) = ANY (ARRAY[0, 3])))': [
    'rpc_strike_player_note',
  ],
  'promo_coupon CHECK ((expires_at > issued_at))': [
    'rpc_issue_promo_coupon',
    'rpc_replace_promo_coupon',
    'rpc_issue_reward',
    'rpc_decide_reward_request',
  ],
  'promo_coupon CHECK ((valid_until >= expires_at))': [
    'rpc_issue_promo_coupon',
    'rpc_replace_promo_coupon',
    'rpc_issue_reward',
    'rpc_decide_reward_request',
  ],
  'promo_coupon CHECK (((first_issued_at IS NULL) OR ((replaces_coupon_id IS NOT NULL) AND (first_issued_at <= issued_at))))':
    ['rpc_replace_promo_coupon'],
  "promo_coupon CHECK ((((status = 'replaced'::promo_coupon_status) = (replaced_at IS NOT NULL)) AND ((status = 'replaced'::promo_coupon_status) = (replacement_coupon_id IS NOT NULL))))":
    ['rpc_replace_promo_coupon'],
  "promo_coupon CHECK ((((status = 'voided'::promo_coupon_status) = (voided_at IS NOT NULL)) AND ((status = 'voided'::promo_coupon_status) = (void_reason IS NOT NULL))))":
    ['rpc_void_promo_coupon'],
  "promo_coupon CHECK (((status = 'expired'::promo_coupon_status) = (expired_at IS NOT NULL)))": [
    'rpc_expire_promo_coupons',
    'rpc_worker_expire_promo_coupons',
  ],
  // Nothing clears coupons yet.
  "promo_coupon CHECK (((status = 'cleared'::promo_coupon_status) = (cleared_at IS NOT NULL)))": [],
  'promo_day_rollup CHECK ((ends_at > starts_at))': ['rpc_worker_close_promo_days'],
  'promo_program CHECK ((end_at > start_at))': ['rpc_create_promo_program', 'rpc_update_promo_program'],
  "rating_slip CHECK (((status = 'closed'::slip_status) = (ended_at IS NOT NULL)))": [
    'rpc_close_rating_slip',
    'rpc_reopen_rating_slip',
    'rpc_worker_end_visits',
  ],
  "rating_slip CHECK (((status = 'paused'::slip_status) = (paused_at IS NOT NULL)))": [
    'rpc_pause_rating_slip',
    'rpc_resume_rating_slip',
    'rpc_reopen_rating_slip',
    'rpc_close_rating_slip',
  ],
  'rating_slip CHECK ((paused_seconds >= 0))': ['rpc_resume_rating_slip'],
  'rating_slip CHECK ((banked_seconds >= 0))': [
    'rpc_update_average_bet',
    'rpc_move_rating_slip',
    'rpc_reopen_rating_slip',
    'rpc_close_rating_slip',
  ],
  'rating_slip CHECK ((banked_theo_x3600 >= (0)::numeric))': [
    'rpc_update_average_bet',
    'rpc_move_rating_slip',
    'rpc_reopen_rating_slip',
    'rpc_close_rating_slip',
  ],
  'shift CHECK ((ends_at > starts_at))': ['rpc_worker_plan_shifts', 'rpc_record_table_count'],
  'app.staff_pin CHECK (((ended_at IS NULL) = (wrong_tries < 5)))': [
    'rpc_set_pin',
    'rpc_guest_try_pin',
    'rpc_try_approver_pin',
  ],
  'staff_record CHECK (((deactivated_at IS NULL) = (deactivation_reason IS NULL)))': [
    'rpc_deactivate_staff',
    'rpc_reactivate_staff',
  ],
  'visit CHECK ((ended_at >= started_at))': ['rpc_end_visit', 'rpc_worker_end_visits'],
};

let stack: TestStack;
let own: Facts;

beforeAll(async () => {
  stack = await startTestStack();
  await arrangeSecurityFacts(stack);
  own = await inTrial(stack, (sql) => findFacts(sql, 'harbor'));
});
afterAll(() => stack.dispose());

type Outcome = Awaited<ReturnType<typeof listOutcomes>>[number]['outcome'];

/** How many casinos the worker gave up on. */
const failed = ({ answer }: Outcome) => Number((answer as { failed?: number } | null)?.failed ?? 0);

/** Neither an answer nor a refusal by code; of the worker also a casino that it gave up on, and did not before. */
function isFault(outcome: Outcome, before: Outcome | undefined): boolean {
  if (outcome.state !== null) return !outcome.state.startsWith('PT');
  return failed(outcome) > (before ? failed(before) : 0);
}

/** The same clock for everybody: less than a day, and some weeks, as after a machine was restored. */
const JUMPS = ['2 hours', '40 days'];

describe.each(JUMPS)('after the clock was set back by %s', (by) => {
  it('every RPC, of people and of the worker, answers or refuses by code', async () => {
    const { before, outcomes } = await inTrial(stack, async (sql) => {
      const before = await listOutcomes(sql, own);
      await setClockBack(sql, by);
      return { before, outcomes: await listOutcomes(sql, own) };
    });
    const faults = outcomes.filter(({ outcome }, at) => isFault(outcome, before[at]?.outcome));
    expect(faults.map(({ name, outcome }) => `${name}: ${outcome.state} ${outcome.message}`)).toEqual([]);
    // What refuses everything would prove nothing.
    expect(outcomes.filter(({ outcome }) => outcome.state === null).length).toBeGreaterThan(outcomes.length / 2);
    expect([...new Set(outcomes.map(({ name }) => name))]).toEqual(
      expect.arrayContaining([...new Set(Object.values(TIME_RULES).flat())]),
    );
  });
});

it.each([
  ['rpc_end_visit', 'greatest(now(), started_at)', 'now()'],
  ['rpc_resume_rating_slip', 'greatest(0, ceil(', '(ceil('],
])('it would show if %s forgot that', async (name, from, to) => {
  const outcomes = await inTrial(stack, async (sql) => {
    await rewriteFunction(sql, name, from, to);
    await setClockBack(sql, '2 hours');
    return listOutcomes(sql, own);
  });
  expect(outcomes.filter(({ outcome }) => outcome.state === '23514').map((fault) => fault.name)).toEqual([name]);
});

it('every rule of a table over times is named here, with who writes it', async () => {
  const rules = await stack.sql<{ rule: string }[]>`
    select distinct c.conrelid::regclass::text || ' ' || pg_get_constraintdef(c.oid) as rule
    from pg_constraint c join pg_attribute a on a.attrelid = c.conrelid and a.attnum = any (c.conkey)
    where c.connamespace in ('public'::regnamespace, 'app'::regnamespace) and (c.contype = 'x' or c.contype = 'c' and (
      a.atttypid in ('timestamptz'::regtype, 'timestamp'::regtype, 'date'::regtype, 'time'::regtype, 'interval'::regtype, 'tstzrange'::regtype, 'daterange'::regtype)
      or a.attname ~ '_(seconds|x3600)$'))`;
  expect(rules.map(({ rule }) => rule.replace(/^public\./, '')).sort()).toEqual(Object.keys(TIME_RULES).sort());
});

describe('what the screens read after the clock was set back by 2 hours', () => {
  /** Whose path begins so is asked for with this id. */
  const ids: Record<string, (facts: Facts) => string> = {
    '/players/': (facts) => facts.playerId,
    '/rating-slips/': (facts) => facts.openSlipId,
    '/promo-programs/': (facts) => facts.promoProgramId,
    '/promo-coupons/': (facts) => facts.couponId,
    '/rewards/': (facts) => facts.limitedCompId,
    '/player-imports/': (facts) => facts.readyImportId,
    '/reconciliation-rows/': (facts) => facts.pendingRowId,
    '/reconciliation-runs/': (facts) => facts.finishedRunId,
    '/webhooks/': (facts) => facts.webhookEndpointId,
  };
  const readers = Object.keys(API_ROUTES).filter((path) => path !== '/session');

  beforeAll(async () => {
    const connection = await stack.sql.reserve();
    await connection.unsafe('begin');
    await setClockBack(connection, '2 hours');
    await connection.unsafe('commit');
    connection.release();
  });

  it('is an answer or a refusal by code, on every path', async () => {
    const statuses = new Map<string, number>();
    for (const pattern of readers) {
      const idOf = Object.entries(ids).find(([start]) => pattern.startsWith(start))?.[1];
      const { status } = await stack.http(ADMIN, 'GET', pattern.replace('{id}', idOf?.(own) ?? own.playerId));
      statuses.set(pattern, status);
    }
    expect([...statuses].filter(([, status]) => status >= 500)).toEqual([]);
    expect([...statuses.values()].filter((status) => status === 200).length).toBeGreaterThan(30);
  });
});
