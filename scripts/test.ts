import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CHECKS, type Command, run, runChecks } from './support/steps.ts';

type Count = { passed: number; failed: number };

const results = mkdtempSync(join(tmpdir(), 'pitside-results-'));

/** A step that is one check: it passes or it fails. */
async function check(checks: Record<string, Command>): Promise<Count> {
  const failed = await runChecks(checks);
  for (const name of failed) console.log(`FAILED: ${name}`);
  return { passed: Object.keys(checks).length - failed.length, failed: failed.length };
}

/** A runner that counts for itself. When it fails without a failed test (coverage, set-up), that is a failure too. */
async function suite(
  name: string,
  command: Command,
  env: Record<string, string>,
  read: (report: unknown) => Count,
): Promise<Count> {
  console.log(`\n== ${name} ==`);
  const report = join(results, `${name.replaceAll(' ', '-')}.json`);
  const code = await run(command, { ...env, PITSIDE_TEST_REPORT: report });
  const count = existsSync(report) ? read(JSON.parse(readFileSync(report, 'utf8'))) : { passed: 0, failed: 0 };
  if (code === 0 || count.failed > 0) return count;
  console.log(`FAILED: ${name} ended with exit code ${code}`);
  return { ...count, failed: 1 };
}

function readVitest(report: unknown): Count {
  const { numPassedTests, numFailedTests } = report as { numPassedTests: number; numFailedTests: number };
  return { passed: numPassedTests, failed: numFailedTests };
}

function readPlaywright(report: unknown): Count {
  const { stats } = report as { stats: { expected: number; unexpected: number; flaky: number } };
  return { passed: stats.expected, failed: stats.unexpected + stats.flaky };
}

const counts = [
  await check({
    ...CHECKS,
    types: ['tsc', '--noEmit', '-p', '.'],
    'generated database types are current': ['node', 'scripts/types.ts', '--check'],
    'generated docs are current': ['node', 'scripts/docs.ts', '--check'],
  }),
  await suite('unit and integration tests', ['vitest', 'run', '--coverage'], {}, readVitest),
  await suite('browser tests', ['playwright', 'test'], {}, readPlaywright),
];
rmSync(results, { recursive: true, force: true });

const total = counts.reduce((sum, count) => ({ passed: sum.passed + count.passed, failed: sum.failed + count.failed }));
console.log(`\n${total.passed} passed, ${total.failed} failed`);
process.exitCode = total.failed > 0 ? 1 : 0;
