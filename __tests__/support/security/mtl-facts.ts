import type postgres from 'postgres';
import type { Facts } from '../../security/expectations';
import type { StaffCall } from './facts';
import { quote, type Sql } from './probe';

type MtlFacts = Pick<
  Facts,
  | 'mtlEntryId'
  | 'sharedEntryId'
  | 'identifiedEntryId'
  | 'unknownPatronId'
  | 'identifiedPatronId'
  | 'mtlPlayerId'
  | 'principalPlayerId'
  | 'sealedLogId'
  | 'patronLinkId'
  | 'dayCloseId'
  | 'closedDay'
  | 'openMtlDay'
>;

/** When what is here happened: on one and the same day at both casinos, long before the demo begins. */
const AT = '2024-05-05T18:00:00Z';
const CLOSED_DAY = '2024-05-05';
const DAY_BEFORE = '2024-05-04';
/** A day on which nothing happened. */
const OPEN_DAY = '2024-05-06';

/**
 * A gaming day of the cash log that was closed: cash of a player near the line, of two unknown patrons of whom one was
 * identified and the other had been there the day before, a transaction that both share for somebody else, a case, a void, and
 * an entry at a table made after closing.
 */
export async function arrangeMtl(sql: postgres.Sql, call: StaffCall): Promise<void> {
  const player = await call('pitboss', 'rpc_create_player', { p_first_name: 'Cash', p_last_name: 'Trial' });
  const principal = await call('pitboss', 'rpc_create_player', { p_first_name: 'Principal', p_last_name: 'Trial' });
  const log = async (args: Record<string, unknown>) => {
    const entry = { p_kind: 'chip_purchase', p_tender: 'currency', p_amount_cents: 600_000, p_occurred_at: AT };
    const answer = await call('cashier', 'rpc_record_mtl_entry', { ...entry, ...args });
    return answer.entry as { id: string; unknown_patron_id: string };
  };
  await log({ p_player_id: player.id, p_note: 'Plain' });
  const unknown = await log({ p_unknown_patron: { description: 'Trial, grey suit' }, p_note: 'Unknown' });
  const known = { p_unknown_patron_id: unknown.unknown_patron_id };
  await log({ ...known, p_amount_cents: 100_000, p_occurred_at: `${DAY_BEFORE}T18:00:00Z`, p_note: 'Earlier' });
  const shared = {
    p_agent_of_player_id: principal.id,
    p_shared_with: [{ unknown_patron_id: unknown.unknown_patron_id }],
    p_amount_cents: 300_000,
  };
  await log({ ...shared, p_player_id: player.id, p_note: 'Shared' });
  const identified = await log({ p_unknown_patron: { description: 'Trial, red cap' }, p_note: 'Identified' });
  await call('cashier', 'rpc_identify_unknown_patron', {
    p_unknown_patron_id: identified.unknown_patron_id,
    p_player_id: player.id,
    p_reason: 'Trial',
  });
  const mistake = await log({ p_player_id: player.id, p_amount_cents: 100, p_note: 'Mistake' });
  await call('cashier', 'rpc_void_mtl_entry', { p_entry_id: mistake.id, p_reason: 'Trial' });
  await call('admin', 'rpc_close_mtl_gaming_day', { p_gaming_day: CLOSED_DAY });
  const [table] = await sql`
    select t.id from public.gaming_table t join public.player p on p.casino_id = t.casino_id
    where p.id = ${principal.id} order by t.id limit 1`;
  // On the day of a pack, and so much that a report is due.
  await log({
    p_player_id: principal.id,
    p_amount_cents: 1_100_000,
    p_occurred_at: `${packDay()}T20:00:00Z`,
    p_note: 'Packed',
  });
  await log({ p_player_id: principal.id, p_table_id: table?.id, p_amount_cents: 200_000, p_note: 'Late' });
}

/** The day of packs: twelve days ago. */
const packDay = () => new Date(Date.now() - 12 * 86_400_000).toISOString().slice(0, 10);

/**
 * A cash log that was kept on the day of a pack and is sealed since: somebody who was described and identified, an entry with a
 * principal, and a day that was closed; in both casinos, before anybody seals.
 */
export async function arrangeOldLog(sql: postgres.Sql): Promise<void> {
  const row = (table: string, columns: string, values: string) => `
    insert into public.${table} (casino_id, id, gaming_day, staff_id, created_at, ${columns})
    select c.id, overlay(app.uuid_v7()::text placing left(app.lowest_id_at(day.noon)::text, 13) from 1 for 13)::uuid,
      app.gaming_day(c.id, day.noon), s.id, day.noon, ${values}
    from public.casino c
    cross join (select ((now() at time zone 'UTC')::date - 12 + time '20:00') at time zone 'UTC' as noon) day
    cross join lateral (select id from public.staff where casino_id = c.id order by id limit 1) s
    cross join lateral (select id from public.player where casino_id = c.id order by id limit 1) p`;
  const ofCasino = (table: string) =>
    `(select x.id from public.${table} x where x.casino_id = c.id order by x.id limit 1)`;
  await sql.unsafe(row('mtl_unknown_patron', 'description', `'Long ago'`));
  await sql.unsafe(
    row(
      'mtl_patron_link',
      'unknown_patron_id, link_no, player_id, reason, correlation_id',
      `${ofCasino('mtl_unknown_patron')}, 1, p.id, 'Trial', app.uuid_v7()`,
    ),
  );
  await sql.unsafe(
    row(
      'mtl_entry',
      `entry_no, direction, kind, tender, amount_cents, counts_toward_ctr, area, player_id, is_after_close,
    correlation_id, occurred_at, note`,
      `3000, 'in', 'chip_purchase', 'chips', 100, false, 'cage', p.id, false, app.uuid_v7(), day.noon, 'Sealed'`,
    ),
  );
  await sql.unsafe(
    row(
      'mtl_gaming_day_close',
      'last_entry_no, entry_count, cash_in_cents, cash_out_cents, correlation_id',
      '1, 1, 0, 0, app.uuid_v7()',
    ).replace('app.gaming_day(c.id, day.noon)', `'2024-05-01'`),
  );
  await sql`
    insert into public.mtl_entry_party (casino_id, entry_id, role, player_id)
    select casino_id, id, 'principal', player_id from public.mtl_entry where note = 'Sealed'`;
}

/** What `arrangeMtl` left in a casino. */
export async function findMtlFacts(sql: Sql, casinoId: string): Promise<MtlFacts> {
  const rows = await sql<{ id: string; note: string; player: string; unknown: string }[]>`
    select id, note, player_id as player, unknown_patron_id as unknown from public.mtl_entry
    where casino_id = ${casinoId} and gaming_day = ${CLOSED_DAY} and voids_entry_id is null`;
  const entry = (note: string) => {
    const found = rows.find((row) => row.note === note);
    if (!found) throw new Error('arrangeMtl was not called.');
    return found;
  };
  const [ids] = await sql<Pick<MtlFacts, 'sealedLogId' | 'patronLinkId' | 'dayCloseId'>[]>`
    select (select id from public.mtl_entry where casino_id = ${casinoId} and note = 'Sealed') as "sealedLogId",
      (select min(id::text)::uuid from public.mtl_patron_link where casino_id = ${casinoId}) as "patronLinkId",
      (select min(id::text)::uuid from public.mtl_gaming_day_close where casino_id = ${casinoId}) as "dayCloseId"`;
  if (!ids) throw new Error('arrangeOldLog was not called.');
  return {
    ...ids,
    mtlEntryId: entry('Plain').id,
    sharedEntryId: entry('Shared').id,
    identifiedEntryId: entry('Identified').id,
    mtlPlayerId: entry('Plain').player,
    principalPlayerId: entry('Late').player,
    unknownPatronId: entry('Unknown').unknown,
    identifiedPatronId: entry('Identified').unknown,
    closedDay: CLOSED_DAY,
    openMtlDay: OPEN_DAY,
  };
}

/** Where the twin's cash log differs: whose an entry is, of which day, and what was voided. */
export function mtlTwin(own: Facts): Record<string, Record<string, string>> {
  const byNote = (column: string, ...cases: [note: string, value: string][]) =>
    `case note ${cases.map(([note, value]) => `when ${quote(note)} then ${value}`).join(' ')} else ${column} end`;
  return {
    // Everybody brought a hundred thousand more, and nobody unknown was ever identified.
    mtl_day: { last_entry_no: 'last_entry_no + 1000' },
    mtl_unknown_patron: { description: `'Twin ' || description` },
    mtl_entry: {
      amount_cents: 'amount_cents + 10000000',
      kind: `'wire_in'`,
      // The last here is the first there.
      entry_no: '5000 - entry_no',
      gaming_day: byNote('gaming_day', ['Shared', quote(DAY_BEFORE)], ['Unknown', quote(OPEN_DAY)]),
      player_id: byNote('player_id', ['Plain', 'null'], ['Late', quote(own.mtlPlayerId)]),
      unknown_patron_id: byNote('unknown_patron_id', ['Plain', quote(own.unknownPatronId)]),
      voids_entry_id: `case when voids_entry_id is not null then (select min(o.id::text)::uuid from own_mtl_entry o
        where o.gaming_day = own_mtl_entry.gaming_day and o.player_id = own_mtl_entry.player_id) end`,
    },
    mtl_entry_party: {
      player_id: '(select min(id::text)::uuid from own_player)',
      unknown_patron_id: 'null',
      role: `'joint'`,
    },
    mtl_patron_link: { link_no: 'link_no + 10', player_id: 'null' },
    mtl_patron_day: {
      cash_in_cents: 'cash_in_cents + 10000000',
      cash_out_cents: 'cash_out_cents + 10000000',
      entry_count: 'entry_count + 1000',
    },
    mtl_gaming_day_close: { note: `'Twin'`, last_entry_no: '1', entry_count: '7' },
  };
}

/**
 * What the twin's cash log has and this one has not: the days that are open here are closed there, and everybody recorded
 * something on them; whom nobody knows here is known there, and has a case; the late entry is somebody else's, too.
 */
export function mtlTwinRows(own: Facts, twinId: string): string {
  const [twin, player, unknown] = [twinId, own.mtlPlayerId, own.unknownPatronId].map(quote);
  const late = `(select id from own_mtl_entry where gaming_day = ${quote(CLOSED_DAY)} and note = 'Late')`;
  return `
    insert into public.mtl_gaming_day_close (casino_id, gaming_day, last_entry_no, entry_count, cash_in_cents,
      cash_out_cents, staff_id, correlation_id)
    select casino_id, day::date, last_entry_no, entry_count, cash_in_cents, cash_out_cents, staff_id, correlation_id
    from public.mtl_gaming_day_close, (values (${quote(OPEN_DAY)}), (${quote(own.gamingDay)})) days (day)
    where casino_id = ${twin} and gaming_day = ${quote(CLOSED_DAY)};
    insert into public.mtl_entry (casino_id, gaming_day, entry_no, direction, kind, tender, amount_cents,
      counts_toward_ctr, area, player_id, is_after_close, staff_id, correlation_id, occurred_at)
    select ${twin}, ${quote(OPEN_DAY)}, 5000 + row_number() over (), 'in', 'chip_purchase', 'currency', 1,
      false, 'cage', ${quote(own.idlePlayerId)}, false, id, gen_random_uuid(), now()
    from own_staff;
    insert into public.mtl_patron_link (casino_id, unknown_patron_id, link_no, player_id, reason, staff_id, gaming_day, correlation_id)
    select ${twin}, ${unknown}, 1, ${player}, 'Twin', id, ${quote(CLOSED_DAY)}, gen_random_uuid() from own_staff limit 1;
    insert into public.mtl_entry_party (casino_id, entry_id, role, player_id) values (${twin}, ${late}, 'joint', ${player});
    insert into public.ctr_case (casino_id, gaming_day, unknown_patron_id, due_on, opened_by_entry_id, correlation_id)
    values (${twin}, ${quote(CLOSED_DAY)}, ${unknown}, ${quote(OPEN_DAY)}, ${late}, gen_random_uuid())`;
}
