import { backUp } from './backups.ts';
import { dropDatabase, prepareDatabase } from './database.ts';
import { applyMigrations, readMigrationState } from './migrations.ts';
import type { StackSecrets } from './secrets.ts';
import { MIGRATIONS_DIRECTORY, SetupError } from './settings.ts';

/**
 * Brings a database to where the checkout is: a new one from nothing, one that holds data by the migrations that it does not have yet,
 * after a backup. Throws SetupError when the database went another way, before anything is changed.
 */
export async function upgrade(
  url: string,
  secrets: Pick<StackSecrets, 'authenticatorPassword'>,
  log: (message: string) => void,
  directory = MIGRATIONS_DIRECTORY,
): Promise<void> {
  const { applied, pending } = await readMigrationState(url, directory);
  const isUpgrade = applied.length > 0 && pending.length > 0;
  const backup = isUpgrade ? await backUp(url) : null;
  if (backup) log(`Upgrading the database, after a backup: ${backup}`);
  await prepareDatabase(url, secrets);
  try {
    await applyMigrations(url, directory);
  } catch (error) {
    if (!backup || !(error instanceof SetupError)) throw error;
    throw new SetupError(`${error.message}\n${await settleFailure(url, directory, { applied, backup })}`);
  }
  if (pending.length > 0) log(`Applied ${pending.map(({ path }) => path).join(', ')}.`);
}

/** What to do after a step that failed. Where it was the first one, the backup is what the database still is, and goes. */
async function settleFailure(
  url: string,
  directory: string,
  before: { applied: string[]; backup: string },
): Promise<string> {
  const { applied } = await readMigrationState(url, directory);
  if (applied.length > before.applied.length) {
    return `The database as it was before is ${before.backup}. To go back: npm run restore -- ${before.backup}`;
  }
  await dropDatabase(url, before.backup);
  return 'Nothing was changed.';
}
