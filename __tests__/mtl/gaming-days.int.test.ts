import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newId } from '@/lib/shared/ids';
import type { MtlDayCloseResult } from '@/services/mtl/dtos';
import { dataOf } from '../floor/floor-desk';
import { ADMIN, PIT_BOSS, startTestStack, type TestStack } from '../support/stack';
import { CASHIER, COMPLIANCE, createMtlDesk, type MtlDesk } from './mtl-desk';

let stack: TestStack;
let desk: MtlDesk;

beforeAll(async () => {
  stack = await startTestStack();
  desk = createMtlDesk(stack);
});
afterAll(() => stack.dispose());

describe('a gaming day’s summary', () => {
  it('has cash by patron, area and kind, without what was voided', async () => {
    const [playerId, table] = [await desk.player(), await desk.floor.addTable()];
    const occurredAt = '2025-03-03T18:00:00Z';
    const log = (body: Record<string, unknown>) => desk.recorded({ playerId, occurredAt, ...body });
    await log({ amountCents: 300_000, tableId: table.id });
    await log({ kind: 'chip_redemption', amountCents: 250_000 });
    await log({ kind: 'marker_payment', tender: 'cheque', amountCents: 900_000 });
    await log({ kind: 'jackpot_hand_pay', amountCents: 150_000 });
    await desk.voided((await log({ amountCents: 1_000_001 })).entry.id);

    const summary = await desk.summary('2025-03-03', COMPLIANCE);
    expect(summary).toMatchObject({ gamingDay: '2025-03-03', isClosed: false, close: null, lateEntries: [] });
    expect(summary.totals).toEqual({ cashInCents: 300_000, cashOutCents: 250_000, entryCount: 4 });
    expect(summary.patrons).toMatchObject([
      { playerId, cashInCents: 300_000, cashOutCents: 250_000, entryCount: 4, level: 'watchlist' },
    ]);
    expect(summary.patrons[0]?.ctrCaseId).not.toBeNull();
    expect(summary.byArea).toMatchObject([
      { area: 'pit', tableLabel: table.label, cashInCents: 300_000, cashOutCents: 0, entryCount: 1 },
      { area: 'cage', tableId: null, cashInCents: 0, cashOutCents: 250_000, entryCount: 2 },
      { area: 'slots', cashInCents: 0, cashOutCents: 0, entryCount: 1 },
    ]);
    expect(summary.byKind).toMatchObject([
      { kind: 'chip_purchase', tender: 'currency', direction: 'in', amountCents: 300_000, countedCents: 300_000 },
      { kind: 'marker_payment', tender: 'cheque', amountCents: 900_000, countedCents: 0 },
      { kind: 'chip_redemption', direction: 'out', countedCents: 250_000 },
      { kind: 'jackpot_hand_pay', amountCents: 150_000, countedCents: 0 },
    ]);
  });

  it('is a file that a spreadsheet opens, whatever somebody is called', async () => {
    await desk.recorded({ unknownPatron: { description: '=1+1, grey' }, occurredAt: '2025-03-05T18:00:00Z' });
    const { text = '' } = await stack.http(CASHIER, 'GET', '/mtl/gaming-day-summary.csv?gamingDay=2025-03-05');
    const lines = text.trim().split('\r\n');
    expect(lines[0]).toContain('"gaming_day","section","name","cash_in_cents"');
    expect(lines[1]).toContain(`"patron","'=1+1, grey",100000,0,1,"none"`);
    expect(lines.at(-1)).toContain('"total",,100000,0,1');
  });

  it('is that of today unless another is asked for, and of no day that can hold nothing', async () => {
    const { entry } = await desk.recorded({ playerId: await desk.player() });
    expect((await desk.summary()).gamingDay).toBe(entry.gamingDay);
    const answer = await stack.http(CASHIER, 'GET', '/mtl/gaming-day-summary?gamingDay=1999-01-01');
    expect(answer.body.code).toBe('VALIDATION_FAILED');
    expect((await desk.summary('2001-01-01')).totals.entryCount).toBe(0);
  });
});

describe('asking whether there is anything new in a gaming day', () => {
  const day = '2025-05-05';
  const occurredAt = `${day}T18:00:00Z`;
  const ask = (path: string, etag?: string) =>
    stack.http(COMPLIANCE, 'GET', path, { headers: etag ? { 'If-None-Match': etag } : {} });
  const PATHS = [`/mtl/gaming-day-summary?gamingDay=${day}`, `/mtl/entries?gamingDay=${day}&area=cage`];

  /** Holds that what was read before an act is new after it, and only once. */
  async function expectNews(act: () => Promise<unknown>): Promise<void> {
    const before = await Promise.all(PATHS.map(async (path) => (await ask(path)).headers.get('ETag') ?? ''));
    const unchanged = await Promise.all(PATHS.map((path, index) => ask(path, before[index])));
    expect(unchanged.map(({ status }) => status)).toEqual([304, 304]);
    await act();
    const changed = await Promise.all(PATHS.map((path, index) => ask(path, before[index])));
    expect(changed.map(({ status }) => status)).toEqual([200, 200]);
  }

  it('brings nothing until an entry, a void, an identification, a closing or a name changes it', async () => {
    const playerId = await desk.player();
    await expectNews(() => desk.recorded({ playerId, occurredAt }));
    const { entry } = await desk.recorded({ unknownPatron: { description: 'Grey suit' }, occurredAt });
    await expectNews(() => desk.identified(entry.unknownPatronId ?? '', playerId));
    await expectNews(() => desk.voided(entry.id));
    await expectNews(() => desk.close(day, { as: PIT_BOSS }));
    await expectNews(() => stack.sql`update public.player set last_name = 'Renamed' where id = ${playerId}`);
    await expectNews(() => stack.sql`update public.casino_settings set watchlist_floor_cents = 290000`);
  });

  it('is not disturbed by another day, nor by another casino', async () => {
    const [path = ''] = PATHS;
    const etag = (await ask(path)).headers.get('ETag') ?? '';
    await desk.recorded({ playerId: await desk.player(), occurredAt: '2025-05-06T18:00:00Z' });
    await stack.http('cashier@summit.example', 'POST', '/mtl/entries', {
      body: {
        kind: 'payout',
        tender: 'currency',
        amountCents: 100,
        unknownPatron: { description: 'Tall' },
        occurredAt,
      },
      key: newId(),
    });
    expect((await ask(path, etag)).status).toBe(304);
  });

  it('says how near each patron is, by the step that was reached', async () => {
    const occurredAt = '2025-05-07T18:00:00Z';
    for (const amountCents of [799_999, 800_000, 950_000, 1_000_000, 1_000_001])
      await desk.recorded({ playerId: await desk.player(), occurredAt, amountCents });
    const { patrons } = await desk.summary('2025-05-07');
    expect(patrons.map(({ level, nearCtrPercent }) => [level, nearCtrPercent])).toEqual([
      ['ctr', 95],
      ['near_ctr', 95],
      ['near_ctr', 95],
      ['near_ctr', 80],
      ['watchlist', null],
    ]);
  });
});

describe('closing a gaming day', () => {
  it('takes a second person, once, and goes on taking entries, marked and listed', async () => {
    const [playerId, occurredAt, day] = [await desk.player(), '2025-04-04T18:00:00Z', '2025-04-04'];
    const { entry } = await desk.recorded({ playerId, occurredAt, amountCents: 600_000 });
    await desk.expectRefused('SECOND_PERSON_REQUIRED', () => desk.close(day));
    const close = dataOf<MtlDayCloseResult>(await desk.close(day, { as: PIT_BOSS }, { note: 'Counted' }));
    expect(close).toMatchObject({
      gamingDay: day,
      lastEntryNo: 1,
      entryCount: 1,
      cashInCents: 600_000,
      note: 'Counted',
    });
    const answer = await desk.expectRefused('MTL_DAY_CLOSED', () => desk.close(day, { as: ADMIN }));
    expect(answer.body.details).toMatchObject({ staffName: close.closedByStaffName });

    const late = await desk.recorded({ playerId, occurredAt, amountCents: 400_001 });
    expect(entry.isAfterClose).toBe(false);
    expect(late.entry).toMatchObject({ isAfterClose: true, gamingDay: day });
    expect(await desk.cases(playerId)).toMatchObject([{ id: late.ctrCaseId, gamingDay: day, dueOn: '2025-04-19' }]);
    const voiding = await desk.voided(entry.id);
    const summary = await desk.summary(day);
    expect(summary).toMatchObject({ isClosed: true, close: { id: close.id, entryCount: 1 } });
    expect(summary.lateEntries.map(({ id }) => id)).toEqual([late.entry.id, voiding.entry.id]);
    expect((await desk.list(`?gamingDay=${day}&isAfterClose=false`)).items).toHaveLength(1);
  });

  it('is repeated safely, and told to the webhooks in figures', async () => {
    const [day, key] = ['2025-04-05', newId()];
    const answers = [await desk.close(day, { key }), await desk.close(day, { key })];
    expect(answers.map(({ status }) => status)).toEqual([201, 200]);
    const [event] = await stack.sql`
      select payload from public.loyalty_outbox where event_type = 'mtl.day_closed' and payload ->> 'gaming_day' = ${day}`;
    expect(event?.payload).toEqual({
      gaming_day: day,
      entry_count: 0,
      last_entry_no: 0,
      cash_in_cents: 0,
      cash_out_cents: 0,
    });
    expect(
      (await desk.recorded({ playerId: await desk.player(), occurredAt: `${day}T18:00:00Z` })).entry,
    ).toMatchObject({ entryNo: 1, isAfterClose: true });
  });

  it('is refused for a day that has not begun, and to who only reads', async () => {
    const tomorrow = new Date(Date.now() + 3 * 86_400_000).toISOString().slice(0, 10);
    await desk.expectRefused('VALIDATION_FAILED', () => desk.close(tomorrow));
    await desk.expectRefused('FORBIDDEN', () => desk.close('2025-04-06', { as: COMPLIANCE }));
  });
});
