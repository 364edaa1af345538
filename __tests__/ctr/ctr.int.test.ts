import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { newId } from '@/lib/shared/ids';
import type { CtrCase } from '@/services/ctr/dtos';
import type { PlayerResult } from '@/services/floor/dtos';
import { createFloorDesk, type FloorDesk } from '../floor/floor-desk';
import { ADMIN, type Email, startTestStack, type TestStack } from '../support/stack';
import { readBatch } from './batch-reader';
import { acknowledgementOf, CASHIER, COMPLIANCE, type CtrDesk, ctrDesk, IDENTITY, PROFILE } from './ctr-desk';
import { faultsOf, JUDGE } from './fincen-schema';

const OTHER_COMPLIANCE = 'compliance@summit.example';
let stack: TestStack;
let desk: CtrDesk;
let floor: FloorDesk;
let players: PlayerResult[];

beforeAll(async () => {
  stack = await startTestStack({ connections: 8 });
  desk = ctrDesk(stack);
  floor = createFloorDesk(stack);
  await desk.setProfile(PROFILE);
});
afterAll(() => stack.dispose());

/** Players of whom no case knows, so that tests stand beside each other. */
beforeEach(async () => {
  players = await Promise.all([floor.enrol(), floor.enrol()]);
});

function nextPlayer(index: 0 | 1 = 0) {
  const player = players[index];
  if (!player) throw new Error('Two players are enrolled for a test.');
  return player;
}

/** A case of $12,000.01 in, by two purchases of chips, of which nobody has said anything yet. */
async function openCase(): Promise<CtrCase> {
  const { id: playerId } = nextPlayer();
  await desk.cash({ playerId, amountCents: 900_000 });
  const { ctrCaseId } = await desk.cash({ playerId, amountCents: 300_001 });
  if (!ctrCaseId) throw new Error('No case has opened.');
  return desk.get(ctrCaseId);
}

/** Says everything of everybody in it. */
async function complete(one: CtrCase): Promise<CtrCase> {
  let current = one;
  for (const { personId } of one.persons) current = await desk.say(one.id, { person: { personId, ...IDENTITY } });
  return current;
}

async function fileCase(one: CtrCase): Promise<void> {
  const { status, body } = await desk.file(one.id);
  expect({ status, code: body.code }).toEqual({ status: 201, code: 'OK' });
}

async function exportOnly(caseIds: string[]) {
  const { status, headers, text = '' } = await desk.export({ caseIds });
  expect(status).toBe(201);
  const batchId = /ctr-(.*)\.xml/.exec(headers.get('content-disposition') ?? '')?.[1] ?? '';
  return { batchId, xml: text };
}

async function isWaiting(caseId: string): Promise<boolean> {
  const { body } = await stack.http(COMPLIANCE, 'GET', '/ctr-cases?isWaiting=true&limit=200');
  return (body.data as { items: CtrCase[] }).items.some(({ id }) => id === caseId);
}

/** Everything that a refusal must leave as it was. */
const standing = () => stack.sql`
  select (select jsonb_agg(to_jsonb(c) order by c.id) from public.ctr_case c) as cases,
    (select jsonb_agg(to_jsonb(s) order by s.case_id) from public.ctr_case_sheet s) as sheets,
    (select jsonb_agg(to_jsonb(p) order by p.case_id, p.person_id) from public.ctr_case_person p) as persons,
    (select count(*) from public.ctr_filing) as filings, (select count(*) from public.ctr_batch) as batches,
    (select count(*) from public.ctr_acknowledgement) as acknowledgements,
    (select count(*) from public.ctr_withdrawal) as withdrawals,
    (select count(*) from public.audit_log where domain = 'ctr') as audits`;

describe('what a case still needs', () => {
  it('is named field by field, until it is ready', async () => {
    const one = await openCase();
    expect(one).toMatchObject({
      status: 'open',
      cashInCents: 1_200_001,
      cashOutCents: 0,
      reported: ['in'],
      version: 0,
    });
    expect(one.missing).toEqual(
      expect.arrayContaining(['street', 'city', 'zip', 'country', 'tin', 'identification', 'verifiedBy', 'occupation']),
    );
    expect(one.missing).not.toContain('lastName');
    const [person] = one.persons;
    const { isVerified: _, occupation: __, ...known } = IDENTITY;
    const half = await desk.say(one.id, { person: { personId: person?.personId ?? '', ...known } });
    expect(half).toMatchObject({ status: 'information_missing', missing: ['verifiedBy', 'occupation'], version: 1 });
    expect((await complete(half)).status).toBe('ready');
  });

  it('is kept as it will be filed: one line, digits, capitals', async () => {
    const one = await complete(await openCase());
    expect(one.persons[0]?.facts).toMatchObject({
      street: '22 Elm Street #4',
      tin: '078051120',
      idNumber: 'X12345678',
    });
  });

  it('may be said to be unknown, and is then not asked', async () => {
    const one = await openCase();
    const personId = one.persons[0]?.personId ?? '';
    const { isVerified: _, tin: __, idType: ___, ...known } = IDENTITY;
    const said = await desk.say(one.id, { person: { personId, ...known, unknown: ['tin', 'identification'] } });
    expect(said).toMatchObject({ status: 'ready', missing: [] });
    const [report] = readBatch((await exportOnly([one.id])).xml).reports;
    expect(report?.persons[0]).toMatchObject({ tin: 'unknown', identification: 'unknown' });
  });

  it('follows the cash log: who acted for another, and for whom, are two persons with their amounts', async () => {
    const [agent, principal] = [nextPlayer(0), nextPlayer(1)];
    await desk.cash({ playerId: agent.id, agentOfPlayerId: principal.id, amountCents: 1_100_000 });
    const { ctrCaseId } = await desk.cash({ playerId: principal.id, amountCents: 200_000 });
    const one = await complete(await desk.get(ctrCaseId ?? ''));
    const roles = Object.fromEntries(
      one.persons.map(({ personId, roles }) => [personId, roles?.map(({ role }) => role)]),
    );
    expect(roles).toEqual({ [agent.id]: ['for_another'], [principal.id]: ['own_behalf', 'on_behalf'] });
    const { xml } = await exportOnly([one.id]);
    expect(await faultsOf([xml])).toEqual([]);
    expect(readBatch(xml).reports[0]).toMatchObject({
      totalIn: '13000',
      persons: [
        { role: 'own_behalf', lastName: principal.lastName, cashIn: '2000', isMultiple: false },
        { role: 'for_another', lastName: agent.lastName, cashIn: '11000' },
        { role: 'on_behalf', lastName: principal.lastName, cashIn: '11000' },
      ],
    });
  });

  it('of an aggregated case is the patron’s alone', async () => {
    const one = await complete(await openCase());
    await desk.say(one.id, { isAggregated: true });
    const [report] = readBatch((await exportOnly([one.id])).xml).reports;
    expect(report).toMatchObject({ isAggregated: true, persons: [{ role: 'on_behalf', isMultiple: true }] });
  });

  it('falls below the line by a void, and somebody decides', async () => {
    const one = await complete(await openCase());
    await desk.voidEntry(one.entries[1]?.id ?? '');
    expect(await desk.get(one.id)).toMatchObject({ status: 'information_missing', missing: ['belowThreshold'] });
    expect((await desk.file(one.id)).body).toMatchObject({
      code: 'CTR_CASE_NOT_READY',
      details: { missing: ['belowThreshold'] },
    });
    const dismissed = await desk.say(one.id, { decision: { status: 'not_required', reason: 'Typed twice' } });
    expect(dismissed).toMatchObject({ status: 'not_required', notRequiredReason: 'Typed twice' });
    expect(await desk.say(one.id, { decision: { status: 'open' } })).toMatchObject({ notRequiredReason: null });
  });
});

describe('a filed case', () => {
  it(`goes out in a batch that is right ${JUDGE}, once, and the same whenever it is asked for`, async () => {
    const one = await complete(await openCase());
    await fileCase(one);
    const key = newId();
    const first = await desk.export({ caseIds: [one.id] }, key);
    expect([first.status, first.headers.get('content-type')]).toEqual([201, 'application/xml']);
    expect(await faultsOf([first.text ?? ''])).toEqual([]);
    const [report] = readBatch(first.text ?? '').reports;
    expect(report).toMatchObject({
      isInitial: true,
      totalIn: '12001',
      totalOut: null,
      transactionDate: one.gamingDay,
      lines: [{ type: 'chip_purchase', dollars: '12001' }],
      institution: { name: 'Harbor Gaming LLC', numbers: [['ein', '881234567']], gamingType: 'state_licensed' },
      persons: [{ role: 'own_behalf', lastName: nextPlayer().lastName, isMultiple: true, cashIn: '12001' }],
    });
    const again = await desk.export({ caseIds: [one.id] }, key);
    expect([again.status, again.headers.get('idempotency-replayed'), again.text]).toEqual([200, 'true', first.text]);
    const [batch] = (await desk.batches()).items;
    const read = await stack.http(COMPLIANCE, 'GET', `/ctr-batches/${batch?.batchId}`);
    expect(read.text).toBe(first.text);
    expect((await desk.export({ caseIds: [one.id] })).body.code).toBe('CTR_CASE_CLOSED');
  });

  it('takes its BSA identifier and remarks from the acknowledgement', async () => {
    const one = await complete(await openCase());
    const { batchId } = await exportOnly([one.id]);
    const { status, body } = await desk.acknowledge(acknowledgementOf('A', ['31000000000007']), `?batchId=${batchId}`);
    expect({ status, body }).toMatchObject({ status: 201, body: { data: { batchId, isAccepted: true } } });
    expect((await desk.get(one.id)).filings).toMatchObject([
      { kind: 'initial', bsaId: '31000000000007', isAccepted: true, errors: [{ code: 'F18', text: 'A remark.' }] },
    ]);
    const second = await desk.acknowledge(acknowledgementOf('A', ['31000000000008']), `?batchId=${batchId}`);
    expect(second.body.code).toBe('CTR_BATCH_ACKNOWLEDGED');
  });

  it('stays as it was filed when an entry behind it is voided, and is filed again as an amendment', async () => {
    const { id: playerId } = nextPlayer();
    await desk.cash({ playerId, amountCents: 1_100_000 });
    const { ctrCaseId, entry } = await desk.cash({ playerId, amountCents: 500_000 });
    const one = await complete(await desk.get(ctrCaseId ?? ''));
    const { batchId, xml } = await exportOnly([one.id]);
    await desk.voidEntry(entry.id);
    const after = await desk.get(one.id);
    expect(after).toMatchObject({ status: 'filed', needsAmendment: true, cashInCents: 1_100_000 });
    expect((await stack.http(COMPLIANCE, 'GET', `/ctr-batches/${batchId}`)).text).toBe(xml);
    expect((await desk.file(one.id)).body.code).toBe('CTR_ACKNOWLEDGEMENT_AWAITED');
    await desk.acknowledge(acknowledgementOf('A', ['31000000000009']), `?batchId=${batchId}`);
    await fileCase(one);
    expect(await desk.get(one.id)).toMatchObject({ status: 'filed', needsAmendment: false });
    const [report] = readBatch((await exportOnly([one.id])).xml).reports;
    expect(report).toMatchObject({
      isAmendment: true,
      isInitial: false,
      priorBsaId: '31000000000009',
      totalIn: '11000',
    });
  });

  it('keeps on record in an amendment what fell below the line', async () => {
    const one = await complete(await openCase());
    const { batchId } = await exportOnly([one.id]);
    await desk.acknowledge(acknowledgementOf('A', ['31000000000010']), `?batchId=${batchId}`);
    await desk.voidEntry(one.entries[0]?.id ?? '');
    await fileCase(one);
    expect(readBatch((await exportOnly([one.id])).xml).reports[0]).toMatchObject({
      totalIn: '3001',
      isAmendment: true,
    });
  });

  it('of which no cash is left can say nothing in an amendment: that is decided with a reason, taken back, and over with new cash', async () => {
    const one = await complete(await openCase());
    const { batchId } = await exportOnly([one.id]);
    for (const { id } of one.entries) await desk.voidEntry(id);
    const decision = { status: 'not_required' as const, reason: ' FinCEN was told ' };
    // What FinCEN may yet reject was never reported.
    expect((await desk.patch(one.id, { decision })).body.code).toBe('CTR_ACKNOWLEDGEMENT_AWAITED');
    await desk.acknowledge(acknowledgementOf('A', ['31000000000031']), `?batchId=${batchId}`);
    expect((await desk.file(one.id)).body).toMatchObject({ details: { missing: ['belowThreshold'] } });
    expect(await desk.say(one.id, { decision })).toMatchObject({
      ...{ status: 'filed', needsAmendment: false, reported: [], missing: ['belowThreshold'] },
      ...{ notRequiredReason: 'FinCEN was told', decidedByStaffName: 'Harbor Compliance' },
      filings: [{ kind: 'initial', bsaId: '31000000000031' }],
    });
    expect(await isWaiting(one.id)).toBe(false);

    const reopened = await desk.say(one.id, { decision: { status: 'open' } });
    expect(reopened).toMatchObject({ status: 'filed', needsAmendment: true, notRequiredReason: null, decidedAt: null });
    expect(await isWaiting(one.id)).toBe(true);
    expect((await desk.patch(one.id, { decision: { status: 'open' } })).body.code).toBe('CTR_CASE_CLOSED');

    await desk.say(one.id, { decision });
    await desk.cash({ playerId: nextPlayer().id, amountCents: 400_000 });
    expect(await desk.get(one.id)).toMatchObject({ needsAmendment: true, notRequiredReason: 'FinCEN was told' });
    expect((await desk.patch(one.id, { decision })).body.code).toBe('CTR_CASE_CLOSED');
    await fileCase(one);
    expect(await desk.get(one.id)).toMatchObject({ needsAmendment: false, notRequiredReason: null, decidedAt: null });
    expect(readBatch((await exportOnly([one.id])).xml).reports[0]).toMatchObject({
      ...{ isAmendment: true, priorBsaId: '31000000000031', totalIn: '4000' },
    });
  });

  it('with cash left has something to amend, and is not dismissed', async () => {
    const one = await complete(await openCase());
    const { batchId } = await exportOnly([one.id]);
    await desk.acknowledge(acknowledgementOf('A', ['31000000000032']), `?batchId=${batchId}`);
    await desk.voidEntry(one.entries[0]?.id ?? '');
    const before = await standing();
    const decision = { status: 'not_required' as const, reason: 'Little is left' };
    expect((await desk.patch(one.id, { decision })).body).toMatchObject({
      ...{ code: 'CTR_CASE_CLOSED', details: { status: 'filed' } },
    });
    expect(await standing()).toEqual(before);
  });

  it('that has not gone out is taken back by who finds that no report is required, and is filed anew once it is open again', async () => {
    const one = await complete(await openCase());
    await fileCase(one);
    const decision = { status: 'not_required' as const, reason: 'Of the house itself' };
    expect(await desk.say(one.id, { decision })).toMatchObject({
      ...{ status: 'not_required', needsAmendment: false, amendsBsaId: null },
      filings: [{ isAccepted: null, withdrawnAt: expect.any(String), withdrawnByStaffName: 'Harbor Compliance' }],
    });
    expect(await isWaiting(one.id)).toBe(false);
    expect((await desk.export({ caseIds: [one.id] })).body.code).toBe('CTR_CASE_CLOSED');

    expect(await desk.say(one.id, { decision: { status: 'open' } })).toMatchObject({ status: 'ready' });
    const { xml, batchId } = await exportOnly([one.id]);
    expect(readBatch(xml).reports).toMatchObject([{ isInitial: true, priorBsaId: null }]);
    expect((await desk.get(one.id)).filings).toMatchObject([
      { filingNo: 1, withdrawnAt: expect.any(String), batchId: null },
      { filingNo: 2, withdrawnAt: null, kind: 'initial', batchId },
    ]);
    // The report that was taken back is awaited by nobody.
    await desk.acknowledge(acknowledgementOf('A', ['31000000000041']), `?batchId=${batchId}`);
    await desk.cash({ playerId: nextPlayer().id, amountCents: 100_000 });
    await fileCase(one);
    expect((await desk.get(one.id)).filings[2]).toMatchObject({ kind: 'amendment' });
  });

  it('of which no cash is left takes its amendment back, too, where that has not gone out', async () => {
    const one = await complete(await openCase());
    const { batchId } = await exportOnly([one.id]);
    await desk.acknowledge(acknowledgementOf('A', ['31000000000042']), `?batchId=${batchId}`);
    await desk.voidEntry(one.entries[0]?.id ?? '');
    await fileCase(one);
    await desk.voidEntry(one.entries[1]?.id ?? '');
    const decision = { status: 'not_required' as const, reason: 'FinCEN was told' };
    expect(await desk.say(one.id, { decision })).toMatchObject({
      ...{ status: 'filed', needsAmendment: false },
      filings: [
        { kind: 'initial', withdrawnAt: null },
        { kind: 'amendment', withdrawnAt: expect.any(String) },
      ],
    });
    expect((await desk.export({ caseIds: [one.id] })).body.code).toBe('CTR_CASE_CLOSED');
  });

  it('that changed what was said of it needs an amendment, too', async () => {
    const one = await complete(await openCase());
    await fileCase(one);
    const personId = one.persons[0]?.personId ?? '';
    expect(await desk.say(one.id, { person: { personId, occupation: 'Baker' } })).toMatchObject({
      status: 'filed',
      needsAmendment: true,
    });
  });

  it('of a batch that FinCEN rejected is ready again, and goes out once more as the first', async () => {
    const one = await complete(await openCase());
    const { batchId } = await exportOnly([one.id]);
    await desk.acknowledge(acknowledgementOf('R', [null]), `?batchId=${batchId}`);
    expect(await desk.get(one.id)).toMatchObject({ status: 'ready', filings: [{ isAccepted: false }] });
    expect(readBatch((await exportOnly([one.id])).xml).reports[0]).toMatchObject({ isInitial: true, priorBsaId: null });
  });

  it('of a rejected batch that falls below the line was never reported: somebody decides, and nothing is filed', async () => {
    const one = await complete(await openCase());
    const { batchId } = await exportOnly([one.id]);
    await desk.acknowledge(acknowledgementOf('R', [null]), `?batchId=${batchId}`);
    await desk.voidEntry(one.entries[1]?.id ?? '');
    expect(await desk.get(one.id)).toMatchObject({ missing: ['belowThreshold'], reported: [] });
    expect((await desk.file(one.id)).body.code).toBe('CTR_CASE_NOT_READY');
    const decision = { status: 'not_required' as const, reason: 'Typed twice' };
    expect(await desk.say(one.id, { decision })).toMatchObject({ status: 'not_required' });
  });

  it('whose amendment has no answer yet is amended again only once that is there, and names its identifier', async () => {
    const one = await complete(await openCase());
    const first = await exportOnly([one.id]);
    await desk.acknowledge(acknowledgementOf('A', ['31000000000021']), `?batchId=${first.batchId}`);
    const { id: playerId } = nextPlayer();
    await desk.cash({ playerId, amountCents: 100_000 });
    const second = await exportOnly([one.id]);
    await desk.cash({ playerId, amountCents: 100_000 });
    expect((await desk.file(one.id)).body.code).toBe('CTR_ACKNOWLEDGEMENT_AWAITED');
    await desk.acknowledge(acknowledgementOf('A', ['31000000000022']), `?batchId=${second.batchId}`);
    expect(readBatch((await exportOnly([one.id])).xml).reports[0]).toMatchObject({
      isAmendment: true,
      priorBsaId: '31000000000022',
      totalIn: '14001',
    });
  });

  it('needs an amendment when somebody who shared in it turns out to be a player, though its figures stay', async () => {
    const { id: playerId } = nextPlayer();
    const { entry } = await desk.cash({ unknownPatron: { description: 'Red scarf' }, amountCents: 10_000 });
    const unknownPatronId = entry.unknownPatronId ?? '';
    const sharedWith = [{ unknownPatronId }];
    const { ctrCaseId } = await desk.cash({ playerId, sharedWith, amountCents: 1_100_000 });
    const one = await complete(await desk.get(ctrCaseId ?? ''));
    const named = { lastName: 'Unknown', firstName: 'Unknown' };
    await desk.say(one.id, { person: { personId: unknownPatronId, ...IDENTITY, ...named } });
    await fileCase(one);
    const { id: other } = nextPlayer(1);
    await desk.identify(unknownPatronId, other);
    const after = await desk.get(one.id);
    expect(after).toMatchObject({ status: 'filed', needsAmendment: true, cashInCents: 1_100_000 });
    expect(after.persons.map(({ personId }) => personId).toSorted()).toEqual([playerId, other].toSorted());
  });

  it('that became part of another before it went out goes out no more, and holds up no other', async () => {
    await desk.export();
    const { id: playerId } = nextPlayer();
    await desk.cash({ playerId, amountCents: 1_100_000 });
    const { ctrCaseId, entry } = await desk.cash({
      unknownPatron: { description: 'Yellow tie' },
      amountCents: 1_200_000,
    });
    const unknownCase = await desk.get(ctrCaseId ?? '');
    const named = { lastName: 'Unknown', firstName: 'Unknown' };
    await desk.say(unknownCase.id, { person: { personId: entry.unknownPatronId ?? '', ...IDENTITY, ...named } });
    await fileCase(unknownCase);
    const { days } = await desk.identify(entry.unknownPatronId ?? '', playerId);
    expect((await desk.export()).body.code).toBe('CTR_NOTHING_TO_EXPORT');
    await fileCase(await complete(await desk.get(days[0]?.ctrCaseId ?? '')));
    const { reports } = readBatch((await desk.export()).text ?? '');
    expect(reports).toMatchObject([{ totalIn: '23000', isInitial: true }]);
  });

  it('that was typed into FinCEN’s own form has its identifier, and goes out in no batch', async () => {
    const one = await complete(await openCase());
    expect((await desk.file(one.id, { bsaId: '31000000000011' })).status).toBe(201);
    expect((await desk.get(one.id)).filings).toMatchObject([
      { bsaId: '31000000000011', isAccepted: true, batchId: null },
    ]);
    expect((await desk.export({ caseIds: [one.id] })).body.code).toBe('CTR_CASE_CLOSED');
  });

  it('is one of all that wait, when no case is named', async () => {
    await desk.export();
    const one = await complete(await openCase());
    await fileCase(one);
    expect(readBatch((await desk.export()).text ?? '').reports).toHaveLength(1);
    expect((await desk.export()).body.code).toBe('CTR_NOTHING_TO_EXPORT');
  });
});

describe('somebody whom nobody knew', () => {
  const looks = { description: 'Tall, grey suit' };

  it('is reported with what could not be found out, and by name once that is known', async () => {
    const first = await desk.cash({ unknownPatron: looks, amountCents: 1_100_000 });
    const one = await desk.get(first.ctrCaseId ?? '');
    expect(one.missing.slice(0, 3)).toEqual(['lastName', 'firstName', 'birthDate']);
    const unknown = [
      'lastName',
      'firstName',
      'birthDate',
      'street',
      'city',
      'zip',
      'country',
      'tin',
      'identification',
      'occupation',
    ] as const;
    const said = await desk.say(one.id, {
      person: { personId: one.persons[0]?.personId ?? '', unknown: [...unknown] },
    });
    expect(said.status).toBe('ready');
    const { batchId, xml } = await exportOnly([one.id]);
    expect(await faultsOf([xml])).toEqual([]);
    expect(readBatch(xml).reports[0]?.persons).toMatchObject([
      { lastName: 'unknown', birthDate: 'unknown', cashIn: '11000' },
    ]);

    const player = nextPlayer();
    await desk.identify(first.entry.unknownPatronId ?? '', player.id);
    expect(await desk.get(one.id)).toMatchObject({ status: 'filed', needsAmendment: true, playerId: player.id });
    expect((await stack.http(COMPLIANCE, 'GET', `/ctr-batches/${batchId}`)).text).toBe(xml);
  });

  it('turns out to be a player of whom half was known: one case of two halves', async () => {
    const player = nextPlayer();
    await desk.cash({ playerId: player.id, amountCents: 600_000 });
    const { entry } = await desk.cash({ unknownPatron: looks, amountCents: 500_000 });
    const { days } = await desk.identify(entry.unknownPatronId ?? '', player.id);
    const one = await complete(await desk.get(days[0]?.ctrCaseId ?? ''));
    expect(one).toMatchObject({ cashInCents: 1_100_000, persons: [{ playerId: player.id }] });
    const [report] = readBatch((await exportOnly([one.id])).xml).reports;
    expect(report?.persons).toMatchObject([{ lastName: player.lastName, cashIn: '11000', isMultiple: true }]);
  });
});

describe('a case that became part of another', () => {
  /** A case of $11,000 of somebody unknown, complete, and who they are; and the player's own of $12,000.01 of the day. */
  async function twoHalves() {
    const { entry, ctrCaseId } = await desk.cash({
      unknownPatron: { description: 'Green hat' },
      amountCents: 1_100_000,
    });
    const named = { lastName: 'Unknown', firstName: 'Unknown' };
    const person = { personId: entry.unknownPatronId ?? '', ...IDENTITY, ...named };
    const part = await desk.say(ctrCaseId ?? '', { person });
    const own = await openCase();
    return { part, own, identify: () => desk.identify(entry.unknownPatronId ?? '', nextPlayer().id) };
  }
  const reportOf = async (caseId: string) => readBatch((await exportOnly([caseId])).xml).reports[0];

  it('and that FinCEN has is amended by the first report of the other, which says it all', async () => {
    const { part, own, identify } = await twoHalves();
    const { batchId } = await exportOnly([part.id]);
    await desk.acknowledge(acknowledgementOf('A', ['31000000000051']), `?batchId=${batchId}`);
    await identify();
    const whole = await complete(await desk.get(own.id));
    expect(whole).toMatchObject({
      ...{ status: 'ready', filings: [], amendsBsaId: '31000000000051', otherBsaIds: [], cashInCents: 2_300_001 },
      mergedFilings: [{ kind: 'initial', bsaId: '31000000000051', isAccepted: true }],
    });
    expect(await reportOf(own.id)).toMatchObject({
      ...{ isAmendment: true, isInitial: false, priorBsaId: '31000000000051', totalIn: '23001' },
    });
    expect(await desk.get(own.id)).toMatchObject({
      status: 'filed',
      filings: [{ kind: 'amendment' }],
      otherBsaIds: [],
    });
    // What FinCEN answered is found with the case that stands.
    const [batch] = (await desk.batches()).items.filter((item) => item.batchId === batchId);
    expect(batch).toMatchObject({ results: [{ caseId: own.id, playerName: own.playerName }] });
  });

  it('and that FinCEN has yet to answer is waited for: an amendment names it, and after a rejection there is none', async () => {
    for (const [status, bsaId, kind] of [
      ['A', '31000000000052', { isAmendment: true, priorBsaId: '31000000000052' }],
      ['R', null, { isInitial: true, priorBsaId: null }],
    ] as const) {
      players = await Promise.all([floor.enrol(), floor.enrol()]);
      const { part, own, identify } = await twoHalves();
      const { batchId } = await exportOnly([part.id]);
      await identify();
      await complete(await desk.get(own.id));
      const before = await standing();
      expect((await desk.file(own.id)).body.code).toBe('CTR_ACKNOWLEDGEMENT_AWAITED');
      expect(await standing()).toEqual(before);
      await desk.acknowledge(acknowledgementOf(status, [bsaId]), `?batchId=${batchId}`);
      expect(await reportOf(own.id)).toMatchObject(kind);
    }
  });

  it('beside a report of the other’s own leaves FinCEN with two, of which the case names the one that stays', async () => {
    const { part, own, identify } = await twoHalves();
    await complete(own);
    const { batchId, xml } = await exportOnly([part.id, own.id]);
    const places = readBatch(xml).reports.map(({ totalIn }) =>
      totalIn === '11000' ? '31000000000053' : '31000000000054',
    );
    await desk.acknowledge(acknowledgementOf('A', places), `?batchId=${batchId}`);
    await identify();
    expect(await desk.get(own.id)).toMatchObject({
      ...{ status: 'filed', needsAmendment: true, amendsBsaId: '31000000000054', otherBsaIds: ['31000000000053'] },
    });
    expect(await reportOf(own.id)).toMatchObject({ isAmendment: true, priorBsaId: '31000000000054', totalIn: '23001' });
    expect((await desk.get(own.id)).otherBsaIds).toEqual(['31000000000053']);
  });

  it('keeps in the amendment a direction that was reported, however little of it is left', async () => {
    const { part, own, identify } = await twoHalves();
    const { batchId } = await exportOnly([part.id]);
    await desk.acknowledge(acknowledgementOf('A', ['31000000000055']), `?batchId=${batchId}`);
    await identify();
    for (const { id } of own.entries) await desk.voidEntry(id);
    const { playerId } = own;
    await desk.voidEntry(part.entries[0]?.id ?? '');
    await desk.cash({ playerId, amountCents: 700_000 });
    expect(await complete(await desk.get(own.id))).toMatchObject({ reported: ['in'], status: 'ready' });
    expect(await reportOf(own.id)).toMatchObject({ isAmendment: true, totalIn: '7000' });
  });
});

describe('several at once', () => {
  it('export what waits once', async () => {
    await desk.export();
    const one = await complete(await openCase());
    await fileCase(one);
    const answers = await Promise.all([desk.export(), desk.export(), desk.export()]);
    expect(answers.map(({ status }) => status).toSorted()).toEqual([201, 409, 409]);
    expect((await desk.get(one.id)).filings).toMatchObject([{ filingNo: 1 }]);
  });

  it('file a case and void an entry behind it: the report says what stood, or the case is marked', async () => {
    const one = await complete(await openCase());
    const { id: playerId } = nextPlayer();
    const { entry } = await desk.cash({ playerId, amountCents: 400_000 });
    await Promise.all([desk.file(one.id), desk.voidEntry(entry.id)]);
    const after = await desk.get(one.id);
    const [filed] =
      await stack.sql`select report -> 'cash_in' -> 0 ->> 'cents' as cents from public.ctr_filing where case_id = ${one.id}`;
    expect([filed?.cents, after.needsAmendment]).toEqual(after.needsAmendment ? ['1600001', true] : ['1200001', false]);
  });
});

describe('a refusal leaves everything as it was', () => {
  it.each([
    ['a case that is not ready', async (one: CtrCase) => desk.file(one.id), 'CTR_CASE_NOT_READY'],
    [
      'a case that is not ready, exported',
      async (one: CtrCase) => desk.export({ caseIds: [one.id] }),
      'CTR_CASE_NOT_READY',
    ],
    ['a case that is not there', async () => desk.file(newId()), 'CTR_CASE_NOT_FOUND'],
    [
      'a person who is not in the case',
      async (one: CtrCase) => desk.patch(one.id, { person: { personId: newId() } }),
      'CTR_PERSON_NOT_FOUND',
    ],
    [
      'a version that is no more',
      async (one: CtrCase) => desk.patch(one.id, { isAggregated: true, expectedVersion: 7 }),
      'CTR_CASE_CHANGED',
    ],
    [
      'no reason',
      async (one: CtrCase) => desk.patch(one.id, { decision: { status: 'not_required' } }),
      'VALIDATION_FAILED',
    ],
    ['an empty change', async (one: CtrCase) => desk.patch(one.id, {}), 'VALIDATION_FAILED'],
    [
      'a field that does not fit',
      async (one: CtrCase) =>
        desk.patch(one.id, { person: { personId: one.persons[0]?.personId ?? '', country: 'USA1' } }),
      'VALIDATION_FAILED',
    ],
    [
      'an acknowledgement of no batch',
      async () => desk.acknowledge(acknowledgementOf('A', ['31000000000012']), `?batchId=${newId()}`),
      'CTR_BATCH_NOT_FOUND',
    ],
    ['no acknowledgement', async () => desk.acknowledge('BSA ID'), 'CTR_ACKNOWLEDGEMENT_UNREADABLE'],
  ])('%s', async (_, act, code) => {
    const one = await openCase();
    const before = await standing();
    expect((await act(one)).body.code).toBe(code);
    expect(await standing()).toEqual(before);
  });

  it('an acknowledgement with another number of reports', async () => {
    const one = await complete(await openCase());
    const { batchId } = await exportOnly([one.id]);
    const before = await standing();
    const { body } = await desk.acknowledge(
      acknowledgementOf('A', ['31000000000013', '31000000000014']),
      `?batchId=${batchId}`,
    );
    expect(body).toMatchObject({ code: 'CTR_ACKNOWLEDGEMENT_UNREADABLE', details: { reason: 'count_differs' } });
    expect(await standing()).toEqual(before);
  });
});

describe('who may', () => {
  it('a cashier sees the case and its figures, and nobody’s identification', async () => {
    const one = await complete(await openCase());
    const { body } = await stack.http(CASHIER, 'GET', `/ctr-cases/${one.id}`);
    expect(body.data).toMatchObject({ id: one.id, cashInCents: 1_200_001, persons: [{ facts: null, unknown: null }] });
    expect(JSON.stringify(body)).not.toContain('078051120');
    const [listed] = ((await stack.http(CASHIER, 'GET', '/ctr-cases?status=ready')).body.data as { items: CtrCase[] })
      .items;
    expect(listed?.persons[0]?.facts).toBeNull();
  });

  it('the other casino finds nothing', async () => {
    const one = await complete(await openCase());
    const { batchId } = await exportOnly([one.id]);
    const answers = await Promise.all([
      stack.http(OTHER_COMPLIANCE, 'GET', `/ctr-cases/${one.id}`),
      stack.http(OTHER_COMPLIANCE, 'PATCH', `/ctr-cases/${one.id}`, { body: { isAggregated: true }, key: newId() }),
      stack.http(OTHER_COMPLIANCE, 'POST', `/ctr-cases/${one.id}/file`, { body: {}, key: newId() }),
      stack.http(OTHER_COMPLIANCE, 'POST', '/ctr-cases/export', { body: { caseIds: [one.id] }, key: newId() }),
      stack.http(OTHER_COMPLIANCE, 'GET', `/ctr-batches/${batchId}`),
    ]);
    expect(answers.map(({ body }) => body.code)).toEqual([
      ...Array.from({ length: 4 }, () => 'CTR_CASE_NOT_FOUND'),
      'CTR_BATCH_NOT_FOUND',
    ]);
    const idsOf = async (as: Email) => {
      const { items } = (await stack.http(as, 'GET', '/ctr-cases')).body.data as { items: { id: string }[] };
      return items.map(({ id }) => id);
    };
    const [own, others] = [await idsOf(COMPLIANCE), await idsOf(OTHER_COMPLIANCE)];
    expect(own).toContain(one.id);
    expect(others.filter((id) => own.includes(id))).toEqual([]);
  });

  it('what is known of a person is in no audit row and no event', async () => {
    const one = await complete(await openCase());
    await exportOnly([one.id]);
    const [{ said }] = await stack.sql<[{ said: string }]>`
      select coalesce(string_agg(to_jsonb(a)::text, ' '), '') || coalesce((select string_agg(payload::text, ' ') from public.loyalty_outbox), '')
        as said from public.audit_log a where domain = 'ctr' and action <> 'ctr.update_filing_profile'`;
    for (const value of ['078051120', 'X12345678', 'Elm Street', 'Florist', '1971-03-09', nextPlayer().lastName])
      expect(said).not.toContain(value);
    expect(said).toContain('person.tin');
  });
});

describe('the same call twice', () => {
  it('is one change, and another call under its key is refused', async () => {
    const one = await openCase();
    const personId = one.persons[0]?.personId ?? '';
    const key = newId();
    const body = { person: { personId, ...IDENTITY } };
    expect((await desk.patch(one.id, body, key)).status).toBe(201);
    const again = await desk.patch(one.id, body, key);
    expect(again).toMatchObject({ status: 200, body: { data: { isExisting: true, version: 1 } } });
    expect((await desk.patch(one.id, { isAggregated: true }, key)).body.code).toBe('IDEMPOTENCY_KEY_REUSED');
    const filed = await Promise.all([1, 2, 3].map(() => desk.file(one.id, {}, 'one-filing')));
    expect(filed.map(({ status }) => status).toSorted()).toEqual([200, 200, 201]);
    expect((await desk.get(one.id)).filings).toHaveLength(1);
  });
});

describe('the filing profile', () => {
  it('of a house that set none is named as missing, and is set by an admin alone', async () => {
    const before = await stack.http(OTHER_COMPLIANCE, 'GET', '/casino/filing-profile');
    expect(before.body.data).toMatchObject({ version: 0, facts: {} });
    expect((before.body.data as { missing: string[] }).missing).toContain('profileTransmitterControlCode');
    const refused = await stack.http(COMPLIANCE, 'PATCH', '/casino/filing-profile', {
      body: { name: 'A' },
      key: newId(),
    });
    expect(refused.status).toBe(403);
  });

  it('is kept in the form in which it is filed, and tells the second of two editors', async () => {
    const { body } = await stack.http(ADMIN, 'GET', '/casino/filing-profile');
    expect(body.data).toMatchObject({
      facts: { ein: '881234567', zip: '895010001', state: 'NV', contactPhone: '7755550100' },
      missing: [],
    });
    const stale = await stack.http(ADMIN, 'PATCH', '/casino/filing-profile', {
      body: { city: 'Sparks', expectedVersion: 99 },
      key: newId(),
    });
    expect(stale.body.code).toBe('FILING_PROFILE_CHANGED');
  });

  it('asks for the rest of a location that has a street', async () => {
    await desk.setProfile({ locationStreet: '2 Pier Road' });
    const { body } = await stack.http(ADMIN, 'GET', '/casino/filing-profile');
    expect(body.data).toMatchObject({
      missing: ['profileLocationCity', 'profileLocationState', 'profileLocationZip', 'profileLocationCountry'],
    });
    await desk.setProfile({ locationStreet: null });
  });
});
