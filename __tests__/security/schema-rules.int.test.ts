import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkAppendOnly, checkAppendOnlyTriggers } from '../support/security/append-only';
import { arrangeSecurityFacts } from '../support/security/facts';
import { checkDefaultPrivileges } from '../support/security/grants';
import type { Violation } from '../support/security/probe';
import { checkForeignKeys, checkIdempotencyIndex, checkPolicies, checkTableShape } from '../support/security/schema';
import { inTrial } from '../support/security/trial';
import { startTestStack, type TestStack } from '../support/stack';
import { APPEND_ONLY } from './expectations';

let stack: TestStack;
let violations: Violation[];

beforeAll(async () => {
  stack = await startTestStack();
  await arrangeSecurityFacts(stack);
  violations = await inTrial(stack, async (sql) => [
    ...(await checkTableShape(sql)),
    ...(await checkForeignKeys(sql)),
    ...(await checkIdempotencyIndex(sql)),
  ]);
});
afterAll(() => stack.dispose());

describe('every table', () => {
  it.each([
    ['row level security', 'has row level security on'],
    ['comment', 'says in a comment what it is'],
    ['casino_id', 'belongs to a casino'],
    ['primary key', 'has a primary key that starts with the casino'],
    ['foreign key', 'refers to rows of its own casino only'],
    ['foreign key index', 'has an index for each of its references'],
    ['idempotency', 'has its idempotency keys in the one key space of its casino'],
    ['view', 'is shown by views only with the rights of who asks'],
  ])('%s: it %s', (rule) => {
    expect(violations.filter((violation) => violation.rule === rule)).toEqual([]);
  });

  it('has one policy per operation, for signed-in people, on their own casino, with its look-ups made once', async () => {
    expect(await inTrial(stack, (sql) => checkPolicies(sql))).toEqual([]);
  });
});

describe('append-only', () => {
  it('triggers are on for good, in replica mode too', async () => {
    expect(await inTrial(stack, (sql) => checkAppendOnlyTriggers(sql))).toEqual([]);
  });

  it.each(Object.entries(APPEND_ONLY))('%s refuses %j to staff, to service_role and to the owner', async (table) => {
    expect(await inTrial(stack, (sql) => checkAppendOnly(sql, table))).toEqual([]);
  });
});

it('the worker’s functions go on with the next casino also where a batch ran out of time, which is not among the others', async () => {
  const loops = await stack.sql<{ name: string; source: string }[]>`
    select proname as name, prosrc as source from pg_proc
    where pronamespace = 'public'::regnamespace and starts_with(proname, 'rpc_worker_') and prosrc ~ 'exception when'`;
  expect(loops.length).toBeGreaterThan(3);
  expect(
    loops.filter(({ source }) => !source.includes('when query_canceled or others')).map(({ name }) => name),
  ).toEqual([]);
});

it('what a later migration makes is out of reach until a grant says otherwise', async () => {
  expect(await inTrial(stack, (sql) => checkDefaultPrivileges(sql))).toEqual([]);
});
