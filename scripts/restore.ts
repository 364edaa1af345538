import { listBackups, restore } from '../supabase/embedded/backups.ts';
import { startPostgres } from '../supabase/embedded/postgres.ts';
import { runCommand } from '../supabase/embedded/run.ts';
import { readSettings } from '../supabase/embedded/settings.ts';
import { assertNotRunning, getStackSecrets } from '../supabase/embedded/stack.ts';

// `npm run restore` lists the backups that upgrades made; `npm run restore -- <name>` puts one in the database's place.
await runCommand(async () => {
  const { dataDirectory: directory, databasePort: port } = readSettings();
  assertNotRunning(directory);
  const server = await startPostgres({ directory, port, password: getStackSecrets(directory).postgresPassword });
  try {
    const [backup] = process.argv.slice(2);
    if (!backup) {
      const backups = await listBackups(server.url);
      console.log(backups.length > 0 ? backups.join('\n') : 'There are no backups.');
      return 0;
    }
    const replaced = await restore(server.url, backup);
    console.log(`The database is ${backup} again. What it replaced is now ${replaced}.`);
    return 0;
  } finally {
    await server.stop();
  }
});
