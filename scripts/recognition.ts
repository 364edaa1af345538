/**
 * What the company says of its casinos: whether two of them know each other's players again. `npm run -s recognition -- share
 * harbor summit`. For whoever runs the database, as no casino's own people decide about another's players.
 */
import { parseArgs } from 'node:util';
import type postgres from 'postgres';
import { withConnection } from '../supabase/embedded/connection.ts';
import { runCommand } from '../supabase/embedded/run.ts';
import { readSettings, SetupError } from '../supabase/embedded/settings.ts';
import { getStackEnvironment } from '../supabase/embedded/stack.ts';

const HELP = `Says whether two casinos of a company know each other's players again: tier and "known at", nothing more.

  npm run -s recognition -- share harbor summit   by their names in addresses (slugs)
  npm run -s recognition -- end harbor summit     from the next look on

The database is that of this folder's stack, or the one in DATABASE_URL.
`;

const { values: options, positionals } = parseArgs({ allowPositionals: true, options: { help: { type: 'boolean' } } });

const databaseUrl = (): string => process.env.DATABASE_URL ?? getStackEnvironment(readSettings()).DATABASE_URL;

/** Whether that is news. */
async function say(verb: 'share' | 'end', slug: string, withSlug: string): Promise<boolean> {
  return withConnection(databaseUrl(), async (sql) => {
    try {
      const [row] =
        verb === 'share'
          ? await sql<{ isNews: boolean }[]>`select app.share_recognition(${slug}, ${withSlug}) as "isNews"`
          : await sql<{ isNews: boolean }[]>`select app.end_recognition(${slug}, ${withSlug}) as "isNews"`;
      return row?.isNews ?? false;
    } catch (error) {
      const { code, message } = error as postgres.PostgresError;
      if (message === 'CASINO_NOT_FOUND') throw new SetupError('There is no casino of one of these names.');
      if (code === '23514') throw new SetupError('It takes two casinos.');
      throw error;
    }
  });
}

await runCommand(async () => {
  const [verb, slug, withSlug] = positionals;
  if (options.help || (verb !== 'share' && verb !== 'end') || !slug || !withSlug) {
    console.error(HELP);
    return options.help ? 0 : 2;
  }
  const isNews = await say(verb, slug, withSlug);
  if (!isNews) console.log('Nothing changed: it was so before.');
  else if (verb === 'share') console.log(`${slug} and ${withSlug} know each other's players again from now on.`);
  else console.log(`${slug} and ${withSlug} know nothing of each other's players any more.`);
  return 0;
});
