import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestStack, type TestStack } from '../support/stack';

/** What the advisors say of the product as it is, and why it may stay. */
const ALLOWED: Record<string, string> = {
  unused_index: 'A database that was made a moment ago has not used most of its indexes.',
};

type Finding = { name: string; level: string; cacheKey: string; detail: string };

const CLI = join(import.meta.dirname, '../../node_modules/.bin/supabase');
const run = promisify(execFile);

let stack: TestStack;

beforeAll(async () => {
  stack = await startTestStack();
});
afterAll(() => stack.dispose());

async function listFindings(type: 'security' | 'performance'): Promise<Finding[]> {
  const flags = [`--remote=${stack.databaseUrl}`, '--type', type, '--level', 'info', '--output-format', 'json'];
  const { stdout } = await run(CLI, ['db', 'advisors', ...flags], {
    env: { ...process.env, SUPABASE_TELEMETRY_DISABLED: '1', DO_NOT_TRACK: '1' },
    maxBuffer: 64 * 1024 * 1024,
  });
  const { results } = JSON.parse(stdout) as { results: Finding[] };
  return results;
}

/** Functions whose names were looked up when they were made (`return …`), so that a search path means nothing to them. */
async function listBoundFunctions(): Promise<string[]> {
  const rows = await stack.sql<{ name: string }[]>`
    select pronamespace::regnamespace || '.' || proname as name from pg_proc where prosqlbody is not null and not prosecdef`;
  return rows.map(({ name }) => name);
}

describe('Supabase’s own advisors', () => {
  it.each(['security', 'performance'] as const)('find nothing about %s that is not on the list', async (type) => {
    const bound = await listBoundFunctions();
    const unexpected = (await listFindings(type)).filter(
      ({ name, detail }) =>
        !(name in ALLOWED) &&
        !(name === 'function_search_path_mutable' && bound.some((bare) => detail.includes(`\`${bare}\``))),
    );
    expect(unexpected.map(({ name, level, detail }) => `${level} ${name}: ${detail}`)).toEqual([]);
  });

  it('would find a table without row level security and a function with a mutable search path', async () => {
    await stack.sql.unsafe(`
      create table public.unguarded (id integer primary key);
      grant select on public.unguarded to anon;
      create function public.unguarded() returns integer language sql as 'select 1'`);
    try {
      const names = (await listFindings('security')).map(({ name }) => name);
      expect(names).toContain('rls_disabled_in_public');
      expect(names).toContain('function_search_path_mutable');
    } finally {
      await stack.sql.unsafe('drop table public.unguarded; drop function public.unguarded()');
    }
  });
});
