/**
 * Makes the key by which web servers prove to the database that they are its own: `npm run -s server-key`, with DATABASE_URL. It
 * counts from then on, beside the one before it.
 */
import { withConnection } from '../supabase/embedded/connection.ts';
import { runCommand } from '../supabase/embedded/run.ts';
import { createServerKey, knowServer } from '../supabase/embedded/server-key.ts';

await runCommand(async () => {
  const { DATABASE_URL } = process.env;
  if (!DATABASE_URL) {
    console.error('Set DATABASE_URL to the database of your project. The stack of this folder has a key by itself.');
    return 2;
  }
  const key = createServerKey();
  await withConnection(DATABASE_URL, (sql) => knowServer(sql, key));
  console.log(`PITSIDE_SERVER_KEY=${key}`);
  return 0;
});
