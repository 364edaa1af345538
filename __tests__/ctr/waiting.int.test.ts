import { afterAll, beforeAll, expect, it } from 'vitest';
import { newId } from '@/lib/shared/ids';
import type { ComplianceWaiting } from '@/services/compliance/dtos';
import type { CtrCasePage } from '@/services/ctr/dtos';
import { type ADMIN, startTestStack, type TestStack } from '../support/stack';
import { acknowledgementOf, CASHIER, COMPLIANCE, type CtrDesk, ctrDesk, IDENTITY, PROFILE } from './ctr-desk';

const OTHER_COMPLIANCE = 'compliance@summit.example';
let stack: TestStack;
let desk: CtrDesk;

beforeAll(async () => {
  stack = await startTestStack();
  desk = ctrDesk(stack);
  await desk.setProfile(PROFILE);
});
afterAll(() => stack.dispose());

async function list(query: string): Promise<CtrCasePage> {
  const { status, body } = await stack.http(COMPLIANCE, 'GET', `/ctr-cases${query}`);
  expect(status).toBe(200);
  return body.data as CtrCasePage;
}

async function waiting(as: typeof ADMIN = COMPLIANCE): Promise<ComplianceWaiting> {
  const { status, body } = await stack.http(as, 'GET', '/compliance/waiting');
  expect(status).toBe(200);
  return body.data as ComplianceWaiting;
}

/** A case of somebody of whom no case knows. */
async function openCase() {
  const [player] = await stack.sql<{ id: string }[]>`
    select p.id from public.player p join public.casino c on c.id = p.casino_id and c.slug = 'harbor'
    where not exists (select from public.mtl_entry x where x.player_id = p.id) order by p.id limit 1`;
  const voided = await desk.cash({ playerId: player?.id, amountCents: 200_000 });
  const { ctrCaseId } = await desk.cash({ playerId: player?.id, amountCents: 1_500_000 });
  if (ctrCaseId === null) throw new Error('No case has opened.');
  return { caseId: ctrCaseId, playerId: player?.id, smallEntryId: voided.entry.id };
}

it('what is due first stands first, page by page, until it has gone out', async () => {
  const one = await openCase();
  await stack.sql`update public.ctr_case set due_on = due_on - 40 where id = ${one.caseId}`;
  const whole = await list('?isWaiting=true');
  expect(whole.items[0]?.id).toBe(one.caseId);
  const days = whole.items.map(({ dueOn }) => dueOn);
  expect(days).toEqual([...days].sort());
  expect(whole.items.length).toBeGreaterThan(1);

  const paged: string[] = [];
  for (let cursor: string | null = ''; cursor !== null; ) {
    const page: CtrCasePage = await list(`?isWaiting=true&limit=1${cursor ? `&cursor=${cursor}` : ''}`);
    paged.push(...page.items.map(({ id }) => id));
    cursor = page.nextCursor;
  }
  expect(paged).toEqual(whole.items.map(({ id }) => id));

  const isListed = async () => (await list('?isWaiting=true')).items.some(({ id }) => id === one.caseId);
  for (const { personId } of (await desk.get(one.caseId)).persons)
    await desk.say(one.caseId, { person: { personId, ...IDENTITY } });
  expect((await desk.file(one.caseId)).status).toBe(201);
  // Filed, and not gone out yet: somebody has still to export it.
  expect(await isListed()).toBe(true);
  expect((await desk.export({ caseIds: [one.caseId] })).status).toBe(201);
  expect(await isListed()).toBe(false);

  expect((await desk.acknowledge(acknowledgementOf('A', ['31000000000099']))).status).toBe(201);
  expect(await isListed()).toBe(false);
  await desk.voidEntry(one.smallEntryId);
  expect(await isListed()).toBe(true);
});

it('an entry that was voided stays in sight of its case, with why and by whom', async () => {
  const one = await openCase();
  await desk.voidEntry(one.smallEntryId);
  const { entries, voidedEntries, cashInCents } = await desk.get(one.caseId);
  expect(entries.map(({ amountCents }) => amountCents)).toEqual([1_500_000]);
  expect(cashInCents).toBe(1_500_000);
  expect(voidedEntries).toEqual([
    expect.objectContaining({
      id: one.smallEntryId,
      amountCents: 200_000,
      voidReason: 'Typed twice',
      voidedByStaffName: 'Harbor Cashier',
    }),
  ]);
});

it('what waits is counted: cases, those that are overdue, and hits until somebody looked into them', async () => {
  const before = await waiting();
  const other = await waiting(OTHER_COMPLIANCE);
  const one = await openCase();
  expect(await waiting()).toEqual({ ...before, cases: before.cases + 1 });
  await stack.sql`update public.ctr_case set due_on = due_on - 40 where id = ${one.caseId}`;
  const late = { ...before, cases: before.cases + 1, overdueCases: before.overdueCases + 1 };
  expect(await waiting()).toEqual(late);

  const decision = { status: 'not_required' as const, reason: 'Of the house itself' };
  await desk.say(one.caseId, { decision });
  expect(await waiting()).toEqual(before);

  await stack.http(COMPLIANCE, 'POST', '/exclusions', {
    body: { playerId: one.playerId, kind: 'self', reason: 'Asked for it' },
    key: newId(),
  });
  await stack.sql`
    select app.hold_seat(row(s.casino_id, s.id, s.role, gen_random_uuid(), app.gaming_day(s.casino_id))::app.rls_context, ${one.playerId ?? ''},
      false, '{"step": "start_visit"}')
    from public.staff s join public.casino c on c.id = s.casino_id where c.slug = 'harbor' and s.role = 'pit_boss'`;
  expect(await waiting()).toEqual({ ...before, hits: before.hits + 1 });
  const [hit] = await stack.sql<{ id: string }[]>`
    select id from public.audit_log where domain = 'exclusion' and entity_id = ${one.playerId ?? ''} and action = 'exclusion.refuse_seat'`;
  await stack.http(COMPLIANCE, 'POST', `/exclusion-hits/${hit?.id}/review`, { body: { note: null }, key: newId() });
  expect(await waiting()).toEqual(before);
  expect(await waiting(OTHER_COMPLIANCE)).toEqual(other);
});

it('what waits for compliance is not told to a cashier', async () => {
  const { status, body } = await stack.http(CASHIER, 'GET', '/compliance/waiting');
  expect({ status, code: body.code }).toEqual({ status: 403, code: 'FORBIDDEN' });
});
