/**
 * Runs the integration tests, their databases included, at other times than now, and prints what passed and failed at each:
 * `npm run test:clock` takes all instants; `npm run test:clock -- --at 03h --at year-end __tests__/shift` some of them, with some
 * files. With `--busy` two busy loops run beside the tests; without `--at` that is one run, by the true clock. Needs Debian's
 * `faketime`. Reports and output stay in a temporary folder.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, existsSync, globSync, mkdtempSync, openSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { PROJECT_ROOT } from '../supabase/embedded/settings.ts';
import { type Instant, listInstants } from './support/instants.ts';

type Outcome = { passed: number; failed: number; failures: string[] };
type Report = {
  numPassedTests: number;
  numFailedTests: number;
  testResults: { name: string; assertionResults: { fullName: string; status: string }[] }[];
};

const { values: options, positionals: files } = parseArgs({
  allowPositionals: true,
  options: { at: { type: 'string', multiple: true, default: [] }, busy: { type: 'boolean', default: false } },
});
const BUSY_LOOPS = 2;
const results = mkdtempSync(join(tmpdir(), 'pitside-clock-'));

function findLibrary(): string {
  const [library] = globSync('/usr/{lib,lib64,lib/*,local/lib}/faketime/libfaketimeMT.so.1');
  if (library) return library;
  throw new Error('The clock is shifted by libfaketime, which is not installed here. Run: apt-get install faketime');
}

/** `null` stands for the true clock. */
function chooseInstants(): (Instant | null)[] {
  const all = listInstants(Date.now());
  if (options.at.length === 0) return options.busy ? [null] : all;
  return options.at.map((name) => {
    const instant = all.find((one) => one.name === name);
    if (!instant) throw new Error(`There is no instant ${name}. There are: ${all.map((one) => one.name).join(', ')}`);
    return instant;
  });
}

/**
 * The clock of a run and of all it starts. Relative, because an absolute time begins anew in every process; forward, because
 * PostgreSQL waits for ever under a clock that was put back.
 */
function clockOf(instant: Instant | null): Record<string, string> {
  if (!instant) return {};
  return { LD_PRELOAD: findLibrary(), FAKETIME: `+${Math.round((instant.at - Date.now()) / 1000)}` };
}

function runTests(name: string, clock: Record<string, string>): Promise<number> {
  const log = openSync(join(results, `${name}.log`), 'w');
  const report = join(results, `${name}.json`);
  const args = ['run', '--project', 'integration', '--reporter=default', '--reporter=json', `--outputFile=${report}`];
  const child = spawn(join(PROJECT_ROOT, 'node_modules/.bin/vitest'), [...args, ...files], {
    cwd: PROJECT_ROOT,
    stdio: ['ignore', log, log],
    env: { ...process.env, ...clock },
  });
  closeSync(log);
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code) => resolve(code ?? 1));
  });
}

/** A run that ends badly without a failed test (its set-up failed, or it died) has failed, too. */
function readOutcome(name: string, code: number): Outcome {
  const path = join(results, `${name}.json`);
  if (!existsSync(path)) return { passed: 0, failed: 1, failures: ['the run ended without a report'] };
  const report = JSON.parse(readFileSync(path, 'utf8')) as Report;
  const failures = report.testResults.flatMap((file) =>
    file.assertionResults
      .filter(({ status }) => status === 'failed')
      .map(({ fullName }) => `${file.name.replace(`${PROJECT_ROOT}/`, '')}: ${fullName}`),
  );
  if (code !== 0 && failures.length === 0) failures.push(`the run ended with exit code ${code}`);
  return { passed: report.numPassedTests, failed: failures.length, failures };
}

async function beside<T>(loops: number, work: () => Promise<T>): Promise<T> {
  const children: ChildProcess[] = Array.from({ length: loops }, () =>
    spawn(process.execPath, ['-e', 'for (;;);'], { stdio: 'ignore' }),
  );
  try {
    return await work();
  } finally {
    for (const child of children) child.kill('SIGKILL');
  }
}

const columns = (cells: string[]) => cells.map((cell, place) => cell.padEnd([16, 22, 8, 8][place] ?? 0)).join('');

async function runAt(instant: Instant | null): Promise<number> {
  const name = instant?.name ?? 'now';
  const begun = performance.now();
  const code = await runTests(name, clockOf(instant));
  const { passed, failed, failures } = readOutcome(name, code);
  const at = new Date(instant?.at ?? Date.now()).toISOString().slice(0, 16);
  const seconds = Math.round((performance.now() - begun) / 1000);
  console.log(columns([name, `${at}Z`, String(passed), String(failed), `${seconds} s`]));
  for (const failure of failures) console.log(`  ${failure}`);
  return failed;
}

async function main(): Promise<boolean> {
  const instants = chooseInstants();
  if (instants.some((instant) => instant !== null)) findLibrary();
  console.log(`Reports are in ${results}\n`);
  console.log(columns(['instant', 'begun at', 'passed', 'failed', 'took']));
  let failed = 0;
  for (const instant of instants) failed += await beside(options.busy ? BUSY_LOOPS : 0, () => runAt(instant));
  return failed === 0;
}

try {
  process.exitCode = (await main()) ? 0 : 1;
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
