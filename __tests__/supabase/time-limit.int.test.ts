import { afterAll, beforeAll, expect, it } from 'vitest';
import { startTestStack, type TestStack } from '../support/stack';

const COMPLIANCE = 'compliance@harbor.example';

let stack: TestStack;
beforeAll(async () => {
  stack = await startTestStack();
  // Everybody's limit is eight seconds: that a shorter one of its own is heeded shows sooner.
  await stack.sql`alter function public.rpc_list_seals(text, date, date) set statement_timeout = '300ms'`;
});
afterAll(() => stack.dispose());

it('a function that says how long it may take has that long over the API, as on hosted Supabase', async () => {
  await stack.sql.begin(async (sql) => {
    await sql`lock table public.seal in access exclusive mode`;
    expect(await stack.rpc(COMPLIANCE, 'rpc_list_seals', {})).toMatchObject({ status: 500, body: { code: '57014' } });
  });
  expect(await stack.rpc(COMPLIANCE, 'rpc_list_seals', {})).toMatchObject({ status: 200 });
});

it('the proof of a ledger has a minute', async () => {
  const [proof] = await stack.sql`select proconfig from pg_proc where proname = 'rpc_verify_loyalty_ledger'`;
  expect(proof?.proconfig).toContain('statement_timeout=60s');
});
