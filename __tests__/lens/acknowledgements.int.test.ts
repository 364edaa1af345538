import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newId } from '@/lib/shared/ids';
import type { AcknowledgeFindingsResult, LensCount, LensFindings } from '@/services/lens/dtos';
import { dataOf } from '../floor/floor-desk';
import { COMPLIANCE } from '../mtl/mtl-desk';
import { dayAfter } from '../support/days';
import { ADMIN, type Answer, type Email, startTestStack, type TestStack } from '../support/stack';
import { createLensDesk, type Days, type LensDesk } from './lens-desk';

let stack: TestStack;
let desk: LensDesk;

beforeAll(async () => {
  stack = await startTestStack();
  desk = createLensDesk(stack);
});
afterAll(() => stack.dispose());

const OTHER_COMPLIANCE: Email = 'compliance@summit.example';
const NOBODYS_FINDING = 'f'.repeat(32);

/** A player with three entries just under a step, in days of their own, and the finding. */
async function structured() {
  const [days, playerId] = [desk.newDays(), await desk.mtl.player()];
  const add = (later: number) =>
    desk.mtl.recorded({ playerId, amountCents: 280_000, occurredAt: `${dayAfter(days.from, later)}T20:00:00Z` });
  for (const later of [5, 6, 7]) await add(later);
  return { days, playerId, add, finding: await only(days) };
}

async function only(days: Days, all = false) {
  const [finding, ...rest] = await desk.listKind('under_step', 'cash', days, all);
  if (!finding || rest.length > 0) throw new Error('There is not one finding.');
  return finding;
}

async function snapshot(): Promise<unknown> {
  const [row] = await stack.sql`
    select (select count(*) from public.lens_acknowledgement) as acknowledged, (select count(*) from public.audit_log) as audits`;
  return row;
}

async function expectRefused(code: string, act: () => Promise<Answer>): Promise<Answer> {
  const before = await snapshot();
  const answer = await act();
  expect(answer.body).toMatchObject({ ok: false, code });
  expect(await snapshot()).toEqual(before);
  return answer;
}

describe('what was acknowledged', () => {
  it('is out of the list, still there for who asks for it too, and says who and why', async () => {
    const { days, finding } = await structured();
    expect((await desk.acknowledge(finding.id, 'cash', days)).body.data).toMatchObject({
      isExisting: false,
      id: finding.id,
      rowCount: 3,
      acknowledgement: { staffName: expect.any(String), reason: 'Spoken to' },
    });
    expect(await desk.listKind('under_step', 'cash', days)).toEqual([]);
    expect(await only(days, true)).toMatchObject({
      id: finding.id,
      isAcknowledged: true,
      acknowledgement: { reason: 'Spoken to' },
    });
    const [audit] = await stack.sql`
      select domain, action, after from public.audit_log where action = 'lens.acknowledge_finding' order by id desc limit 1`;
    expect(audit).toMatchObject({ domain: 'lens', after: { id: finding.id, kind: 'under_step', row_count: 3 } });
  });

  it('comes back when a new row stands behind it, and says that it was acknowledged before', async () => {
    const { days, add, finding } = await structured();
    await desk.acknowledge(finding.id, 'cash', days);
    const { entry } = await add(8);
    const again = await only(days);
    expect(again).toMatchObject({ figure: 4, isAcknowledged: false, acknowledgement: { reason: 'Spoken to' } });
    expect(again.id).not.toBe(finding.id);
    // A row that was a mistake brings nothing back.
    await desk.mtl.voided(entry.id);
    expect(await desk.listKind('under_step', 'cash', days)).toEqual([]);
  });

  it('stays acknowledged in fewer days, and comes back in more days with other rows', async () => {
    const { days, add, finding } = await structured();
    const fewer = { from: dayAfter(days.from, 4), to: dayAfter(days.from, 8) };
    await desk.acknowledge(finding.id, 'cash', fewer);
    expect(await desk.listKind('under_step', 'cash', fewer)).toEqual([]);
    await add(20);
    expect(await desk.listKind('under_step', 'cash', fewer)).toEqual([]);
    expect(await only(days)).toMatchObject({ figure: 4 });
  });

  it('is so once: the second is told who was first', async () => {
    const { days, finding } = await structured();
    await desk.acknowledge(finding.id, 'cash', days);
    const { body } = await expectRefused('LENS_FINDING_ACKNOWLEDGED', () =>
      desk.acknowledge(finding.id, 'cash', days, { as: ADMIN }),
    );
    expect(body.details).toMatchObject({ staffName: expect.any(String), at: expect.any(String) });
  });

  it('is so once when two do it at one time', async () => {
    const { days, finding } = await structured();
    const answers = await Promise.all([
      desk.acknowledge(finding.id, 'cash', days),
      desk.acknowledge(finding.id, 'cash', days, { as: ADMIN }),
    ]);
    expect(answers.map(({ body }) => body.code).sort()).toEqual(['LENS_FINDING_ACKNOWLEDGED', 'OK']);
  });

  it('is answered anew under its key, and another request under the key is refused', async () => {
    const { days, finding } = await structured();
    const key = newId();
    await desk.acknowledge(finding.id, 'cash', days, { key });
    expect((await desk.acknowledge(finding.id, 'cash', days, { key })).body.data).toMatchObject({ isExisting: true });
    await expectRefused('IDEMPOTENCY_KEY_REUSED', () =>
      desk.acknowledge(finding.id, 'cash', days, { key, reason: 'Another' }),
    );
  });
});

describe('many at once', () => {
  /** Several players in the same days, each with a finding. */
  async function several(count: number) {
    const days = desk.newDays();
    const add = (playerId: string, later: number) =>
      desk.mtl.recorded({ playerId, amountCents: 280_000, occurredAt: `${dayAfter(days.from, later)}T20:00:00Z` });
    const players = [];
    for (let n = 0; n < count; n += 1) {
      const playerId = await desk.mtl.player();
      for (const later of [5, 6, 7]) await add(playerId, later);
      players.push(playerId);
    }
    const list = await desk.listKind('under_step', 'cash', days);
    const idOf = (playerId: string | undefined) => list.find((one) => one.playerId === playerId)?.id ?? '';
    return { days, players, add, idOf, ids: players.map(idOf) };
  }
  const playersIn = async (days: Days) => (await desk.listKind('under_step', 'cash', days)).map((one) => one.playerId);

  it('are one step for one reason: what a colleague was first with stays theirs, what came meanwhile stays in the list', async () => {
    const { days, players, add, ids } = await several(4);
    const [mine, theirs, changed, unnamed] = players;
    await desk.acknowledge(ids[1] ?? '', 'cash', days, { as: ADMIN, reason: 'Mine' });
    await add(changed ?? '', 8);
    const came = await desk.mtl.player();
    for (const later of [5, 6, 7]) await add(came, later);
    const key = newId();
    const named = ids.slice(0, 3);
    const answer = await desk.acknowledgeAll(named, 'cash', days, { key, reason: ' Seen ' });
    expect(answer.status).toBe(201);
    const noted = dataOf<AcknowledgeFindingsResult>(answer);
    expect(noted).toMatchObject({
      isExisting: false,
      lens: 'cash',
      ...days,
      acknowledgedCount: 1,
      items: [{ id: ids[0], kind: 'under_step', rowCount: 3, acknowledgement: { reason: 'Seen' } }],
    });
    expect((await playersIn(days)).sort()).toEqual([changed, unnamed, came].sort());
    const all = await desk.listKind('under_step', 'cash', days, true);
    const reasonOf = (playerId?: string) => all.find((one) => one.playerId === playerId)?.acknowledgement?.reason;
    expect([reasonOf(mine), reasonOf(theirs)]).toEqual(['Seen', 'Mine']);

    const audits = await stack.sql`
      select action, after -> 'lens' as lens, after -> 'from' as first, after -> 'acknowledged_count' as count,
        after -> 'items' -> 0 -> 'id' as id
      from public.audit_log where idempotency_key = ${key}`;
    expect([...audits]).toEqual([
      { action: 'lens.acknowledge_findings', lens: 'cash', first: days.from, count: 1, id: ids[0] },
    ]);
  });

  it('are answered anew under their key, and another request under it is refused', async () => {
    const { days, ids } = await several(2);
    const key = newId();
    const first = dataOf<AcknowledgeFindingsResult>(await desk.acknowledgeAll(ids, 'cash', days, { key }));
    expect(first.acknowledgedCount).toBe(2);
    const before = await snapshot();
    expect(dataOf(await desk.acknowledgeAll(ids, 'cash', days, { key }))).toEqual({ ...first, isExisting: true });
    expect(await snapshot()).toEqual(before);
    await expectRefused('IDEMPOTENCY_KEY_REUSED', () => desk.acknowledgeAll(ids.slice(1), 'cash', days, { key }));
  });

  it('are each noted once when several people do it at one time', async () => {
    const { days, ids } = await several(4);
    const answers = await Promise.all(
      [COMPLIANCE, ADMIN, COMPLIANCE, ADMIN].map((as, place) =>
        desk.acknowledgeAll(place % 2 ? ids : ids.toReversed(), 'cash', days, { as }),
      ),
    );
    const noted = answers.flatMap((answer) => dataOf<AcknowledgeFindingsResult>(answer).items.map(({ id }) => id));
    expect(noted.sort()).toEqual(ids.toSorted());
    expect(await playersIn(days)).toEqual([]);
  });

  it('are refused without leaving anything: who may not, another casino, the other lens, other days, no reason, none named, and none that stands out', async () => {
    const { days, ids } = await several(2);
    const all = (options?: Parameters<LensDesk['acknowledgeAll']>[3]) =>
      desk.acknowledgeAll(ids, 'cash', days, options);
    for (const account of ['dealer', 'pitboss', 'cashier', 'loyalty'] as const)
      await expectRefused('FORBIDDEN', () => all({ as: `${account}@harbor.example` }));
    await expectRefused('LENS_FINDING_NOT_FOUND', () => all({ as: OTHER_COMPLIANCE }));
    await expectRefused('LENS_FINDING_NOT_FOUND', () => desk.acknowledgeAll(ids, 'insider', days));
    await expectRefused('LENS_FINDING_NOT_FOUND', () => desk.acknowledgeAll(ids, 'cash', desk.newDays()));
    await expectRefused('LENS_FINDING_NOT_FOUND', () => desk.acknowledgeAll([NOBODYS_FINDING], 'cash', days));
    await expectRefused('VALIDATION_FAILED', () => all({ reason: ' ' }));
    await expectRefused('VALIDATION_FAILED', () => all({ reason: 'x'.repeat(501) }));
    await expectRefused('VALIDATION_FAILED', () => desk.acknowledgeAll([], 'cash', days));
    expect(await playersIn(days)).toHaveLength(2);
  });
});

describe('what nobody has looked into', () => {
  const readings = async () =>
    (await stack.sql`select count(*)::int as n from public.audit_log where action = 'mtl.read_description'`)[0]?.n;

  it.each(['cash', 'insider'] as const)('is counted like the list of the last fifteen days: %s', async (lens) => {
    const { from, to, count } = await desk.count(lens);
    expect(dayAfter(from, 14)).toBe(to);
    expect(count).toBe((await desk.list(lens, { from, to })).length);
    expect(count).toBeGreaterThan(0);
  });

  it('is one less once somebody acknowledged it, and reads nobody’s description', async () => {
    const playerId = await desk.mtl.player();
    for (const amountCents of [280_000, 281_000, 282_000]) await desk.mtl.recorded({ playerId, amountCents });
    const { count, ...days } = await desk.count('cash');
    const finding = (await desk.listKind('under_step', 'cash', days)).find((one) => one.playerId === playerId);
    const before = await readings();
    await desk.acknowledge(finding?.id ?? '', 'cash', days);
    const after = await desk.count('cash');
    expect(await readings()).toBe(before);
    // A gaming day may have ended meanwhile: then it is of other days.
    expect(after).toEqual({ ...days, count: after.to === days.to ? count - 1 : after.count });
  });

  it('is told to compliance alone, of its own casino', async () => {
    const at = async (as: Email) => (await stack.http(as, 'GET', '/lens-findings/count?lens=insider')).body;
    expect((await at('pitboss@harbor.example')).code).toBe('FORBIDDEN');
    const { from, to, count } = (await at(OTHER_COMPLIANCE)).data as LensCount;
    expect(count).toBe(dataOf<LensFindings>(await desk.ask('insider', { from, to }, { as: OTHER_COMPLIANCE })).total);
  });
});

describe('is refused', () => {
  it('without a reason', async () => {
    const { days, finding } = await structured();
    await expectRefused('VALIDATION_FAILED', () => desk.acknowledge(finding.id, 'cash', days, { reason: ' ' }));
  });

  it('once a row has come that nobody looked at', async () => {
    const { days, add, finding } = await structured();
    await add(9);
    await expectRefused('LENS_FINDING_NOT_FOUND', () => desk.acknowledge(finding.id, 'cash', days));
    expect((await desk.look(finding.id, 'cash', days)).body.code).toBe('LENS_FINDING_NOT_FOUND');
  });

  it('for what is not there, in the other lens and in other days', async () => {
    const { days, finding } = await structured();
    const other = desk.newDays();
    await expectRefused('LENS_FINDING_NOT_FOUND', () => desk.acknowledge(NOBODYS_FINDING, 'cash', days));
    await expectRefused('LENS_FINDING_NOT_FOUND', () => desk.acknowledge(finding.id, 'insider', days));
    await expectRefused('LENS_FINDING_NOT_FOUND', () => desk.acknowledge(finding.id, 'cash', other));
  });

  it('at another casino, which sees nothing of it', async () => {
    const { days, finding } = await structured();
    await expectRefused('LENS_FINDING_NOT_FOUND', () =>
      desk.acknowledge(finding.id, 'cash', days, { as: OTHER_COMPLIANCE }),
    );
    expect((await desk.look(finding.id, 'cash', days, OTHER_COMPLIANCE)).body.code).toBe('LENS_FINDING_NOT_FOUND');
    expect((await desk.ask('cash', days, { as: OTHER_COMPLIANCE })).body.data).toMatchObject({ total: 0, items: [] });
  });

  it.each(['dealer', 'pitboss', 'cashier', 'loyalty'])('for a %s, who sees nothing of it either', async (account) => {
    const as: Email = `${account}@harbor.example`;
    const { days, finding } = await structured();
    await expectRefused('FORBIDDEN', () => desk.acknowledge(finding.id, 'cash', days, { as }));
    expect((await desk.look(finding.id, 'cash', days, as)).body.code).toBe('FORBIDDEN');
    expect((await desk.ask('insider', days, { as })).body.code).toBe('FORBIDDEN');
  });
});

describe('the days', () => {
  it('are the last fifteen unless given', async () => {
    const { data } = (await desk.ask('cash', {})).body as unknown as { data: { from: string; to: string } };
    expect(dayAfter(data.from, 14)).toBe(data.to);
  });

  it('are at most 31, up to today', async () => {
    const from = '2020-03-01';
    expect((await desk.ask('cash', { from, to: dayAfter(from, 30) })).status).toBe(200);
    const fields = async (days: Days) => (await desk.ask('cash', days)).body.details;
    expect(await fields({ from, to: dayAfter(from, 31) })).toMatchObject({
      fields: { from: expect.stringContaining('31') },
    });
    expect(await fields({ from, to: dayAfter(from, -1) })).toMatchObject({
      fields: { from: expect.stringContaining('31') },
    });
    const [today] = await stack.sql`
      select (app.gaming_day(id) + 1)::text as tomorrow from public.casino where slug = 'harbor'`;
    expect(await fields({ from: today?.tomorrow, to: today?.tomorrow })).toMatchObject({
      fields: { to: expect.stringContaining('up to today') },
    });
  });
});
