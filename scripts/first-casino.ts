/**
 * Makes a casino of one file, or a link by which somebody makes it on a screen, in the database of this folder's stack or of a
 * project of your own: `npm run -s first-casino`. The document is app.found_casino's, in camel case; the database checks it, and
 * makes all of it or nothing.
 */
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import type postgres from 'postgres';
import { rulesOf } from '../lib/shared/rules.ts';
import { toRow } from '../lib/shared/wire.ts';
import { withConnection } from '../supabase/embedded/connection.ts';
import { runCommand } from '../supabase/embedded/run.ts';
import { readSettings, SetupError } from '../supabase/embedded/settings.ts';
import { getStackEnvironment } from '../supabase/embedded/stack.ts';
import { rules } from '../words/en/rules.ts';
import { EXAMPLE_CASINO } from './support/example-casino.ts';

const HELP = `Makes a new casino: on a screen, by a one-time link, or of a file.

  npm run -s first-casino -- --link                    prints a link by which somebody sets a casino up on a screen
  npm run -s first-casino -- --example > casino.json   writes a file to begin with
  npm run -s first-casino -- casino.json               makes the casino, and prints a link for each of its first staff

  --url <address>   of the web server, for the links (the one of this folder)

The database is that of this folder's stack, or the one in DATABASE_URL.
`;

const settings = readSettings();
const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    example: { type: 'boolean' },
    link: { type: 'boolean' },
    url: { type: 'string', default: `http://127.0.0.1:${settings.webPort}` },
    help: { type: 'boolean' },
  },
});

/** What app.found_casino answers. */
type Founded = { casino_id: string; staff: { email: string; name: string; role: string; link_token: string }[] };

function readDocument(file: string): unknown {
  try {
    return toRow(JSON.parse(readFileSync(file, 'utf8')));
  } catch (error) {
    throw new SetupError(`${file} cannot be read: ${(error as Error).message}`);
  }
}

/** A refusal of the database as sentences: each field that is wrong, and what it should be. */
function refusalText({ message, detail }: postgres.PostgresError): string {
  const facts = JSON.parse(detail ?? '{}') as { fields?: unknown } & Record<string, unknown>;
  const fields = rulesOf(facts.fields).map(([field, { rule, params = {} }]) => {
    const words = rules[rule as keyof typeof rules] ?? rule;
    return `${field}: ${words.replace(/\{(\w+)\}/g, (whole, name: string) => String(params[name] ?? whole))}`;
  });
  return fields.length > 0 ? fields.join('\n') : [message, ...Object.values(facts)].join(' ');
}

const databaseUrl = (): string => process.env.DATABASE_URL ?? getStackEnvironment(settings).DATABASE_URL;

/** A link by which one casino can be set up on a screen. */
async function makeLink(): Promise<string> {
  return withConnection(databaseUrl(), async (sql) => {
    const [row] = await sql<{ token: string }[]>`select app.make_founding_link() as token`;
    if (!row) throw new SetupError('The database answered nothing.');
    return `${options.url}/found#${row.token}`;
  });
}

async function found(document: unknown): Promise<Founded> {
  return withConnection(databaseUrl(), async (sql) => {
    try {
      const [row] = await sql<
        { founded: Founded }[]
      >`select app.found_casino(${JSON.stringify(document)}::jsonb) as founded`;
      if (!row) throw new SetupError('The database answered nothing.');
      return row.founded;
    } catch (error) {
      // Whatever the product refuses comes as PT and an HTTP status.
      const { code } = error as postgres.PostgresError;
      if (!code?.startsWith('PT')) throw error;
      throw new SetupError(`Nothing was made.\n${refusalText(error as postgres.PostgresError)}`);
    }
  });
}

await runCommand(async () => {
  const [file] = positionals;
  if (options.example) {
    console.log(JSON.stringify(EXAMPLE_CASINO, null, 2));
    return 0;
  }
  if (options.link) {
    console.log('Whoever opens this link within a day sets one casino up:');
    console.log(`  ${await makeLink()}`);
    return 0;
  }
  if (options.help || !file) {
    console.error(HELP);
    return options.help ? 0 : 2;
  }
  const { staff } = await found(readDocument(file));
  console.log('The casino is made. Each of these links lets one person in, once, within three days:');
  for (const { name, role, link_token: token } of staff)
    console.log(`  ${name} (${role})  ${options.url}/accept#${token}`);
  return 0;
});
