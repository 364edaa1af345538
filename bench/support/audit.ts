import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type postgres from 'postgres';
import type { BenchDatabase, BenchServer } from './server.ts';

const PIECE = 250_000;

/** The casino with an audit trail of so many rows, a year of them, and a player with a thousand slips. */
export function auditCasino(server: BenchServer, rows: number): Promise<BenchDatabase> {
  return server.filled(`audit_${rows}`, 'bench', (sql, casinoId) => addAudit(sql, casinoId, rows));
}

async function addAudit(sql: postgres.Sql, casinoId: string, rows: number): Promise<void> {
  console.error(`Writing ${rows} rows of the audit trail ...`);
  await sql.unsafe(readFileSync(join(import.meta.dirname, 'audit.sql'), 'utf8'));
  const indexes = await sql<{ name: string; definition: string }[]>`
    select indexrelid::regclass::text as name, pg_get_indexdef(indexrelid) as definition
    from pg_index where indrelid = 'public.audit_log'::regclass and not indisprimary`;
  await sql.unsafe(`
    set session_replication_role = replica; set synchronous_commit = off; set maintenance_work_mem = '512MB'`);
  for (const { name } of indexes) await sql.unsafe(`drop index ${name}`);
  await sql`select bench.add_regular(${casinoId})`;
  for (let from = 1; from <= rows; from += PIECE)
    await sql`select bench.add_audit(${casinoId}, ${from}, ${Math.min(rows, from + PIECE - 1)}, ${rows})`;
  for (const { definition } of indexes) await sql.unsafe(definition);
  await sql.unsafe('set session_replication_role = origin; reset maintenance_work_mem');
  await sql.unsafe('vacuum (analyze) public.audit_log');
  await sql.unsafe('vacuum (analyze) public.rating_slip');
  await sql.unsafe('checkpoint');
}
