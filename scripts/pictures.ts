/**
 * Takes the pictures anew that the screens are compared with (`e2e/pictures`), on a stack of its own: `npm run pictures`. Names
 * of screens take only those: `npm run pictures -- slip`. Look at what changed before it is committed.
 */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { PROJECT_ROOT } from '../supabase/embedded/settings.ts';

const screens = process.argv.slice(2);
const { status } = spawnSync(
  join(PROJECT_ROOT, 'node_modules/.bin/playwright'),
  ['test', 'e2e/visual', '--update-snapshots=changed', ...(screens.length > 0 ? ['--grep', screens.join('|')] : [])],
  { cwd: PROJECT_ROOT, stdio: 'inherit' },
);
process.exitCode = status ?? 1;
