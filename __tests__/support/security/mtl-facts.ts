import type { Facts } from '../../security/expectations';
import type { StaffCall } from './facts';
import type { Sql } from './probe';

type MtlFacts = Pick<
  Facts,
  | 'mtlEntryId'
  | 'sharedEntryId'
  | 'identifiedEntryId'
  | 'unknownPatronId'
  | 'identifiedPatronId'
  | 'mtlPlayerId'
  | 'closedDay'
  | 'openMtlDay'
>;

/** When what is here happened: on one and the same day at both casinos, long before the demo begins. */
const AT = '2024-05-05T18:00:00Z';
const CLOSED_DAY = '2024-05-05';
/** A day on which nothing happened. */
const OPEN_DAY = '2024-05-06';

/**
 * A gaming day of the cash log that was closed: cash of a player near the line, of two unknown patrons of whom one was
 * identified, a transaction that both share for somebody else, a case, a void, and an entry made after closing.
 */
export async function arrangeMtl(call: StaffCall): Promise<void> {
  const player = await call('pitboss', 'rpc_create_player', { p_first_name: 'Cash', p_last_name: 'Trial' });
  const principal = await call('pitboss', 'rpc_create_player', { p_first_name: 'Principal', p_last_name: 'Trial' });
  const log = async (args: Record<string, unknown>) => {
    const entry = { p_kind: 'chip_purchase', p_tender: 'currency', p_amount_cents: 600_000, p_occurred_at: AT };
    const answer = await call('cashier', 'rpc_record_mtl_entry', { ...entry, ...args });
    return answer.entry as { id: string; unknown_patron_id: string };
  };
  await log({ p_player_id: player.id, p_note: 'Plain' });
  const unknown = await log({ p_unknown_patron: { description: 'Trial, grey suit' }, p_note: 'Unknown' });
  const shared = {
    p_agent_of_player_id: principal.id,
    p_shared_with: [{ unknown_patron_id: unknown.unknown_patron_id }],
    p_amount_cents: 300_000,
  };
  await log({ ...shared, p_player_id: player.id, p_note: 'Shared' });
  const known = await log({ p_unknown_patron: { description: 'Trial, red cap' }, p_note: 'Identified' });
  await call('cashier', 'rpc_identify_unknown_patron', {
    p_unknown_patron_id: known.unknown_patron_id,
    p_player_id: player.id,
    p_reason: 'Trial',
  });
  const mistake = await log({ p_player_id: player.id, p_amount_cents: 100, p_note: 'Mistake' });
  await call('cashier', 'rpc_void_mtl_entry', { p_entry_id: mistake.id, p_reason: 'Trial' });
  await call('admin', 'rpc_close_mtl_gaming_day', { p_gaming_day: CLOSED_DAY });
  await log({ p_player_id: principal.id, p_amount_cents: 700, p_note: 'Late' });
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
  return {
    mtlEntryId: entry('Plain').id,
    sharedEntryId: entry('Shared').id,
    identifiedEntryId: entry('Identified').id,
    mtlPlayerId: entry('Plain').player,
    unknownPatronId: entry('Unknown').unknown,
    identifiedPatronId: entry('Identified').unknown,
    closedDay: CLOSED_DAY,
    openMtlDay: OPEN_DAY,
  };
}
