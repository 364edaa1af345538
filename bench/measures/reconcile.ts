import { v7 as uuidv7 } from 'uuid';
import { withConnection } from '../../supabase/embedded/connection.ts';
import { type Call, type Client, closeClients, runTransaction } from '../support/clients.ts';
import { openManager, queueCasino } from '../support/imports.ts';
import type { Measure } from '../support/measure.ts';
import { backendMegabytes, withPeakMemory } from '../support/memory.ts';
import { medianOfCalls, rpcCall } from '../support/promo.ts';
import { below, type Finding, note } from '../support/report.ts';

const ROWS = 1_000_000;
const BULK = 10_000;
const PAGE = 50;

/** What people ask the queue for; the last ones are rare among a million. */
const FILTERS: [string, Record<string, unknown>][] = [
  ['all that wait', { status: 'pending' }],
  ['upgrades', { status: 'pending', upgrade: true }],
  ['other tier', { status: 'pending', conflict: true }],
  ['no record', { status: 'pending', missing: true }],
  ['stale', { status: 'pending', stale: true }],
  ['unknown freshness', { status: 'pending', unknown_freshness: true }],
  ['unknown tier', { status: 'pending', unknown_tier: true }],
  ['stale upgrades', { status: 'pending', upgrade: true, stale: true }],
  ['one loyalty id', { status: 'pending', search: 'p004711' }],
  ['a name that everybody has', { status: 'pending', search: 'player' }],
];

function pageCall(filter: Record<string, unknown>, sort: string): Call {
  const text = 'select public.rpc_list_reconciliations($1::text::jsonb, $2, null, $3) as answer';
  return { text, parameters: [JSON.stringify(filter), sort, PAGE] };
}

function filterCall(name: string, filter: Record<string, unknown>): Call {
  return { text: `select public.${name}($1::text::jsonb) as answer`, parameters: [JSON.stringify(filter)] };
}

async function measurePages(client: Client): Promise<Finding[]> {
  const findings: Finding[] = [];
  let slowest = 0;
  for (const sort of ['row', 'points', 'activity']) {
    for (const [name, filter] of FILTERS) {
      const median = await medianOfCalls(client, pageCall(filter, sort), 20);
      slowest = Math.max(slowest, median);
      findings.push(note(`queue of ${ROWS} rows: ${name}, by ${sort}`, median, 'ms'));
    }
  }
  const counts = await medianOfCalls(client, filterCall('rpc_count_reconciliations', {}), 20);
  const preview = await medianOfCalls(client, filterCall('rpc_preview_reconciliation', {}), 5);
  return [
    below(`queue page of ${ROWS} rows, the slowest of ${findings.length} filters and sorts`, slowest, 50, 'ms'),
    ...findings,
    note('counts of the queue', counts, 'ms'),
    note('preview of applying all of it', preview, 'ms'),
  ];
}

type RunAnswer = { answer: { id: string; status: string; done_count: number } };

async function applyMany(client: Client, importId: string): Promise<{ ms: number; rows: number }> {
  const startedAt = performance.now();
  const apply = {
    text: 'select public.rpc_apply_reconciliation($1, $2, null, $3::text::jsonb, true) as answer',
    parameters: ['upgrade_only', `apply:${uuidv7()}`, JSON.stringify({ import_id: importId })],
  };
  let { answer } = (await runTransaction(client, 'authenticated', apply)) as RunAnswer;
  while (answer.done_count < BULK && answer.status === 'running') {
    const next = rpcCall('rpc_continue_reconciliation_run', answer.id, `continue:${uuidv7()}`);
    ({ answer } = (await runTransaction(client, 'authenticated', next)) as RunAnswer);
  }
  return { ms: performance.now() - startedAt, rows: answer.done_count };
}

/** The queue at a million staged rows: its pages with every filter and sort, its counts, and a bulk apply. */
export const reconcile: Measure = {
  name: 'reconcile',
  async run(server) {
    const database = await queueCasino(server, ROWS, BULK);
    return withConnection(database.adminUrl, async (sql) => {
      const client = await openManager(database, sql);
      const pages = await measurePages(client);
      const [first] = await sql<
        { id: string }[]
      >`select id from public.player_import where casino_id = ${database.casinoId} order by id limit 1`;
      const memory = await backendMegabytes(client.sql);
      const { result: bulk, before, peak } = await withPeakMemory(memory, () => applyMany(client, first?.id ?? ''));
      await closeClients([client]);
      return [
        ...pages,
        below(`bulk apply of ${bulk.rows} rows among ${ROWS}, in batches of 200`, bulk.ms / 1000, 10, 's'),
        note('memory of the server process while it applies', peak - before, 'MB more'),
      ];
    });
  },
};
