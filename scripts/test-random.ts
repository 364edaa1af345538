/**
 * Runs the tests that draw at random with a seed that nobody has chosen: meant for every night, apart from `npm test`, whose seed is
 * fixed. A failure is seen again with the command that is printed, or `npm run test:random -- SEED`.
 */
import { randomInt } from 'node:crypto';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PROJECT_ROOT } from '../supabase/embedded/settings.ts';
import { run } from './support/steps.ts';

const seed = process.argv[2] ?? String(randomInt(1_000_000_000));
const files = globSync('__tests__/**/*.test.ts', { cwd: PROJECT_ROOT }).filter((file) =>
  /'fast-check'|support\/seed'/.test(readFileSync(join(PROJECT_ROOT, file), 'utf8')),
);
console.log(`The seed is ${seed}. To draw the same again: npm run test:random -- ${seed}`);
const code = await run(['vitest', 'run', ...files], { PITSIDE_TEST_SEED: seed });
console.log(`The seed was ${seed}.`);
process.exitCode = code;
