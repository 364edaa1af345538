import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CHECKS, type Command, run, runChecks } from './support/steps.ts';

/** What came of a step; `failures` says which, in lines that stand at the very end, where the output of a long run is still whole. */
type Count = { passed: number; failed: number; failures: string[] };

const NOTHING: Count = { passed: 0, failed: 0, failures: [] };
const results = mkdtempSync(join(tmpdir(), 'pitside-results-'));

/** A step that is one check: it passes or it fails. */
async function check(checks: Record<string, Command>): Promise<Count> {
  const failed = await runChecks(checks);
  return { passed: Object.keys(checks).length - failed.length, failed: failed.length, failures: failed };
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
  const count = existsSync(report) ? read(JSON.parse(readFileSync(report, 'utf8'))) : NOTHING;
  if (code === 0 || count.failed > 0) return count;
  return { ...count, failed: 1, failures: [`${name} ended with exit code ${code}`, ...count.failures] };
}

type VitestReport = {
  numPassedTests: number;
  numFailedTests: number;
  testResults: {
    name: string;
    status: string;
    message: string;
    assertionResults: { fullName: string; status: string; failureMessages: string[] }[];
  }[];
};

function readVitest(report: unknown): Count {
  const { numPassedTests, numFailedTests, testResults } = report as VitestReport;
  const failures = testResults.flatMap(({ name, status, message, assertionResults }) => {
    const tests = assertionResults
      .filter((test) => test.status === 'failed')
      .map(({ fullName, failureMessages }) => `${name}: ${fullName}\n${failureMessages.join('\n')}`);
    // A file that could not even be read has no tests that failed.
    return tests.length > 0 || status !== 'failed' ? tests : [`${name}: ${message}`];
  });
  return { passed: numPassedTests, failed: numFailedTests, failures };
}

type PlaywrightReport = { stats: { expected: number; unexpected: number; flaky: number } };

/** Playwright names what failed itself, as the last thing it prints. */
function readPlaywright(report: unknown): Count {
  const { expected, unexpected, flaky } = (report as PlaywrightReport).stats;
  return { passed: expected, failed: unexpected + flaky, failures: [] };
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

for (const failure of counts.flatMap(({ failures }) => failures)) console.log(`FAILED: ${failure}`);
const sum = (of: 'passed' | 'failed') => counts.reduce((total, count) => total + count[of], 0);
console.log(`\n${sum('passed')} passed, ${sum('failed')} failed`);
process.exitCode = sum('failed') > 0 ? 1 : 0;
