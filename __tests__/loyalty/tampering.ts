import type postgres from 'postgres';
import { fromRow } from '@/lib/shared/wire';
import type { LedgerIntegrity, LedgerSinceSeal } from '@/services/loyalty/dtos';
import { ledgerIntegritySchema, ledgerSinceSealSchema } from '@/services/loyalty/dtos';
import type { TestStack } from '../support/stack';

const COMPLIANCE = 'compliance@harbor.example';
/** Everything the proof looks at, and what refers to it. */
const TABLES = [
  'loyalty_ledger',
  'player_loyalty',
  'player',
  'audit_log',
  'loyalty_outbox',
  'loyalty_tier_change',
  'loyalty_reconciliation',
  'seal',
  'ledger_seal_head',
  'seal_block',
  'mtl_unknown_patron',
  'mtl_patron_link',
  'mtl_entry',
  'mtl_entry_party',
  'mtl_gaming_day_close',
] as const;

class RolledBack extends Error {}

export type Tamper = (sql: postgres.TransactionSql) => Promise<unknown>;

/** A proof as compliance would get it from inside this transaction. */
type Prove<Proof> = (sql: postgres.TransactionSql) => Promise<Proof>;

async function actAsCompliance(sql: postgres.TransactionSql): Promise<void> {
  await sql`
    select set_config('request.jwt.claim.sub', user_id::text, true) from public.staff where email = ${COMPLIANCE}`;
}

/**
 * What a proof says after a superuser has switched every wall of the record off and done `tamper`. Nothing of it lasts: the
 * transaction is rolled back.
 */
async function provedAfter<Proof>(stack: TestStack, tamper: Tamper, prove: Prove<Proof>): Promise<Proof> {
  let proof: Proof | undefined;
  await stack.sql
    .begin(async (sql) => {
      for (const table of TABLES) await sql.unsafe(`alter table public.${table} disable trigger all`);
      await tamper(sql);
      await actAsCompliance(sql);
      proof = await prove(sql);
      throw new RolledBack();
    })
    .catch((error: unknown) => {
      if (!(error instanceof RolledBack)) throw error;
    });
  if (!proof) throw new Error('The proof was not reached.');
  return proof;
}

/** The whole proof, of all players or of one. */
export function proofAfter(stack: TestStack, tamper: Tamper, playerId: string | null = null): Promise<LedgerIntegrity> {
  return provedAfter(stack, tamper, async (sql) => {
    const [row] = await sql`select public.rpc_verify_loyalty_ledger(p_player_id => ${playerId}) as proof`;
    return fromRow(ledgerIntegritySchema, row?.proof);
  });
}

/** The quick proof and the whole one, of the very same record. */
export function bothProofsAfter(
  stack: TestStack,
  tamper: Tamper,
): Promise<{ quick: LedgerSinceSeal; whole: LedgerIntegrity }> {
  return provedAfter(stack, tamper, async (sql) => {
    const [row] = await sql`
      select public.rpc_verify_ledger_since_seal() as quick, public.rpc_verify_loyalty_ledger() as whole`;
    return { quick: fromRow(ledgerSinceSealSchema, row?.quick), whole: fromRow(ledgerIntegritySchema, row?.whole) };
  });
}

/** Makes the balance row say just what is left of a player's entries, as a careful thief would. */
export async function settleBalanceRow(sql: postgres.TransactionSql, playerId: string): Promise<void> {
  await sql`
    update public.player_loyalty l
    set entry_count = coalesce(head.entry_no, 0), balance = coalesce(head.balance_after, 0), last_entry_hash = head.entry_hash,
      lifetime_points = coalesce((select points from app.proved_lifetime_points(l.casino_id, l.player_id)), 0)
    from (select ${playerId}::uuid as player_id) own
    left join lateral (
      select entry_no, balance_after, entry_hash from public.loyalty_ledger e
      where e.player_id = own.player_id order by e.entry_no desc limit 1
    ) head on true
    where l.player_id = own.player_id`;
  await sql`
    delete from public.loyalty_outbox o using public.loyalty_tier_change c
    where c.player_id = ${playerId} and not exists (select from public.loyalty_ledger e where e.id = c.entry_id)
      and o.player_id = c.player_id and o.event_type like 'loyalty.tier_%' and o.payload ->> 'entry_id' = c.entry_id::text`;
  await sql`
    delete from public.loyalty_tier_change c
    where c.player_id = ${playerId} and c.entry_id is not null and not exists (select from public.loyalty_ledger e where e.id = c.entry_id)`;
  await sql`
    update public.player_loyalty l set tier = d.proved
    from app.tier_differences((select casino_id from public.player_loyalty where player_id = ${playerId}), ${playerId}) d
    where l.player_id = d.player_id and d.proved is not null`;
}

/** Works out numbers, balances and hashes of a player's entries anew from a number on, so that the chain holds again. */
export async function rechain(sql: postgres.TransactionSql, playerId: string, fromEntryNo: number): Promise<void> {
  const entries = await sql<{ id: string }[]>`
    select id from public.loyalty_ledger where player_id = ${playerId} and entry_no >= ${fromEntryNo} order by entry_no`;
  for (const { id } of entries) {
    await sql`
      update public.loyalty_ledger e
      set balance_after = e.points + coalesce((
        select p.balance_after from public.loyalty_ledger p where p.player_id = e.player_id and p.entry_no = e.entry_no - 1), 0)
      where e.id = ${id}`;
    await sql`
      update public.loyalty_ledger e set entry_hash = app.ledger_entry_hash(e, (
        select p.entry_hash from public.loyalty_ledger p where p.player_id = e.player_id and p.entry_no = e.entry_no - 1))
      where e.id = ${id}`;
  }
}
