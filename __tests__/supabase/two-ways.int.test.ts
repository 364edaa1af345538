import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { draftMigration } from '@/scripts/support/draft';
import { runTool } from '@/scripts/support/tool';
import { type Catalog, compareCatalogs, readCatalog } from '@/supabase/embedded/catalog';
import { withConnection } from '@/supabase/embedded/connection';
import { cloneDatabase, dropDatabase, prepareDatabase } from '@/supabase/embedded/database';
import { applyMigrations, readMigrationState } from '@/supabase/embedded/migrations';
import { buildTwoWays, type TwoWays } from '@/supabase/embedded/two-ways';
import { ownServer } from '../support/stack';

const NAMES = { one: 'migrations', other: 'schemas' };
const CHANGED = 'two_ways_changed';
const PUSHED = 'two_ways_pushed';
const APPLIED = 'two_ways_applied';

let ways: TwoWays;
let fromMigrations: Catalog;
let rolesBefore: unknown;

/** What belongs to the server, and so to neither database: roles, who is in which, and what is set for them everywhere. */
async function readRoles(): Promise<unknown> {
  return withConnection(ownServer().url, async (sql) => [
    await sql`select rolname, rolsuper, rolinherit, rolcanlogin, rolbypassrls, rolconfig from pg_roles order by rolname`,
    await sql`select roleid::regrole::text, member::regrole::text from pg_auth_members order by 1, 2`,
  ]);
}

beforeAll(async () => {
  const { url, secrets } = ownServer();
  rolesBefore = await readRoles();
  ways = await buildTwoWays(url, secrets);
  fromMigrations = await readCatalog(ways.migrations);
});
afterAll(async () => {
  for (const name of ['from_migrations', 'from_schemas', CHANGED, PUSHED, APPLIED])
    await dropDatabase(ownServer().url, name);
});

describe('a database built by the migrations', () => {
  it('is the one that the schemas say', async () => {
    expect(fromMigrations.size).toBeGreaterThan(1_000);
    expect(compareCatalogs(fromMigrations, await readCatalog(ways.schemas), NAMES)).toEqual([]);
  });

  it('is the same where the Supabase CLI applies them, as on a hosted project', async () => {
    const { url, secrets } = ownServer();
    const pushed = await cloneDatabase(url, PUSHED, 'template1');
    await prepareDatabase(pushed, secrets);
    runTool('supabase', ['migration', 'up', '--yes', `--remote=${pushed}`]);
    const prepared = await cloneDatabase(url, APPLIED, 'template1');
    await prepareDatabase(prepared, secrets);
    await applyMigrations(prepared);
    expect(compareCatalogs(await readCatalog(pushed), await readCatalog(prepared), NAMES)).toEqual([]);
    expect((await readMigrationState(pushed)).pending).toEqual([]);
  });

  it('changes nothing of the server, where no comparison of databases would see it', async () => {
    expect(await readRoles()).toEqual(rolesBefore);
  });
});

/** One change of each kind, all made in one copy: what is changed, how, and what the comparison must say of it. */
const CHANGES: [what: string, statements: string, sentences: RegExp[]][] = [
  ['a table', 'create table public.left_over ()', [/^table public\.left_over is in the schemas only$/]],
  [
    'a dropped index',
    'drop index public.player_last_name',
    [/^index public\.player_last_name is in the migrations only$/],
  ],
  [
    'a changed default',
    `alter table public.casino_settings alter column currency set default 'EUR'`,
    [
      /^column public\.casino_settings\.currency: default is "'USD'::text" in the migrations and "'EUR'::text" in the schemas$/,
    ],
  ],
  [
    'a missing comment',
    'comment on column public.loyalty_ledger.request_hash is null',
    [/^column public\.loyalty_ledger\.request_hash: comment is "Hash .*" in the migrations and none in the schemas$/],
  ],
  [
    'a missing grant',
    'revoke execute on function public.rpc_get_me() from authenticated',
    [
      /^function public\.rpc_get_me\(\): grants is "authenticated: EXECUTE; postgres: EXECUTE" in .* and "postgres: EXECUTE" in/,
    ],
  ],
  [
    'a trigger that replica mode would skip',
    'alter table public.loyalty_ledger enable trigger loyalty_ledger_append_only',
    [
      /^trigger loyalty_ledger_append_only of public\.loyalty_ledger: enabled is "always" in .* and "but in replica mode" in/,
    ],
  ],
  [
    'how a column is stored and counted',
    'alter table public.player alter column first_name set storage external, alter column first_name set statistics 500',
    [
      /^column public\.player\.first_name: statistics is none .* "500"/,
      /^column public\.player\.first_name: storage is "x" .* "e"/,
    ],
  ],
  [
    'what a function is run with',
    `alter function app.current_casino_id() set work_mem = '1MB'; alter function app.uuid_v7() cost 7`,
    [/^function app\.current_casino_id\(\): definition is "AS /, /^function app\.uuid_v7\(\): definition is .* COST 7/],
  ],
  [
    'a policy that lets more through',
    'alter policy "Staff read their own casino" on public.casino using (true)',
    [/^policy "Staff read their own casino" of public\.casino: using is "\(id = .*" in .* and "true" in/],
  ],
  [
    'a constraint that was never validated',
    `alter table public.casino drop constraint casino_name_check;
     alter table public.casino add constraint casino_name_check check (length(name) >= 1 and length(name) <= 200) not valid`,
    [
      /^constraint casino_name_check of public\.casino: definition is /,
      /^constraint casino_name_check of public\.casino: is validated is "true"/,
    ],
  ],
  [
    'switched off row security',
    'alter table public.player disable row level security',
    [/^table public\.player: row security is "true"/],
  ],
  [
    'what the next table would be granted',
    'alter default privileges in schema public grant select on tables to anon',
    [/^default privileges of postgres in public on tables/],
  ],
  [
    'a value of a type',
    `alter type public.slip_status add value 'lost'`,
    [/^type public\.slip_status: labels is ".*closed" in .* and ".*closed, lost" in/],
  ],
  [
    'statistics over two columns',
    'create statistics public.names_go_together on first_name, last_name from public.player',
    [/^statistics public\.names_go_together is in the schemas only$/],
  ],
  [
    'a publication',
    'create publication everything for all tables',
    [/^publication everything is in the schemas only$/],
  ],
  [
    'a setting of the database',
    `alter database ${CHANGED} set work_mem = '1MB'`,
    [/^setting of everybody here: work_mem is in the schemas only$/],
  ],
  [
    'kinds that it knows nothing of',
    'create collation app.of_ours from "C"; create text search dictionary app.plain (template = simple)',
    [/^collation app\.of_ours is in the schemas only$/, /^text search dictionary app\.plain is in the schemas only$/],
  ],
];

describe('the comparison sees', () => {
  let differences: string[];

  beforeAll(async () => {
    const changed = await cloneDatabase(ownServer().url, CHANGED, 'from_migrations');
    await withConnection(changed, async (sql) => {
      for (const [, statements] of CHANGES) await sql.unsafe(statements);
    });
    differences = compareCatalogs(fromMigrations, await readCatalog(changed), NAMES);
  });

  it.each(CHANGES)('%s', (_what, _statements, sentences) => {
    for (const sentence of sentences) expect(differences).toContainEqual(expect.stringMatching(sentence));
  });

  it('nothing else', () => {
    const sentences = CHANGES.flatMap(([, , expected]) => expected);
    expect(differences.filter((difference) => !sentences.some((sentence) => sentence.test(difference)))).toEqual([]);
  });
});

describe('the next migration', () => {
  it('is not drafted while there is nothing to write', async () => {
    expect(await draftMigration(ways)).toBeNull();
  });

  it('is drafted from what the schemas say more, and says what has to be written by hand', async () => {
    await withConnection(ways.schemas, (sql) =>
      sql.unsafe(`
        alter table public.player add column nick text default 'none' check (length(nick) <= 20);
        alter table public.player alter column nick set statistics 500;
        comment on column public.player.nick is 'What the player likes to be called.'`),
    );
    const draft = (await draftMigration(ways)) ?? '';
    expect(draft).toMatch(/^-- To be written by hand:\n-- {3}column public\.player\.nick: statistics is none .*\n\n/);
    expect(draft).toContain(`set lock_timeout = '5s';`);
    expect(draft).toMatch(/ADD COLUMN "nick" text DEFAULT 'none'::text/);
    expect(draft).toContain(`IS 'What the player likes to be called.'`);
    expect(draft).not.toMatch(/"postgres"|check_function_bodies/);
  });
});
