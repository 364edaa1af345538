import { withConnection } from '../../supabase/embedded/connection.ts';
import { closeClients, draw, openClients, runTransaction, throughput } from '../support/clients.ts';
import { type Counters, countPerCall, quieten } from '../support/counters.ts';
import { couponCall, readPrograms } from '../support/coupons.ts';
import type { Measure } from '../support/measure.ts';
import { issuingCasino } from '../support/promo.ts';
import { compare } from '../support/ratio.ts';
import { atLeast, note } from '../support/report.ts';
import type { BenchDatabase } from '../support/server.ts';

/** Without what only the rollup reads: the index by time of issue, and the figures beside the index of what is outstanding. */
const WITHOUT = `
  drop index public.promo_coupon_issued, public.promo_coupon_outstanding;
  create index promo_coupon_outstanding on public.promo_coupon (casino_id, expires_at) where status = 'issued';
  vacuum (analyze) public.promo_coupon`;

async function issuing(database: BenchDatabase) {
  const programs = await readPrograms(database);
  const clients = openClients(database, 8);
  const issue = (client = clients[0]) => {
    if (!client) throw new Error('No client.');
    return runTransaction(client, 'authenticated', couponCall(draw(programs), draw(database.slips).playerId));
  };
  const count = (): Promise<Counters> =>
    withConnection(database.adminUrl, async (sql) => {
      const [client] = clients;
      if (!client) throw new Error('No client.');
      await quieten(sql, true);
      const counters = await countPerCall(sql, client, () => issue(client));
      await quieten(sql, false);
      return counters;
    });
  return { side: throughput(clients, issue), count, close: () => closeClients(clients) };
}

/** What keeping the rollup flat costs the one who issues. */
export const rollupPrice: Measure = {
  name: 'rollup-price',
  async run(server) {
    const plain = await issuingCasino(server, 'coupons_plain');
    await withConnection(plain.adminUrl, async (sql) => {
      for (const statement of WITHOUT.split(';')) await sql.unsafe(statement);
    });
    const flat = await issuing(await issuingCasino(server, 'coupons_flat'));
    const bare = await issuing(plain);
    // Counted first, while there is nothing to vacuum: the log is the whole server's.
    const [counted, least] = [await flat.count(), await bare.count()];
    // The difference sought is small, so many pairs, and short ones.
    const { ratio, one, two } = await compare(flat.side, bare.side, { pairs: 60, milliseconds: 500 });
    await flat.close();
    await bare.close();
    return [
      atLeast('issuing with / without what only the rollup reads, throughput', ratio, 0.95, {
        withPerSecond: one,
        withoutPerSecond: two,
      }),
      note('issuing with / without: WAL bytes', counted.bytes / least.bytes, 'x'),
      note('issuing with / without: buffers', counted.buffers / least.buffers, 'x'),
      note('issuing with / without: processor time of the server', counted.cpu / least.cpu, 'x'),
    ];
  },
};
