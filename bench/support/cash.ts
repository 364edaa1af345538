import { v7 as uuidv7 } from 'uuid';
import { withConnection } from '../../supabase/embedded/connection.ts';
import { type Call, closeClients, openClients, runTransaction } from './clients.ts';
import type { BenchDatabase, Issuer } from './server.ts';

/** So little that no patron of a measure comes near a line: whoever passes one has a case opened, once. */
const CENTS = 100;

/** Chips bought with currency, by RPC. */
export function cashCall(playerId: string): Call {
  return {
    text: `select public.rpc_record_mtl_entry('chip_purchase', 'currency', $1, $2, p_player_id => $3, p_correlation_id => $4) as answer`,
    parameters: [CENTS, `mtl-entry:${uuidv7()}`, playerId, uuidv7()],
  };
}

/**
 * The very rows of an entry as one statement, under the same lock: the day's number, the entry, the patron's day and the audit
 * row, with every column, index, trigger and foreign key, and without a single rule.
 */
const FLOOR = `
  with day as (
    insert into public.mtl_day as d (casino_id, gaming_day, last_entry_no) values ($1, current_date - 1, 1)
    on conflict (casino_id, gaming_day) do update set last_entry_no = d.last_entry_no + 1
    returning last_entry_no
  ),
  entry as (
    insert into public.mtl_entry (casino_id, id, gaming_day, entry_no, direction, kind, tender, amount_cents, counts_toward_ctr, area,
      player_id, is_after_close, staff_id, correlation_id, occurred_at)
    select $1, $3, current_date - 1, last_entry_no, 'in', 'chip_purchase', 'currency', ${CENTS}, true, 'cage', $2, false, $4, $5, now()
    from day
    returning id
  ),
  patron as (
    insert into public.mtl_patron_day as p (casino_id, gaming_day, patron_id, player_id, cash_in_cents, cash_out_cents, entry_count)
    select $1, current_date - 1, $2, $2, ${CENTS}, 0, 1 from entry
    on conflict (casino_id, gaming_day, patron_id) do update
    set cash_in_cents = p.cash_in_cents + ${CENTS}, entry_count = p.entry_count + 1
  ),
  audit as (
    insert into public.audit_log (casino_id, gaming_day, staff_id, staff_role, domain, action, entity_type, entity_id, after, correlation_id,
      idempotency_key, request_hash)
    select $1, current_date, $4, 'pit_boss', 'mtl', 'mtl.record_entry', 'mtl_entry', id, $6::text::jsonb, $5, $7, $8::bytea from entry
  )
  select id from entry`;

/** Makes floor calls for a database. It records one real entry first, whose audit row gives the JSON its size. */
export async function createCashFloor(database: BenchDatabase): Promise<(playerId: string, issuer: Issuer) => Call> {
  const [client] = openClients(database, 1);
  const [slip] = database.slips;
  if (!client || !slip) throw new Error('The fixture is empty.');
  await runTransaction(client, 'authenticated', cashCall(slip.playerId));
  await closeClients([client]);
  const after = await withConnection(database.adminUrl, async (sql) => {
    // The floor may write what the RPC writes.
    await sql`grant select, insert, update on public.mtl_day, public.mtl_entry, public.mtl_patron_day to bench_floor`;
    const [row] = await sql<{ after: string }[]>`select after::text from public.audit_log order by id desc limit 1`;
    return row?.after ?? '';
  });
  const hash = Buffer.alloc(32, 7);
  return (playerId, issuer) => ({
    text: FLOOR,
    parameters: [database.casinoId, playerId, uuidv7(), issuer.staffId, uuidv7(), after, `mtl-entry:${uuidv7()}`, hash],
  });
}

/** A gaming day of so many entries: of two thousand patrons at the cage and forty tables, one in a hundred voided. */
export async function fillDay({ adminUrl, casinoId }: BenchDatabase, day: string, entries: number): Promise<void> {
  await withConnection(adminUrl, (sql) =>
    sql.begin(async (fill) => {
      await fill`
        insert into public.mtl_entry (casino_id, gaming_day, entry_no, direction, kind, tender, amount_cents, counts_toward_ctr, area, table_id,
          player_id, is_after_close, staff_id, correlation_id, occurred_at)
        select ${casinoId}, ${day}, n, case n % 3 when 0 then 'out' else 'in' end::public.mtl_direction,
          case n % 3 when 0 then 'chip_redemption' else 'chip_purchase' end::public.mtl_kind,
          case n % 7 when 0 then 'chips' else 'currency' end::public.mtl_tender, 100 + n, n % 7 > 0,
          case n % 3 when 1 then 'pit' else 'cage' end::public.mtl_area, case n % 3 when 1 then tables.ids[1 + n % cardinality(tables.ids)] end,
          players.ids[1 + n % cardinality(players.ids)], false, staff.id, app.uuid_v7(), ${day}::date
        from generate_series(1, ${entries}::integer) n,
          (select array_agg(id) as ids from (select id from public.gaming_table where casino_id = ${casinoId} order by id limit 40) t) tables,
          (select array_agg(id) as ids from (select id from public.player where casino_id = ${casinoId} order by id limit 2000) p) players,
          (select id from public.staff where casino_id = ${casinoId} and role = 'pit_boss' limit 1) staff`;
      await fill`
        insert into public.mtl_entry (casino_id, gaming_day, entry_no, direction, kind, tender, amount_cents, counts_toward_ctr, area, player_id,
          note, is_after_close, voids_entry_id, staff_id, correlation_id, occurred_at)
        select casino_id, gaming_day, ${entries}::integer + row_number() over (), direction, kind, tender, amount_cents, false, area, player_id, 'Mistake',
          false, id, staff_id, app.uuid_v7(), occurred_at
        from public.mtl_entry where casino_id = ${casinoId} and gaming_day = ${day} and entry_no % 100 = 0`;
      await fill`
        select app.recount_mtl_patron_day(${casinoId}, ${day}, row(player_id, null)::app.mtl_patron)
        from (select distinct player_id from public.mtl_entry where casino_id = ${casinoId} and gaming_day = ${day}) patrons`;
      await fill`
        insert into public.mtl_day (casino_id, gaming_day, last_entry_no)
        select casino_id, gaming_day, max(entry_no) from public.mtl_entry where casino_id = ${casinoId} and gaming_day = ${day} group by 1, 2`;
    }),
  );
  await withConnection(adminUrl, (sql) => sql`analyze`);
}
