import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newId } from '@/lib/shared/ids';
import { startTestStack, type TestStack } from '../support/stack';
import { createMtlDesk, type MtlDesk } from './mtl-desk';

let stack: TestStack;
let desk: MtlDesk;

beforeAll(async () => {
  stack = await startTestStack();
  desk = createMtlDesk(stack);
});
afterAll(() => stack.dispose());

const LOOKS = {
  description: 'Grey suit, limps',
  sex: 'male',
  ageRange: '50-60',
  hair: 'grey',
  height: '6 ft',
  seat: 3,
};

/** An unknown patron with one entry, and its id. */
async function unknown(amountCents: number, body: Record<string, unknown> = {}): Promise<string> {
  const { entry } = await desk.recorded({ unknownPatron: LOOKS, amountCents, ...body });
  return entry.unknownPatronId ?? '';
}

const totalsOf = async (gamingDay: string, patronId: string) =>
  (await desk.summary(gamingDay)).patrons.find(
    ({ playerId, unknownPatronId }) => (playerId ?? unknownPatronId) === patronId,
  );

describe('somebody whose name nobody knows', () => {
  it('is logged as they looked, and goes on under that description', async () => {
    const first = await desk.recorded({ unknownPatron: LOOKS, amountCents: 600_000 });
    expect(first.entry).toMatchObject({ playerId: null, unknownPatron: { ...LOOKS, playerId: null } });
    const second = await desk.recorded({ unknownPatronId: first.entry.unknownPatronId, amountCents: 400_001 });
    expect(second.totals).toMatchObject({ cashInCents: 1_000_001, level: 'ctr' });
    expect(await desk.cases(first.entry.unknownPatronId ?? '')).toHaveLength(1);
  });
});

describe('an identification', () => {
  it('makes a case of two halves, and moves no entry', async () => {
    const playerId = await desk.player();
    await desk.recorded({ playerId, amountCents: 600_000 });
    const unknownPatronId = await unknown(600_000);
    expect(await desk.cases(playerId)).toEqual([]);

    const { days, unknownPatron } = await desk.identified(unknownPatronId, playerId);
    expect(unknownPatron).toMatchObject({ ...LOOKS, playerId });
    expect(days).toMatchObject([{ totals: { cashInCents: 1_200_000, level: 'ctr' } }]);
    expect(await desk.cases(playerId)).toMatchObject([{ id: days[0]?.ctrCaseId, playerId, status: 'open' }]);
    const { items } = await desk.list(`?unknownPatronId=${unknownPatronId}`);
    expect(items).toMatchObject([{ unknownPatronId, playerId: null, unknownPatron: { playerId } }]);
    expect((await desk.list(`?playerId=${playerId}`)).items).toHaveLength(2);
    expect((await totalsOf(days[0]?.gamingDay ?? '', unknownPatronId))?.entryCount).toBeUndefined();
  });

  it('lets what is entered later under the description count for the player', async () => {
    const playerId = await desk.player();
    const unknownPatronId = await unknown(600_000);
    await desk.identified(unknownPatronId, playerId);
    const { totals, ctrCaseId } = await desk.recorded({ unknownPatronId, amountCents: 400_001 });
    expect(totals.cashInCents).toBe(1_000_001);
    expect(await desk.cases(playerId)).toMatchObject([{ id: ctrCaseId }]);
  });

  it('makes the case that had opened under the description the player’s', async () => {
    const playerId = await desk.player();
    const unknownPatronId = await unknown(1_000_001);
    const [opened] = await desk.cases(unknownPatronId);
    await desk.identified(unknownPatronId, playerId);
    expect(await desk.cases(playerId)).toMatchObject([{ id: opened?.id, playerId }]);
    expect(await desk.cases(unknownPatronId)).toEqual([]);
  });

  it('makes it part of the case that the player has that day, and marks it where it was filed', async () => {
    const playerId = await desk.player();
    const own = await desk.recorded({ playerId, amountCents: 1_000_001 });
    const unknownPatronId = await unknown(1_000_001);
    const [opened] = await desk.cases(unknownPatronId);
    await stack.sql`update public.ctr_case set status = 'filed' where id in (${opened?.id ?? ''}, ${own.ctrCaseId})`;
    const { days } = await desk.identified(unknownPatronId, playerId);
    expect(days).toMatchObject([{ ctrCaseId: own.ctrCaseId, totals: { cashInCents: 2_000_002 } }]);
    expect(await desk.cases(playerId)).toMatchObject([{ id: own.ctrCaseId, status: 'filed', needsAmendment: true }]);
    const [merged] = await stack.sql`
      select merged_into_case_id as into, status, needs_amendment as marked from public.ctr_case where id = ${opened?.id ?? ''}`;
    expect(merged).toEqual({ into: own.ctrCaseId, status: 'filed', marked: true });
  });

  it('can be corrected: to somebody else, and back to nobody', async () => {
    const [wrong, right] = [await desk.player(), await desk.player()];
    const unknownPatronId = await unknown(700_000);
    const { gamingDay } = (await desk.identified(unknownPatronId, wrong)).days[0] ?? { gamingDay: '' };
    await desk.identified(unknownPatronId, right);
    expect(await totalsOf(gamingDay, wrong)).toBeUndefined();
    expect(await totalsOf(gamingDay, right)).toMatchObject({ cashInCents: 700_000, entryCount: 1 });
    await desk.identified(unknownPatronId, null);
    expect(await totalsOf(gamingDay, right)).toBeUndefined();
    expect(await totalsOf(gamingDay, unknownPatronId)).toMatchObject({ cashInCents: 700_000 });
    const links = await stack.sql`
      select player_id from public.mtl_patron_link where unknown_patron_id = ${unknownPatronId} order by link_no`;
    expect(links.map((link) => link.player_id)).toEqual([wrong, right, null]);
  });

  it('that takes back half of a sum leaves the case open', async () => {
    const playerId = await desk.player();
    await desk.recorded({ playerId, amountCents: 600_000 });
    const unknownPatronId = await unknown(600_000);
    await desk.identified(unknownPatronId, playerId);
    await desk.identified(unknownPatronId, null);
    expect(await desk.cases(playerId)).toMatchObject([{ status: 'open' }]);
    expect(await desk.cases(unknownPatronId)).toEqual([]);
  });

  it('counts an entry once for somebody who acted for themselves under a description', async () => {
    const playerId = await desk.player();
    const unknownPatronId = await unknown(600_000, { agentOfPlayerId: playerId });
    const { days } = await desk.identified(unknownPatronId, playerId);
    expect(days).toMatchObject([{ totals: { cashInCents: 600_000 }, ctrCaseId: null }]);
  });

  it('is refused for nobody of the house, for who is known already, and without a reason', async () => {
    const playerId = await desk.player();
    const unknownPatronId = await unknown(100);
    await desk.expectRefused('UNKNOWN_PATRON_IDENTIFIED', () => desk.identify(unknownPatronId, null));
    await desk.identified(unknownPatronId, playerId);
    await desk.expectRefused('UNKNOWN_PATRON_IDENTIFIED', () => desk.identify(unknownPatronId, playerId));
    await desk.expectRefused('UNKNOWN_PATRON_NOT_FOUND', () => desk.identify(newId(), playerId));
    await desk.expectRefused('PLAYER_NOT_FOUND', () => desk.identify(unknownPatronId, newId()));
  });

  it('is repeated safely', async () => {
    const playerId = await desk.player();
    const unknownPatronId = await unknown(100);
    const key = newId();
    const first = await desk.identify(unknownPatronId, playerId, { key });
    const again = await desk.identify(unknownPatronId, playerId, { key });
    expect([first.status, again.status]).toEqual([201, 200]);
    expect(again.body.data).toEqual({ ...(first.body.data as object), isExisting: true });
  });
});
