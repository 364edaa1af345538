import { type Call, type Client, closeClients, openClients, runTransaction } from '../support/clients.ts';
import type { Measure } from '../support/measure.ts';
import { playersCasino } from '../support/players.ts';
import { rpcCall } from '../support/promo.ts';
import { quantile } from '../support/ratio.ts';
import { below, note } from '../support/report.ts';

const PLAYERS = 1_000_000;
const PAGE = 20;
const ROUNDS = 10;

/** What people type: letter by letter, names that everybody has and names that nobody has, parts of cards, words in any order. */
const SEARCHES = [
  ...[
    '',
    'g',
    'ga',
    'gar',
    'garc',
    'garcia',
    'm',
    'ma',
    'mar',
    'maria',
    'smith',
    'nunez',
    'Núñez',
    "O'Brien",
    'obrien',
  ],
  ...[
    'maria garcia',
    'Garcia, Maria',
    'garcia  maria',
    'jose de la cruz',
    'James O’Brien',
    'ma ga',
    'xiao garcia',
    'maria zaza',
  ],
  ...['zq', 'qx', 'brai', 'shou grai', 'son', '00', '1026', 'h00', 'H0000007', 'h0700'],
];

async function timed(client: Client, call: Call): Promise<number> {
  const startedAt = performance.now();
  await runTransaction(client, 'authenticated', call);
  return performance.now() - startedAt;
}

/** Finding a player among a million, by what people type: on a connection at work, and as the first thing on a new one. */
export const playerSearch: Measure = {
  name: 'player-search',
  async run(server) {
    const database = await playersCasino(server, PLAYERS);
    const calls = SEARCHES.map((text) => rpcCall('rpc_search_players', text, null, PAGE));
    const warm: number[][] = calls.map(() => []);
    const cold: number[] = [];
    const clients = openClients(database, 1);
    for (let round = -1; round < ROUNDS; round++) {
      for (const [index, call] of calls.entries()) {
        for (const client of clients) {
          const elapsed = await timed(client, call);
          if (round >= 0) warm[index]?.push(elapsed);
        }
      }
    }
    await closeClients(clients);
    for (const call of calls) {
      const fresh = openClients(database, 1);
      for (const client of fresh) {
        await client.sql`select 1`;
        cold.push(await timed(client, call));
      }
      await closeClients(fresh);
    }
    return [
      below(`player search among ${PLAYERS}, p95`, quantile(warm.flat(), 0.95), 20, 'ms'),
      below('the first search of a connection, p95', quantile(cold, 0.95), 20, 'ms'),
      ...SEARCHES.map((text, index) => note(`search for "${text}"`, quantile(warm[index] ?? [], 0.5), 'ms')),
    ];
  },
};
