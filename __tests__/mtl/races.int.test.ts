import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestStack, type TestStack } from '../support/stack';
import { createMtlDesk, type MtlDesk } from './mtl-desk';

const ROUNDS = 8;

let stack: TestStack;
let desk: MtlDesk;

beforeAll(async () => {
  stack = await startTestStack({ connections: 8 });
  desk = createMtlDesk(stack);
});
afterAll(() => stack.dispose());

describe('at once', () => {
  it('two tablets that cross the line open one case', async () => {
    for (let round = 0; round < ROUNDS; round += 1) {
      const playerId = await desk.player();
      await desk.recorded({ playerId, amountCents: 600_000 });
      const results = await Promise.all(
        [400_001, 500_000].map((amountCents) => desk.recorded({ playerId, amountCents })),
      );
      const cases = await desk.cases(playerId);
      expect(cases).toHaveLength(1);
      expect(results.map(({ ctrCaseId }) => ctrCaseId)).toEqual([cases[0]?.id, cases[0]?.id]);
      expect(results.map(({ totals }) => totals.cashInCents).sort()).toContain(1_500_001);
    }
  });

  it('two halves below the line, of which only the sum is above it, open one', async () => {
    for (let round = 0; round < ROUNDS; round += 1) {
      const playerId = await desk.player();
      const results = await Promise.all(
        [500_001, 500_000].map((amountCents) => desk.recorded({ playerId, amountCents })),
      );
      expect(results.map(({ ctrCaseId }) => ctrCaseId === null).sort()).toEqual([false, true]);
      expect(await desk.cases(playerId)).toHaveLength(1);
    }
  });

  it('an identification and an entry under the description leave nothing uncounted', async () => {
    for (let round = 0; round < ROUNDS; round += 1) {
      const playerId = await desk.player();
      const { entry } = await desk.recorded({ unknownPatron: { description: 'In a hurry' }, amountCents: 600_000 });
      const unknownPatronId = entry.unknownPatronId ?? '';
      await Promise.all([
        desk.identified(unknownPatronId, playerId),
        desk.recorded({ unknownPatronId, amountCents: 400_001 }),
      ]);
      const { patrons } = await desk.summary(entry.gamingDay);
      expect(patrons.find((patron) => patron.playerId === playerId)).toMatchObject({
        cashInCents: 1_000_001,
        entryCount: 2,
      });
      expect(await desk.cases(playerId)).toHaveLength(1);
    }
  });

  it('an entry is voided once, and the numbers of the day have no gap', async () => {
    const playerId = await desk.player();
    const occurredAt = '2025-05-05T18:00:00Z';
    const { entry } = await desk.recorded({ playerId, occurredAt });
    const answers = await Promise.all([
      ...Array.from({ length: 4 }, () => desk.void(entry.id)),
      ...Array.from({ length: 12 }, () => desk.record({ playerId, occurredAt })),
    ]);
    expect(answers.filter(({ status }) => status >= 500)).toEqual([]);
    expect(answers.filter(({ body }) => body.code === 'MTL_ENTRY_VOIDED')).toHaveLength(3);
    const { items } = await desk.list('?gamingDay=2025-05-05');
    expect(items.map(({ entryNo }) => entryNo)).toEqual(Array.from({ length: 14 }, (_, at) => 14 - at));
    const { patrons, totals } = await desk.summary('2025-05-05');
    expect(totals).toEqual({ cashInCents: 1_200_000, cashOutCents: 0, entryCount: 12 });
    expect(patrons).toMatchObject([{ playerId, cashInCents: 1_200_000, entryCount: 12 }]);
  });

  it('entries of one patron, entries of several, voids and the closing of the day leave the sums of what stands', async () => {
    const [one, two] = [await desk.player(), await desk.player()];
    for (let round = 0; round < ROUNDS; round += 1) {
      const gamingDay = `2025-06-${String(10 + round)}`;
      const occurredAt = `${gamingDay}T18:00:00Z`;
      const wrong = [
        await desk.recorded({ playerId: one, occurredAt }),
        await desk.recorded({ playerId: two, occurredAt, agentOfPlayerId: one }),
      ];
      // Who acts for whom differs, so that two patrons are reached in either order.
      const bodies = [
        { playerId: one },
        { playerId: two },
        { playerId: one, agentOfPlayerId: two },
        { playerId: two, sharedWith: [{ playerId: one }] },
      ];
      const answers = await Promise.all([
        ...bodies.map((body) => desk.record({ ...body, occurredAt })),
        ...wrong.map(({ entry }) => desk.void(entry.id)),
        ...bodies.map((body) => desk.record({ ...body, occurredAt })),
        desk.close(gamingDay, { as: 'pitboss@harbor.example' }),
      ]);
      expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 201));
      const { patrons, totals, close } = await desk.summary(gamingDay);
      expect(totals).toEqual({ cashInCents: 800_000, cashOutCents: 0, entryCount: 8 });
      expect(patrons.map(({ playerId, cashInCents, entryCount }) => ({ playerId, cashInCents, entryCount }))).toEqual(
        expect.arrayContaining([one, two].map((playerId) => ({ playerId, cashInCents: 600_000, entryCount: 6 }))),
      );
      const { items } = await desk.list(`?gamingDay=${gamingDay}`);
      expect(items.map(({ entryNo }) => entryNo)).toEqual(Array.from({ length: 12 }, (_, at) => 12 - at));
      // What has a number above the closing's is what is marked.
      expect(items.filter(({ isAfterClose }) => isAfterClose).map(({ entryNo }) => entryNo)).toEqual(
        items.map(({ entryNo }) => entryNo).filter((entryNo) => entryNo > (close?.lastEntryNo ?? 0)),
      );
    }
  });
});
