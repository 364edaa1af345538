import type postgres from 'postgres';
import { newId } from '@/lib/shared/ids';
import {
  APPEND_ONLY,
  type Args,
  CAPABILITIES,
  EXAMPLE_KEY,
  type Facts,
  GUARDED,
  may,
  OTHER_PRIMARY_KEYS,
  POLICY_FUNCTIONS,
  ROLES,
  RPCS,
  type RpcRule,
  TABLES,
  type TableRule,
  WORKER_RPCS,
  type WorkerRpcRule,
} from '../security/expectations';
import { arrangeImports, findImportFacts, IMPORT_TWIN, importCells } from './import-facts';
import type { Email, TestStack } from './stack';

/** One broken rule: which, on what, and what was found. */
export type Violation = { rule: string; subject: string; found: string };
export type Check = (sql: Sql, only?: Only) => Promise<Violation[]>;
/** The tables or functions that a check is to look at, by name; all of them when nothing is said. */
export type Only = string | ReadonlySet<string> | undefined;
/** One connection, inside a transaction that `inTrial` rolls back. */
export type Sql = postgres.ReservedSql;

// ---- Who knocks ------------------------------------------------------------------------------------------------------

type Actor = {
  name: string;
  databaseRole: 'anon' | 'authenticated' | 'service_role' | 'none';
  /** The role of an active member of staff; null for everyone else. */
  staffRole: string | null;
  email?: string;
  userId?: string;
  isDeactivated?: boolean;
};

const ACCOUNTS: Record<string, string> = { pit_boss: 'pitboss', loyalty_manager: 'loyalty' };
const OWNER: Actor = { name: 'the owner', databaseRole: 'none', staffRole: null };
const NOBODY: Actor = { name: 'a token without a person', databaseRole: 'authenticated', staffRole: null };
const STRANGER: Actor = { ...NOBODY, name: 'a signed-up person without staff row', userId: newId() };
const ANON: Actor = { name: 'anon', databaseRole: 'anon', staffRole: null };
const SERVICE: Actor = { name: 'service_role', databaseRole: 'service_role', staffRole: null };
const DEACTIVATED: Actor = {
  name: 'a deactivated admin',
  databaseRole: 'authenticated',
  staffRole: null,
  email: 'admin@harbor.example',
  isDeactivated: true,
};
const STAFF: Actor[] = ROLES.map((role) => ({
  name: role,
  databaseRole: 'authenticated',
  staffRole: role,
  email: `${ACCOUNTS[role] ?? role}@harbor.example`,
}));
export const ACTORS: Actor[] = [ANON, ...STAFF, DEACTIVATED, STRANGER, NOBODY, SERVICE];

// ---- Probes ----------------------------------------------------------------------------------------------------------

/**
 * `next` is a query to run after the statement, as the same caller. `watch` is a query for one text; the outcome tells whether
 * the statement changed what it finds. What it finds before is the same for all probes of a list, as each is undone.
 */
type Probe = { as: Actor; statement: string; times?: number; isReplica?: boolean; next?: string; watch?: string };
type Outcome = {
  state: string | null;
  message: string | null;
  detail: string | null;
  hint: string | null;
  answer: unknown;
  audits: number;
  hasChanged: boolean;
};

/**
 * Runs one statement as someone and undoes it. It runs with another casino's context left in the session, as a pool that
 * leaks would leave it: no rule may be taken in by that.
 */
const PROBE_FUNCTION = `
  create function pg_temp.probe(p jsonb) returns jsonb language plpgsql as $probe$
  declare
    v_user_id text := coalesce((select user_id::text from public.staff where email = p ->> 'email'), p ->> 'userId', '');
    v_leak public.staff;
    v_audits bigint := (select count(*) from public.audit_log);
    v_written bigint := 0;
    v_after text;
    v_answer jsonb;
    v_next jsonb;
    v_state text; v_message text; v_detail text; v_hint text;
  begin
    begin
      select * into v_leak from public.staff where email = 'admin@summit.example';
      perform set_config('app.casino_id', v_leak.casino_id::text, true), set_config('app.staff_id', v_leak.id::text, true),
        set_config('app.staff_role', 'admin', true), set_config('request.jwt.claim.sub', v_user_id, true);
      if (p ->> 'isDeactivated')::boolean then
        update public.staff set is_active = false where email = p ->> 'email';
      end if;
      if (p ->> 'isReplica')::boolean then
        perform set_config('session_replication_role', 'replica', true);
      end if;
      perform set_config('role', p ->> 'databaseRole', true);
      for _ in 1 .. coalesce((p ->> 'times')::integer, 1) loop
        if p ->> 'statement' like 'select %' then
          execute p ->> 'statement' into v_answer;
        else
          execute p ->> 'statement';
        end if;
      end loop;
      if p ? 'next' then
        execute p ->> 'next' into v_next;
        v_answer := jsonb_build_array(v_answer, v_next);
      end if;
      perform set_config('role', 'none', true);
      execute coalesce(p ->> 'watch', 'select null') into v_after;
      v_written := (select count(*) from public.audit_log) - v_audits;
      raise exception using errcode = 'PROBE', message = 'undo';
    exception when others then
      get stacked diagnostics v_state = returned_sqlstate, v_message = message_text, v_detail = pg_exception_detail,
        v_hint = pg_exception_hint;
    end;
    if v_state = 'PROBE' then
      return jsonb_build_object('state', null, 'answer', v_answer, 'audits', v_written,
        'hasChanged', p ->> 'before' is distinct from v_after);
    end if;
    return jsonb_build_object('state', v_state, 'message', v_message, 'detail', v_detail, 'hint', v_hint, 'audits', 0);
  end
  $probe$`;

/** All probes in one round trip; outcomes come back in the order of the probes. */
async function probe(sql: Sql, probes: Probe[]): Promise<Outcome[]> {
  if (probes.length === 0) return [];
  const before = await findWatched(sql, probes);
  const list = probes.map(({ as, ...rest }) => ({ ...as, ...rest, before: before[rest.watch ?? ''] }));
  const [row] = await sql<{ outcomes: Outcome[] }[]>`
    select jsonb_agg(pg_temp.probe(p) order by place) as outcomes
    from jsonb_array_elements(${JSON.stringify(list)}::text::jsonb) with ordinality list (p, place)`;
  if (row?.outcomes.length !== probes.length) throw new Error('A probe has no outcome.');
  return row.outcomes;
}

/** What the queries to watch find now, by query. */
async function findWatched(sql: Sql, probes: Probe[]): Promise<Record<string, string>> {
  const found: Record<string, string> = {};
  for (const watch of new Set(probes.flatMap(({ watch }) => watch ?? []))) {
    const [row] = await sql.unsafe(watch).values();
    found[watch] = row?.[0];
  }
  return found;
}

/** Runs a check in a transaction that is rolled back, whatever it did. */
export async function inTrial<T>(stack: TestStack, work: (sql: Sql) => Promise<T>): Promise<T> {
  const connection = await stack.sql.reserve();
  try {
    await connection.unsafe('begin');
    // The checks are many small queries, which helpers would only slow down.
    await connection.unsafe('set local max_parallel_workers_per_gather = 0');
    await connection.unsafe(PROBE_FUNCTION);
    return await work(connection);
  } finally {
    await connection.unsafe('rollback');
    connection.release();
  }
}

let savepoints = 0;

/** Undoes what `work` did to the database, and nothing before it. */
export async function undone<T>(sql: Sql, work: () => Promise<T>): Promise<T> {
  savepoints += 1;
  const name = `trial_${savepoints}`;
  await sql.unsafe(`savepoint ${name}`);
  try {
    return await work();
  } finally {
    await sql.unsafe(`rollback to savepoint ${name}; release savepoint ${name}`);
  }
}

/**
 * For each function of the product: itself and whoever calls it, however far away, which are all whose answers a change of it
 * can reach. Whatever says its name counts as a caller; and what a table calls (by a trigger, a default, a constraint), whoever
 * writes that table does, also among the calls that no RPC reaches, by their labels. A function that policies call is reached from
 * everywhere, and is left out.
 */
export async function mapCallers(sql: Sql): Promise<Map<string, Set<string>>> {
  const functions = await sql<{ name: string; source: string }[]>`
    select p.proname as name, p.prosrc as source
    from pg_proc p where p.pronamespace in ('public'::regnamespace, 'app'::regnamespace)`;
  const byTables = await sql<{ name: string; table: string | null }[]>`
    select distinct p.proname as name, n.nspname || '.' || c.relname as "table"
    from pg_proc p
    join pg_depend d on d.refclassid = 'pg_proc'::regclass and d.refobjid = p.oid and d.classid <> 'pg_proc'::regclass
    left join pg_trigger t on d.classid = 'pg_trigger'::regclass and t.oid = d.objid
    left join pg_attrdef a on d.classid = 'pg_attrdef'::regclass and a.oid = d.objid
    left join pg_constraint k on d.classid = 'pg_constraint'::regclass and k.oid = d.objid
    left join pg_index i on d.classid = 'pg_class'::regclass and i.indexrelid = d.objid
    left join pg_class c on c.oid = coalesce(t.tgrelid, a.adrelid, k.conrelid, i.indrelid)
    left join pg_namespace n on n.oid = c.relnamespace
    where p.pronamespace in ('public'::regnamespace, 'app'::regnamespace)`;
  const inner = innerCells(await findFacts(sql, 'harbor'));
  const callers = [
    ...functions,
    ...inner.map(({ label, statement, next }) => ({ name: label, source: `${statement} ${next}` })),
  ];
  const says = (pattern: string) =>
    callers.filter(({ source }) => new RegExp(pattern).test(source)).map(({ name }) => name);
  const callersOf = (name: string) => [
    ...says(`\\b${name}\\b`),
    ...byTables.flatMap((by) => (by.name === name && by.table ? says(writing(by.table)) : [])),
  ];
  const direct = new Map(functions.map(({ name }) => [name, callersOf(name)]));
  const reach = (name: string, reached = new Set([name])) => {
    for (const caller of direct.get(name) ?? []) {
      if (!reached.has(caller)) reach(caller, reached.add(caller));
    }
    return reached;
  };
  const everywhere = byTables.filter(({ table }) => table === null).map(({ name }) => name);
  return new Map(
    functions
      .map(({ name }) => [name, reach(name)] as const)
      .filter(([, reached]) => !everywhere.some((name) => reached.has(name))),
  );
}

/** How a function says that it writes a table. */
const writing = (table: string) => `\\b(?:insert into|update|delete from) ${table.replace('.', '\\.')}\\b`;

/** Changes the source of a function that is not overloaded; throws when it is the same afterwards. */
export async function rewriteFunction(sql: Sql, name: string, from: string | RegExp, to: string): Promise<void> {
  const [schema, bare] = name.includes('.') ? name.split('.') : ['public', name];
  const [row] = await sql<{ text: string }[]>`
    select pg_get_functiondef(p.oid) as text from pg_proc p join pg_namespace n on n.oid = p.pronamespace
    where n.nspname = ${schema ?? ''} and p.proname = ${bare ?? ''}`;
  const text = row?.text.replace(from, to);
  if (!text || text === row?.text) throw new Error(`${name} has no ${from} to replace.`);
  await sql.unsafe(text);
}

function isMeant(name: string, only: Only): boolean {
  return only === undefined || (typeof only === 'string' ? name === only : only.has(name));
}

const quote = (text: string) => `'${text.replaceAll("'", "''")}'`;
const isDenied = ({ state, message }: Outcome, kind: 'table' | 'view' | 'function', name: string) =>
  state === '42501' && message === `permission denied for ${kind} ${name}`;
const summarise = ({ state, message, answer }: Outcome) =>
  state ? `${state} ${message}` : `answered ${JSON.stringify(answer)?.slice(0, 80)}`;

// ---- What there is to find -------------------------------------------------------------------------------------------

const CASINOS = ['harbor', 'summit'] as const;

type Answered = { id: string; player_id: string; entry?: { id: string }; coupon?: { id: string } };
/** Calls an RPC as the holder of an account of a casino, and fails unless it succeeds. */
export type StaffCall = (account: string, name: string, args: Record<string, unknown>) => Promise<Answered>;

/**
 * Gives both casinos rows in the tables that the demo leaves empty, and rows on which every RPC can succeed. All through the
 * API, as staff would, save what takes a day: a delivery is declared dead, a coupon overdue. Call it once per stack.
 */
export async function arrangeSecurityFacts(stack: TestStack): Promise<void> {
  await fanOut(stack);
  await stack.rpc('service', 'rpc_worker_seal_days', {});
  for (const casino of CASINOS) {
    const call: StaffCall = async (account, name, args) => {
      const email = `${account}@${casino}.example` as Email;
      const { status, body } = await stack.rpc(email, name, { p_idempotency_key: newId(), ...args });
      if (status !== 200) throw new Error(`${name} answered ${status}: ${JSON.stringify(body)}`);
      return body as Answered;
    };
    await call('admin', 'rpc_create_webhook_endpoint', { p_url: 'https://crm.example/hooks' });
    const enrol = (name: string) => call('pitboss', 'rpc_create_player', { p_first_name: name, p_last_name: 'Trial' });
    await enrol('Idle');
    await call('pitboss', 'rpc_start_visit', { p_player_id: (await enrol('Visiting')).id });
    const excluded = await enrol('Excluded');
    await call('admin', 'rpc_exclude_player', {
      p_player_id: excluded.id,
      p_kind: 'barred',
      p_reason: 'Security matrix',
    });
    await acknowledgePause(stack, casino, call);
    await arrangeRewards(stack, casino, call);
    await arrangeImports(stack.sql, call);
  }
  // Of two programs of one value an offer takes the later one: so whoever looks further than their own casino is seen to.
  await stack.sql`
    update public.promo_program p set start_at = start_at + interval '1 second'
    from public.casino c where c.id = p.casino_id and c.slug = 'summit'`;
  await stack.sql`update public.casino_settings set promo_allow_anonymous_issuance = true`;
  await stack.sql`
    insert into public.promo_coupon (casino_id, promo_program_id, validation_number, validation_key, face_value_cents,
      required_match_wager_cents, gaming_day, issued_at, expires_at, correlation_id)
    select distinct on (casino_id) casino_id, id, 'PAST-DUE', 'PASTDUE', face_value_cents, required_match_wager_cents,
      app.gaming_day(casino_id), now() - interval '1 hour', now() - interval '1 minute', app.uuid_v7()
    from public.promo_program order by casino_id, id`;
  // Tomorrow's shifts are not stored any more: whoever counts then has to.
  await stack.sql`delete from public.shift s where s.gaming_day = app.gaming_day(s.casino_id) + 1`;
  await fanOut(stack);
  await stack.sql`
    update public.webhook_delivery d set status = 'dead', attempts = 15, next_attempt_at = null, last_status = 500, last_error = 'HTTP 500'
    from public.player p where p.casino_id = d.casino_id and p.id = d.order_key and p.first_name = 'Idle' and p.last_name = 'Trial'`;
}

/** Somebody has seen the long pause that the demo has. */
async function acknowledgePause(stack: TestStack, casino: (typeof CASINOS)[number], call: StaffCall): Promise<void> {
  const [pause] = await stack.sql<{ gamingDay: string; key: string }[]>`
    select app.gaming_day(s.casino_id)::text as "gamingDay", s.id as key
    from public.rating_slip s join public.casino c on c.id = s.casino_id
    where c.slug = ${casino} and s.paused_at < now() - interval '31 minutes' order by s.paused_at limit 1`;
  if (!pause) throw new Error('The demo has no long pause.');
  await call('pitboss', 'rpc_acknowledge_alert', {
    p_gaming_day: pause.gamingDay,
    p_kind: 'pause_duration',
    p_entity_key: pause.key,
  });
}

/**
 * A tier that nobody holds; rewards with limits, one of them for nobody here; a player on a slip who was given a bonus, comps,
 * of which one was taken back, and coupons, of which one was replaced.
 */
async function arrangeRewards(stack: TestStack, casino: (typeof CASINOS)[number], call: StaffCall): Promise<void> {
  const [tiers] = await stack.sql<{ items: object[]; version: string }[]>`
    select t.document -> 'items' as items, t.document ->> 'version' as version
    from public.casino c cross join lateral app.loyalty_tiers_json(c.id) t (document) where c.slug = ${casino}`;
  const unheld = { code: 'onyx', name: 'Onyx', multiplier: 2, threshold_points: 100_000_000 };
  await call('admin', 'rpc_replace_loyalty_tiers', {
    p_tiers: [...(tiers?.items ?? []), unheld],
    p_expected_version: tiers?.version,
  });
  const comp = { name: 'Trial', family: 'points_comp', kind: 'trial', price: { points_cost: 50 } };
  const match = { instrument_type: 'match_play', face_value_cents: 2500, required_match_wager_cents: 2500 };
  // Conditions of every kind, of which only that on the visit is met.
  const tiersOnly = { min_tier: 'platinum', max_tier: 'platinum' };
  const eligibility = { ...tiersOnly, min_points_balance: 1_000_000, visit_kinds: ['rated'] };
  const limits = [{ scope: 'per_visit', max_issues: 5 }];
  const rewards = [
    { ...comp, code: 'TRIAL_RATED', eligibility },
    { ...comp, code: 'TRIAL_COMP' },
    {
      code: 'TRIAL_MATCH',
      name: 'Trial',
      family: 'entitlement',
      kind: 'trial',
      tiers: [{ tier: 'silver', benefit: match }],
    },
  ];
  for (const reward of rewards) await call('admin', 'rpc_upsert_reward', { p_reward: { ...reward, limits } });

  // A bet of nothing is worth nothing, however long it is played.
  const slip = await openTrialSlip(stack, casino, 'Rewarded', 0, call);
  const bonus = { p_rating_slip_id: slip.id, p_points: 9000, p_reason: 'promotion', p_note: 'Trial', p_override: true };
  await call('pitboss', 'rpc_issue_mid_session_reward', bonus);
  const give = async (code: string) => {
    const [reward] = await stack.sql`
      select r.id from public.reward_catalog r join public.casino c on c.id = r.casino_id where c.slug = ${casino} and r.code = ${code}`;
    const args = { p_reward_id: reward?.id, p_player_id: slip.player_id, p_rating_slip_id: slip.id, p_note: 'Trial' };
    return call('pitboss', 'rpc_issue_reward', args);
  };
  for (const code of ['COMP_SHOW_60', 'TRIAL_COMP', 'TRIAL_MATCH']) await give(code);
  const { entry } = await give('COMP_MEAL_25');
  await call('loyalty', 'rpc_reverse_entry', { p_entry_id: entry?.id, p_note: 'Trial' });
  const { coupon } = await give('FP_TIER_DAILY');
  await call('pitboss', 'rpc_replace_promo_coupon', { p_coupon_id: coupon?.id });
  await arrangeAccruals(stack, casino, call);
}

/**
 * Two slips whose accrual waits: one that can be mended, and one that can't, as nobody can read its rates; and one that the
 * house closed while its player had a tier by a bonus that was taken back since.
 */
async function arrangeAccruals(stack: TestStack, casino: (typeof CASINOS)[number], call: StaffCall): Promise<void> {
  const pending = await openTrialSlip(stack, casino, 'Pending', 5000, call);
  const failing = await openTrialSlip(stack, casino, 'Failing', 5000, call);
  const held = await openTrialSlip(stack, casino, 'Held', 5000, call);
  const bonus = {
    p_rating_slip_id: held.id,
    p_points: 12_000,
    p_reason: 'promotion',
    p_note: 'Trial',
    p_override: true,
  };
  const { entry } = await call('pitboss', 'rpc_issue_mid_session_reward', bonus);
  await stack.sql`
    update public.rating_slip set status = 'closed', ended_at = now(), theo_cents = 0, accrual_status = 'held',
      earn_snapshot = app.earn_snapshot(casino_id, player_id)
    where id = ${held.id}`;
  await call('loyalty', 'rpc_reverse_entry', { p_entry_id: entry?.id, p_note: 'Trial' });
  await stack.sql`
    update public.rating_slip set started_at = started_at - interval '1 hour' where id in (${pending.id}, ${failing.id})`;
  await stack.sql`
    update public.rating_slip set status = 'closed', ended_at = now(), theo_cents = 3500, accrual_status = 'pending' where id = ${pending.id}`;
  await stack.sql`
    update public.rating_slip
    set status = 'closed', ended_at = now(), theo_cents = 3500, accrual_status = 'pending',
      earn_snapshot = app.earn_snapshot(casino_id, player_id) || '{"rounding_policy": "unheard of"}'
    where id = ${failing.id}`;
}

/** A new player on a slip, at the last free seat of the house. */
async function openTrialSlip(
  stack: TestStack,
  casino: (typeof CASINOS)[number],
  name: string,
  averageBetCents: number,
  call: StaffCall,
): Promise<Answered> {
  const { id } = await call('pitboss', 'rpc_create_player', { p_first_name: name, p_last_name: 'Trial' });
  const [free] = await stack.sql`
    select t.id, seat from public.gaming_table t join public.casino c on c.id = t.casino_id
    cross join generate_series(1, t.seat_count) seat
    where c.slug = ${casino} and t.status = 'open' and not exists (
      select from public.rating_slip r where r.casino_id = t.casino_id and r.table_id = t.id and r.seat = seat.seat and r.status <> 'closed')
    order by t.id desc, seat desc limit 1`;
  const seat = { p_table_id: free?.id, p_seat: free?.seat, p_average_bet_cents: averageBetCents };
  return call('pitboss', 'rpc_open_rating_slip', { p_player_id: id, ...seat });
}

/** Hands out what waits in the outbox, as the worker would. */
async function fanOut(stack: TestStack): Promise<void> {
  let hasMore = true;
  while (hasMore) {
    const { status, body } = await stack.rpc('service', 'rpc_worker_fan_out_events', { p_limit: 5000 });
    if (status !== 200) throw new Error(`rpc_worker_fan_out_events answered ${status}: ${JSON.stringify(body)}`);
    hasMore = (body as { has_more: boolean }).has_more;
  }
}

/** The rows that `arrangeSecurityFacts` and the demo left in a casino. */
export async function findFacts(sql: Sql, casino: (typeof CASINOS)[number]): Promise<Facts> {
  const [facts] = await sql<Facts[]>`
    select c.id as "casinoId", s.id as "openSlipId", s.player_id as "playerId", free.table_id as "freeTableId",
      free.seat::text as "freeSeat", e.id as "exclusionId", v.id as "idleVisitId",
      (select id from public.rating_slip where casino_id = c.id and status = 'paused' order by id limit 1) as "pausedSlipId",
      (select id from public.player where casino_id = c.id and first_name = 'Idle' and last_name = 'Trial') as "idlePlayerId",
      (select id from public.promo_program where casino_id = c.id and status = 'active' and start_at < now() order by id limit 1) as "promoProgramId",
      (select id from public.promo_coupon where casino_id = c.id and status = 'issued' and expires_at > now() + interval '1 hour' order by id limit 1) as "couponId",
      (select min(gaming_day)::text from public.visit where casino_id = c.id) as "firstDay",
      (select id from public.shift where casino_id = c.id and starts_at <= now() and ends_at > now() limit 1) as "shiftId",
      app.shift_id(c.id, today.gaming_day + 1, 'Day') as "tomorrowsShiftId",
      -- One and the same day at both casinos, whatever the hour.
      ((now() at time zone 'UTC')::date - 3)::text as "earlierDay",
      app.shift_id(c.id, (now() at time zone 'UTC')::date - 3, 'Swing') as "earlierShiftId",
      -- Seven of the fifteen days behind the demo are sealed, this one at both casinos.
      ((now() at time zone 'UTC')::date - 12)::text as "sealedDay",
      today.gaming_day::text as "gamingDay",
      (select id from public.rating_slip where casino_id = c.id and status <> 'closed' and started_at < now() - interval '241 minutes' order by started_at limit 1) as "longSlipId",
      (select id from public.webhook_endpoint where casino_id = c.id order by id limit 1) as "webhookEndpointId",
      (select id from public.webhook_delivery where casino_id = c.id and status = 'dead' order by id limit 1) as "deadDeliveryId",
      trial.player_id as "rewardedPlayerId", trial.visit_id as "rewardedVisitId", trial.id as "rewardedSlipId",
      (select r.id from public.rating_slip r join public.player p on p.casino_id = r.casino_id and p.id = r.player_id
        where r.casino_id = c.id and p.first_name = 'Pending' and p.last_name = 'Trial') as "pendingSlipId",
      (select id from public.loyalty_ledger where casino_id = c.id and rating_slip_id = trial.id and points = 9000) as "bonusEntryId",
      (select id from public.loyalty_ledger where casino_id = c.id and rating_slip_id = trial.id and reason = 'redemption' and points = -4000) as "redemptionEntryId",
      (select id from public.loyalty_ledger where casino_id = c.id and reason = 'reversal' and points = -12000) as "reversalEntryId",
      (select id from public.reward_catalog where casino_id = c.id and code = 'COMP_BEVERAGE_8') as "compId",
      (select id from public.reward_catalog where casino_id = c.id and code = 'COMP_SHOW_60') as "limitedCompId",
      (select id from public.reward_catalog where casino_id = c.id and code = 'MP_TIER_DAILY') as "entitlementId",
      app.loyalty_tiers_json(c.id) ->> 'version' as "tiersVersion"
    from public.casino c
    cross join lateral (
      select app.local_gaming_day(now(), time_zone, gaming_day_start) as gaming_day from public.casino_settings where casino_id = c.id
    ) today
    cross join lateral (
      select r.* from public.rating_slip r
      join public.player_loyalty l on l.casino_id = r.casino_id and l.player_id = r.player_id
      where r.casino_id = c.id and r.status = 'open'
      order by l.tier_progress between 5 and 95 desc, r.id limit 1
    ) s
    cross join lateral (
      select t.id as table_id, seat from public.gaming_table t cross join generate_series(1, t.seat_count) seat
      where t.casino_id = c.id and t.status = 'open' and not exists (
        select from public.rating_slip r where r.casino_id = c.id and r.table_id = t.id and (r.seat = seat.seat or r.player_id = s.player_id) and r.status <> 'closed')
      order by t.id, seat limit 1
    ) free
    cross join lateral (
      select r.id, r.player_id, r.visit_id from public.rating_slip r join public.player p on p.casino_id = r.casino_id and p.id = r.player_id
      where r.casino_id = c.id and p.first_name = 'Rewarded' and p.last_name = 'Trial'
    ) trial
    join public.player p on p.casino_id = c.id and p.first_name = 'Visiting' and p.last_name = 'Trial'
    join public.visit v on v.casino_id = c.id and v.player_id = p.id
    join public.player_exclusion e on e.casino_id = c.id and e.lifted_at is null
    where c.slug = ${casino} order by e.id limit 1`;
  if (!facts) throw new Error('arrangeSecurityFacts was not called.');
  return { ...facts, ...(await findImportFacts(sql, facts.casinoId)) };
}

type Relation = {
  name: string;
  kind: string;
  hasRls: boolean;
  comment: string | null;
  options: string[] | null;
  primaryKey: string[] | null;
  isCasinoIdRequired: boolean | null;
};

async function listRelations(sql: Sql): Promise<Relation[]> {
  return sql<Relation[]>`
    select c.relname as name, c.relkind::text as kind, c.relrowsecurity as "hasRls", obj_description(c.oid, 'pg_class') as comment,
      c.reloptions as options,
      (select array_agg(a.attname::text order by k.place)
        from pg_index i cross join lateral unnest(i.indkey) with ordinality k (attnum, place)
        join pg_attribute a on a.attrelid = i.indrelid and a.attnum = k.attnum
        where i.indrelid = c.oid and i.indisprimary) as "primaryKey",
      (select a.attnotnull from pg_attribute a where a.attrelid = c.oid and a.attname = 'casino_id' and not a.attisdropped)
        as "isCasinoIdRequired"
    from pg_class c
    where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p', 'v', 'm', 'f')
      and not exists (select from pg_depend d where d.classid = 'pg_class'::regclass and d.objid = c.oid and d.deptype = 'e')
    order by c.relname`;
}

/** What the catalog has and the expectations don't, and the other way round. */
function compareLists(rule: string, actual: string[], expected: string[]): Violation[] {
  const extra = actual.filter((name) => !expected.includes(name));
  const missing = expected.filter((name) => !actual.includes(name));
  return [
    ...extra.map((subject) => ({ rule, subject, found: 'exists, and the expectations have no row for it' })),
    ...missing.map((subject) => ({ rule, subject, found: 'is expected, and does not exist' })),
  ];
}

// ---- Tables ----------------------------------------------------------------------------------------------------------

const WRITES = ['insert', 'update', 'delete'] as const;
const isRelationDenied = (outcome: Outcome, name: string) =>
  isDenied(outcome, 'table', name) || isDenied(outcome, 'view', name);
const tenantColumn = (table: string) => (table === 'casino' ? 'id' : 'casino_id');

function writeStatement(verb: (typeof WRITES)[number], table: string, casinoId: string): string {
  const column = tenantColumn(table);
  const where = `where ${column} = ${quote(casinoId)}`;
  if (verb === 'insert') return `insert into public.${table} (${column}) values (${quote(casinoId)})`;
  if (verb === 'update') return `update public.${table} set ${column} = ${column} ${where}`;
  return `delete from public.${table} ${where}`;
}

function countStatement(table: string, rule: TableRule, own: string, other: string): string {
  const mine = `${tenantColumn(table)} = ${quote(own)}`;
  const isNarrow = rule.narrower?.where ?? 'false';
  return `select jsonb_build_object(
    'own', count(*) filter (where ${mine} and not (${isNarrow})), 'ownNarrower', count(*) filter (where ${mine} and ${isNarrow}),
    'other', count(*) filter (where ${tenantColumn(table)} = ${quote(other)}),
    'nobodys', count(*) filter (where ${tenantColumn(table)} not in (${quote(own)}, ${quote(other)}))) from public.${table}`;
}

type Counts = Record<'own' | 'ownNarrower' | 'other' | 'nobodys', number>;

function expectedCounts(rule: TableRule, actor: Actor, all: Counts): Counts {
  if (actor === SERVICE) return all;
  const { staffRole } = actor;
  const isReader = staffRole !== null && may(staffRole, rule.readers);
  const isNarrowReader = isReader && (!rule.narrower || may(staffRole, rule.narrower.readers));
  return {
    own: isReader ? all.own : 0,
    ownNarrower: isNarrowReader ? all.ownNarrower : 0,
    other: 0,
    nobodys: 0,
  };
}

/** Asks for the rows of every table as everyone, and compares what they see with what the owner sees. */
async function checkReads(sql: Sql, tables: [string, TableRule][]): Promise<Violation[]> {
  const rule = 'read';
  const own = await findFacts(sql, 'harbor');
  const other = await findFacts(sql, 'summit');
  const cells = tables.flatMap(([table, expected]) =>
    [OWNER, ...ACTORS].map((as) => ({
      table,
      expected,
      as,
      statement: countStatement(table, expected, own.casinoId, other.casinoId),
    })),
  );
  const outcomes = await probe(sql, cells);
  let all: Counts = { own: 0, ownNarrower: 0, other: 0, nobodys: 0 };
  return cells.flatMap(({ table, expected, as }, index) => {
    const outcome = outcomes[index] as Outcome;
    const fail = (found: string) => [{ rule, subject: table, found: `${as.name}: ${found}` }];
    if (as === OWNER) {
      all = outcome.answer as Counts;
      const isCovered = all.own > 0 && all.other > 0 && (!expected.narrower || all.ownNarrower > 0);
      return isCovered ? [] : fail('both casinos must have rows to test with; add them to arrangeSecurityFacts');
    }
    if (as === ANON) {
      return isRelationDenied(outcome, table) ? [] : fail(summarise(outcome));
    }
    const wanted = expectedCounts(expected, as, all);
    const seen = outcome.answer as Counts | undefined;
    const isRight = seen && (Object.keys(wanted) as (keyof Counts)[]).every((key) => seen[key] === wanted[key]);
    return isRight ? [] : fail(`${summarise(outcome)} instead of ${JSON.stringify(wanted)}`);
  });
}

/** Tries every write on every table as everyone, on rows of the own and of the other casino. */
async function checkWrites(sql: Sql, tables: [string, TableRule][]): Promise<Violation[]> {
  const own = await findFacts(sql, 'harbor');
  const other = await findFacts(sql, 'summit');
  const cells = tables.flatMap(([table]) =>
    ACTORS.flatMap((as) => [
      { table, as, statement: `truncate public.${table} cascade` },
      ...WRITES.flatMap((verb) =>
        [own, other].map((casino) => ({ table, as, statement: writeStatement(verb, table, casino.casinoId) })),
      ),
    ]),
  );
  const outcomes = await probe(sql, cells);
  return cells.flatMap(({ table, as, statement }, index) => {
    const outcome = outcomes[index] as Outcome;
    if (isRelationDenied(outcome, table)) return [];
    return [{ rule: 'write', subject: table, found: `${as.name}: ${statement}: ${summarise(outcome)}` }];
  });
}

/** Every table × everyone × every verb × own and other casino. */
export const checkTableAccess: Check = async (sql, only) => {
  const names = (await listRelations(sql)).map(({ name }) => name);
  const tables = Object.entries(TABLES).filter(([name]) => names.includes(name) && isMeant(name, only));
  return [
    ...compareLists('listed', names, Object.keys(TABLES)),
    ...(await checkReads(sql, tables)),
    ...(await checkWrites(sql, tables)),
  ];
};

/** Grants as they are written: select on tables for authenticated and service_role, and nothing else to anybody. */
export const checkTableGrants: Check = async (sql) => {
  const grants = await sql<{ subject: string; kind: string; grantee: string; privileges: string[] }[]>`
    select c.oid::regclass::text as subject, c.relkind::text as kind,
      case a.grantee when 0 then 'public' else a.grantee::regrole::text end as grantee,
      array_agg(a.privilege_type::text || case when a.is_grantable then ' with grant option' else '' end) as privileges
    from pg_class c cross join lateral aclexplode(c.relacl) a
    where c.relnamespace in ('public'::regnamespace, 'app'::regnamespace) and a.grantee <> c.relowner
    group by c.oid, c.relkind, a.grantee`;
  const columns = await sql<{ subject: string; found: string }[]>`
    select a.attrelid::regclass || '.' || a.attname as subject, a.attacl::text as found
    from pg_attribute a join pg_class c on c.oid = a.attrelid
    where c.relnamespace in ('public'::regnamespace, 'app'::regnamespace) and a.attacl is not null`;
  const isExpected = ({ subject, kind, grantee, privileges }: (typeof grants)[number]) =>
    ['authenticated', 'service_role'].includes(grantee) &&
    privileges.join() === 'SELECT' &&
    kind !== 'S' &&
    subject in TABLES;
  return [
    ...grants
      .filter((grant) => !isExpected(grant))
      .map(({ subject, grantee, privileges }) => ({ rule: 'grant', subject, found: `${grantee} has ${privileges}` })),
    ...columns.map((column) => ({ rule: 'column grant', ...column })),
  ];
};

// ---- Schemas, roles and functions ------------------------------------------------------------------------------------

/** Who may enter a schema or create in it, and what the API's roles are beside their grants. */
export const checkRoles: Check = async (sql) => {
  const schemas = await sql<{ subject: string; found: string }[]>`
    select schema as subject, role || ' has ' || privilege as found
    from unnest(array['public', 'app']) schema, unnest(array['anon', 'authenticated', 'service_role']) role,
      unnest(array['USAGE', 'CREATE']) privilege
    where has_schema_privilege(role, schema, privilege)
      and not (privilege = 'USAGE' and (schema = 'public' or role <> 'anon'))`;
  const roles = await sql<{ subject: string; found: string }[]>`
    select rolname::text as subject, format('superuser %s, bypassrls %s, createrole %s', rolsuper, rolbypassrls, rolcreaterole) as found
    from pg_roles
    where rolname in ('anon', 'authenticated', 'service_role', 'authenticator')
      and (rolsuper or rolcreaterole or rolcreatedb or rolbypassrls <> (rolname = 'service_role'))
    union all
    select member::regrole::text, 'is a member of ' || roleid::regrole::text
    from pg_auth_members
    where member in ('anon'::regrole, 'authenticated'::regrole, 'service_role'::regrole)`;
  return [...schemas.map((row) => ({ rule: 'schema', ...row })), ...roles.map((row) => ({ rule: 'role', ...row }))];
};

type SqlFunction = {
  name: string;
  signature: string;
  schema: string;
  isDefiner: boolean;
  isTrigger: boolean;
  volatility: string;
  searchPath: string | null;
  argNames: string[] | null;
  argTypes: string[];
  returns: string;
  comment: string | null;
  source: string;
  grantees: string[];
};

async function listFunctions(sql: Sql): Promise<SqlFunction[]> {
  return sql<SqlFunction[]>`
    select p.proname as name, n.nspname as schema, p.prosecdef as "isDefiner", p.provolatile::text as volatility,
      p.prorettype = 'trigger'::regtype as "isTrigger",
      n.nspname || '.' || p.proname || '(' || pg_get_function_identity_arguments(p.oid) || ')' as signature,
      (select split_part(c, '=', 2) from unnest(p.proconfig) c where c like 'search_path=%') as "searchPath",
      p.proargnames as "argNames", coalesce((
        select array_agg(t::regtype::text order by place) from unnest(p.proargtypes) with ordinality a (t, place)
      ), '{}') as "argTypes", p.prorettype::regtype::text as returns, obj_description(p.oid, 'pg_proc') as comment, p.prosrc as source,
      coalesce((
        select array_agg(case a.grantee when 0 then 'public' else a.grantee::regrole::text end order by 1)
        from aclexplode(coalesce(p.proacl, acldefault('f', p.proowner))) a where a.grantee <> p.proowner
      ), '{}') as grantees
    from pg_proc p join pg_namespace n on n.oid = p.pronamespace
    where n.nspname in ('public', 'app')
      and not exists (select from pg_depend d where d.classid = 'pg_proc'::regclass and d.objid = p.oid and d.deptype = 'e')
    order by 1`;
}

/** Who may execute what, in `public`, in `app`, and whatever runs with its owner's rights anywhere. */
export const checkFunctionGrants: Check = async (sql) => {
  const functions = await listFunctions(sql);
  const bareSignature = ({ schema, name, argTypes }: SqlFunction) => `${schema}.${name}(${argTypes.join(', ')})`;
  const wanted = (fn: SqlFunction) => {
    if (fn.schema === 'public' && fn.name in WORKER_RPCS) return 'service_role';
    const isReachable = fn.schema === 'public' ? fn.name in RPCS : POLICY_FUNCTIONS.includes(bareSignature(fn));
    return isReachable ? 'authenticated' : '';
  };
  const definers = await sql<{ name: string }[]>`
    select case when n.nspname = 'public' then p.proname else p.oid::regprocedure::text end as name
    from pg_proc p join pg_namespace n on n.oid = p.pronamespace
    where p.prosecdef and exists (
      select from unnest(array['anon', 'authenticated', 'service_role']) role
      where has_schema_privilege(role, n.oid, 'usage') and has_function_privilege(role, p.oid, 'execute'))`;
  return [
    ...functions
      .filter((fn) => fn.grantees.join() !== wanted(fn))
      .map((fn) => ({ rule: 'execute', subject: fn.signature, found: `is executable by ${fn.grantees}` })),
    ...compareLists(
      'definer',
      definers.map(({ name }) => name),
      [...POLICY_FUNCTIONS, ...Object.keys(RPCS), ...Object.keys(WORKER_RPCS)],
    ),
    ...functions
      .filter((fn) => fn.searchPath !== '""')
      .map((fn) => ({ rule: 'search path', subject: fn.signature, found: `search_path is ${fn.searchPath}` })),
  ];
};

// ---- RPCs ------------------------------------------------------------------------------------------------------------

const CONTEXT = /^\s*declare\s+v_ctx app\.rls_context := app\.set_rls_context_from_staff\((p_correlation_id)?\);/;
const CAPABILITY = /\nbegin\s+perform app\.require_capability\(v_ctx, '([a-z.]+)'\);/;

type Fault = [isFault: boolean, sentence: string];
const sentences = (faults: Fault[]) => faults.filter(([isFault]) => isFault).map(([, fault]) => fault);

/** What holds for whoever the caller is. */
function commonFaults(fn: SqlFunction, rule: { writes: boolean }): Fault[] {
  const names = fn.argNames ?? [];
  return [
    [!fn.isDefiner, 'is not security definer'],
    [fn.searchPath !== '""', `has search_path ${fn.searchPath}`],
    // A long read may answer json, which is written as text once; what is kept for replays is jsonb.
    [fn.returns !== 'jsonb' && (rule.writes || fn.returns !== 'json'), `returns ${fn.returns}`],
    [!fn.comment, 'has no comment'],
    [names.some((name) => !name.startsWith('p_')), `has arguments ${names}`],
    [fn.volatility !== (rule.writes ? 'v' : 's'), `has volatility ${fn.volatility}`],
  ];
}

/** What is wrong with the way an RPC is written, a sentence each. */
function shapeFaults(fn: SqlFunction, rule: RpcRule): string[] {
  const names = fn.argNames ?? [];
  const context = CONTEXT.exec(fn.source);
  const capability = CAPABILITY.exec(fn.source)?.[1] ?? null;
  return sentences([
    ...commonFaults(fn, rule),
    [fn.name.startsWith('rpc_worker_'), 'has the name of a worker RPC, which no person calls'],
    [
      names.some((name) => /casino|tenant|p_staff|p_user|p_actor|p_role|_by$/.test(name)),
      `lets the caller name who or where: ${names}`,
    ],
    [!context, 'does not resolve the caller first'],
    [capability !== rule.capability, `requires ${capability}, not ${rule.capability}, as its second statement`],
    [rule.writes && !names.includes('p_idempotency_key'), 'writes, and takes no p_idempotency_key'],
    [rule.writes && context?.[1] !== 'p_correlation_id', 'writes, and takes no p_correlation_id'],
    [
      rule.capability !== null && !fn.comment?.includes(`Capability ${rule.capability}.`),
      'does not name its capability in its comment',
    ],
  ]);
}

/** The worker is nobody on the floor: it takes no person's rights, and what it does is not a person's intent. */
function workerShapeFaults(fn: SqlFunction, rule: WorkerRpcRule): string[] {
  return sentences([
    ...commonFaults(fn, rule),
    [!fn.name.startsWith('rpc_worker_'), 'is not named rpc_worker_<verb>_<noun>'],
    [/set_rls_context_from_staff|auth\.uid/.test(fn.source), 'asks who is calling; nobody is'],
  ]);
}

function faultsOf(fn: SqlFunction): string[] {
  const [rule, workerRule] = [RPCS[fn.name], WORKER_RPCS[fn.name]];
  if (rule) return shapeFaults(fn, rule);
  return workerRule ? workerShapeFaults(fn, workerRule) : [];
}

/** Every function of `public` is an RPC of one of the lists, written the way that makes it safe. */
export const checkRpcShape: Check = async (sql) => {
  const functions = (await listFunctions(sql)).filter(({ schema }) => schema === 'public');
  const names = functions.map(({ name }) => name);
  return [
    ...compareLists('listed', names, [...Object.keys(RPCS), ...Object.keys(WORKER_RPCS)]),
    ...functions.flatMap((fn) => {
      const faults = faultsOf(fn);
      if (names.filter((name) => name === fn.name).length > 1) faults.push('is overloaded');
      return faults.map((found) => ({ rule: 'shape', subject: fn.name, found }));
    }),
  ];
};

const callStatement = (name: string, args: Args) =>
  `select public.${name}(${Object.entries(args)
    .map(([arg, value]) => `${arg} => ${quote(value)}`)
    .join(', ')})`;

/** What an actor must get from an RPC; null when they get their answer. */
function expectedRefusal(actor: Actor, name: string, rule: RpcRule): string | null {
  if (actor === ANON || actor === SERVICE) return `42501 permission denied for function ${name}`;
  if (actor === NOBODY) return 'PT401 UNAUTHENTICATED';
  if (actor.staffRole === null || !may(actor.staffRole, rule.capability)) return 'PT403 FORBIDDEN';
  return null;
}

/** Calls as everyone. Who may call gets an answer and, if the RPC writes, what belongs on record once for the call and its replay. */
async function checkCallers(sql: Sql, rpcs: [string, RpcRule][], own: Facts): Promise<Violation[]> {
  const cells = rpcs.flatMap(([name, rpc]) =>
    rpc.examples.flatMap((example, place) => {
      const statement = callStatement(name, example(own));
      const onRecord = rpc.writes ? (rpc.audits?.[place] ?? 1) : 0;
      return ACTORS.map((as) => ({ name, rpc, as, statement, onRecord, times: rpc.writes ? 2 : 1 }));
    }),
  );
  const outcomes = await probe(sql, cells);
  return cells.flatMap(({ name, rpc, as, onRecord }, index) => {
    const outcome = outcomes[index] as Outcome;
    const refusal = expectedRefusal(as, name, rpc);
    const audits = refusal === null ? onRecord : 0;
    const isRight = refusal ? `${outcome.state} ${outcome.message}` === refusal : outcome.state === null;
    if (isRight && outcome.audits === audits) return [];
    const found = `${as.name}: ${summarise(outcome)}, ${outcome.audits} audit rows; expected ${refusal ?? 'an answer'}, ${audits}`;
    return [{ rule: 'caller', subject: name, found }];
  });
}

/** Calls the worker's RPCs as everyone: the service gets its answer, everyone else is not even let in. */
async function checkWorkerCallers(sql: Sql, rpcs: [string, WorkerRpcRule][], own: Facts): Promise<Violation[]> {
  const cells = rpcs.flatMap(([name, rpc]) =>
    rpc.examples.flatMap((example) =>
      ACTORS.map((as) => ({ name, as, statement: callStatement(name, example(own)), times: rpc.writes ? 2 : 1 })),
    ),
  );
  const outcomes = await probe(sql, cells);
  return cells.flatMap(({ name, as }, index) => {
    const outcome = outcomes[index] as Outcome;
    const isRight = as === SERVICE ? outcome.state === null : isDenied(outcome, 'function', name);
    return isRight ? [] : [{ rule: 'caller', subject: name, found: `${as.name}: ${summarise(outcome)}` }];
  });
}

/** An id, alone or as the only one of a list. */
const ID_OR_LIST = /^\{?([0-9a-f-]{36})\}?$/;

/** Puts the other casino's id, then an id that nobody has, in the place of each id: the answers must not differ in a byte. */
async function checkForeignIds(sql: Sql, rpcs: [string, RpcRule][], own: Facts, other: Facts): Promise<Violation[]> {
  const randomId = newId();
  const cells = rpcs.flatMap(([name, rpc]) =>
    rpc.examples.flatMap((example) => {
      const args = example(own);
      const as = STAFF.find(({ staffRole }) => may(staffRole ?? '', rpc.capability)) ?? NOBODY;
      return Object.entries(example(other))
        .filter(([arg, value]) => ID_OR_LIST.test(value) && args[arg] !== value)
        .map(([arg, value]) => ({ name, arg, as, args, foreignId: value.replace(ID_OR_LIST, '$1') }));
    }),
  );
  const outcomes = await probe(
    sql,
    cells.flatMap(({ name, arg, as, args, foreignId }) =>
      [foreignId, randomId].map((id) => ({
        as,
        statement: callStatement(name, { ...args, [arg]: (args[arg] ?? '').replace(/[0-9a-f-]{36}/, id) }),
      })),
    ),
  );
  return cells.flatMap(({ name, arg, foreignId }, index) => {
    const [foreign, random] = [outcomes[index * 2], outcomes[index * 2 + 1]];
    const isSame = JSON.stringify(foreign) === JSON.stringify(random);
    const isSilent = foreign?.state !== null && !JSON.stringify(foreign).includes(foreignId);
    if (isSame && isSilent) return [];
    const found = `${arg}: another casino's id gives ${JSON.stringify(foreign)}, a random one ${JSON.stringify(random)}`;
    return [{ rule: 'other casino', subject: name, found: found.slice(0, 600) }];
  });
}

/** Every RPC, given the ids of another casino. */
export const checkOtherCasino: Check = async (sql, only) => {
  const rpcs = Object.entries(RPCS).filter(([name]) => isMeant(name, only));
  return checkForeignIds(sql, rpcs, await findFacts(sql, 'harbor'), await findFacts(sql, 'summit'));
};

/** Every id that an RPC takes must be in an example, else it is never exchanged for another casino's. */
function checkExamples(functions: SqlFunction[], own: Facts): Violation[] {
  return functions.flatMap(({ name, argNames, argTypes }) => {
    const { examples = [] } = RPCS[name] ?? WORKER_RPCS[name] ?? {};
    const given = new Set(examples.flatMap((example) => Object.keys(example(own))));
    return argTypes
      .map((type, index) => ({ type, arg: argNames?.[index] ?? '' }))
      .filter(({ type, arg }) => /^uuid/.test(type) && arg !== 'p_correlation_id' && !given.has(arg))
      .map(({ arg }) => ({ rule: 'example', subject: name, found: `no example gives ${arg}` }));
  });
}

/** Every RPC × everyone × own and other casino. */
export const checkRpcAccess: Check = async (sql, only) => {
  const functions = (await listFunctions(sql)).filter(({ schema }) => schema === 'public');
  const names = functions.map(({ name }) => name);
  const isAsked = ([name]: [string, unknown]) => names.includes(name) && isMeant(name, only);
  const rpcs = Object.entries(RPCS).filter(isAsked);
  const [own, other] = [await findFacts(sql, 'harbor'), await findFacts(sql, 'summit')];
  return [
    ...checkExamples(functions, own),
    ...(await checkCallers(sql, rpcs, own)),
    ...(await checkWorkerCallers(sql, Object.entries(WORKER_RPCS).filter(isAsked), own)),
    ...(await checkForeignIds(sql, rpcs, own, other)),
  ];
};

// ---- The twin casino -------------------------------------------------------------------------------------------------

/** Where the twin differs from its original: in what may differ, and in all that must be unique. */
const TWIN: Record<string, Record<string, string>> = {
  casino: { slug: `'twin'`, name: `'Twin'` },
  // More than a full day ahead of New York, and its days, weeks and months begin in a minute when no other casino's do: whatever
  // the hour and the season, no window of the two is the same. No place has such a clock, so it is written out.
  casino_settings: {
    time_zone: `'<+20>-20:07'`,
    currency: `'XTS'`,
    gaming_day_start: `'00:00'`,
    reward_soft_cap_points: '1',
    rewards_per_staff_per_minute: '1',
    minimum_age_years: 'minimum_age_years + 9',
    alert_thresholds: `jsonb_set(alert_thresholds, '{table_idle,warn_minutes}', '1')`,
  },
  staff: { user_id: 'gen_random_uuid()', email: `id || '@twin.example'`, full_name: `'Twin'` },
  player: { first_name: `'Twin'`, loyalty_id: `case loyalty_id when 'TRIAL-E' then 'TRIAL-F' else loyalty_id end` },
  player_loyalty: { balance: 'balance + 7', last_entry_hash: 'null' },
  // Everybody began higher, was lifted to the top a day before, and has changed tiers often since.
  loyalty_tier_change: {
    change_no: 'case change_no when 1 then 1 else change_no + 10 end',
    from_tier: `'gold'`,
    to_tier: `'platinum'`,
    created_at: `created_at - interval '1 day'`,
  },
  loyalty_tier: {
    name: `'Twin'`,
    threshold_points: 'threshold_points / 2 + 7',
    rank: '(select max(rank) from own_loyalty_tier) - rank',
  },
  game_settings: { decisions_per_hour: '1' },
  gaming_table: { label: `'T' || label`, status: `'closed'` },
  rating_slip: { average_bet_cents: 'average_bet_cents + 100' },
  visit: { kind: `'unrated'`, gaming_day: 'gaming_day - 1' },
  audit_log: { idempotency_key: firstHas('audit_log') },
  loyalty_ledger: {
    idempotency_key: firstHas('loyalty_ledger'),
    note: `'Twin'`,
    created_at: 'now()',
    entry_no: 'entry_no + 1000',
    balance_after: 'balance_after + 7',
  },
  loyalty_earn_config: { points_per_theo: '1', version: 'version + 1' },
  reward_catalog: {
    name: `'Twin'`,
    family: `case family when 'entitlement' then 'points_comp' else 'entitlement' end`,
    is_active: 'not is_active',
    version: 'version + 1',
  },
  reward_price_points: { points_cost: 'points_cost + 1' },
  reward_entitlement_tier: { tier: `case tier when 'platinum' then 'onyx' else tier end` },
  reward_limits: { max_issues: 'max_issues + 1' },
  reward_eligibility: { min_tier: `'onyx'` },
  promo_program: { name: `'Twin ' || name`, face_value_cents: 'face_value_cents + 1' },
  promo_coupon: {
    // What was given as a reward stays the player's, and its replacement is not good any more.
    player_id: 'case when reward_id is null then gen_random_uuid() else player_id end',
    status: `case when reward_id is not null and replaces_coupon_id is not null then 'voided' else status end`,
    voided_at: 'case when reward_id is not null and replaces_coupon_id is not null then now() else voided_at end',
    void_reason: `case when reward_id is not null and replaces_coupon_id is not null then 'Twin' else void_reason end`,
    face_value_cents: 'face_value_cents + 1',
    issued_at: `issued_at - interval '3 days'`,
    first_issued_at: `first_issued_at - interval '3 days'`,
  },
  promo_day_rollup: {
    issued_count: 'issued_count + 1000',
    is_open: 'not is_open',
    ends_at: `ends_at + interval '1 day'`,
  },
  shift_pattern: { name: `'T' || name` },
  shift: { starts_at: `starts_at - interval '1 hour'` },
  table_count: { drop_cents: 'drop_cents + 700000', version: 'version + 1' },
  alert_acknowledgement: { note: `'Twin'` },
  loyalty_outbox: {
    // What the proof of the ledger looks at tells another story.
    event_type: `case when event_type in ('loyalty.entry_posted', 'ledger.sealed') then event_type else 'twin.happened' end`,
    payload: `payload || '{"points": 7, "root": "twin"}'`,
  },
  seal: { gaming_day: 'gaming_day + 1', entry_count: 'entry_count + 1', total_count: 'total_count + 1' },
  ledger_seal_head: { entry_no: 'entry_no + 1000', entry_hash: `sha256('twin')` },
  webhook_endpoint: { url: `'https://twin.example/'`, event_types: `'{twin.happened}'`, is_active: 'false' },
  webhook_delivery: {
    seq: '-seq',
    status: `case id when (select max(id::text)::uuid from own_webhook_delivery) then 'dead' else 'pending' end`,
    attempts: 'attempts + 1',
    next_attempt_at: 'now()',
    delivered_at: 'now()',
    last_error: `'Twin'`,
  },
  ...IMPORT_TWIN,
};

/** One of the twin's rows has the key that the examples use. */
function firstHas(table: string): string {
  return `case id when (select min(id::text)::uuid from own_${table} where idempotency_key is not null)
    then ${quote(EXAMPLE_KEY)} else idempotency_key end`;
}

/** Sorts before every casino there is. */
const TWIN_ID = '00000000-0000-7000-8000-000000000000';

/** Runs `work` with every trigger off, foreign keys too: it moves rows about that are in order as they are. */
async function pastTriggers(sql: Sql, work: () => Promise<void>): Promise<void> {
  const guards = await sql<{ table: string; name: string }[]>`
    select tgrelid::regclass::text as "table", tgname as name from pg_trigger
    where tgenabled = 'A' and not tgisinternal`;
  await sql.unsafe('set local session_replication_role = replica');
  for (const { table, name } of guards) await sql.unsafe(`alter table ${table} disable trigger ${name}`);
  await work();
  for (const { table, name } of guards) await sql.unsafe(`alter table ${table} enable always trigger ${name}`);
  await sql.unsafe('set local session_replication_role = origin');
}

type TenantTable = { name: string; table: string; columns: string[]; types: string[] };

/** The tables of both schemas: what the API does not expose belongs to a casino too. */
async function listTenantTables(sql: Sql): Promise<TenantTable[]> {
  return sql`
    select c.relname as name, n.nspname || '.' || c.relname as "table", array_agg(a.attname::text order by a.attnum) as columns,
      array_agg(format_type(a.atttypid, a.atttypmod) order by a.attnum) as types
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
    where n.nspname in ('public', 'app') and c.relkind in ('r', 'p') group by c.oid, n.nspname`;
}

/**
 * Copies a casino, every row under the same id, as the primary keys allow, and puts the copies before the originals in every
 * table and index. A function that forgets the casino anywhere now finds two rows, the wrong one first.
 */
async function addTwin(sql: Sql): Promise<void> {
  const own = await findFacts(sql, 'harbor');
  await pastTriggers(sql, async () => {
    const tables = await listTenantTables(sql);
    for (const { name, table } of tables) {
      await sql.unsafe(`
        create temp table own_${name} on commit drop as
          select * from ${table} where ${tenantColumn(name)} = ${quote(own.casinoId)};
        create temp table all_${name} on commit drop as select * from ${table}`);
    }
    // Deleted rows would stay in the way of every look-up until the transaction ends.
    await sql.unsafe(`truncate ${tables.map(({ table }) => table).join(', ')}`);
    for (const { name, table, columns, types } of tables) {
      const differences: Record<string, string> = { ...TWIN[name], [tenantColumn(name)]: quote(TWIN_ID) };
      if (name === 'player_exclusion') differences.player_id = quote(own.playerId);
      if (name === 'webhook_delivery') differences.order_key = quote(own.idlePlayerId);
      // The twin's slips and visits end where the own go on, and the other way round.
      const when = (id: string, then: string, otherwise: string) =>
        `case id when ${quote(id)} then ${then} else ${otherwise} end`;
      // What is good here was taken back there, who earned nothing here did there, and what nobody holds here is held there.
      if (name === 'loyalty_ledger') {
        const [first, second] = [0, 1].map(
          (place) => `(select id from own_loyalty_ledger order by id limit 1 offset ${place})`,
        );
        differences.reversed_entry_id = `case id when ${first} then ${quote(own.redemptionEntryId)} when ${second} then ${quote(own.bonusEntryId)}
          else reversed_entry_id end`;
        differences.player_id = `case id when ${first} then ${quote(own.importedPlayerId)} else player_id end`;
      }
      // A manager set there what was earned here.
      if (name === 'loyalty_tier_change') {
        const isSet = `player_id = ${quote(own.rewardedPlayerId)}`;
        differences.source = `case when ${isSet} then 'manager' else source end`;
        differences.entry_id = `case when not (${isSet}) then entry_id end`;
        differences.reason = `case when ${isSet} then 'Twin' else reason end`;
      }
      if (name === 'player_loyalty')
        differences.tier = `case player_id when ${quote(own.idlePlayerId)} then 'onyx' else tier end`;
      if (name === 'visit') differences.player_id = when(own.idleVisitId, quote(own.idlePlayerId), 'player_id');
      if (name === 'rating_slip') {
        differences.visit_id = when(own.pausedSlipId, quote(own.idleVisitId), 'visit_id');
        differences.status = when(own.openSlipId, `'closed'`, 'status');
        differences.ended_at = when(own.openSlipId, 'now()', 'ended_at');
        differences.theo_cents = when(own.openSlipId, '0', 'theo_cents + 1');
        differences.accrual_status = when(own.openSlipId, `'none'`, 'accrual_status');
      }
      const values = columns.map((column, index) => `(${differences[column] ?? column})::${types[index]}`);
      await sql.unsafe(`
        insert into ${table} (${columns}) select ${values} from own_${name};
        insert into ${table} (${columns}) select ${columns} from all_${name};
        analyze ${table}`);
    }
    // Everybody's latest entry is of the last minute, and all of the twin's are: however long ago they were arranged, and also
    // when the last mutant is tried.
    await sql.unsafe(`
      update public.loyalty_ledger set created_at = now()
      where casino_id = ${quote(TWIN_ID)} or (casino_id, id) in (
        select distinct on (staff_id) casino_id, id from public.loyalty_ledger
        where casino_id = ${quote(own.casinoId)} and staff_id is not null order by staff_id, created_at desc)`);
    // And a tier that the casino has not.
    await sql.unsafe(`
      insert into public.loyalty_tier (casino_id, code, name, rank, multiplier, threshold_points)
      select casino_id, 'ghost', 'Ghost', max(rank) + 1, 1, max(threshold_points) + 1
      from public.loyalty_tier where casino_id = ${quote(TWIN_ID)} group by casino_id`);
  });
}

async function removeTwin(sql: Sql): Promise<void> {
  await pastTriggers(sql, async () => {
    for (const { name, table } of await listTenantTables(sql)) {
      await sql.unsafe(`delete from ${table} where ${tenantColumn(name)} = ${quote(TWIN_ID)}`);
    }
  });
}

/**
 * Puts the times of every row ahead, and with whole days their gaming days: that is how a clock finds them that was set back by
 * so much. When people were born, and what a file says, is no time of that clock.
 */
export async function setClockBack(sql: Sql, by: string): Promise<void> {
  await pastTriggers(sql, async () => {
    const tables = await listTenantTables(sql);
    for (const { name, table } of tables) {
      await sql.unsafe(`create temp table then_${name} on commit drop as select * from ${table}`);
    }
    // Anew, since days that move one after another would meet each other in a unique index.
    await sql.unsafe(`truncate ${tables.map(({ table }) => table).join(', ')}`);
    for (const { name, table, columns, types } of tables) {
      const values = columns.map((column, index) => {
        if (column.startsWith('imported_') || column.endsWith('birth_date')) return column;
        if (types[index] === 'timestamp with time zone') return `${column} + ${quote(by)}::interval`;
        return types[index] === 'date' ? `${column} + extract(day from ${quote(by)}::interval)::integer` : column;
      });
      await sql.unsafe(`insert into ${table} (${columns}) select ${values} from then_${name}`);
    }
  });
}

/** What becomes of every example of every RPC, called by somebody who may and by the worker; each is undone. */
export async function listOutcomes(sql: Sql, own: Facts): Promise<{ name: string; outcome: Outcome }[]> {
  const people = Object.entries(RPCS).map(([name, rpc]) => ({
    name,
    as: STAFF.find(({ staffRole }) => may(staffRole ?? '', rpc.capability)) ?? NOBODY,
    examples: rpc.examples,
  }));
  const worker = Object.entries(WORKER_RPCS).map(([name, { examples }]) => ({ name, as: SERVICE, examples }));
  const cells = [...people, ...worker].flatMap(({ name, as, examples }) =>
    examples.map((example) => ({ name, as, statement: callStatement(name, example(own)) })),
  );
  const outcomes = await probe(sql, cells);
  return cells.map(({ name }, index) => ({ name, outcome: outcomes[index] as Outcome }));
}

/**
 * A call whose answer must be the same beside a twin; `of` is the RPC, or the label, by which it is chosen. One that is meant to be
 * refused with a code shows nothing when it is not.
 */
type Cell = Probe & { label: string; of: string; code?: string };

/** Every example of every RPC, called by someone who may, and those with which it is refused. */
function rpcCells(own: Facts, watch: string): Cell[] {
  return Object.entries(RPCS).flatMap(([of, rpc]) => {
    const as = STAFF.find(({ staffRole }) => may(staffRole ?? '', rpc.capability)) ?? NOBODY;
    const cell = (label: string, example: (own: Facts) => Args) => ({
      of,
      label: `${of} ${label}`,
      as,
      statement: callStatement(of, example(own)),
    });
    const next = rpc.shownBy?.(own) ?? callStatement('rpc_get_player', { p_player_id: own.playerId });
    return [
      ...rpc.examples.flatMap((example, index) => {
        const once = cell(`${index + 1}`, example);
        return rpc.writes
          ? [
              { ...once, watch, next },
              { ...cell(`${index + 1} again`, example), times: 2 },
            ]
          : [once];
      }),
      ...(rpc.refused ?? []).map(([code, example], index) => ({ ...cell(`refused ${index + 1}`, example), code })),
    ];
  });
}

/** All that is asked beside a twin; what writes is watched for touching a row of another casino. */
async function listCells(sql: Sql, own: Facts): Promise<Cell[]> {
  // Where a row lies changes with every update of it, and is cheaper to compare than what it says.
  const places = (await listTenantTables(sql)).map(
    ({ name, table }) => `select count(*) || ' ' || coalesce(sum(hashtid(ctid)), 0) as place from ${table}
      where ${tenantColumn(name)} <> ${quote(own.casinoId)}`,
  );
  const watch = `select string_agg(place, ',' order by place) from (${places.join(' union all ')}) places`;
  return [...rpcCells(own, watch), ...innerCells(own).map((cell) => ({ ...cell, of: cell.label, as: OWNER, watch }))];
}

/** What the cells answer, with the ids and secrets that were made left out, and whether they touched a row of another casino. */
async function listAnswers(sql: Sql, cells: Cell[], own: Facts): Promise<string[]> {
  const known = new Set(Object.values(own));
  return (await probe(sql, cells)).map((outcome) =>
    JSON.stringify(outcome).replace(MADE_UP, (text) => (known.has(text) ? text : '<made up>')),
  );
}

/** Why an answer is not what it is alone, or no answer at all; null where nothing is wrong. */
function answerFault({ code }: Cell, answer: string, alone: string): string | null {
  if (!(code ? answer.includes(`"message":"${code}"`) : /"state":(?:null|"PT)/.test(answer))) return 'shows nothing';
  if (answer.includes('"hasChanged":true')) return 'touches another casino';
  return answer === alone ? null : 'is not the same alone';
}

/** Who answers otherwise beside a twin of the casino than alone. */
export type TwinTrial = {
  findDifferences(only?: Only): Promise<Violation[]>;
  /** Whether there is one: asked for a few at a time, up to the first. */
  hasDifference(only?: Only): Promise<boolean>;
};

/** As many calls as are worth a round trip before it is known whether the next are needed. */
const A_FEW = 8;

/** Adds the twin, which stays until the transaction ends, and asks everybody once without it. */
export async function startTwinTrial(sql: Sql): Promise<TwinTrial> {
  const own = await findFacts(sql, 'harbor');
  await addTwin(sql);
  const cells = await listCells(sql, own);
  const alone = await undone(sql, async () => {
    await removeTwin(sql);
    return listAnswers(sql, cells, own);
  });
  const alonePerLabel = new Map(cells.map(({ label }, index) => [label, alone[index] ?? '']));
  const compare = async (asked: Cell[]) =>
    (await listAnswers(sql, asked, own)).flatMap((answer, index) => {
      const cell = asked[index] as Cell;
      const fault = answerFault(cell, answer, alonePerLabel.get(cell.label) ?? '');
      return fault
        ? [{ rule: 'twin', subject: cell.of, found: `${cell.label} ${fault}: ${answer.slice(0, 600)}` }]
        : [];
    });
  const meant = (only: Only) => cells.filter(({ of }) => isMeant(of, only));
  return {
    findDifferences: (only) => compare(meant(only)),
    hasDifference: async (only) => {
      const asked = meant(only);
      for (let from = 0; from < asked.length; from += A_FEW) {
        if ((await compare(asked.slice(from, from + A_FEW))).length > 0) return true;
      }
      return false;
    },
  };
}

/** What the worker does within one casino, and no person's RPC reaches: it must not look into another one either. */
function innerCells(facts: Facts): { label: string; statement: string; next?: string }[] {
  const own = quote(facts.casinoId);
  return [
    {
      // All days anew: which were open shows in the visits.
      label: 'app.close_promo_days',
      statement: `do $$ begin
        delete from public.promo_day_rollup where casino_id = ${own};
        perform app.close_promo_days(${own}, 40);
      end $$`,
      next: `select jsonb_agg(to_jsonb(r) - 'closed_at') from public.promo_day_rollup r where casino_id = ${own}`,
    },
    {
      label: 'app.seal_ledger_days',
      statement: `select app.seal_ledger_days(${own}, 7)`,
      next: `select jsonb_agg(jsonb_build_object('day', s.gaming_day, 'entries', s.entry_count, 'total', s.total_count, 'root', encode(s.root, 'hex'))
        order by s.gaming_day) from public.seal s where s.casino_id = ${own}`,
    },
    ...importCells(facts),
  ];
}

/** Ids, secrets, validation numbers, and when something was last touched: new with every call. */
const MADE_UP =
  /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|whsec_[A-Za-z0-9+/=]+|\b[0-9A-HJKMNP-TV-Z]{12}\b|"(?:updated|finished)_at":"[^"]*"/g;

/** What an RPC answers and writes must not change by a byte when a twin of the casino appears. */
export const checkIsolation: Check = (sql, only) =>
  undone(sql, async () => (await startTwinTrial(sql)).findDifferences(only));

// ---- Capabilities ----------------------------------------------------------------------------------------------------

/** The matrix in SQL against the matrix of the expectations, and every word that a policy or function asks for. */
export const checkCapabilities: Check = async (sql) => {
  const rows = await sql<{ role: string; capabilities: string[] }[]>`
    select role::text, app.role_capabilities(role) as capabilities from unnest(enum_range(null::public.staff_role)) role`;
  const used = await sql<{ subject: string; capability: string }[]>`
    select subject, words[1] as capability
    from (
      select oid::regprocedure::text as subject, prosrc as text from pg_proc where pronamespace in ('public'::regnamespace, 'app'::regnamespace)
      union all
      select tablename || ': ' || policyname, qual from pg_policies where schemaname = 'public'
    ) sources
    cross join lateral regexp_matches(text, '(?:require_capability\\(v_ctx, |current_staff_can\\()''([^'']*)''', 'g') words`;
  return [
    ...compareLists(
      'role',
      rows.map(({ role }) => role),
      ROLES,
    ),
    ...rows.flatMap(({ role, capabilities }) =>
      compareLists(
        `capability of ${role}`,
        capabilities ?? [],
        CAPABILITIES.filter((capability) => may(role, capability)),
      ),
    ),
    ...used
      .filter(({ capability }) => !CAPABILITIES.includes(capability))
      .map(({ subject, capability }) => ({ rule: 'word', subject, found: `asks for ${capability}, which nobody has` })),
  ];
};

// ---- Schema ----------------------------------------------------------------------------------------------------------

/** Row level security, comment, tenant column and primary key of every table; views with the caller's rights. */
export const checkTableShape: Check = async (sql) => {
  const relations = await listRelations(sql);
  return relations.flatMap(({ name, kind, hasRls, comment, options, primaryKey, isCasinoIdRequired }) => {
    const isTable = kind === 'r' || kind === 'p';
    const wantedKey = OTHER_PRIMARY_KEYS[name] ?? ['casino_id', 'id'];
    const isInvoker = options?.some((option) => /^security_invoker=(true|on|1)$/.test(option)) ?? false;
    const faults: [boolean, string, string][] = [
      [!comment, 'comment', 'has no comment'],
      [isTable && !hasRls, 'row level security', 'has row level security off'],
      [isTable && name !== 'casino' && !isCasinoIdRequired, 'casino_id', 'has no casino_id, or lets it be null'],
      [isTable && primaryKey?.join() !== wantedKey.join(), 'primary key', `has primary key (${primaryKey})`],
      [!isTable && kind !== 'v', 'view', 'keeps rows where row level security does not reach'],
      [kind === 'v' && !isInvoker, 'view', 'is not security_invoker'],
    ];
    return faults.filter(([isFault]) => isFault).map(([, rule, found]) => ({ rule, subject: name, found }));
  });
};

/** Every reference carries the tenant and is indexed from its first columns on. */
export const checkForeignKeys: Check = async (sql) => {
  const keys = await sql<
    { subject: string; columns: string[]; target: string; targets: string[]; isIndexed: boolean }[]
  >`
    select con.conrelid::regclass || '.' || con.conname as subject, con.confrelid::regclass::text as target,
      (select array_agg(a.attname::text order by k.place) from unnest(con.conkey) with ordinality k (n, place)
        join pg_attribute a on a.attrelid = con.conrelid and a.attnum = k.n) as columns,
      (select array_agg(a.attname::text order by k.place) from unnest(con.confkey) with ordinality k (n, place)
        join pg_attribute a on a.attrelid = con.confrelid and a.attnum = k.n) as targets,
      exists (
        select from pg_index i
        where i.indrelid = con.conrelid and i.indisvalid and i.indnkeyatts >= cardinality(con.conkey)
          and (i.indkey::int2[])[0:cardinality(con.conkey) - 1] @> con.conkey
          and (i.indpred is null or exists (
            select from pg_attribute a where a.attrelid = con.conrelid and a.attnum = any (con.conkey)
              and pg_get_expr(i.indpred, i.indrelid) = format('(%I IS NOT NULL)', a.attname)))
      ) as "isIndexed"
    from pg_constraint con
    where con.contype = 'f' and con.connamespace = 'public'::regnamespace`;
  return keys.flatMap(({ subject, columns, target, targets, isIndexed }) => {
    const tenant = target === 'casino' ? 'id' : 'casino_id';
    const carriesTenant = columns.some((column, index) => column === 'casino_id' && targets[index] === tenant);
    return [
      ...(carriesTenant ? [] : [{ rule: 'foreign key', subject, found: 'does not carry casino_id' }]),
      ...(isIndexed ? [] : [{ rule: 'foreign key index', subject, found: `no index leads with (${columns})` }]),
    ];
  });
};

type Policy = {
  table: string;
  name: string;
  command: string;
  roles: string[];
  isPermissive: boolean;
  condition: string | null;
};

function policyFaults({ table, name, command, roles, isPermissive, condition }: Policy): string[] {
  const lookUps = /\( SELECT (?:app|auth)\.\w+\([^()]*\) AS \w+\)/g;
  const tenant = `(${tenantColumn(table)} = ( SELECT app.current_casino_id() AS current_casino_id))`;
  const faults: [boolean, string][] = [
    [command !== 'SELECT', `is for ${command}; all writes go through RPCs`],
    [roles.join() !== 'authenticated', `is for ${roles}`],
    [!isPermissive, 'is restrictive'],
    [!/^[A-Z].* /.test(name), 'is not named as a sentence'],
    [
      !condition?.includes(tenant) || / OR .*casino_id/.test(condition),
      'does not compare the casino with the caller’s',
    ],
    [/\b(app|auth)\.|current_setting/.test(condition?.replace(lookUps, '') ?? ''), 'calls a function once per row'],
  ];
  return faults.filter(([isFault]) => isFault).map(([, fault]) => fault);
}

/** One policy per table and operation, for authenticated, on the caller's casino, with its look-ups made once per query. */
export const checkPolicies: Check = async (sql) => {
  const policies = await sql<Policy[]>`
    select tablename as "table", policyname as name, cmd as command, roles::text[] as roles, permissive = 'PERMISSIVE' as "isPermissive",
      coalesce(qual, with_check) as condition
    from pg_policies where schemaname = 'public'`;
  const tables = (await listRelations(sql)).filter(({ kind }) => kind === 'r' || kind === 'p');
  return [
    ...policies.flatMap((policy) =>
      policyFaults(policy).map((found) => ({ rule: 'policy', subject: `${policy.table}: ${policy.name}`, found })),
    ),
    ...tables.flatMap(({ name }) => {
      const count = policies.filter(({ table, command }) => table === name && command === 'SELECT').length;
      return count === 1 ? [] : [{ rule: 'policy', subject: name, found: `has ${count} policies for select` }];
    }),
  ];
};

/** A key belongs to one intent: unique per casino, in the one place where keys are claimed. */
export const checkIdempotencyIndex: Check = async (sql) => {
  const unique = await sql<{ subject: string }[]>`
    select c.relname as subject
    from pg_class c join pg_index i on i.indrelid = c.oid
    where c.relnamespace = 'public'::regnamespace and i.indisunique and i.indisvalid and i.indimmediate
      and coalesce(pg_get_expr(i.indpred, c.oid), '(idempotency_key IS NOT NULL)') = '(idempotency_key IS NOT NULL)'
      and (select array_agg(k.attname::text order by place) from unnest(i.indkey) with ordinality n (attnum, place)
        join pg_attribute k on k.attrelid = c.oid and k.attnum = n.attnum) = array['casino_id', 'idempotency_key']`;
  return compareLists(
    'idempotency',
    unique.map(({ subject }) => subject),
    ['audit_log'],
  );
};

/** One key space: what was done under a key keeps everything else from being done under it, of whatever kind. */
export const checkKeySpace: Check = async (sql) => {
  const own = await findFacts(sql, 'harbor');
  const as = STAFF.find(({ staffRole }) => staffRole === 'admin') ?? NOBODY;
  const calls = Object.entries(RPCS)
    .filter(([, { writes }]) => writes)
    .flatMap(([name, { examples }]) =>
      examples.map((example) => ({ name, statement: callStatement(name, example(own)) })),
    );
  // Both doors to a comp are one: through the other the same request is a replay.
  const requestOf = ({ statement }: { statement: string }) =>
    statement.replace('rpc_redeem_points', 'rpc_issue_reward');
  const pairs = calls.flatMap((first) =>
    calls.filter((second) => requestOf(second) !== requestOf(first)).map((second) => ({ first, second })),
  );
  const outcomes = await probe(
    sql,
    pairs.map(({ first, second }) => ({ as, statement: first.statement, next: second.statement })),
  );
  return pairs.flatMap(({ first, second }, index) => {
    const outcome = outcomes[index] as Outcome;
    if (`${outcome.state} ${outcome.message}` === 'PT422 IDEMPOTENCY_KEY_REUSED') return [];
    const found = `${second.name} under the same key: ${summarise(outcome)}`;
    return [{ rule: 'key space', subject: first.name, found }];
  });
};

// ---- Append-only -----------------------------------------------------------------------------------------------------

const OPERATION_BITS: Record<string, number> = { INSERT: 4, DELETE: 8, UPDATE: 16, TRUNCATE: 32 };

/** The triggers as the catalog has them: before, unconditional, and on in replica mode too. */
export const checkAppendOnlyTriggers: Check = async (sql) => {
  const triggers = await sql<{ table: string; type: number; calls: string }[]>`
    select tgrelid::regclass::text as "table", tgtype::int as type, tgfoid::regproc::text as calls
    from pg_trigger
    where tgenabled = 'A' and tgqual is null and tgattr = '' and tgtype & 2 = 2 and not tgisinternal`;
  const declared = (await listRelations(sql)).filter(({ comment }) => /append-only/i.test(comment ?? ''));
  return [
    ...compareLists(
      'append-only',
      declared.map(({ name }) => name),
      Object.keys(APPEND_ONLY),
    ),
    ...Object.entries(APPEND_ONLY).flatMap(([table, operations]) =>
      operations
        .filter((operation) => {
          const guard = operation === 'INSERT' ? /^app\.require_\w+_writer$/ : /^app\.refuse_append_only$/;
          const bit = OPERATION_BITS[operation] ?? 0;
          return !triggers.some(({ calls, type, ...at }) => at.table === table && guard.test(calls) && type & bit);
        })
        .map((operation) => ({
          rule: 'append-only',
          subject: table,
          found: `no trigger always refuses ${operation}`,
        })),
    ),
  ];
};

function forbiddenStatements(table: string, operations: string[]): string[] {
  const statements: Record<string, string[]> = {
    INSERT: [
      `insert into public.${table} select (jsonb_populate_record(e, jsonb_build_object('id', gen_random_uuid(),
        'idempotency_key', 'forged', 'entry_no', 1000000))).* from public.${table} e limit 1`,
    ],
    UPDATE: [
      `update public.${table} set casino_id = casino_id`,
      `update public.${table} set casino_id = null where ctid in (select ctid from public.${table} limit 1)`,
    ],
    DELETE: [`delete from public.${table} where ctid in (select ctid from public.${table} limit 1)`],
    TRUNCATE: [`truncate public.${table}`, `truncate public.${table} cascade`, 'truncate public.casino cascade'],
  };
  return operations.flatMap((operation) => statements[operation] ?? []);
}

/** Tries to change the record as a person, as the service and as the owner, with triggers in replica mode too. */
export const checkAppendOnly: Check = async (sql, only) => {
  const attackers = [OWNER, SERVICE, ...STAFF.filter(({ staffRole }) => staffRole === 'admin')];
  const cells = Object.entries(APPEND_ONLY)
    .filter(([table]) => isMeant(table, only))
    .flatMap(([table, operations]) =>
      forbiddenStatements(table, operations).flatMap((statement) =>
        attackers.flatMap((as) => [true, false].map((isReplica) => ({ table, statement, as, isReplica }))),
      ),
    );
  const outcomes = await probe(sql, cells);
  return cells.flatMap(({ table, statement, as, isReplica }, index) => {
    const outcome = outcomes[index] as Outcome;
    const wanted = as === OWNER ? 'PT409 APPEND_ONLY' : '42501 permission denied for table ';
    // What other tables refer to can't be emptied alone, whoever tries.
    const isReferredTo = outcome.state === '0A000' && statement === `truncate public.${table}`;
    // Those would refuse for it, and nobody would see that its own trigger is gone: the refusal names the table.
    const isOwn =
      as !== OWNER || statement !== `truncate public.${table} cascade` || outcome.detail?.includes(`"${table}"`);
    if (isReferredTo || (isOwn && `${outcome.state} ${outcome.message}`.startsWith(wanted))) return [];
    const found = `${as.name}${isReplica ? ' in replica mode' : ''}: ${statement}: ${summarise(outcome)}`;
    return [{ rule: 'append-only', subject: table, found }];
  });
};

/** Tries what a guard refuses as a person, as the service and as the owner, with triggers in replica mode too. */
export const checkGuards: Check = async (sql, only) => {
  const attackers = [OWNER, SERVICE, ...STAFF.filter(({ staffRole }) => staffRole === 'admin')];
  const cells = Object.entries(GUARDED)
    .filter(([table]) => isMeant(table, only))
    .flatMap(([table, attempts]) =>
      attempts.flatMap(([statement, code]) =>
        attackers.flatMap((as) => [true, false].map((isReplica) => ({ table, statement, code, as, isReplica }))),
      ),
    );
  const outcomes = await probe(
    sql,
    cells.map(({ statement, as, isReplica }) => ({ statement, as, isReplica })),
  );
  return cells.flatMap(({ table, statement, code, as, isReplica }, index) => {
    const outcome = outcomes[index] as Outcome;
    const wanted = as === OWNER ? `PT409 ${code}` : `42501 permission denied for table ${table}`;
    if (`${outcome.state} ${outcome.message}` === wanted) return [];
    const found = `${as.name}${isReplica ? ' in replica mode' : ''}: ${statement}: ${summarise(outcome)}`;
    return [{ rule: 'guard', subject: table, found }];
  });
};

// ---- What comes later ------------------------------------------------------------------------------------------------

/** Makes one object of each kind and asks who may use it: nobody, until a grant says so. */
export const checkDefaultPrivileges: Check = (sql) =>
  undone(sql, async () => {
    await sql.unsafe(`
      create table public.later_table (id integer);
      create view public.later_view as select 1 as id;
      create sequence public.later_sequence;
      create function public.later_function() returns integer language sql as 'select 1';
      create function app.later_function() returns integer language sql as 'select 1'`);
    const rows = await sql<{ subject: string; found: string }[]>`
      select subject, role || ' may use it' as found
      from unnest(array['anon', 'authenticated', 'service_role']) role
      cross join lateral (values
        ('table', has_any_column_privilege(role, 'public.later_table', 'select, insert, update, references')
          or has_table_privilege(role, 'public.later_table', 'delete, truncate, trigger')),
        ('view', has_table_privilege(role, 'public.later_view', 'select, insert, update, delete')),
        ('sequence', has_sequence_privilege(role, 'public.later_sequence', 'usage, select, update')),
        ('function in public', has_function_privilege(role, 'public.later_function()', 'execute')),
        ('function in app', has_function_privilege(role, 'app.later_function()', 'execute'))
      ) later (subject, is_usable)
      where is_usable`;
    return rows.map((row) => ({ rule: 'default privileges', ...row }));
  });

/** Every check there is; a mutant must be reported by one of them, and the product by none. */
export const CHECKS: Check[] = [
  checkRoles,
  checkTableGrants,
  checkFunctionGrants,
  checkRpcShape,
  checkCapabilities,
  checkTableShape,
  checkForeignKeys,
  checkPolicies,
  checkIdempotencyIndex,
  checkAppendOnlyTriggers,
  checkDefaultPrivileges,
  checkAppendOnly,
  checkGuards,
  checkTableAccess,
  checkRpcAccess,
  checkIsolation,
];
