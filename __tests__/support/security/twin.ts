import { EXAMPLE_KEY, EXAMPLE_SHA256 } from '../../security/expectations';
import { findFacts } from './facts';
import { IMPORT_TWIN } from './import-facts';
import { quote, type Sql } from './probe';
import { tenantColumn } from './tables';

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
  exclusion_hit_review: { created_at: `created_at - interval '1 day'` },
  exclusion_list: {
    file_name: `'twin.csv'`,
    sha256: `decode(${quote(EXAMPLE_SHA256)}, 'hex')`,
  },
  exclusion_proposal: { reference: `'T' || reference` },
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
  // Everybody brought a hundred thousand more, and nobody unknown was ever identified.
  mtl_day: { last_entry_no: 'last_entry_no + 1000' },
  mtl_unknown_patron: { description: `'Twin ' || description` },
  mtl_entry: { amount_cents: 'amount_cents + 10000000', entry_no: 'entry_no + 1000', kind: `'wire_in'` },
  mtl_entry_party: {
    player_id: '(select min(id::text)::uuid from own_player)',
    unknown_patron_id: 'null',
    role: `'joint'`,
  },
  mtl_patron_link: { link_no: 'link_no + 10', player_id: 'null' },
  mtl_patron_day: { cash_in_cents: 'cash_in_cents + 10000000', entry_count: 'entry_count + 1000' },
  ctr_case: { unknown_patron_id: 'coalesce(player_id, unknown_patron_id)', player_id: 'null', id: 'gen_random_uuid()' },
  ctr_case_sheet: { version: 'version + 1000', is_aggregated: 'not is_aggregated' },
  ctr_case_person: { facts: `'{}'`, unknown: `'{}'`, verified_by_staff_id: 'null', verified_at: 'null' },
  ctr_filing: {
    filing_no: 'filing_no + 1000',
    report: `'{"cash_in": [1], "cash_out": [1]}'`,
    own_bsa_id: `'99999999999999'`,
  },
  ctr_batch: { report_count: 'report_count + 1000' },
  ctr_acknowledgement: { is_accepted: 'false', bsa_id: 'null' },
  casino_filing_profile: { facts: `'{"name": "Twin"}'`, version: 'version + 1000' },
  mtl_gaming_day_close: { note: `'Twin'`, last_entry_no: '1', entry_count: '7' },
  shift: { starts_at: `starts_at - interval '1 hour'` },
  table_count: { drop_cents: 'drop_cents + 700000', version: 'version + 1' },
  alert_acknowledgement: { note: `'Twin'` },
  loyalty_outbox: {
    // What the proof of the ledger looks at tells another story.
    event_type: `case when event_type in ('loyalty.entry_posted', 'ledger.sealed', 'audit.sealed') then event_type else 'twin.happened' end`,
    payload: `payload || '{"points": 7, "root": "twin"}'`,
  },
  seal: { gaming_day: 'gaming_day + 1', entry_count: 'entry_count + 1', total_count: 'total_count + 1' },
  seal_block: { block_no: 'block_no + 1', row_count: 'row_count + 1', hash: `sha256('twin')` },
  ledger_seal_head: { entry_no: 'entry_no + 1000', entry_hash: `sha256('twin')` },
  webhook_endpoint: { url: `'https://twin.example/'`, event_types: `'{twin.happened}'`, is_active: 'false' },
  webhook_delivery: {
    seq: '-seq',
    status: `case id when (select max(id::text)::uuid from own_webhook_delivery) then 'dead' else 'pending' end`,
    attempts: 'attempts + 1',
    next_attempt_at: 'now()',
    delivered_at: 'now()',
    last_error: `case when last_status is null then 'own_machine' else 'redirected' end::public.webhook_failure`,
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
export async function pastTriggers(sql: Sql, work: () => Promise<void>): Promise<void> {
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
export async function listTenantTables(sql: Sql): Promise<TenantTable[]> {
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
export async function addTwin(sql: Sql): Promise<void> {
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
      if (name === 'visit') {
        differences.player_id = when(own.idleVisitId, quote(own.idlePlayerId), 'player_id');
        differences.ended_at = `case player_id when ${quote(own.excludedPlayerId)} then null else ended_at end`;
      }
      // The twin's excluded player has the coupon that is held here.
      if (name === 'promo_coupon')
        differences.player_id = `case when player_id = ${quote(own.excludedPlayerId)} then player_id else ${TWIN.promo_coupon?.player_id} end`;
      // Somebody of the twin looked into the hit that nobody has looked into here.
      if (name === 'exclusion_hit_review')
        differences.hit_id = `case hit_id when ${quote(own.reviewedHitId)} then hit_id else ${quote(own.hitId)} end`;
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
    // The days that are open here are closed there, and everybody has recorded something on them.
    await sql.unsafe(`
      insert into public.mtl_gaming_day_close (casino_id, gaming_day, last_entry_no, entry_count, cash_in_cents,
        cash_out_cents, staff_id, correlation_id)
      select casino_id, day::date, last_entry_no, entry_count, cash_in_cents, cash_out_cents, staff_id, correlation_id
      from public.mtl_gaming_day_close, (values (${quote(own.openMtlDay)}), (${quote(own.gamingDay)})) days (day)
      where casino_id = ${quote(TWIN_ID)} and gaming_day = ${quote(own.closedDay)};
      insert into public.mtl_entry (casino_id, gaming_day, entry_no, direction, kind, tender, amount_cents,
        counts_toward_ctr, area, player_id, is_after_close, staff_id, correlation_id, occurred_at)
      select ${quote(TWIN_ID)}, ${quote(own.openMtlDay)}, 5000 + row_number() over (), 'in', 'chip_purchase', 'currency', 1,
        false, 'cage', ${quote(own.idlePlayerId)}, false, id, gen_random_uuid(), now()
      from own_staff`);
    // And a tier that the casino has not.
    await sql.unsafe(`
      insert into public.loyalty_tier (casino_id, code, name, rank, multiplier, threshold_points)
      select casino_id, 'ghost', 'Ghost', max(rank) + 1, 1, max(threshold_points) + 1
      from public.loyalty_tier where casino_id = ${quote(TWIN_ID)} group by casino_id`);
  });
}

export async function removeTwin(sql: Sql): Promise<void> {
  await pastTriggers(sql, async () => {
    for (const { name, table } of await listTenantTables(sql)) {
      await sql.unsafe(`delete from ${table} where ${tenantColumn(name)} = ${quote(TWIN_ID)}`);
    }
  });
}
