import { createWriteStream, openAsBlob, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { v7 as uuidv7 } from 'uuid';
import { withConnection } from '../../supabase/embedded/connection.ts';
import { ensurePackKey } from '../../supabase/embedded/pack-key.ts';
import { verifyPack } from '../../verifier/verify.js';
import type { Measure } from '../support/measure.ts';
import { childrenMegabytes, withPeakMemory } from '../support/memory.ts';
import { below, note, notMeasured } from '../support/report.ts';
import type { BenchServer } from '../support/server.ts';
import { isBuilt, signUp, startWebStack, type WebStack } from '../support/web.ts';

const MOST_DAYS = 367;

async function complianceToken(server: BenchServer, web: WebStack): Promise<string> {
  const { userId, token } = await signUp(web, 'compliance@bench.example');
  await withConnection(
    server.main.adminUrl,
    (sql) => sql`
      update public.staff set user_id = ${userId} where casino_id = ${server.main.casinoId} and role = 'compliance'`,
  );
  return token;
}

/** As many of the sealed days as one pack may have, the newest. */
async function sealedDays({ adminUrl, casinoId }: BenchServer['main']): Promise<{ from: string; to: string }> {
  const [days] = await withConnection(
    adminUrl,
    (sql) => sql<{ from: string; to: string }[]>`
      select greatest(min(gaming_day), max(gaming_day) - ${MOST_DAYS - 1}::int)::text as from, max(gaming_day)::text as to
      from public.seal where casino_id = ${casinoId} and kind = 'ledger'`,
  );
  if (!days) throw new Error('No day of the fixture is sealed.');
  return days;
}

async function download(web: WebStack, token: string, body: object, file: string): Promise<void> {
  const response = await fetch(`http://127.0.0.1:${web.webPort}/api/v1/packs`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json', 'idempotency-key': uuidv7() },
    body: JSON.stringify(body),
  });
  if (!response.ok || !response.body) throw new Error(`The pack was refused: ${await response.text()}`);
  await pipeline(response.body, createWriteStream(file));
}

/** A pack of all the sealed days over the web app, and what its verifier takes; on the ledger of `--rows` entries. */
export const pack: Measure = {
  name: 'pack',
  async run(server) {
    if (!isBuilt()) return [notMeasured('a pack', '< 60 s', 'no build, run npm start once')];
    const { privateKey, publicKey } = ensurePackKey(server.directory);
    const days = await sealedDays(await server.grownMain());
    const web = await startWebStack(server, { PITSIDE_PACK_KEY: privateKey });
    const file = join(server.directory, 'pack.zip');
    try {
      const token = await complianceToken(server, web);
      await download(web, token, { from: days.to, to: days.to }, file);
      const madeAt = performance.now();
      const made = await withPeakMemory(childrenMegabytes, () => download(web, token, days, file));
      const makeSeconds = (performance.now() - madeAt) / 1000;
      const blob = await openAsBlob(file);
      const checkedAt = performance.now();
      const verdict = await verifyPack(blob, { trustedKey: readFileSync(publicKey, 'utf8') });
      const checkSeconds = (performance.now() - checkedAt) / 1000;
      const entries = verdict.manifest?.totals.entries ?? 0;
      return [
        below('pack: what does not fit in a sound one', verdict.failureCount, 0, '', false),
        below(`pack of ${entries} entries, over the web API`, makeSeconds, 60, 's'),
        below('memory while it is made, web server and API beyond before', made.peak - made.before, 150, 'MB'),
        below('the same pack verified', checkSeconds, 30, 's'),
        note('size of the pack', blob.size / 1_000_000, 'MB'),
      ];
    } finally {
      await web.stop();
    }
  },
};
