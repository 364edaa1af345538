import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newId } from '@/lib/shared/ids';
import { ctrDesk } from '../ctr/ctr-desk';
import { createExclusionsDesk, type ExclusionsDesk, REASON } from '../exclusions/exclusions-desk';
import { createLensDesk, type LensDesk } from '../lens/lens-desk';
import type { MtlDesk } from '../mtl/mtl-desk';
import { dayAfter } from '../support/days';
import { ADMIN, type Email, PIT_BOSS, startTestStack, type TestStack } from '../support/stack';

const COMPLIANCE: Email = 'compliance@harbor.example';
const CASHIER: Email = 'cashier@harbor.example';

let stack: TestStack;
let exclusions: ExclusionsDesk;
let log: MtlDesk;
let lens: LensDesk;
let cases: ReturnType<typeof ctrDesk>;

beforeAll(async () => {
  stack = await startTestStack();
  exclusions = createExclusionsDesk(stack);
  lens = createLensDesk(stack);
  log = lens.mtl;
  cases = ctrDesk(stack);
});
afterAll(() => stack.dispose());

/** Who read what of a thing, the first first. */
async function readingsOf(entityId: string) {
  return [
    ...(await stack.sql`
      select a.action, s.email, a.entity_type as entity, a.before, a.after, a.outcome from public.audit_log a
      join public.staff s on s.casino_id = a.casino_id and s.id = a.staff_id
      where a.entity_id = ${entityId} and a.action ~ '\\.read_' order by a.id`),
  ];
}
const reading = (action: string, email: Email, entity: string) => ({
  ...{ action, email, entity, outcome: 'done' },
  // Never what was read.
  ...{ before: null, after: null },
});
const read = (as: Email, path: string) => stack.http(as, 'GET', path);

describe('the identification of a case', () => {
  it('is on record by who opened it, once a day however often they look, under the correlation id of the answer', async () => {
    const playerId = await log.player();
    const { ctrCaseId } = await cases.cash({ amountCents: 1_100_000, playerId });
    const caseId = ctrCaseId ?? '';
    const first = await read(COMPLIANCE, `/ctr-cases/${caseId}`);
    for (let look = 0; look < 2; look += 1) expect((await read(COMPLIANCE, `/ctr-cases/${caseId}`)).status).toBe(200);
    await read(ADMIN, `/ctr-cases/${caseId}`);
    expect(await readingsOf(caseId)).toEqual([
      reading('ctr.read_identification', COMPLIANCE, 'ctr_case'),
      reading('ctr.read_identification', ADMIN, 'ctr_case'),
    ]);
    const [row] = await stack.sql`
      select correlation_id as id from public.audit_log where entity_id = ${caseId} and action = 'ctr.read_identification' order by id`;
    expect(row?.id).toBe(first.headers.get('x-correlation-id'));
  });

  it('is not read, nor on record, by who sees figures alone, in a list, or where there is no case', async () => {
    const playerId = await log.player();
    const { ctrCaseId } = await cases.cash({ amountCents: 1_200_000, playerId });
    expect((await read(CASHIER, `/ctr-cases/${ctrCaseId}`)).body.data).toMatchObject({ persons: [{ facts: null }] });
    const { items } = (await read(COMPLIANCE, '/ctr-cases')).body.data as { items: { persons: { facts: null }[] }[] };
    expect(items.flatMap(({ persons }) => persons).filter(({ facts }) => facts !== null)).toEqual([]);
    const nobodys = newId();
    expect((await read(COMPLIANCE, `/ctr-cases/${nobodys}`)).status).toBe(404);
    expect((await read('compliance@summit.example', `/ctr-cases/${ctrCaseId}`)).status).toBe(404);
    expect([...(await readingsOf(ctrCaseId ?? '')), ...(await readingsOf(nobodys))]).toEqual([]);
  });
});

describe('an exclusion', () => {
  it('is on record when its details are listed, by player, and never with kind or reason', async () => {
    const { playerId } = await exclusions.excluded();
    for (let look = 0; look < 2; look += 1) await exclusions.list(`?playerId=${playerId}`);
    expect(await readingsOf(playerId)).toEqual([reading('exclusion.read_details', COMPLIANCE, 'player')]);
    const rows =
      await stack.sql`select to_jsonb(a)::text as row from public.audit_log a where action = 'exclusion.read_details'`;
    expect(rows.filter(({ row }) => row.includes(REASON) || row.includes('barred'))).toEqual([]);
  });

  it('is on record when who may know why asks before seating, and not when others learn that there is one', async () => {
    const { playerId } = await exclusions.excluded();
    expect((await read(PIT_BOSS, `/players/${playerId}/seating`)).body.data).toMatchObject({
      isHeld: true,
      exclusions: [],
    });
    expect((await read(PIT_BOSS, `/exclusions?playerId=${playerId}`)).status).toBe(403);
    expect(await readingsOf(playerId)).toEqual([]);
    await read(ADMIN, `/players/${playerId}/seating`);
    expect(await readingsOf(playerId)).toEqual([reading('exclusion.read_details', ADMIN, 'player')]);
    const free = (await exclusions.floor.enrol()).id;
    await read(ADMIN, `/players/${free}/seating`);
    expect(await readingsOf(free)).toEqual([]);
  });

  it('leaves hits as they are: a reading is none', async () => {
    const { playerId } = await exclusions.excluded();
    await exclusions.tryCheckIn(playerId);
    const before = await exclusions.hits(`?playerId=${playerId}`);
    await exclusions.list(`?playerId=${playerId}`);
    expect(await exclusions.hits(`?playerId=${playerId}`)).toEqual(before);
    expect(before.items).toHaveLength(1);
  });
});

describe('an unknown patron', () => {
  it('is on record when their sheet is opened, and not as a line of the log', async () => {
    const { entry } = await log.recorded({ unknownPatron: { description: 'Tall, a scar over the left eye' } });
    const patronId = entry.unknownPatron?.id ?? '';
    await log.list();
    expect(await readingsOf(patronId)).toEqual([]);
    for (let look = 0; look < 2; look += 1) await log.list(`?unknownPatronId=${patronId}`);
    expect(await readingsOf(patronId)).toEqual([reading('mtl.read_description', CASHIER, 'mtl_unknown_patron')]);
  });
});

describe('what stands out', () => {
  /** One description of two people in days of their own, of whom the second turned out to be somebody. */
  async function describedTwice() {
    const days = lens.newDays();
    const saw = async (later: number) => {
      const occurredAt = `${dayAfter(days.from, later)}T20:00:00Z`;
      const { entry } = await log.recorded({ unknownPatron: { description: 'A limp, grey coat' }, occurredAt });
      return entry.unknownPatronId ?? '';
    };
    const unknown = [await saw(0), await saw(1)];
    await log.identified(unknown[1] ?? '', await log.player());
    return { days, unknown };
  }
  const description = (email: Email) => reading('mtl.read_description', email, 'mtl_unknown_patron');

  it('is on record where a description is shown, and with its rows also by whom they are about', async () => {
    const { days, unknown } = await describedTwice();
    const [shown = '', other = ''] = unknown;
    for (let look = 0; look < 2; look += 1) await lens.list('cash', days);
    expect([await readingsOf(shown), await readingsOf(other)]).toEqual([[description(COMPLIANCE)], []]);
    const [finding] = await lens.listKind('same_description', 'cash', days);
    for (let look = 0; look < 2; look += 1) expect(await lens.rowsOf(finding?.id ?? '', 'cash', days)).toHaveLength(2);
    expect(await readingsOf(shown)).toEqual([description(COMPLIANCE)]);
    expect(await readingsOf(other)).toEqual([description(COMPLIANCE)]);
  });

  it('is on record where a description is among the rows of a player by name', async () => {
    const [days, playerId] = [lens.newDays(), await log.player()];
    const add = (later: number, patron: object) =>
      log.recorded({ ...patron, amountCents: 280_000, occurredAt: `${dayAfter(days.from, later)}T20:00:00Z` });
    for (const later of [0, 1]) await add(later, { playerId });
    const { entry } = await add(2, { unknownPatron: { description: 'Blue cap' } });
    const patronId = entry.unknownPatronId ?? '';
    await log.identified(patronId, playerId);
    const [finding] = await lens.listKind('under_step', 'cash', days);
    expect(finding).toMatchObject({ playerId, unknownPatronId: null });
    expect(await readingsOf(patronId)).toEqual([]);
    await lens.look(finding?.id ?? '', 'cash', days, ADMIN);
    expect(await readingsOf(patronId)).toEqual([description(ADMIN)]);
  });

  it('is not on record of who may not see it, or found nothing', async () => {
    const { days, unknown } = await describedTwice();
    expect((await lens.ask('cash', days, { as: CASHIER })).status).toBe(403);
    expect((await lens.ask('insider', days)).status).toBe(200);
    expect((await lens.look('f'.repeat(32), 'cash', days)).status).toBe(404);
    for (const patronId of unknown) expect(await readingsOf(patronId)).toEqual([]);
  });
});

it('two looks of one person at once leave one row, and neither waits for good', async () => {
  const players = [(await exclusions.excluded()).playerId, (await exclusions.excluded()).playerId];
  await Promise.all(Array.from({ length: 6 }, () => exclusions.list()));
  for (const playerId of players) expect(await readingsOf(playerId)).toHaveLength(1);
});

it('nobody takes the key of a reading for something of their own', async () => {
  const caseId = newId();
  const answer = await stack.http(ADMIN, 'PUT', '/me/language', {
    body: { language: 'en' },
    key: `read:ctr.read_identification:${newId()}:2026-11-28:${caseId}`,
  });
  expect(answer.status).toBe(422);
  expect(answer.body.code).toBe('VALIDATION_FAILED');
});

it('who may not read a domain does not learn from the trail who read of it', async () => {
  const { playerId } = await exclusions.excluded();
  await exclusions.list(`?playerId=${playerId}`);
  const { body } = await read('loyalty@harbor.example', `/audit?entity=player&entityId=${playerId}`);
  const { items } = body.data as { items: { domain: string }[] };
  expect(items.filter(({ domain }) => domain === 'exclusion')).toEqual([]);
});
