import { parseArgs } from 'node:util';
import { against } from '../bench/measures/against.ts';
import { auditPage } from '../bench/measures/audit-page.ts';
import { cashLog } from '../bench/measures/cash-log.ts';
import { couponIssue } from '../bench/measures/coupon-issue.ts';
import { dayReport } from '../bench/measures/day-report.ts';
import { hotPlayer } from '../bench/measures/hot-player.ts';
import { http } from '../bench/measures/http.ts';
import { idleTablet } from '../bench/measures/idle-tablet.ts';
import { importStaging } from '../bench/measures/import-staging.ts';
import { largeLedger } from '../bench/measures/large-ledger.ts';
import { ledgerProof } from '../bench/measures/ledger-proof.ts';
import { offerIssue } from '../bench/measures/offer-issue.ts';
import { offers } from '../bench/measures/offers.ts';
import { pack } from '../bench/measures/pack.ts';
import { pageWeight } from '../bench/measures/page-weight.ts';
import { pgledger } from '../bench/measures/pgledger.ts';
import { playerSearch } from '../bench/measures/player-search.ts';
import { playerValues } from '../bench/measures/player-values.ts';
import { promoRollup } from '../bench/measures/promo-rollup.ts';
import { reconcile } from '../bench/measures/reconcile.ts';
import { rewardCounters } from '../bench/measures/reward-counters.ts';
import { rewardReplay } from '../bench/measures/reward-replay.ts';
import { rewardThroughput } from '../bench/measures/reward-throughput.ts';
import { rollupPrice } from '../bench/measures/rollup-price.ts';
import { screen } from '../bench/measures/screen.ts';
import { shiftScreen } from '../bench/measures/shift-screen.ts';
import { slowBodies } from '../bench/measures/slow-bodies.ts';
import { webhookClaim } from '../bench/measures/webhook-claim.ts';
import { startServerOf } from '../bench/support/against.ts';
import type { Measure } from '../bench/support/measure.ts';
import { type Finding, formatTable, notMeasured, writeResults } from '../bench/support/report.ts';
import { type BenchServer, startBenchServer } from '../bench/support/server.ts';
import { runCommand } from '../supabase/embedded/run.ts';
import { SetupError } from '../supabase/embedded/settings.ts';

/** In this order: the proof wants the big ledger as the fixture made it. */
const MEASURES: Measure[] = [
  ledgerProof,
  largeLedger,
  rewardCounters,
  rewardThroughput,
  rewardReplay,
  against,
  hotPlayer,
  promoRollup,
  shiftScreen,
  dayReport,
  playerValues,
  couponIssue,
  cashLog,
  offers,
  offerIssue,
  rollupPrice,
  webhookClaim,
  reconcile,
  playerSearch,
  auditPage,
  http,
  slowBodies,
  idleTablet,
  importStaging,
  pageWeight,
  screen,
  pgledger,
  pack,
];

const DEFAULT_ROWS = 300_000;
const DEFAULT_COUPONS = 1_000_000;
const FULL = 10_000_000;

type Options = { rows: number; coupons: number; commit: string | undefined; demo: string | undefined; names: string[] };

/**
 * `[name ...] [--rows N] [--coupons N] [--full] [--against COMMIT] [--beside URL]`: the measure of that name or else those whose name contains it, how long the
 * histories are, and which commit, or which running demo, to measure beside this one.
 */
function readOptions(args: string[]): Options {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      rows: { type: 'string' },
      coupons: { type: 'string' },
      full: { type: 'boolean', default: false },
      against: { type: 'string' },
      beside: { type: 'string' },
    },
  });
  const size = (option: 'rows' | 'coupons', standard: number) => {
    const count = Number(values[option] ?? (values.full ? FULL : standard));
    if (!Number.isSafeInteger(count) || count < 1) throw new SetupError(`--${option} wants a whole number above zero.`);
    return count;
  };
  return {
    rows: size('rows', DEFAULT_ROWS),
    coupons: size('coupons', DEFAULT_COUPONS),
    commit: values.against,
    demo: values.beside,
    names: positionals.length > 0 ? positionals : [''],
  };
}

/** The measures that the names ask for. A whole name means that measure alone, not those which have it in theirs. */
function chooseMeasures(names: string[]): Measure[] {
  const isWhole = (part: string) => MEASURES.some(({ name }) => name === part);
  return MEASURES.filter(({ name }) => names.some((part) => (isWhole(part) ? name === part : name.includes(part))));
}

/** The server of this checkout, and where a commit was named the one of that commit beside it. */
async function startServers(options: Options): Promise<BenchServer> {
  const started = await startBenchServer(options, console.error);
  const server = { ...started, ...(options.demo ? { demo: options.demo } : {}) };
  if (!options.commit) return server;
  try {
    const against = await startServerOf(options.commit, options, console.error);
    const dispose = async () => {
      await against.dispose();
      await server.dispose();
    };
    return { ...server, against, dispose };
  } catch (error) {
    await server.dispose();
    throw error;
  }
}

/** A measure that breaks says so in the table and lets the others run. */
async function runMeasure(measure: Measure, server: BenchServer): Promise<Finding[]> {
  console.error(`Measuring ${measure.name} ...`);
  try {
    return await measure.run(server);
  } catch (error) {
    console.error(error);
    return [notMeasured(measure.name, '', error instanceof Error ? error.message : String(error))];
  }
}

// A missed budget is a finding, not a failure: the exit code says only whether the measures could be taken.
await runCommand(async () => {
  const options = readOptions(process.argv.slice(2));
  const wanted = chooseMeasures(options.names);
  if (wanted.length === 0)
    throw new SetupError(`No such measure. There are: ${MEASURES.map(({ name }) => name).join(', ')}`);
  const server = await startServers(options);
  const stop = () => void server.dispose().then(() => process.exit(130));
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, stop);
  const findings: Finding[] = [];
  try {
    for (const measure of wanted) findings.push(...(await runMeasure(measure, server)));
  } finally {
    await server.dispose();
  }
  console.log(formatTable(findings));
  console.log(`\nWritten to ${writeResults(findings, options)}`);
  return 0;
});
