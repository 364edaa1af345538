import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ACTORS } from '../support/security/actors';
import { arrangeSecurityFacts } from '../support/security/facts';
import { checkFunctionGrants, checkRoles } from '../support/security/grants';
import type { Violation } from '../support/security/probe';
import { checkTableAccess, checkTableGrants } from '../support/security/tables';
import { inTrial } from '../support/security/trial';
import { ownServer, PIT_BOSS, startTestStack, type TestStack } from '../support/stack';
import { may, TABLES } from './expectations';

let stack: TestStack;
let violations: Violation[];

beforeAll(async () => {
  stack = await startTestStack();
  await arrangeSecurityFacts(stack);
  violations = await inTrial(stack, (sql) => checkTableAccess(sql));
});
afterAll(() => stack.dispose());

describe('tables', () => {
  it('that exist are the tables that the expectations name', () => {
    expect(violations.filter(({ rule }) => rule === 'listed')).toEqual([]);
  });

  it.each(Object.entries(TABLES))(
    '%s shows each role the rows of its own casino that it may read, and no others',
    (table) => {
      expect(violations.filter(({ rule, subject }) => rule === 'read' && subject === table)).toEqual([]);
    },
  );

  it.each(Object.keys(TABLES))(
    `%s refuses insert, update, delete and truncate to all ${ACTORS.length} kinds of callers`,
    (table) => {
      expect(violations.filter(({ rule, subject }) => rule === 'write' && subject === table)).toEqual([]);
    },
  );

  it('grant select to authenticated and service_role, and nothing else to anybody', async () => {
    expect(await inTrial(stack, (sql) => checkTableGrants(sql))).toEqual([]);
  });
});

describe('schemas and roles', () => {
  it('anon can’t enter app, nobody can create anything, and no role but service_role passes row level security', async () => {
    expect(await inTrial(stack, (sql) => checkRoles(sql))).toEqual([]);
  });

  it('nobody may execute a function of app but the ones that policies call, and anon none at all', async () => {
    expect(await inTrial(stack, (sql) => checkFunctionGrants(sql))).toEqual([]);
  });
});

describe('through the API', () => {
  const read = async (path: string, { as, profile }: { as?: string; profile?: string } = {}) => {
    const { secrets, tokens } = ownServer();
    const response = await fetch(`${stack.api.url}/rest/v1/${path}`, {
      headers: {
        apikey: secrets.publishableKey,
        ...(as ? { authorization: `Bearer ${tokens[as]}` } : {}),
        ...(profile ? { 'accept-profile': profile } : {}),
      },
    });
    return { status: response.status, body: (await response.json()) as unknown };
  };

  it.each(Object.keys(TABLES))('%s answers anon with a refusal', async (table) => {
    const { status, body } = await read(`${table}?select=*`);
    expect(status).toBeGreaterThanOrEqual(400);
    expect(Array.isArray(body)).toBe(false);
  });

  it.each(Object.keys(TABLES))(
    '%s answers a pit boss with rows of the own casino only, also when asked for the other',
    async (table) => {
      const [casinos] = await stack.sql`
      select max(id::text) filter (where slug = 'harbor') as own, max(id::text) filter (where slug = 'summit') as other from public.casino`;
      const column = table === 'casino' ? 'id' : 'casino_id';
      const all = await read(`${table}?select=${column}`, { as: PIT_BOSS });
      expect(all.status).toBe(200);
      const owners = new Set((all.body as Record<string, string>[]).map((row) => row[column]));
      expect([...owners]).toEqual(may('pit_boss', TABLES[table]?.readers ?? null) ? [casinos?.own] : []);
      expect(await read(`${table}?select=*&${column}=eq.${casinos?.other}`, { as: PIT_BOSS })).toEqual({
        status: 200,
        body: [],
      });
    },
  );

  it.each([
    ['auth', 'users'],
    ['app', 'role_capabilities'],
    ['supabase_migrations', 'schema_migrations'],
    ['pg_catalog', 'pg_authid'],
    ['extensions', 'pg_stat_statements'],
  ])('schema %s is out of reach', async (profile, relation) => {
    for (const path of [relation, `${profile}.${relation}`]) {
      const { status, body } = await read(`${path}?select=*`, { as: PIT_BOSS, profile });
      expect(status).toBeGreaterThanOrEqual(400);
      expect(Array.isArray(body)).toBe(false);
    }
  });
});
