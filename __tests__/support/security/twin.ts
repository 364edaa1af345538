import { EXAMPLE_KEY, EXAMPLE_SHA256, type Facts } from '../../security/expectations';
import { ctrTwin, ctrTwinRows } from './ctr-facts';
import { findFacts } from './facts';
import { importTwin } from './import-facts';
import { mtlTwin, mtlTwinRows } from './mtl-facts';
import { quote, type Sql } from './probe';
import { tenantColumn } from './tables';

/** Where every row of the twin differs from its original: in what may differ, and in all that must be unique. */
const TWIN: Record<string, Record<string, string>> = {
  casino: { slug: `'twin'`, name: `'Twin'` },
  // More than a full day ahead of New York, and its days, weeks and months begin in a minute when no other casino's do: whatever
  // the hour and the season, no window of the two is the same. No place has such a clock, so it is written out.
  casino_settings: {
    time_zone: `'<+20>-20:07'`,
    currency: `'XTS'`,
    gaming_day_start: `'00:00'`,
    day_rule_time_zone: `'<+20>-20:07'`,
    day_rule_start: `'00:00'`,
    day_rule_from: 'day_rule_from + 1',
    day_rule_at: `day_rule_at + interval '1 day'`,
    reward_soft_cap_points: '1',
    rewards_per_staff_per_minute: '1',
    minimum_age_years: 'minimum_age_years + 9',
    alert_thresholds: `jsonb_set(alert_thresholds, '{table_idle,warn_minutes}', '1')`,
    ctr_threshold_cents: '7',
    has_authority_limits: 'false',
  },
  casino_day_rule: {
    time_zone: `'<+20>-20:07'`,
    gaming_day_start: `'00:00'`,
    from_gaming_day: 'from_gaming_day + 1',
    starts_at: `starts_at + interval '1 day'`,
  },
  staff: { user_id: 'gen_random_uuid()', email: `id || '@twin.example'`, full_name: `'Twin'`, is_active: 'true' },
  role_permission: { is_granted: 'not is_granted' },
  staff_permission: { is_granted: 'not is_granted', reason: `'Twin'` },
  approval: { reason: `'Twin'`, lapses_at: `lapses_at - interval '1 day'` },
  // Whoever has no limits of their own has some here.
  authority_limit: {
    points_per_day: `case when num_nonnulls(role, staff_id) = 1 then coalesce(points_per_day, 0) + 7 end`,
    player_per_day_cents: 'player_per_day_cents + 7',
    version: 'version + 7',
  },
  // Who was close to somebody still is.
  staff_relation: { reason: `'Twin'`, ended_at: 'null', ended_by_staff_id: 'null', end_reason: 'null' },
  staff_record: { licence_number: `'Twin'`, employee_number: `case when employee_number is not null then 'T-3' end` },
  staff_link: { token_hash: 'sha256(token_hash)', lapses_at: `lapses_at + interval '1 day'` },
  // Nobody of the twin comes in by a PIN any more.
  staff_pin: { wrong_tries: '5', ended_at: 'now()' },
  parked_session: { token_hash: 'sha256(token_hash)', seal_key: 'sha256(seal_key)' },
  pin_try: { token_hash: 'sha256(token_hash)', is_right: 'not is_right', tries_left: '1' },
  posted_report: { report: `report || '{"shift_name": "Twin"}'`, posted_at: `posted_at - interval '1 day'` },
  player: { first_name: `'Twin'`, loyalty_id: `case loyalty_id when 'TRIAL-E' then 'TRIAL-F' else loyalty_id end` },
  player_profile: { game: `'Twin'`, version: 'version + 1' },
  player_note: { body: `'Twin'` },
  player_photo: { version: 'version + 7' },
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
  game: { name: `'Twin ' || name` },
  game_rate: { decisions_per_hour: '1' },
  gaming_table: { label: `'T' || label`, status: `'closed'` },
  rating_slip: { average_bet_cents: 'average_bet_cents + 100' },
  visit: { kind: `'unrated'`, gaming_day: 'gaming_day - 1' },
  audit_log: { idempotency_key: firstHas('audit_log') },
  loyalty_ledger: {
    idempotency_key: firstHas('loyalty_ledger'),
    note: `'Twin'`,
    created_at: 'now()',
    balance_after: 'balance_after + 7',
  },
  loyalty_earn_config: { points_per_theo: '1', version: 'version + 1' },
  point_value: { cents_per_1000_points: 'cents_per_1000_points + 7' },
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
  // Somebody there looked into all there is.
  lens_acknowledgement: {
    id: 'gen_random_uuid()',
    reason: `'Twin'`,
    row_ids: '(select array_agg(id) from own_mtl_entry)',
  },
  shift: { starts_at: `starts_at - interval '1 hour'` },
  table_count: { drop_cents: 'drop_cents + 700000', version: 'version + 1' },
  alert_acknowledgement: { note: `'Twin'` },
  loyalty_outbox: {
    // What the proof of the ledger looks at tells another story.
    event_type: `case when event_type in ('loyalty.entry_posted', 'ledger.sealed', 'audit.sealed', 'mtl.sealed') then event_type else 'twin.happened' end`,
    payload: `payload || '{"points": 7, "root": "twin"}'`,
  },
  seal: { entry_count: 'entry_count + 1', total_count: 'total_count + 1' },
  seal_block: { block_no: 'block_no + 1', row_count: 'row_count + 1', hash: `sha256('twin')` },
  ledger_seal_head: { entry_no: 'entry_no + 1000', entry_hash: `sha256('twin')` },
  audit_filter: { name: `case name when 'Other' then 'Ghost' else name end`, filter: `'{"domain": "twin"}'` },
  webhook_endpoint: { url: `'https://twin.example/'`, event_types: `'{twin.happened}'`, is_active: 'false' },
  webhook_delivery: {
    seq: '-seq',
    status: `case id when (select max(id::text)::uuid from own_webhook_delivery) then 'dead' else 'pending' end`,
    attempts: 'attempts + 1',
    next_attempt_at: 'now()',
    delivered_at: 'now()',
    last_error: `case when last_status is null then 'own_machine' else 'redirected' end::public.webhook_failure`,
  },
};

/** Where the twin differs in rows that the trial asks about. */
function twinOf(own: Facts): Record<string, Record<string, string>> {
  const when = (id: string, then: string, otherwise: string) =>
    `case id when ${quote(id)} then ${then} else ${otherwise} end`;
  const [first, second] = [0, 1].map(
    (place) => `(select id from own_loyalty_ledger order by id limit 1 offset ${place})`,
  );
  const isSet = `player_id = ${quote(own.rewardedPlayerId)}`;
  return {
    player_exclusion: { player_id: quote(own.playerId) },
    webhook_delivery: { order_key: quote(own.idlePlayerId) },
    // What is good here was taken back there, who earned nothing here did there, and what nobody holds here is held there. Of
    // the days of a pack the numbers are the same.
    loyalty_ledger: {
      reversed_entry_id: `case id when ${first} then ${quote(own.redemptionEntryId)} when ${second} then ${quote(own.bonusEntryId)}
        else reversed_entry_id end`,
      player_id: `case id when ${first} then ${quote(own.importedPlayerId)} else player_id end`,
      entry_no: `case when gaming_day > ${quote(own.sealedDay)} or id in (${first}, ${second}) then entry_no + 1000 else entry_no end`,
    },
    // Days that a pack has belong to the day before, and one more day is sealed: by the seals themselves, as a gaming day is not
    // the day of UTC at every hour.
    seal: {
      gaming_day: `case when gaming_day < (select max(gaming_day) from own_seal where kind = 'ledger' and isfinite(gaming_day))
        then gaming_day - 1 else gaming_day + 1 end`,
    },
    // A manager set there what was earned here.
    loyalty_tier_change: {
      source: `case when ${isSet} then 'manager' else source end`,
      entry_id: `case when not (${isSet}) then entry_id end`,
      reason: `case when ${isSet} then 'Twin' else reason end`,
    },
    player_loyalty: {
      tier: `case player_id when ${quote(own.idlePlayerId)} then 'onyx' else tier end`,
    },
    // The twin's slips and visits end where the own go on, and the other way round.
    visit: {
      player_id: when(own.idleVisitId, quote(own.idlePlayerId), 'player_id'),
      ended_at: `case player_id when ${quote(own.excludedPlayerId)} then null else ended_at end`,
    },
    rating_slip: {
      visit_id: when(own.pausedSlipId, quote(own.idleVisitId), 'visit_id'),
      status: when(own.openSlipId, `'closed'`, 'status'),
      ended_at: when(own.openSlipId, 'now()', 'ended_at'),
      theo_cents: when(own.openSlipId, '0', 'theo_cents + 1'),
      accrual_status: when(own.openSlipId, `'none'`, 'accrual_status'),
    },
    // The twin's excluded player has the coupon that is held here, and what replaces one here replaces another there.
    promo_coupon: {
      player_id: `case when player_id = ${quote(own.excludedPlayerId)} then player_id else ${TWIN.promo_coupon?.player_id} end`,
      replaces_coupon_id: `case when id <> ${quote(own.replacementCouponId)} then replaces_coupon_id
        else (select id from own_promo_coupon where reward_id is not null and status = 'issued' and replaces_coupon_id is null) end`,
    },
    // Somebody of the twin looked into the hit that nobody has looked into here.
    exclusion_hit_review: {
      hit_id: `case hit_id when ${quote(own.reviewedHitId)} then hit_id else ${quote(own.hitId)} end`,
    },
  };
}

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

/** Web servers, and accounts before it is known at which casinos they work. */
const OF_NO_CASINO = ['server_key', 'sign_in_try', 'known_device'];

/** The tables of both schemas: what the API does not expose belongs to a casino too. */
export async function listTenantTables(sql: Sql): Promise<TenantTable[]> {
  return sql`
    select c.relname as name, n.nspname || '.' || c.relname as "table", array_agg(a.attname::text order by a.attnum) as columns,
      array_agg(format_type(a.atttypid, a.atttypmod) order by a.attnum) as types
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
    where n.nspname in ('public', 'app') and c.relkind in ('r', 'p') and c.relname <> all(${OF_NO_CASINO})
    group by c.oid, n.nspname`;
}

/**
 * Copies a casino, every row under the same id, as the primary keys allow, and puts the copies before the originals in every
 * table and index. A function that forgets the casino anywhere now finds two rows, the wrong one first.
 */
export async function addTwin(sql: Sql): Promise<void> {
  const own = await findFacts(sql, 'harbor');
  const ofFacts: typeof TWIN = { ...twinOf(own), ...importTwin(own), ...mtlTwin(own), ...ctrTwin(own) };
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
      const differences: Record<string, string> = {
        ...TWIN[name],
        ...ofFacts[name],
        [tenantColumn(name)]: quote(TWIN_ID),
      };
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
    await sql.unsafe(mtlTwinRows(own, TWIN_ID));
    await sql.unsafe(ctrTwinRows(own, TWIN_ID));
    // On the day of a pack somebody redeemed something there.
    await sql.unsafe(`
      insert into public.loyalty_ledger select (jsonb_populate_record(l, jsonb_build_object('reason', 'redemption', 'points', -50,
        'entry_no', 5000, 'idempotency_key', 'twin', 'reversed_entry_id', null,
        'id', app.lowest_id_at(app.gaming_day_start(${quote(own.casinoId)}, l.gaming_day) + interval '1 hour')))).*
      from public.loyalty_ledger l where casino_id = ${quote(TWIN_ID)} and gaming_day = ${quote(own.sealedDay)} limit 1`);
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
