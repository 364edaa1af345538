import type postgres from 'postgres';
import {
  CHILD_BIRTH_DATE,
  EXAMPLE_SHA256,
  type Facts,
  IMPORT_HEADERS,
  READY_FILE,
  STAGING_FILE,
  sha256Of,
} from '../../security/expectations';
import type { StaffCall } from './facts';
import { quote } from './probe';

type Cells = string[];
type ImportFacts = Pick<
  Facts,
  | 'stagingImportId'
  | 'checkingImportId'
  | 'readyImportId'
  | 'reconciledImportId'
  | 'pendingRowId'
  | 'doubtfulRowId'
  | 'doubtfulRowVersion'
  | 'appliedRowId'
  | 'importedPlayerId'
  | 'appliedReconciliationId'
  | 'keptReconciliationId'
  | 'finishedRunId'
  | 'newestRunId'
  | 'runningFilterId'
  | 'runningSelectionId'
  | 'runningRevertId'
>;

/**
 * Files in every state an import can be in, one of them reconciled in part: rows that were applied, kept, reverted, and rows
 * that wait, by exact loyalty id, by player id, or naming nobody. And a run of each kind that stopped half-way, which takes
 * more than 500 rows otherwise.
 */
export async function arrangeImports(sql: postgres.Sql, call: StaffCall): Promise<void> {
  const ids: string[] = [];
  await call('pitboss', 'rpc_create_player', {
    p_first_name: 'No',
    p_last_name: 'Body',
    p_birth_date: '1980-02-03',
  });
  for (const name of ['A', 'B', 'C', 'D', 'E']) {
    const player = { p_first_name: 'Imported', p_last_name: 'Trial', p_loyalty_id: `TRIAL-${name}` };
    ids.push((await call('pitboss', 'rpc_create_player', player)).id);
  }
  const reconciled = await stageFile(call, 'trial-reconciled.csv', [
    cells('TRIAL-A', 'gold', '1200'),
    cells('TRIAL-A', 'silver', '900', '2020-01-01'),
    cells('TRIAL-B', 'silver', '100'),
    cells('TRIAL-B', 'platinum', '200'),
    ['TRIAL-NEW', 'New', 'Comer', '1980-02-03', 'gold', '', '', ''],
    cells('TRIAL-C', 'gold', '300'),
    cells('TRIAL-D', 'gold', '400'),
    cells('TRIAL-E', 'Silver', '', ''),
    cells('TRIAL-A', 'gold', 'x'),
    cells('TRIAL-E', 'platinum', '77'),
    ['', '', '', '', 'gold', '5', '', ids[1] ?? ''],
    cells('TRIAL-B', 'Twin', '1'),
    cells('TRIAL-LATER', 'gold', '1'),
    cells('TRIAL-UNNAMED', 'gold', '1'),
  ]);
  await call('pitboss', 'rpc_create_player', {
    p_first_name: 'Later',
    p_last_name: 'Trial',
    p_loyalty_id: 'TRIAL-LATER',
  });
  const rowId = await rowIdsOf(sql, reconciled);
  const apply = (...rows: number[]) =>
    call('loyalty', 'rpc_apply_reconciliation', {
      p_policy: 'upgrade_only',
      p_row_ids: rows.map((row) => rowId[row]),
      p_confirm_unknown_freshness: true,
    });
  await apply(2, 3);
  await apply(7);
  const [done] = await sql`select id from public.loyalty_reconciliation where row_id = ${rowId[7] ?? null}`;
  await call('loyalty', 'rpc_revert_reconciliation', { p_id: done?.id, p_reason: 'Trial' });
  const { id: source } = await apply(8, 9);
  await interruptRuns(sql, reconciled, source, rowId);

  const ready = await stageFile(call, READY_FILE, [
    cells('TRIAL-A', 'gold', '10'),
    ['TRIAL-NOBODY', 'No', 'Body', '1980-02-03', 'Silver', '20', '', ''],
    cells('TRIAL-C', 'Onyx club', '30'),
    ['', '', '', '', 'gold', '40', '2020-01-01', ids[3] ?? ''],
    // A card for two people, one of them of the twin's name, and another name than the holder's.
    ['TRIAL-TWO', 'Twin', 'Body', '1980-02-03', '', '1', '', ''],
    ['TRIAL-TWO', 'Any', 'Body', '1980-02-04', '', '2', '', ''],
    ['TRIAL-B', 'Other', 'Trial', '', '', '3', '', ''],
    ['TRIAL-CHILD', 'Any', 'Child', CHILD_BIRTH_DATE, '', '4', '', ''],
  ]);
  // Nobody can say so in a mapping: a tier that this casino has no more.
  await sql`
    update public.player_import set mapping = jsonb_set(mapping, '{tiers}', '[{"text": "Onyx club", "tier": "ghost"}]') where id = ${ready}`;
  // Before somebody says of such a file that one column is nothing.
  await stageFile(call, STAGING_FILE, [cells('TRIAL-B', 'gold', '1')], false);
  const checking = await stageFile(call, 'trial-checking.csv', [
    cells('TRIAL-A', 'gold', '1'),
    cells('?', 'x', '2'),
    cells('TRIAL-B', 'top', '3'),
  ]);
  await call('loyalty', 'rpc_map_player_import', { p_import_id: checking, p_mapping: MAPPING });
  const discarded = await stageFile(call, 'trial-discarded.csv', [cells('TRIAL-B', 'gold', '1')]);
  await call('loyalty', 'rpc_discard_player_import', { p_import_id: discarded });
}

const MAPPING = {
  columns: {
    loyalty_id: 0,
    first_name: 1,
    last_name: 2,
    birth_date: 3,
    tier: 4,
    points_balance: 5,
    last_activity_at: 6,
  },
  date_order: 'mdy',
  tiers: [{ text: 'top', tier: 'platinum' }],
};

/** A row of a player whom only the card names. */
function cells(card: string, tier: string, points: string, lastVisit = new Date().toISOString().slice(0, 10)): Cells {
  return [card, '', '', '', tier, points, lastVisit, ''];
}

/** The rows of a file are numbered from 2 on, after the header. */
async function stageFile(call: StaffCall, name: string, rows: Cells[], isWhole = true): Promise<string> {
  const { id } = await call('loyalty', 'rpc_begin_player_import', {
    p_file_name: name,
    p_sha256: sha256Of(name),
    p_size_bytes: 1000,
    p_encoding: 'utf-8',
    p_delimiter: ',',
    p_headers: IMPORT_HEADERS,
    p_header_row: 1,
  });
  await call('loyalty', 'rpc_stage_player_import', {
    p_import_id: id,
    p_rows: rows.map((row, place) => ({ n: place + 2, cells: row })),
    p_through: rows.length + 1,
    p_staged_bytes: 500,
    p_is_last: isWhole,
  });
  return id;
}

async function rowIdsOf(sql: postgres.Sql, importId: string): Promise<Record<number, string>> {
  const rows = await sql<{ row: number; id: string }[]>`
    select row_number as row, id from public.player_import_row where import_id = ${importId}`;
  return Object.fromEntries(rows.map(({ row, id }) => [row, id]));
}

async function interruptRuns(
  sql: postgres.Sql,
  importId: string,
  sourceRunId: string,
  rowId: Record<number, string>,
): Promise<void> {
  const [, , , , fourth = '', fifth = ''] = [0, 1, 2, 3, 4, 5].map((row) => rowId[row]);
  await sql`
    insert into public.reconciliation_run (casino_id, action, status, policy, filter, last_import_id, staff_id, total_count, after_id, after_import_id, after_row_number)
    select casino_id, 'apply', 'running', policy, jsonb_build_object('import_id', ${importId}::uuid, 'status', 'pending'), ${importId}, staff_id, 3, ${fourth},
      ${importId}, (select row_number from public.player_import_row where id = ${fourth})
    from public.reconciliation_run where id = ${sourceRunId}`;
  await sql`
    insert into public.reconciliation_run (casino_id, action, status, policy, row_ids, staff_id, total_count, after_id)
    select casino_id, 'apply', 'running', policy, array[${fourth}, ${fifth}]::uuid[], staff_id, 2, ${fourth}
    from public.reconciliation_run where id = ${sourceRunId}`;
  await sql`
    insert into public.reconciliation_run (casino_id, action, status, reverts_run_id, reason, staff_id, total_count, after_id)
    select casino_id, 'revert', 'running', id, 'Trial', staff_id, 2,
      (select l.id from public.loyalty_reconciliation l where l.casino_id = r.casino_id and l.run_id = r.id order by l.seq desc limit 1)
    from public.reconciliation_run r where id = ${sourceRunId}`;
}

/** The rows that `arrangeImports` left in a casino. */
export async function findImportFacts(sql: postgres.Sql, casinoId: string): Promise<ImportFacts> {
  const [facts] = await sql<ImportFacts[]>`
    with imports as (select file_name, id from public.player_import where casino_id = ${casinoId}),
    rows as (
      select row_number, id from public.player_import_row
      where casino_id = ${casinoId} and import_id = (select id from imports where file_name = 'trial-reconciled.csv')
    ),
    done as (
      select r.row_number, l.id, l.run_id, l.player_id from public.loyalty_reconciliation l join rows r on r.id = l.row_id
      where l.casino_id = ${casinoId} and l.action = 'apply'
    ),
    running as (select id, filter, row_ids, action from public.reconciliation_run where casino_id = ${casinoId} and status = 'running')
    select
      (select id from imports where file_name = ${STAGING_FILE}) as "stagingImportId",
      (select id from imports where file_name = 'trial-checking.csv') as "checkingImportId",
      (select id from imports where file_name = ${READY_FILE}) as "readyImportId",
      (select id from imports where file_name = 'trial-reconciled.csv') as "reconciledImportId",
      (select id from rows where row_number = 4) as "pendingRowId",
      (select r.id from public.player_import_row r where r.casino_id = ${casinoId} and r.row_number = 6
        and r.import_id = (select id from imports where file_name = ${READY_FILE})) as "doubtfulRowId",
      (select app.identity_version(r) from public.player_import_row r where r.casino_id = ${casinoId} and r.row_number = 6
        and r.import_id = (select id from imports where file_name = ${READY_FILE})) as "doubtfulRowVersion",
      (select id from rows where row_number = 2) as "appliedRowId",
      (select player_id from done where row_number = 2) as "importedPlayerId",
      (select id from done where row_number = 2) as "appliedReconciliationId",
      (select id from done where row_number = 3) as "keptReconciliationId",
      (select run_id from done where row_number = 2) as "finishedRunId",
      (select max(id::text)::uuid from running) as "newestRunId",
      (select id from running where filter is not null) as "runningFilterId",
      (select id from running where row_ids is not null) as "runningSelectionId",
      (select id from running where action = 'revert') as "runningRevertId"`;
  if (!facts?.runningRevertId) throw new Error('arrangeImports was not called.');
  return facts;
}

const firstDone = (column: 'id' | 'run_id') =>
  `(select ${column} from own_loyalty_reconciliation order by seq limit 1)`;
const FIRST_RUN = firstDone('run_id');

/** Where the twin's imports differ: what is in the queue here is not in it there, and the other way round. */
export function importTwin(own: Facts): Record<string, Record<string, string>> {
  const isMoved = `import_id = ${quote(own.reconciledImportId)} and row_number = 9`;
  const onRecord = `id in (select entity_id from own_audit_log where entity_type = 'loyalty_reconciliation')`;
  return {
    player_import: {
      file_name: `'Twin'`,
      sha256: `case when status = 'staging' then sha256 else decode('${EXAMPLE_SHA256}', 'hex') end`,
      headers: `'["Twin"]'`,
      mapping: `'{"columns": {"loyalty_id": 1, "tier": 0}, "date_order": "ymd", "tiers": []}'`,
      mapping_version: 'mapping_version + 1',
      status: `case status when 'ready' then 'mapping' else 'ready' end`,
      row_count: 'row_count + 7',
      pending_count: 'pending_count + 7',
      staged_through: 'staged_through + 7',
      checked_through: 'checked_through + 1',
      refreshed_through: '2',
      staff_id: 'gen_random_uuid()',
    },
    player_import_row: {
      raw: `'["Twin"]'`,
      import_id: `case when ${isMoved} then ${quote(own.readyImportId)} else import_id end`,
      row_number: `case when ${isMoved} or row_number % 3 = 1 then row_number + 100 else row_number end`,
      player_id: 'case when row_number % 2 = 0 then player_id end',
      reconciliation_id: 'null',
      imported_first_name: `'Twin'`,
      imported_last_name: `'Twin'`,
      imported_tier: `'Twin'`,
      imported_points_balance: 'coalesce(imported_points_balance, 0) + 7',
      imported_last_activity_at: `now() - interval '1 day'`,
      tier_code: `case when row_number % 2 = 0 then 'onyx' end`,
      tier_comparison: `'none'`,
      doubts: `'{duplicate_in_file}'`,
      confirmed_doubts: `'{}'`,
      has_namesake: 'not has_namesake',
      // A child is one there too.
      imported_birth_date: `case when imported_birth_date > '2000-01-01' then imported_birth_date else '1980-02-04' end`,
      status: `case status when 'pending' then 'applied' when 'error' then 'error' else 'pending' end`,
    },
    player_import_memory: { columns: `'{"card": "points_balance"}'`, tiers: `'[]'`, date_order: `'ymd'` },
    reconciliation_run: {
      status: `case status when 'running' then 'finished' else 'running' end`,
      filter: `case when filter is not null then '{"status": "kept"}'::jsonb end`,
      row_ids: `case when row_ids is null then null when status = 'finished' then array[${quote(own.doubtfulRowId)}]::uuid[] else '{}' end`,
      reason: `case when reason is not null then 'Twin' end`,
      reverts_run_id: `case when reverts_run_id is not null then ${FIRST_RUN} end`,
      total_count: 'total_count + 7',
      after_id: 'null',
      after_import_id: 'null',
      after_row_number: 'null',
    },
    loyalty_reconciliation: {
      seq: 'seq + 1000',
      run_id: FIRST_RUN,
      player_id: `case when ${onRecord} then ${quote(own.idlePlayerId)} else player_id end`,
      reverts_id: `case when reverts_id is not null then ${firstDone('id')} end`,
      provenance: `provenance || '{"file_name": "Twin"}'`,
      before: `before || '{"tier": "onyx"}'`,
      reason: `'Twin'`,
    },
  };
}

/** What happens to imports within one casino and no answer of an RPC shows: what the worker does, and refusals. */
export function importCells(own: Facts): { label: string; statement: string; next?: string }[] {
  const casino = `'${own.casinoId}'`;
  const rows = `select jsonb_agg(jsonb_build_array(r.import_id, r.row_number, r.status, r.tier_code, r.tier_comparison) order by r.id)
    from public.player_import_row r where casino_id = ${casino}`;
  return [
    {
      // Whatever can be tended: one that is checked, one that was discarded, and the rest after a change of the tiers.
      label: 'app.tend_import',
      statement: `do $$ declare v_import public.player_import; begin
        update public.player_import_row set tier_comparison = 'none' where casino_id = ${casino};
        delete from public.player_loyalty l using public.player p
          where p.casino_id = ${casino} and l.casino_id = p.casino_id and l.player_id = p.id and p.loyalty_id = 'TRIAL-B';
        update public.player_import set refreshed_through = 2 where casino_id = ${casino} and status = 'ready';
        for v_import in select * from public.player_import where casino_id = ${casino} order by id loop
          perform app.tend_import(v_import);
        end loop;
      end $$`,
      next: `select jsonb_build_array((${rows}), (
        select jsonb_agg(to_jsonb(i) - 'updated_at' - 'purged_at' order by id) from public.player_import i where casino_id = ${casino}))`,
    },
    {
      label: 'app.suggest_import_mapping',
      statement: `do $$ begin delete from public.player_import_memory where casino_id = ${casino}; end $$`,
      next: `select app.suggest_import_mapping(${casino}, '["Card", "Tier"]')`,
    },
    {
      label: 'app.require_mapping',
      statement: `select app.require_mapping(${casino}, '["Card", "Tier"]',
        '{"columns": {"loyalty_id": 0, "tier": 1}, "date_order": "mdy", "tiers": [{"text": "x", "tier": "ghost"}]}')`,
    },
    {
      label: 'app.import_tier_codes',
      statement: `select app.import_tier_codes(${casino}, '{"tiers": [{"text": "x", "tier": "ghost"}]}')`,
    },
    {
      // With and without what had lifted them, up to a tier that the twin ranks otherwise, and one that it gives for fewer points.
      label: 'app.justified_tier',
      statement: `select jsonb_agg(app.justified_tier(jsonb_populate_record(l, jsonb_build_object('tier', held)), points, without)
          order by l.player_id, held, points, without)
        from public.player_loyalty l
        cross join unnest('{silver, platinum}'::text[]) held cross join unnest('{6000, 12000}'::bigint[]) points
        cross join unnest(array['${own.bonusEntryId}', '${own.appliedReconciliationId}']::uuid[]) without
        where l.casino_id = ${casino} and (l.player_id = '${own.rewardedPlayerId}' or l.player_id in (
          select player_id from public.loyalty_reconciliation where casino_id = ${casino}))`,
    },
    {
      label: 'app.has_earned_since',
      statement: `select jsonb_agg(app.has_earned_since(l, entry_no) order by l.player_id, entry_no)
        from public.player_loyalty l cross join generate_series(0, 9) entry_no
        where l.casino_id = ${casino} and (l.player_id = '${own.rewardedPlayerId}' or l.player_id in (
          select player_id from public.loyalty_reconciliation where casino_id = ${casino}))`,
    },
    {
      label: 'app.tier_without',
      statement: `select to_jsonb(app.tier_without(jsonb_populate_record(d, '{"before": {"tier": "onyx"}}'), l))
        from public.loyalty_reconciliation d
        join public.player_loyalty l on l.casino_id = d.casino_id and l.player_id = d.player_id
        where d.casino_id = ${casino} and d.id = '${own.appliedReconciliationId}'`,
    },
    {
      // After one entry, and after a revert.
      label: 'app.tier_change_since',
      statement: `do $$ begin
        insert into public.loyalty_tier_change (casino_id, player_id, change_no, from_tier, to_tier, source, entry_id, entry_no,
          lifetime_points, threshold_points, gaming_day, correlation_id)
        select casino_id, player_id, change_no + 1, to_tier, from_tier, 'reversal', '${own.redemptionEntryId}', 0, 0, 0, gaming_day, correlation_id
        from public.loyalty_tier_change
        where casino_id = ${casino} and reconciliation_id = '${own.appliedReconciliationId}';
      end $$`,
      next: `select jsonb_agg(app.tier_change_since(d) order by d.seq)
        from public.loyalty_reconciliation d where d.casino_id = ${casino} and d.action = 'apply'`,
    },
    {
      label: 'app.revert_refusal',
      statement: `select to_jsonb(app.revert_refusal(jsonb_populate_record(d, '{"before": {"tier": "ghost", "entry_count": 0}}'), r, l, false))
        from public.loyalty_reconciliation d
        join public.player_import_row r on r.casino_id = d.casino_id and r.id = d.row_id
        join public.player_loyalty l on l.casino_id = d.casino_id and l.player_id = d.player_id
        where d.casino_id = ${casino} and d.id = '${own.appliedReconciliationId}'`,
    },
  ];
}
