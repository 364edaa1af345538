import { afterAll, beforeAll, expect, it } from 'vitest';
import { startTestStack, type TestStack } from '../support/stack';

const COMPLIANCE = 'compliance@harbor.example';

let stack: TestStack;
beforeAll(async () => {
  stack = await startTestStack();
  // Everybody's limit is eight seconds: that a shorter one of its own is heeded shows sooner. It works rather than waits, since
  // under a clock that libfaketime shifts no limit ends what waits.
  await stack.sql`
    create or replace function public.rpc_list_seals(p_kind text default null, p_from date default null, p_to date default null)
    returns jsonb language plpgsql stable security definer set search_path = '' set statement_timeout = '300ms'
    as $$
    begin
      while p_kind = 'long' and clock_timestamp() < statement_timestamp() + interval '7 seconds' loop
        null;
      end loop;
      return '{"items": []}';
    end;
    $$`;
});
afterAll(() => stack.dispose());

it('a function that says how long it may take has that long over the API, as on hosted Supabase', async () => {
  const answer = await stack.rpc(COMPLIANCE, 'rpc_list_seals', { p_kind: 'long' });
  expect(answer).toMatchObject({ status: 500, body: { code: '57014' } });
  expect(await stack.rpc(COMPLIANCE, 'rpc_list_seals', {})).toMatchObject({ status: 200 });
});

it('the proof of a ledger has a minute', async () => {
  const [proof] = await stack.sql`select proconfig from pg_proc where proname = 'rpc_verify_loyalty_ledger'`;
  expect(proof?.proconfig).toContain('statement_timeout=60s');
});
