import { v7 as uuidv7 } from 'uuid';
import { withConnection } from '../../supabase/embedded/connection.ts';
import { addManager } from '../support/imports.ts';
import type { Measure } from '../support/measure.ts';
import { childrenMegabytes, withPeakMemory } from '../support/memory.ts';
import { below, note, notMeasured } from '../support/report.ts';
import type { BenchServer } from '../support/server.ts';
import { isBuilt, signUp, startWebStack, type WebStack } from '../support/web.ts';

const ROWS = 100_000;

/** A file as a legacy system writes it: nine columns of which eight are read, about 100 bytes a row. */
function* legacyFile(rows: number, first: number): Generator<string> {
  yield 'Card Number,First Name,Last Name,Date of Birth,Tier,Points Balance,Last Visit,Host,Remarks\r\n';
  for (let n = first; n < first + rows; n++) {
    const card = `P${String(1 + (n % 20_000)).padStart(6, '0')}`;
    const tier = ['Bronze', 'Silver', 'Gold', 'Platinum'][n % 4];
    const day = String(1 + (n % 28)).padStart(2, '0');
    yield `${card},Player,${n},03/${day}/1970,${tier},"${1 + (n % 90)},${String(n % 1000).padStart(3, '0')}",10/${day}/2026 21:15,Host ${n % 12},"prefers ""table"" ${n % 60}"\r\n`;
  }
}

async function upload(web: WebStack, token: string, rows: number, first: number): Promise<number> {
  const file = new Blob([...legacyFile(rows, first)], { type: 'text/csv' });
  const startedAt = performance.now();
  const response = await fetch(`http://127.0.0.1:${web.webPort}/api/v1/player-imports?fileName=legacy-${first}.csv`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'idempotency-key': `upload:${uuidv7()}`, 'content-type': 'text/csv' },
    body: file,
  });
  const { data } = (await response.json()) as { data?: { rowCount: number; errorCount: number; status: string } };
  const isWhole = data?.rowCount === rows && data.errorCount === 0 && data.status === 'ready';
  if (!isWhole) throw new Error(`The upload answered ${response.status}: ${JSON.stringify(data)?.slice(0, 500)}`);
  return (performance.now() - startedAt) / 1000;
}

async function managerToken(server: BenchServer, web: WebStack): Promise<string> {
  const { userId, token } = await signUp(web, 'loyalty@bench.example');
  await withConnection(server.main.adminUrl, async (sql) => {
    const staffId = await addManager(sql, server.main.casinoId);
    await sql`update public.staff set user_id = ${userId} where id = ${staffId}`;
  });
  return token;
}

/** A file of 100,000 rows through the web app into the queue: seconds, and what the web server and the API hold meanwhile. */
export const importStaging: Measure = {
  name: 'import-staging',
  async run(server) {
    if (!isBuilt()) return [notMeasured(`${ROWS} rows staged`, '< 20 s', 'no build, run npm start once')];
    const web = await startWebStack(server);
    try {
      const token = await managerToken(server, web);
      // What the first upload loads and compiles is not what one costs.
      await upload(web, token, 2_000, 10_000_000);
      const { result, before, peak } = await withPeakMemory(childrenMegabytes, () => upload(web, token, ROWS, 0));
      return [
        below(`${ROWS} rows staged, over the web API`, result, 20, 's'),
        below('memory while they are staged, web server and API beyond before', peak - before, 150, 'MB'),
        note('memory before, web server and API', before, 'MB'),
      ];
    } finally {
      await web.stop();
    }
  },
};
