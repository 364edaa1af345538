import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type postgres from 'postgres';
import { withConnection } from '../../supabase/embedded/connection.ts';
import type { Call, Client } from './clients.ts';
import { runTransaction } from './clients.ts';
import { quantile } from './ratio.ts';
import type { BenchDatabase, BenchServer } from './server.ts';

/** The short history that the long one is held against. */
export const FEW_COUPONS = 10_000;

const PER_DAY = 2_000;
const CHUNK = 500_000;

/** Gives a casino its programs and so many coupons, closes the gaming days, and vacuums. On a copy of the fixture, once. */
export async function addPromoHistory(sql: postgres.Sql, casinoId: string, coupons: number): Promise<void> {
  console.error(`Writing ${coupons} coupons ...`);
  const now = new Date();
  await sql.unsafe(readFileSync(join(import.meta.dirname, 'promo.sql'), 'utf8'));
  await sql`select bench.prepare_promo(${casinoId}, ${now})`;
  // Foreign keys hold by construction, and nobody needs what a crash would lose.
  await sql.unsafe(`
    set session_replication_role = replica; set synchronous_commit = off; set maintenance_work_mem = '512MB'`);
  const [dropped] = await sql<{ definitions: string }[]>`select bench.drop_coupon_indexes() as definitions`;
  for (let left = coupons; left > 0; left -= CHUNK) {
    await sql`select bench.add_coupons(${casinoId}, ${left - 1}, ${Math.max(0, left - CHUNK)}, ${PER_DAY}, ${now})`;
  }
  for (const definition of (dropped?.definitions ?? '').split(';').filter(Boolean)) await sql.unsafe(definition);
  await sql.unsafe('set session_replication_role = origin; reset maintenance_work_mem');
  await sql.unsafe('vacuum (analyze) public.promo_coupon');
  await sql`select bench.close_earlier_days(${casinoId})`;
  await closeDays(sql, casinoId);
  await sql.unsafe('vacuum (analyze)');
  await sql.unsafe('checkpoint');
}

/** Closes gaming days as the worker does, until none is left, and says how many there were. */
export async function closeDays(sql: postgres.Sql, casinoId: string): Promise<number> {
  for (let days = 0; ; ) {
    const [row] = await sql<{ closed: number }[]>`select app.close_promo_days(${casinoId}, 31) as closed`;
    if (!row?.closed) return days;
    days += row.closed;
  }
}

/** The floor of 24 tables and 60 live slips with shifts, counts and so many coupons. */
export function promoCasino(server: BenchServer, coupons: number): Promise<BenchDatabase> {
  return server.filled(`promo_${coupons}`, 'pit', async (sql, casinoId) => {
    await addPromoHistory(sql, casinoId, coupons);
    await sql`select bench.add_shifts(${casinoId})`;
    await sql.unsafe('vacuum (analyze)');
  });
}

/** The casino of 10,000 players with a short promo history, in a database of that name. */
export function issuingCasino(server: BenchServer, name: string): Promise<BenchDatabase> {
  return server.filled(name, 'bench', async (sql, casinoId) => {
    await addPromoHistory(sql, casinoId, FEW_COUPONS);
    await sql`select bench.add_audit_rows(${casinoId})`;
    await sql.unsafe('vacuum (analyze)');
    await sql.unsafe('checkpoint');
  });
}

/** One gaming day ago, and the shift that runs now, as the casino counts them. */
export async function readToday({ adminUrl, casinoId }: BenchDatabase): Promise<{ day: string; shiftId: string }> {
  return withConnection(adminUrl, async (sql) => {
    const [row] = await sql<{ day: string; shiftId: string }[]>`
      select app.gaming_day(${casinoId})::text as day, id as "shiftId" from public.shift
      where casino_id = ${casinoId} and starts_at <= now() and ends_at > now()`;
    if (!row) throw new Error('No shift runs.');
    return row;
  });
}

/** A call of a promo or shift RPC by its name, its arguments in order. */
export function rpcCall(name: string, ...parameters: (string | number | null)[]): Call {
  const places = parameters.map((_, index) => `$${index + 1}`);
  return { text: `select public.${name}(${places.join(', ')}) as answer`, parameters };
}

/** Median milliseconds of a call made over and over by one person, after a few that warm up. */
export async function medianOfCalls(client: Client, call: Call, calls = 60): Promise<number> {
  const times: number[] = [];
  for (let count = -10; count < calls; count++) {
    const startedAt = performance.now();
    await runTransaction(client, 'authenticated', call);
    if (count >= 0) times.push(performance.now() - startedAt);
  }
  return quantile(times, 0.5);
}
