import { type Call, type Client, closeClients, openClients, runTransaction } from '../support/clients.ts';
import type { Measure } from '../support/measure.ts';
import { playersCasino } from '../support/players.ts';
import { quantile } from '../support/ratio.ts';
import { below, note } from '../support/report.ts';
import type { BenchDatabase } from '../support/server.ts';

const PLAYERS = 1_000_000;
const PAGE = 20;
const ROUNDS = 10;

/** What people type: letter by letter, names that everybody has and names that nobody has, parts of both and of cards, words in any order. */
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
  ...['m g', 'g q', 'maria garcia lopez', 'm g 00', 'ia ez', 'ernandez uan', 'shou grai', 'de la'],
  ...['arcia', 'ernandez', 'mith', 'guyen', 'son', 'brai', 'rc', 'x', 'zq', 'qx', '山', '山田', 'zzzzz'],
  ...['7', '70', '00', '026', '1026', 'h00', 'H0000007', 'h0700'],
];

type Filter = { tier?: string; inHouse?: boolean; visitedWithinDays?: number; notVisitedForDays?: number };

/** What the players screen offers, with and without words. */
const FILTERED: [string, Filter][] = [
  ['', { tier: 'platinum' }],
  ['', { inHouse: true }],
  ['', { inHouse: false }],
  ['', { visitedWithinDays: 1 }],
  ['', { visitedWithinDays: 30 }],
  ['', { notVisitedForDays: 30 }],
  ['garcia', { tier: 'gold' }],
  ['arcia', { tier: 'platinum' }],
  ['arcia', { visitedWithinDays: 30 }],
  ['1026', { visitedWithinDays: 30 }],
  ['zq', { notVisitedForDays: 30 }],
];

function search(text: string, filter: Filter, after: string | null): Call {
  const parameters = [text, after, PAGE, filter.tier ?? null, filter.inHouse ?? null];
  const days = [filter.visitedWithinDays ?? null, filter.notVisitedForDays ?? null];
  return {
    text: `select public.rpc_search_players($1, $2::uuid, $3::integer, $4, $5::boolean, $6::integer, $7::integer) as answer`,
    parameters: [...parameters, ...days],
  };
}

type Look = { name: string; page: number; call: Call };

/** The first, second and twentieth page of a search, as far as there are any. */
async function looksOf(client: Client, text: string, filter: Filter): Promise<Look[]> {
  const name = [`"${text}"`, ...Object.entries(filter).map((entry) => entry.join(' '))].join(', ');
  const looks: Look[] = [];
  let after: string | null = null;
  for (let page = 1; page <= 20; page++) {
    const call = search(text, filter, after);
    if (page < 3 || page === 20) looks.push({ name, page, call });
    const row = (await runTransaction(client, 'authenticated', call)) as { answer: { next_cursor: string | null } };
    after = row.answer.next_cursor;
    if (after === null) break;
  }
  return looks;
}

async function timed(client: Client, call: Call): Promise<number> {
  const startedAt = performance.now();
  await runTransaction(client, 'authenticated', call);
  return performance.now() - startedAt;
}

/** Makes every look a few times over, on one connection at work. */
async function takeWarm(client: Client, looks: Look[]): Promise<number[][]> {
  const warm: number[][] = looks.map(() => []);
  for (let round = -1; round < ROUNDS; round++) {
    for (const [index, { call }] of looks.entries()) {
      const elapsed = await timed(client, call);
      if (round >= 0) warm[index]?.push(elapsed);
    }
  }
  return warm;
}

/** Makes every first page as the first thing on a connection of its own. */
async function takeCold(database: BenchDatabase, looks: Look[]): Promise<number[]> {
  const cold: number[] = [];
  for (const { call } of looks.filter(({ page }) => page === 1)) {
    const fresh = openClients(database, 1);
    for (const client of fresh) {
      await client.sql`select 1`;
      cold.push(await timed(client, call));
    }
    await closeClients(fresh);
  }
  return cold;
}

/** Finding a player among a million, by what people type: on a connection at work, and as the first thing on a new one. */
export const playerSearch: Measure = {
  name: 'player-search',
  async run(server) {
    const database = await playersCasino(server, PLAYERS);
    const clients = openClients(database, 1);
    const [client] = clients;
    if (!client) throw new Error('There is no client.');
    const looks: Look[] = [];
    const searches = [...SEARCHES.map((text): [string, Filter] => [text, {}]), ...FILTERED];
    for (const [text, filter] of searches) looks.push(...(await looksOf(client, text, filter)));
    const warm = await takeWarm(client, looks);
    await closeClients(clients);
    const cold = await takeCold(database, looks);
    return [
      below(`player search among ${PLAYERS}, p95`, quantile(warm.flat(), 0.95), 20, 'ms'),
      below('the first search of a connection, p95', quantile(cold, 0.95), 20, 'ms'),
      ...looks.map(({ name, page }, index) =>
        note(`search for ${name}, page ${page}`, quantile(warm[index] ?? [], 0.5), 'ms'),
      ),
    ];
  },
};
