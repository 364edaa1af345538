import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type postgres from 'postgres';
import type { Client } from './clients.ts';
import { openClients } from './clients.ts';
import type { BenchDatabase, BenchServer } from './server.ts';

const FILES = 10;
/** Cards that the legacy system ever gave out, twenty for each player that the casino has by now. */
const CARDS = 200_000;

/** The casino of 10,000 players with that many staged rows in its queue: a file with `bulk` rows, each of another player, and ten long ones. */
export function queueCasino(server: BenchServer, rows: number, bulk: number): Promise<BenchDatabase> {
  return server.filled('queue', 'bench', async (sql, casinoId) => {
    await sql.unsafe(readFileSync(join(import.meta.dirname, 'imports.sql'), 'utf8'));
    const staffId = await addManager(sql, casinoId);
    await sql`select bench.add_import(${casinoId}, ${staffId}, 'bulk.csv', ${bulk}, ${bulk})`;
    for (let file = 1; file <= FILES; file++) {
      const length = Math.ceil((rows - bulk) / FILES);
      await sql`select bench.add_import(${casinoId}, ${staffId}, ${`legacy-${file}.csv`}, ${length}, ${CARDS})`;
    }
    await sql.unsafe('vacuum (analyze)');
    await sql.unsafe('checkpoint');
  });
}

/** Makes a loyalty manager of the casino; who they are in Supabase Auth can be said later. */
export async function addManager(sql: postgres.Sql, casinoId: string): Promise<string> {
  const [staff] = await sql<{ id: string }[]>`
    insert into public.staff (casino_id, user_id, email, full_name, role)
    select id, gen_random_uuid(), 'loyalty@' || slug || '.example', 'Loyalty Manager', 'loyalty_manager'
    from public.casino where id = ${casinoId}
    returning id`;
  if (!staff) throw new Error('No loyalty manager.');
  return staff.id;
}

/** A client who works as the casino's loyalty manager. */
export async function openManager(database: BenchDatabase, sql: postgres.Sql): Promise<Client> {
  const [staff] = await sql<{ staffId: string; userId: string }[]>`
    select id as "staffId", user_id as "userId" from public.staff
    where casino_id = ${database.casinoId} and role = 'loyalty_manager'`;
  const [client] = openClients(database, 1);
  if (!staff || !client) throw new Error('The casino has no loyalty manager.');
  return { ...client, issuer: staff };
}
