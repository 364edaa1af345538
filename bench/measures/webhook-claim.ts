import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Client, closeClients, openClients, runLoad, runTransaction } from '../support/clients.ts';
import type { Measure } from '../support/measure.ts';
import { rpcCall } from '../support/promo.ts';
import { quantile } from '../support/ratio.ts';
import { note } from '../support/report.ts';

const DELIVERED = 1_000_000;
const PENDING = 50_000;
const WORKERS = 4;

type Claimed = { answer: { items: { id: string; casino_id: string; claim_token: string }[] } };

/** Claims sixteen, reports each as delivered, and says how many there were and how long the claim took. */
async function deliver(client: Client): Promise<{ count: number; claimMilliseconds: number }> {
  const startedAt = performance.now();
  const claim = rpcCall('rpc_worker_claim_deliveries', 16, 60, 16 * WORKERS);
  const { answer } = (await runTransaction(client, 'service_role', claim)) as Claimed;
  const claimMilliseconds = performance.now() - startedAt;
  for (const { id, casino_id: casinoId, claim_token: token } of answer.items) {
    const report = rpcCall('rpc_worker_report_delivery', casinoId, id, token, 200, null, null);
    await runTransaction(client, 'service_role', report);
  }
  return { count: answer.items.length, claimMilliseconds };
}

/** Deliveries claimed and reported by four workers, with a long past and a queue; nothing is posted. */
export const webhookClaim: Measure = {
  name: 'webhook-claim',
  async run(server) {
    const database = await server.filled('webhooks', 'bench', async (sql, casinoId) => {
      console.error(`Writing ${DELIVERED + PENDING} deliveries ...`);
      await sql.unsafe(readFileSync(join(import.meta.dirname, '../support/webhooks.sql'), 'utf8'));
      await sql.unsafe('set session_replication_role = replica; set synchronous_commit = off');
      await sql`select bench.add_deliveries(${casinoId}, ${DELIVERED}, ${PENDING})`;
      await sql.unsafe('vacuum (analyze)');
      await sql.unsafe('checkpoint');
    });
    const clients = openClients(database, WORKERS);
    let delivered = 0;
    const claims: number[] = [];
    const startedAt = performance.now();
    await runLoad(clients, 10_000, async (client) => {
      const { count, claimMilliseconds } = await deliver(client);
      delivered += count;
      claims.push(claimMilliseconds);
    });
    const perSecond = (delivered * 1_000) / (performance.now() - startedAt);
    await closeClients(clients);
    return [
      note(
        `webhook deliveries claimed and reported by ${WORKERS} workers, ${PENDING} pending, ${DELIVERED} done`,
        perSecond,
        '/s',
      ),
      note('a claim of sixteen, median', quantile(claims, 0.5), 'ms'),
    ];
  },
};
