import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { fromRow } from '@/lib/shared/wire';
import { ctrUnknownSchema, type UpdateCtrCaseInput } from '@/services/ctr/dtos';
import { buildCtrBatch } from '@/services/ctr/fincen/batch';
import { ctrReportSchema } from '@/services/ctr/fincen/report';
import { SEED } from '../support/seed';
import { startTestStack, type TestStack } from '../support/stack';
import { type CtrDesk, ctrDesk, PROFILE } from './ctr-desk';
import { faultsOf, JUDGE } from './fincen-schema';

let stack: TestStack;
let desk: CtrDesk;

beforeAll(async () => {
  stack = await startTestStack();
  desk = ctrDesk(stack);
  await desk.setProfile(PROFILE);
});
afterAll(() => stack.dispose());

const maybe = (...values: string[]) => fc.constantFrom(...values, ...values, null);
const word = fc.stringMatching(/^[A-Za-z'&<>" -]{1,30}$/).filter((text) => text.trim() !== '');

/** What somebody may say of a person: much of it known, some of it not, some said to be unknown. */
const person = fc.record({
  isEntity: fc.constantFrom(true, false, false),
  lastName: fc.option(word, { nil: null, freq: 9 }),
  firstName: fc.option(word, { nil: null, freq: 9 }),
  middleName: fc.option(word, { nil: null }),
  alternateName: fc.option(word, { nil: null }),
  gender: maybe('female', 'male', 'unknown'),
  birthDate: maybe('1950-00-00', '1980-12-31', '2001-02-00'),
  street: fc.option(word, { nil: null, freq: 9 }),
  city: fc.option(word, { nil: null, freq: 9 }),
  state: maybe('NV', 'ON', 'TX'),
  zip: maybe('89501', '89501-1234', 'K1A 0B1'),
  country: maybe('US', 'CA', 'DE', 'cn'),
  tinType: maybe('ssn_itin', 'ein', 'foreign'),
  tin: maybe('078-05-1120', '00-1234567'),
  idType: maybe('driver_license', 'passport', 'alien_registration', 'other'),
  idOtherType: fc.option(word, { nil: null }),
  idNumber: maybe('X 007', '0000123'),
  idState: maybe('NV'),
  idCountry: maybe('US', 'MX'),
  occupation: fc.option(word, { nil: null, freq: 9 }),
  isVerified: fc.boolean(),
  unknown: fc.subarray(ctrUnknownSchema.options),
}) satisfies fc.Arbitrary<Omit<NonNullable<UpdateCtrCaseInput['person']>, 'personId'>>;

it(`whatever is said of the persons in it, a case that is ready makes a report that is right ${JUDGE}`, async () => {
  const [player] = await stack.sql<{ id: string }[]>`
    select p.id from public.player p join public.casino c on c.id = p.casino_id and c.slug = 'harbor' order by p.id limit 1`;
  const { ctrCaseId } = await desk.cash({ playerId: player?.id, amountCents: 1_234_567 });
  const one = await desk.get(ctrCaseId ?? '');
  const batches: string[] = [];
  for (const facts of fc.sample(person, { numRuns: 80, seed: SEED })) {
    const said = await desk.say(one.id, { person: { personId: one.persons[0]?.personId ?? '', ...facts } });
    expect(said.status).toBe(said.missing.length === 0 ? 'ready' : 'information_missing');
    if (said.status !== 'ready') continue;
    const [row] = await stack.sql`
      select app.ctr_report(c, 'initial', null, c.gaming_day) as report from public.ctr_case c where c.id = ${one.id}`;
    batches.push(buildCtrBatch([fromRow(ctrReportSchema, row?.report)]));
  }
  expect(batches.length).toBeGreaterThan(10);
  expect(await faultsOf(batches)).toEqual([]);
});
