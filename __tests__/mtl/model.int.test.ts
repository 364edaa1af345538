import fc from 'fast-check';
import type postgres from 'postgres';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ctrDesk, PROFILE } from '../ctr/ctr-desk';
import { SEED } from '../support/seed';
import { ADMIN, startTestStack, type TestStack } from '../support/stack';
import { Run, stepArbitrary } from './model-run';
import { createMtlDesk } from './mtl-desk';

const STEPS = 2_000;
const PART = 100;
/** What must have come up for the run to say anything: how each call ended. */
const ENDINGS = [
  'rpc_void_mtl_entry MTL_ENTRY_VOIDED',
  'rpc_identify_unknown_patron UNKNOWN_PATRON_IDENTIFIED',
  'rpc_get_ctr_case CTR_CASE_NOT_FOUND',
  'rpc_update_ctr_case OK',
  'rpc_update_ctr_case CTR_CASE_CHANGED',
  'rpc_update_ctr_case CTR_CASE_CLOSED',
  'rpc_update_ctr_case CTR_PERSON_NOT_FOUND',
  'rpc_update_ctr_case VALIDATION_FAILED',
  'rpc_file_ctr_case OK',
  'rpc_file_ctr_case CTR_ACKNOWLEDGEMENT_AWAITED',
  'rpc_file_ctr_case CTR_CASE_CLOSED',
  'rpc_file_ctr_case CTR_CASE_NOT_READY',
  'rpc_export_ctr_cases OK',
  'rpc_export_ctr_cases CTR_CASE_CLOSED',
  'rpc_export_ctr_cases CTR_NOTHING_TO_EXPORT',
  'rpc_acknowledge_ctr_batch OK',
  'rpc_acknowledge_ctr_batch CTR_ACKNOWLEDGEMENT_UNREADABLE',
  'rpc_acknowledge_ctr_batch CTR_BATCH_ACKNOWLEDGED',
  'rpc_acknowledge_ctr_batch CTR_BATCH_NOT_FOUND',
];

let stack: TestStack;
let run: Run;
let transaction: postgres.TransactionSql;

beforeAll(async () => {
  stack = await startTestStack();
  const desk = createMtlDesk(stack);
  await ctrDesk(stack).setProfile(PROFILE);
  const players = await Promise.all(Array.from({ length: 6 }, () => desk.player()));
  const names = await stack.sql<{ id: string; name: string }[]>`
    select id, last_name as name from public.player where id = any (${players})`;
  const enrolledAs = new Map(names.map(({ id, name }) => [id, name]));
  run = new Run({ players, enrolledAs, tableId: (await desk.floor.addTable()).id }, () => transaction);
});
afterAll(() => stack.dispose());

describe(`after each of ${STEPS} drawn steps of the cash log and of its cases, the totals, cases and reports are those of an independent model, and a refused step left nothing (seed ${SEED})`, () => {
  const steps = fc.sample(stepArbitrary, { seed: SEED, numRuns: STEPS });

  // One run in parts, so that none of them is as long as the whole; each goes on where the one before ended.
  it.each(Array.from({ length: STEPS / PART }, (_, part) => part * PART))(
    `from step %i on, ${PART} steps`,
    async (from) => {
      // All of them in one transaction, which is a request less for each.
      await stack.asRole('authenticated', ADMIN, async (sql) => {
        transaction = sql;
        for (const [at, step] of steps.slice(from, from + PART).entries()) {
          await run.take(step).catch((error) => {
            throw new Error(`Seed ${SEED}, step ${from + at}: ${JSON.stringify(step)}`, { cause: error });
          });
        }
        await run.compareAll();
      });
    },
  );

  it('each call ended in every way that it has', () => {
    expect([...run.outcomes.keys()]).toEqual(expect.arrayContaining(ENDINGS));
    const kinds = run.cases.cases.flatMap(({ filings }) => filings.map(({ kind }) => kind));
    expect(new Set(kinds)).toEqual(new Set(['initial', 'amendment']));
  });
});
