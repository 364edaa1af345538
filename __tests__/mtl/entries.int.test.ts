import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newId } from '@/lib/shared/ids';
import type { SlipResult } from '@/services/floor/dtos';
import { dataOf } from '../floor/floor-desk';
import { ADMIN, OTHER_PIT_BOSS, PIT_BOSS, startTestStack, type TestStack } from '../support/stack';
import { CASHIER, createMtlDesk, type MtlDesk } from './mtl-desk';

let stack: TestStack;
let desk: MtlDesk;

beforeAll(async () => {
  stack = await startTestStack();
  desk = createMtlDesk(stack);
});
afterAll(() => stack.dispose());

describe('a report is due', () => {
  it('for strictly more than the threshold: not at $10,000, at a cent more', async () => {
    const playerId = await desk.player();
    const at = await desk.recorded({ playerId, amountCents: 1_000_000 });
    expect(at).toMatchObject({
      totals: { cashInCents: 1_000_000, cashOutCents: 0, level: 'near_ctr', nearCtrPercent: 95 },
      ctrCaseId: null,
    });
    const over = await desk.recorded({ playerId, amountCents: 1 });
    expect(over).toMatchObject({ totals: { cashInCents: 1_000_001, level: 'ctr', cashOutLevel: 'none' } });
    const [opened, ...others] = await desk.cases(playerId);
    expect(others).toEqual([]);
    expect(opened).toMatchObject({ id: over.ctrCaseId, status: 'open', gamingDay: over.totals.gamingDay });
    const days = (Date.parse(opened?.dueOn ?? '') - Date.parse(over.totals.gamingDay)) / 86_400_000;
    expect(days).toBe(15);
  });

  it('for cash in or cash out, each on its own and never netted', async () => {
    const playerId = await desk.player();
    await desk.recorded({ playerId, amountCents: 900_000 });
    const out = await desk.recorded({ playerId, kind: 'chip_redemption', amountCents: 900_000 });
    expect(out).toMatchObject({
      totals: { cashInCents: 900_000, cashOutCents: 900_000, level: 'near_ctr', nearCtrPercent: 80 },
      ctrCaseId: null,
    });
    const over = await desk.recorded({ playerId, kind: 'front_money_out', amountCents: 100_001 });
    expect(over.totals).toMatchObject({ cashInCents: 900_000, cashInLevel: 'near_ctr', cashOutLevel: 'ctr' });
    expect(over.ctrCaseId).not.toBeNull();
  });

  it('once per patron and gaming day, whatever comes after', async () => {
    const playerId = await desk.player();
    const first = await desk.recorded({ playerId, amountCents: 1_500_000 });
    const second = await desk.recorded({ playerId, kind: 'payout', amountCents: 1_500_000 });
    expect(second.ctrCaseId).toBe(first.ctrCaseId);
    expect(await desk.cases(playerId)).toHaveLength(1);
  });

  it.each([
    ['chips', 'chip_redemption', 'chips'],
    ['a cheque', 'marker_payment', 'cheque'],
    ['a wire', 'front_money_in', 'wire'],
    ['a slot jackpot in currency, which is exempt', 'jackpot_hand_pay', 'currency'],
  ])('never for %s', async (_, kind, tender) => {
    const playerId = await desk.player();
    const { entry, totals, ctrCaseId } = await desk.recorded({ playerId, kind, tender, amountCents: 5_000_000 });
    expect(entry.countsTowardCtr).toBe(false);
    expect(totals).toMatchObject({ cashInCents: 0, cashOutCents: 0, level: 'none' });
    expect(ctrCaseId).toBeNull();
  });

  it('for a bet of currency, not for the same currency won back and bet again on the table', async () => {
    const [playerId, table] = [await desk.player(), await desk.floor.addTable()];
    const at = { playerId, tableId: table.id, amountCents: 900_000 };
    expect((await desk.recorded({ ...at, kind: 'cash_bet' })).entry).toMatchObject({ area: 'pit', direction: 'in' });
    expect((await desk.recorded({ ...at, kind: 'money_play_return' })).entry.direction).toBe('out');
    const { totals, ctrCaseId } = await desk.recorded({ ...at, kind: 'money_play_rebet' });
    expect(totals).toMatchObject({ cashInCents: 900_000, cashOutCents: 0 });
    expect(ctrCaseId).toBeNull();
    await desk.expectRefused('VALIDATION_FAILED', () => desk.record({ playerId, kind: 'money_play_return' }));
  });

  it('for comps that are paid in currency', async () => {
    const playerId = await desk.player();
    const { totals } = await desk.recorded({ playerId, kind: 'cash_comp', amountCents: 1_000_001 });
    expect(totals).toMatchObject({ cashInCents: 0, cashOutCents: 1_000_001, level: 'ctr' });
  });

  it('by the casino’s own figures', async () => {
    const playerId = await desk.player();
    const settings = { watchlistFloorCents: 200_000, ctrThresholdCents: 500_000, nearCtrFirstPercent: 50 };
    dataOf(await stack.http(ADMIN, 'PATCH', '/casino/settings', { body: settings, key: newId() }));
    const levels: string[] = [];
    for (const amountCents of [199_999, 1, 50_000, 250_000, 1]) {
      levels.push((await desk.recorded({ playerId, amountCents })).totals.level);
    }
    expect(levels).toEqual(['none', 'watchlist', 'near_ctr', 'near_ctr', 'ctr']);
    const standard = { watchlistFloorCents: 300_000, ctrThresholdCents: 1_000_000, nearCtrFirstPercent: 80 };
    dataOf(await stack.http(ADMIN, 'PATCH', '/casino/settings', { body: standard, key: newId() }));
  });

  it('is told to the webhooks with ids and days, and without a name', async () => {
    const playerId = await desk.player();
    const { ctrCaseId, totals } = await desk.recorded({ playerId, amountCents: 1_000_001 });
    const events = await stack.sql`
      select event_type as type, payload from public.loyalty_outbox where player_id = ${playerId} and event_type like 'ctr.%'`;
    expect(events).toMatchObject([
      { type: 'ctr.case_opened', payload: { case_id: ctrCaseId, gaming_day: totals.gamingDay, player_id: playerId } },
    ]);
    expect(Object.keys(events[0]?.payload).sort()).toEqual([
      'case_id',
      'due_on',
      'gaming_day',
      'opened_by_entry_id',
      'player_id',
      'unknown_patron_id',
    ]);
  });
});

describe('the badge while an amount is typed', () => {
  it('says what the entry would make of the day, and writes nothing', async () => {
    const playerId = await desk.player();
    await desk.recorded({ playerId, amountCents: 924_000 });
    await desk.expectNothingWritten(async () => {
      const typed = { kind: 'chip_purchase', tender: 'currency', playerId };
      expect(await desk.preview({ ...typed, amountCents: '100000' })).toMatchObject({
        before: { cashInCents: 924_000, level: 'near_ctr' },
        after: { cashInCents: 1_024_000, level: 'ctr' },
        ctrCaseId: null,
      });
      expect((await desk.preview(typed)).after).toEqual((await desk.preview(typed)).before);
      expect(await desk.preview({ ...typed, tender: 'cheque', amountCents: '100000' })).toMatchObject({
        countsTowardCtr: false,
        after: { cashInCents: 924_000 },
      });
    });
  });
});

describe('the gaming day of an entry', () => {
  it.each([
    ['of 23 hours, when New York skips one', '2026-03-07', '2026-03-07T11:00:00Z', '2026-03-08T10:00:00Z'],
    ['of 25 hours, when New York has one twice', '2026-10-31', '2026-10-31T10:00:00Z', '2026-11-01T11:00:00Z'],
  ])('%s, is one sum from its first second to its last, and none with the next', async (_, gamingDay, start, end) => {
    const secondBefore = (at: string) => new Date(Date.parse(at) - 1000).toISOString();
    const half = (playerId: string, occurredAt: string) =>
      desk.recorded({ playerId, amountCents: 600_000, occurredAt });
    const [within, across] = [await desk.player(), await desk.player()];
    expect((await half(within, start)).entry).toMatchObject({ gamingDay, occurredAt: new Date(start).toISOString() });
    const last = await half(within, secondBefore(end));
    expect(last).toMatchObject({ totals: { gamingDay, cashInCents: 1_200_000 } });
    expect(last.ctrCaseId).not.toBeNull();

    const halves = [secondBefore(start), start, end];
    const sums = [];
    for (const at of halves) sums.push(await half(across, at));
    expect(sums.map(({ ctrCaseId }) => ctrCaseId)).toEqual([null, null, null]);
    expect(new Set(sums.map(({ entry }) => entry.gamingDay)).size).toBe(3);
  });

  it('is not a day that has not come', async () => {
    const playerId = await desk.player();
    const occurredAt = new Date(Date.now() + 3_600_000).toISOString();
    await desk.expectRefused('VALIDATION_FAILED', () => desk.record({ playerId, occurredAt }));
  });

  it('numbers its entries without gaps, refusals and voids included', async () => {
    const playerId = await desk.player();
    const occurredAt = '2025-06-01T18:00:00Z';
    const first = await desk.recorded({ playerId, occurredAt });
    await desk.expectRefused('PLAYER_NOT_FOUND', () => desk.record({ playerId: newId(), occurredAt }));
    await desk.recorded({ playerId, occurredAt });
    const voiding = await desk.voided(first.entry.id);
    expect(first.entry.entryNo).toBe(1);
    expect(voiding.entry).toMatchObject({ entryNo: 3, gamingDay: '2025-06-01', voidsEntryId: first.entry.id });
  });
});

describe('an entry from a slip', () => {
  it('knows its player and its table', async () => {
    const { slip, table, player } = await desk.floor.seat();
    const { entry } = await desk.recorded({ ratingSlipId: slip.id }, { as: PIT_BOSS });
    expect(entry).toMatchObject({
      playerId: player.id,
      tableId: table.id,
      tableLabel: table.label,
      ratingSlipId: slip.id,
      area: 'pit',
    });
    const other = await desk.player();
    await desk.expectRefused('PLAYER_MISMATCH', () => desk.record({ ratingSlipId: slip.id, playerId: other }));
    await desk.expectRefused('SLIP_NOT_FOUND', () => desk.record({ ratingSlipId: newId() }));
    dataOf<SlipResult>(await desk.floor.step(slip.id, 'close'));
    expect((await desk.recorded({ ratingSlipId: slip.id, kind: 'chip_redemption' })).entry.playerId).toBe(player.id);
  });
});

describe('several people', () => {
  it('counts for whom somebody acts, and for who stands at the window', async () => {
    const [agent, principal] = [await desk.player(), await desk.player()];
    await desk.recorded({ playerId: principal, amountCents: 600_000 });
    const acted = await desk.recorded({ playerId: agent, agentOfPlayerId: principal, amountCents: 600_000 });
    expect(acted).toMatchObject({
      entry: { playerId: agent, agentOfPlayerId: principal },
      totals: { cashInCents: 600_000 },
      ctrCaseId: null,
      others: [{ playerId: principal, totals: { cashInCents: 1_200_000, level: 'ctr' } }],
    });
    expect(await desk.cases(principal)).toHaveLength(1);
    const voided = await desk.voided(acted.entry.id);
    expect(voided.others).toMatchObject([{ playerId: principal, totals: { cashInCents: 600_000 } }]);
    expect(voided.entry.agentOfPlayerId).toBe(principal);
  });

  it('counts the whole of a shared transaction for each of them, and once for the house', async () => {
    const [one, two] = [await desk.player(), await desk.player()];
    const occurredAt = '2025-07-01T18:00:00Z';
    const shared = await desk.recorded({
      playerId: one,
      sharedWith: [{ playerId: two }],
      amountCents: 1_200_000,
      occurredAt,
    });
    expect(shared.entry.sharedWith).toMatchObject([{ playerId: two, unknownPatronId: null }]);
    expect(shared.others).toMatchObject([{ playerId: two, totals: { cashInCents: 1_200_000 } }]);
    const { patrons, totals } = await desk.summary('2025-07-01');
    expect(totals).toEqual({ cashInCents: 1_200_000, cashOutCents: 0, entryCount: 1 });
    expect(patrons.map(({ ctrCaseId }) => ctrCaseId === null)).toEqual([false, false]);
  });

  it('are different people of this casino', async () => {
    const playerId = await desk.player();
    const stranger = await desk.player(OTHER_PIT_BOSS);
    const refused = (code: string, body: Record<string, unknown>) =>
      desk.expectRefused(code, () => desk.record({ playerId, ...body }));
    await refused('VALIDATION_FAILED', { agentOfPlayerId: playerId });
    await refused('VALIDATION_FAILED', { sharedWith: [{ playerId }] });
    await refused('PLAYER_NOT_FOUND', { agentOfPlayerId: stranger });
    await refused('PLAYER_NOT_FOUND', { sharedWith: [{ playerId: stranger }] });
    await refused('UNKNOWN_PATRON_NOT_FOUND', { sharedWith: [{ unknownPatronId: newId() }] });
  });
});

describe('a void', () => {
  it('takes the amount out of the totals, leaves the entry as it was, and closes no case', async () => {
    const playerId = await desk.player();
    const over = await desk.recorded({ playerId, amountCents: 1_000_001 });
    const voided = await desk.voided(over.entry.id);
    expect(voided).toMatchObject({
      entry: { voidsEntryId: over.entry.id, note: 'Typed twice', amountCents: 1_000_001, countsTowardCtr: false },
      totals: { cashInCents: 0, level: 'none' },
      ctrCaseId: over.ctrCaseId,
    });
    expect(await desk.cases(playerId)).toMatchObject([{ status: 'open' }]);
    const { items } = await desk.list(`?playerId=${playerId}`);
    expect(items.map(({ id, voidedByEntryId }) => [id, voidedByEntryId])).toEqual([
      [voided.entry.id, null],
      [over.entry.id, voided.entry.id],
    ]);
  });

  it('is not voided again, nor voided itself', async () => {
    const playerId = await desk.player();
    const { entry } = await desk.recorded({ playerId });
    const voiding = await desk.voided(entry.id);
    const answer = await desk.expectRefused('MTL_ENTRY_VOIDED', () => desk.void(entry.id));
    expect(answer.body.details).toMatchObject({ voidedByEntryId: voiding.entry.id });
    await desk.expectRefused('MTL_ENTRY_VOIDED', () => desk.void(voiding.entry.id));
    await desk.expectRefused('MTL_ENTRY_NOT_FOUND', () => desk.void(newId()));
    await desk.expectRefused('VALIDATION_FAILED', () => desk.void(entry.id, ' '));
  });

  it('marks a case that was filed, and leaves what was filed', async () => {
    const playerId = await desk.player();
    const over = await desk.recorded({ playerId, amountCents: 1_000_001 });
    await stack.sql`update public.ctr_case set status = 'filed' where id = ${over.ctrCaseId}`;
    await desk.voided(over.entry.id);
    expect(await desk.cases(playerId)).toMatchObject([{ status: 'filed', needsAmendment: true }]);
  });
});

describe('a key', () => {
  it('answers a replay as the first call, though the world has moved on', async () => {
    const playerId = await desk.player();
    const key = newId();
    const first = await desk.record({ playerId, amountCents: 700_000 }, { key });
    await desk.recorded({ playerId, amountCents: 700_000 });
    const before = await desk.list(`?playerId=${playerId}`);
    const again = await desk.record({ playerId, amountCents: 700_000 }, { key });
    expect([first.status, again.status]).toEqual([201, 200]);
    expect(dataOf(again)).toEqual({ ...dataOf<object>(first), isExisting: true });
    expect(await desk.list(`?playerId=${playerId}`)).toEqual(before);
  });

  it('is for one request', async () => {
    const playerId = await desk.player();
    const key = newId();
    const { entry } = await desk.recorded({ playerId }, { key });
    await desk.expectRefused('IDEMPOTENCY_KEY_REUSED', () => desk.record({ playerId, amountCents: 1 }, { key }));
    await desk.expectRefused('IDEMPOTENCY_KEY_REUSED', () => desk.void(entry.id, 'Other', { key }));
  });

  it('is one entry for ten calls at once', async () => {
    const playerId = await desk.player();
    const key = newId();
    const answers = await Promise.all(Array.from({ length: 10 }, () => desk.record({ playerId }, { key })));
    expect(answers.map(({ status }) => status).sort()).toEqual([...Array(9).fill(200), 201]);
    expect((await desk.list(`?playerId=${playerId}`)).items).toHaveLength(1);
  });
});

describe('another casino', () => {
  it('neither finds, nor voids, nor identifies, nor counts what is not its own', async () => {
    const mine = await desk.recorded({ unknownPatron: { description: 'Tall, red cap' } });
    const as = OTHER_PIT_BOSS;
    const theirs = await desk.player(as);
    await desk.expectRefused('MTL_ENTRY_NOT_FOUND', () => desk.void(mine.entry.id, 'Mine?', { as }));
    const unknownPatronId = mine.entry.unknownPatronId ?? '';
    await desk.expectRefused('UNKNOWN_PATRON_NOT_FOUND', () => desk.identify(unknownPatronId, theirs, { as }));
    await desk.expectRefused('UNKNOWN_PATRON_NOT_FOUND', () => desk.record({ unknownPatronId }, { as }));
    await desk.expectRefused('PLAYER_NOT_FOUND', () => desk.identify(unknownPatronId, theirs));
    await desk.expectRefused('PLAYER_NOT_FOUND', () => desk.record({ playerId: theirs }));
    const { items } = await desk.list('?limit=200', as);
    expect(items.map(({ id }) => id)).not.toContain(mine.entry.id);
  });
});

describe('the log as a list', () => {
  it('pages without losing or repeating an entry, and by direction, kind and table', async () => {
    const [playerId, table] = [await desk.player(), await desk.floor.addTable()];
    for (let n = 1; n <= 5; n += 1) await desk.recorded({ playerId, amountCents: n, tableId: table.id });
    await desk.recorded({ playerId, kind: 'payout', tableId: table.id });
    const seen: number[] = [];
    for (let cursor: string | null = ''; cursor !== null; ) {
      const page: Awaited<ReturnType<MtlDesk['list']>> = await desk.list(
        `?tableId=${table.id}&direction=in&limit=2${cursor ? `&cursor=${cursor}` : ''}`,
      );
      seen.push(...page.items.map(({ amountCents }) => amountCents));
      cursor = page.nextCursor;
    }
    expect(seen).toEqual([5, 4, 3, 2, 1]);
    expect((await desk.list(`?playerId=${playerId}&kind=payout`)).items).toHaveLength(1);
    expect((await desk.list(`?playerId=${playerId}&area=slots`)).items).toHaveLength(0);
    expect((await stack.http(CASHIER, 'GET', '/mtl/entries?area=moon')).body.code).toBe('VALIDATION_FAILED');
  });
});

it('what is wrong with an entry is said by its field', async () => {
  const playerId = await desk.player();
  const fieldsOf = async (body: Record<string, unknown>) =>
    Object.keys((await desk.expectRefused('VALIDATION_FAILED', () => desk.record(body))).body.details?.fields ?? {});
  expect(await fieldsOf({})).toEqual(['playerId']);
  expect(await fieldsOf({ playerId, unknownPatron: { description: 'Also' } })).toEqual(['playerId']);
  expect(await fieldsOf({ playerId, amountCents: 0 })).toEqual(['amountCents']);
  expect(await fieldsOf({ playerId, kind: 'gift' })).toEqual(['kind']);
  expect(await fieldsOf({ unknownPatron: { description: '\u200b' } })).toEqual(['unknownPatron.description']);
  await desk.expectRefused('TABLE_NOT_FOUND', () => desk.record({ playerId, tableId: newId() }));
  await desk.expectRefused('FORBIDDEN', () => desk.record({ playerId }, { as: 'compliance@harbor.example' }));
  expect((await desk.list('', CASHIER)).items.every(({ amountCents }) => amountCents > 0)).toBe(true);
});
