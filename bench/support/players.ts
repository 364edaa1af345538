import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type postgres from 'postgres';
import type { BenchDatabase, BenchServer } from './server.ts';

/** The casino of 10,000 players with that many more, whose names are as frequent and as rare as names are. */
export function playersCasino(server: BenchServer, players: number): Promise<BenchDatabase> {
  return server.filled(`players_${players}`, 'bench', (sql, casinoId) => addPlayers(sql, casinoId, players));
}

/** Enrols generated players, past the RPC, and vacuums. On a copy of the fixture, once. */
export async function addPlayers(sql: postgres.Sql, casinoId: string, players: number): Promise<void> {
  console.error(`Enrolling ${players} players ...`);
  await sql.unsafe(readFileSync(join(import.meta.dirname, 'players.sql'), 'utf8'));
  const [index] = await sql<{ definition: string }[]>`
    select pg_get_indexdef('public.player_search'::regclass) as definition`;
  // Foreign keys hold by construction, and nobody needs what a crash would lose.
  await sql.unsafe(`
    set session_replication_role = replica; set synchronous_commit = off; set maintenance_work_mem = '512MB';
    drop index public.player_search`);
  await sql`select bench.add_players(${casinoId}, ${players})`;
  await sql.unsafe(index?.definition ?? '');
  await sql.unsafe('set session_replication_role = origin; reset maintenance_work_mem');
  await sql.unsafe('vacuum (analyze)');
  await sql.unsafe('checkpoint');
}
