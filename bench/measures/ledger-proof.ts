import postgres from 'postgres';
import type { Measure } from '../support/measure.ts';
import { backendMegabytes, withPeakMemory } from '../support/memory.ts';
import { below, type Finding, note, notMeasured } from '../support/report.ts';
import type { BenchDatabase } from '../support/server.ts';

type Answer = Record<'breaks' | 'drift' | 'standing' | 'missing' | 'unwitnessed' | 'seals', unknown[]>;
type Proof = { answer: unknown; seconds: number; grownMegabytes: number };

/** Calls a proof as a compliance officer on a connection of its own, `times` times, and watches that connection's process. */
async function prove({ adminUrl, complianceUserId }: BenchDatabase, rpc: string, times = 1): Promise<Proof> {
  const sql = postgres(adminUrl, { max: 1, fetch_types: false, onnotice: () => undefined });
  try {
    const memory = await backendMegabytes(sql);
    await sql`select set_config('request.jwt.claim.sub', ${complianceUserId}, false)`;
    await sql.unsafe(`set role authenticated`);
    const seconds: number[] = [];
    const { result, before, peak } = await withPeakMemory(memory, async () => {
      let answer: unknown;
      for (let time = 0; time < times; time++) {
        const startedAt = performance.now();
        const rows = await sql.unsafe<{ answer: unknown }[]>(`select public.${rpc}() as answer`);
        seconds.push((performance.now() - startedAt) / 1_000);
        answer = rows[0]?.answer;
      }
      return answer;
    });
    const median = seconds.sort((one, other) => one - other)[Math.floor(times / 2)] ?? Number.NaN;
    return { answer: result, seconds: median, grownMegabytes: peak - before };
  } finally {
    await sql.end({ timeout: 5 });
  }
}

/** The quick proof of the running day. */
async function proveQuickly(database: BenchDatabase): Promise<Finding[]> {
  const first = await prove(database, 'rpc_verify_ledger_since_seal', 5);
  const { entries_checked, ...answer } = first.answer as Omit<Answer, 'standing'> & { entries_checked: number };
  return [
    below('quick proof: findings in a sound ledger', countFindings({ ...answer, standing: [] }), 0, '', false),
    below('quick proof: since the newest seal, median of 5', first.seconds * 1_000, 200, 'ms'),
    note('quick proof: entries since the seal', entries_checked, ''),
    note('memory of the server process: quick proof', first.grownMegabytes, 'MB more'),
  ];
}

/** A time at another size, in proportion; the finding says so, for it was not measured there. */
function scaled(measure: string, seconds: number, rows: number, target: number, limit: number): Finding {
  const isScaled = rows !== target;
  const value = (seconds * target) / rows;
  const suffix = isScaled ? `, scaled from ${rows} entries (${seconds.toFixed(2)} s)` : '';
  return below(`${measure} at ${target}${suffix}`, value, limit, 's');
}

function countFindings({ breaks, drift, standing, missing, unwitnessed, seals }: Answer): number {
  return [breaks, drift, standing, missing, unwitnessed, seals].reduce((sum, found) => sum + found.length, 0);
}

/** The quick proof, sums against balances, and the proof of everything: chains, standing, witnesses, seals; on the big ledger. */
export const ledgerProof: Measure = {
  name: 'ledger-proof',
  async run(server) {
    const database = await server.large();
    const drift = await prove(database, 'rpc_loyalty_drift', 3);
    const walk = await prove(database, 'rpc_verify_loyalty_ledger').catch((error: Error) => error);
    const findings = [
      ...(await proveQuickly(database)),
      scaled('ledger proof: balance = sum', drift.seconds, server.rows, 10_000_000, 3),
    ];
    if (walk instanceof Error) return [...findings, notMeasured('ledger proof: whole chain', '< 20 s', walk.message)];
    return [
      ...findings,
      // This measure comes first: others write rows whose hashes are made up, while the fixture's chains hold.
      below('ledger proof: findings in a sound ledger', countFindings(walk.answer as Answer), 0, '', false),
      scaled('ledger proof: whole chain, witnesses, seals', walk.seconds, server.rows, 1_000_000, 20),
      note('memory of the server process: sums', drift.grownMegabytes, 'MB more'),
      note('memory of the server process: whole chain', walk.grownMegabytes, 'MB more'),
    ];
  },
};
