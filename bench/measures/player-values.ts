import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { closeClients, openClients } from '../support/clients.ts';
import type { Measure } from '../support/measure.ts';
import { addPromoHistory, medianOfCalls, rpcCall } from '../support/promo.ts';
import { below } from '../support/report.ts';

const MONTHS = 12;
const COUPONS = 180_000;
const DAYS = 90;

/** The value of players over 90 gaming days, of 10,000 players who come once a month: a page of the list, and one player's own. */
export const playerValues: Measure = {
  name: 'player-values',
  async run(server) {
    const database = await server.filled('player_values', 'bench', async (sql, casinoId) => {
      await addPromoHistory(sql, casinoId, COUPONS);
      await sql.unsafe(readFileSync(join(import.meta.dirname, '../support/player-history.sql'), 'utf8'));
      await sql`alter table public.loyalty_ledger disable trigger loyalty_ledger_writer`;
      await sql`set session_replication_role = replica`;
      await sql`select bench.add_player_history(${casinoId}, ${MONTHS})`;
      await sql`set session_replication_role = origin`;
      await sql`alter table public.loyalty_ledger enable always trigger loyalty_ledger_writer`;
      await sql.unsafe('vacuum (analyze)');
    });
    const [client] = openClients(database, 1);
    const playerId = database.slips[0]?.playerId;
    if (!client || !playerId) throw new Error('No client, or no player.');
    const page = await medianOfCalls(client, rpcCall('rpc_list_player_values', DAYS, 'theo', null, 50, null));
    const byRate = await medianOfCalls(client, rpcCall('rpc_list_player_values', DAYS, 'rate', null, 50, null));
    const one = await medianOfCalls(client, rpcCall('rpc_list_player_values', DAYS, 'theo', null, 50, playerId));
    await closeClients([client]);
    return [
      below(`players by theo over ${DAYS} gaming days, of 10000 who come once a month`, page, 600, 'ms'),
      below('the same by what was given of it', byRate, 600, 'ms'),
      below('value of one player', one, 20, 'ms'),
    ];
  },
};
