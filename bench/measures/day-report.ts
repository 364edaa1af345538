import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { closeClients, openClients } from '../support/clients.ts';
import type { Measure } from '../support/measure.ts';
import { addPromoHistory, FEW_COUPONS, medianOfCalls, rpcCall } from '../support/promo.ts';
import { below } from '../support/report.ts';

const REWARDS = 2_000;
const SLIPS = 5_000;

/** The report of a gaming day with 2,000 rewards and 5,000 slips, on a floor of 24 tables with 15 days of counts. */
export const dayReport: Measure = {
  name: 'day-report',
  async run(server) {
    const database = await server.filled('busy_day', 'pit', async (sql, casinoId) => {
      await addPromoHistory(sql, casinoId, FEW_COUPONS);
      await sql`select bench.add_shifts(${casinoId})`;
      await sql.unsafe(readFileSync(join(import.meta.dirname, '../support/busy-day.sql'), 'utf8'));
      await sql`alter table public.loyalty_ledger disable trigger loyalty_ledger_writer`;
      await sql`select bench.add_busy_day(${casinoId}, ${REWARDS}, ${SLIPS})`;
      await sql`alter table public.loyalty_ledger enable always trigger loyalty_ledger_writer`;
      await sql.unsafe('vacuum (analyze)');
    });
    const [client] = openClients(database, 1);
    if (!client) throw new Error('No client.');
    const report = await medianOfCalls(client, rpcCall('rpc_gaming_day_report', null, null));
    await closeClients([client]);
    return [below(`report of a gaming day with ${REWARDS} rewards and ${SLIPS} slips`, report, 300, 'ms')];
  },
};
