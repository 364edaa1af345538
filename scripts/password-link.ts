/**
 * Prints a link by which somebody of the staff sets their password anew, in the database of this folder's stack or of a project of
 * your own: `npm run -s password-link -- somebody@house.example`. For the last admin, whom nobody of the house can help: it takes their
 * second factor off, too.
 */
import { parseArgs } from 'node:util';
import type postgres from 'postgres';
import { withConnection } from '../supabase/embedded/connection.ts';
import { runCommand } from '../supabase/embedded/run.ts';
import { readSettings, SetupError } from '../supabase/embedded/settings.ts';
import { getStackEnvironment } from '../supabase/embedded/stack.ts';

const HELP = `Prints a link by which somebody of the staff sets their password anew. Using it takes their second factor off, too.

  npm run -s password-link -- <e-mail address>

  --url <address>   of the web server, for the link (the one of this folder)

The database is that of this folder's stack, or the one in DATABASE_URL.
`;

const settings = readSettings();
const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    url: { type: 'string', default: `http://127.0.0.1:${settings.webPort}` },
    help: { type: 'boolean' },
  },
});

async function makeLink(email: string): Promise<string> {
  const databaseUrl = process.env.DATABASE_URL ?? getStackEnvironment(settings).DATABASE_URL;
  return withConnection(databaseUrl, async (sql) => {
    try {
      const [row] = await sql<{ token: string }[]>`select app.make_operator_link(${email}) as token`;
      if (!row) throw new SetupError('The database answered nothing.');
      return `${options.url}/reset#${row.token}`;
    } catch (error) {
      if ((error as postgres.PostgresError).code !== 'PT404') throw error;
      throw new SetupError(`Nobody who is let in has the address ${email}.`);
    }
  });
}

await runCommand(async () => {
  const [email] = positionals;
  if (options.help || !email) {
    console.error(HELP);
    return options.help ? 0 : 2;
  }
  console.log('Whoever opens this link within an hour sets the password, once; the person keeps their role:');
  console.log(`  ${await makeLink(email)}`);
  return 0;
});
