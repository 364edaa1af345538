import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import postgres from 'postgres';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { serveApi } from '@/supabase/embedded/api';
import { listBackups, restore } from '@/supabase/embedded/backups';
import { withConnection } from '@/supabase/embedded/connection';
import { authenticatorUrl, cloneDatabase, dropDatabase, prepareDatabase } from '@/supabase/embedded/database';
import { seedDemo } from '@/supabase/embedded/demo';
import { applyMigrations, readMigrationState, readMigrations } from '@/supabase/embedded/migrations';
import { MIGRATIONS_DIRECTORY } from '@/supabase/embedded/settings';
import { upgrade } from '@/supabase/embedded/upgrade';
import { ownServer } from '../support/stack';

const DATABASE = 'to_be_upgraded';

/** Steps as the rules for big tables want them: no table is rewritten, and none is locked while its rows are read. */
const STEPS = {
  '90000101000000_note.sql': `
    set lock_timeout = '5s';
    alter table public.loyalty_ledger add column desk text;
    alter table public.loyalty_ledger add constraint desk_is_short check (length(desk) <= 20) not valid;`,
  '90000101000001_note_is_valid.sql': 'alter table public.loyalty_ledger validate constraint desk_is_short;',
  '90000101000002_note_index.sql': `
    -- Alone: no transaction may hold it.
    create index concurrently loyalty_ledger_desk on public.loyalty_ledger (casino_id, desk) where desk is not null;`,
};

let url: string;
let folder: string;

/** A folder of migrations: the baseline alone, or all there are, and what is given. */
function migrations(which: 'baseline' | 'all', more: Record<string, string> = {}): string {
  const target = mkdtempSync(join(folder, 'migrations-'));
  const files = readMigrations().slice(0, which === 'all' ? undefined : 1);
  for (const { path } of files) cpSync(join(MIGRATIONS_DIRECTORY, path), join(target, path));
  for (const [path, text] of Object.entries(more)) writeFileSync(join(target, path), text);
  return target;
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'pitside-upgrade-'));
  const server = ownServer();
  url = await cloneDatabase(server.url, DATABASE, 'template1');
  await prepareDatabase(url, server.secrets);
  await applyMigrations(url, migrations('baseline'));
  const databaseUrl = authenticatorUrl(url, server.secrets.authenticatorPassword);
  const api = await serveApi({ databaseUrl, secrets: server.secrets, port: 0 });
  await seedDemo({ apiUrl: api.url, publishableKey: server.secrets.publishableKey, databaseUrl: url });
  await api.close();
});
afterAll(async () => {
  const server = ownServer();
  for (const name of [DATABASE, ...(await listBackups(server.url))]) await dropDatabase(server.url, name);
  rmSync(folder, { recursive: true });
});

/** What the proof finds in each casino's ledger: everything it looks for, with what there is of it. */
function findings(): Promise<Record<string, unknown[]>[]> {
  return withConnection(url, async (sql) => {
    const rows = await sql<{ found: Record<string, unknown[]> }[]>`
      select app.ledger_findings(id, null) as found from public.casino order by slug`;
    return rows.map(({ found }) => found);
  });
}

function countEntries(): Promise<number> {
  return withConnection(url, async (sql) => {
    const [row] = await sql<{ count: number }[]>`select count(*)::integer as count from public.loyalty_ledger`;
    return row?.count ?? 0;
  });
}

function isIndexValid(name: string): Promise<boolean> {
  return withConnection(url, async (sql) => {
    const [row] = await sql<
      { indisvalid: boolean }[]
    >`select indisvalid from pg_index where indexrelid = ${name}::regclass`;
    return row?.indisvalid ?? false;
  });
}

/** A tablet that issues one reward after the other, as nobody but its pit boss, until it is stopped; then what it was told. */
function startTablet() {
  const sql = postgres(url, { max: 1, onnotice: () => undefined });
  const told: { entry: { id: string } }[] = [];
  let isStopped = false;
  const issue = (slipId: string, userId: string) =>
    sql.begin(async (call) => {
      await call`select set_config('request.jwt.claim.sub', ${userId}, true)`;
      await call`set local role authenticated`;
      const [row] = await call<{ answer: { entry: { id: string } } }[]>`
        select public.rpc_issue_mid_session_reward(${slipId}, 10, 'mid_session_bonus', ${`upgrade-${told.length}`}) as answer`;
      if (row) told.push(row.answer);
    });
  const work = async () => {
    const [staff] = await sql<
      { user_id: string }[]
    >`select user_id from public.staff where email = 'pitboss@harbor.example'`;
    await sql`update public.casino_settings set rewards_per_staff_per_minute = null`;
    const [slip] = await sql<{ id: string }[]>`
      select s.id from public.rating_slip s join public.casino c on c.id = s.casino_id
      where c.slug = 'harbor' and s.status = 'open'
        and not exists (select from public.player_exclusion e where e.player_id = s.player_id) limit 1`;
    while (!isStopped) await issue(slip?.id ?? '', staff?.user_id ?? '');
  };
  const done = work().finally(() => sql.end());
  /** Resolves when it was told of more rewards than now. */
  const oneMore = async () => {
    const before = told.length;
    const poll = async (): Promise<void> => {
      if (told.length > before) return;
      await Promise.race([done, new Promise((resolve) => setTimeout(resolve, 10))]);
      return poll();
    };
    await poll();
  };
  const stop = async () => {
    isStopped = true;
    await done;
    return told;
  };
  return { oneMore, stop };
}

describe('a database with data', () => {
  it('comes from the baseline to the newest while a tablet goes on, and its ledger proves itself before and after', async () => {
    const before = await findings();
    const entries = await countEntries();
    expect(before.flatMap((casino) => Object.values(casino)).flat()).toEqual([]);

    const tablet = startTablet();
    await tablet.oneMore();
    const steps = migrations('all', STEPS);
    const applied = await applyMigrations(url, steps);
    await tablet.oneMore();
    const told = await tablet.stop();

    expect(applied).toEqual(
      readMigrations(steps)
        .slice(1)
        .map(({ version }) => version),
    );
    expect(await isIndexValid('public.loyalty_ledger_desk')).toBe(true);
    expect(await findings()).toEqual(before);
    expect(new Set(told.map(({ entry }) => entry.id)).size).toBe(told.length);
    expect(await countEntries()).toBe(entries + told.length);
  });

  it('is backed up under a name that is said before a step, and comes back from there', async () => {
    const said: string[] = [];
    const { applied } = await readMigrationState(url, migrations('all', STEPS));
    const next = migrations('all', {
      ...STEPS,
      '90000102000000_gone.sql': 'drop table public.player_exclusion cascade;',
    });
    await upgrade(url, ownServer().secrets, (line) => said.push(line), next);
    expect((await readMigrationState(url, next)).pending).toEqual([]);

    const [backup = ''] = await listBackups(url);
    expect(said).toEqual([`Upgrading the database, after a backup: ${backup}`, 'Applied 90000102000000_gone.sql.']);
    const replaced = await restore(url, backup);
    expect(await listBackups(url)).toEqual([replaced]);
    expect((await readMigrationState(url, next)).applied).toEqual(applied);
    expect((await findings()).flatMap((casino) => Object.values(casino)).flat()).toEqual([]);
  });

  it('is as it was after a first step that fails, and no backup is left of it', async () => {
    const broken = migrations('all', {
      ...STEPS,
      '90000102000000_broken.sql': 'create table public.half ();\nselect nothing;',
    });
    const before = [await countEntries(), await listBackups(url)];
    await expect(upgrade(url, ownServer().secrets, () => undefined, broken)).rejects.toThrow(
      /^90000102000000_broken\.sql failed: .* \(line 2\)\nNothing was changed\.$/,
    );
    expect((await readMigrationState(url, broken)).pending.map(({ path }) => path)).toEqual([
      '90000102000000_broken.sql',
    ]);
    expect([await countEntries(), await listBackups(url)]).toEqual(before);
  });

  it('is told how to go back when a later step fails', async () => {
    const { applied } = await readMigrationState(url, migrations('all', STEPS));
    const steps = {
      ...STEPS,
      '90000102000000_fine.sql': `comment on table public.pit is 'Changed.';`,
      '90000102000001_broken.sql': 'select nothing;',
    };
    const failure = upgrade(url, ownServer().secrets, () => undefined, migrations('all', steps));
    await expect(failure).rejects.toThrow(
      /^90000102000001_broken\.sql failed: [\s\S]*npm run restore -- backup_\d{17}$/,
    );
    const [backup = ''] = await listBackups(url);
    await restore(url, backup);
    expect((await readMigrationState(url, migrations('all', STEPS))).applied).toEqual(applied);
  });

  it('needs no backup where nothing is to be done', async () => {
    const before = await listBackups(url);
    const said: string[] = [];
    await upgrade(url, ownServer().secrets, (line) => said.push(line), migrations('all', STEPS));
    expect(await listBackups(url)).toEqual(before);
    expect(said).toEqual([]);
  });
});

describe('code refuses a database', () => {
  it('that is newer than the code', async () => {
    await expect(readMigrationState(url, migrations('baseline'))).rejects.toThrow(
      /^The database has migration 90000101000000_note, .*it is newer than the code/,
    );
  });

  it('that was made from migrations that are gone', async () => {
    const others = mkdtempSync(join(folder, 'migrations-'));
    writeFileSync(join(others, '99999999000000_baseline.sql'), 'select 1;');
    await expect(readMigrationState(url, others)).rejects.toThrow(
      /made from migrations that are gone\. .*npm run reset$/,
    );
  });

  it('that was made from a migration as it no longer is', async () => {
    const [baseline] = readMigrations();
    const edited = migrations('all', { ...STEPS, [baseline?.path ?? '']: `${baseline?.text}\nselect 1;` });
    await expect(readMigrationState(url, edited)).rejects.toThrow(
      /baseline\.sql was edited since the database was made from it/,
    );
  });
});
