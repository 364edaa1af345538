import Papa from 'papaparse';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { GamingDayReport, ReportQuery } from '@/services/reports/dtos';
import type { Alerts, ShiftDashboard } from '@/services/shift/dtos';
import { type CatalogDesk, createCatalogDesk } from '../catalog/catalog-desk';
import { COMPLIANCE, createExclusionsDesk } from '../exclusions/exclusions-desk';
import { dataOf } from '../floor/floor-desk';
import { MANAGER } from '../loyalty/loyalty-desk';
import { createMtlDesk } from '../mtl/mtl-desk';
import { createShiftDesk, FIGURES, type ShiftDesk } from '../shift/shift-desk';
import { liftRewardRate } from '../support/ledger';
import { ADMIN, type Email, OTHER_PIT_BOSS, PIT_BOSS, startTestStack, type TestStack } from '../support/stack';

let stack: TestStack;
let shift: ShiftDesk;
let catalog: CatalogDesk;

beforeAll(async () => {
  stack = await startTestStack();
  shift = createShiftDesk(stack);
  catalog = createCatalogDesk(stack);
  await liftRewardRate(stack.sql);
});
afterAll(() => stack.dispose());

const addressOf = (query: ReportQuery) => `/reports/gaming-day?${new URLSearchParams(query as Record<string, string>)}`;
const reportOf = async (query: ReportQuery = {}, as: Email = ADMIN): Promise<GamingDayReport> =>
  dataOf(await stack.http(as, 'GET', addressOf(query)));
const sumOf = <Row>(rows: readonly Row[], figure: (row: Row) => number) =>
  rows.reduce((sum, row) => sum + figure(row), 0);
const HOUR = 3_600_000;
const hoursOf = ({ startsAt, endsAt }: GamingDayReport) => (Date.parse(endsAt) - Date.parse(startsAt)) / HOUR;
/** What does not depend on when it was asked. */
const timeless = ({ asOf: _, ...rest }: ShiftDashboard) => rest;

/** Holds a report against what the screens show for the same day or shift. */
async function expectLikeScreens(query: ReportQuery): Promise<GamingDayReport> {
  const report = await reportOf(query);
  const dashboard = await shift.dashboard(query, ADMIN);
  const {
    byHour: _hours,
    asOf: _now,
    ...promo
  } = await catalog.promo.rollup(`?${new URLSearchParams(query as Record<string, string>)}`, ADMIN);
  const day = query.gamingDay ? `?gamingDay=${query.gamingDay}` : '';
  const alerts = dataOf<Alerts>(await stack.http(ADMIN, 'GET', `/alerts${day}`));
  expect(timeless(report.dashboard)).toEqual(timeless(dashboard));
  const { asOf: _then, ...inReport } = report.promo;
  expect(inReport).toEqual(promo);
  expect(report.alerts.map(({ kind, entityKey }) => [kind, entityKey])).toEqual(
    alerts.items.filter(({ isFiring }) => isFiring).map(({ kind, entityKey }) => [kind, entityKey]),
  );
  const { points } = dashboard;
  const bonuses = report.rewards.filter(({ reason }) => reason !== 'redemption');
  const comps = report.rewards.filter(({ reason }) => reason === 'redemption');
  expect([sumOf(bonuses, (row) => row.points), sumOf(bonuses, (row) => row.count)]).toEqual([
    points.bonusPoints,
    points.bonusCount,
  ]);
  const given: { points: number; count: number }[][] = [comps, report.comps];
  for (const rows of given) {
    expect([sumOf(rows, (row) => row.points), sumOf(rows, (row) => row.count)]).toEqual([
      points.redeemedPoints,
      points.redeemedCount,
    ]);
  }
  expect(sumOf(report.comps, (row) => row.returnedPoints)).toBe(points.returnedPoints);
  expect([
    sumOf(report.coupons, (row) => row.count),
    sumOf(report.coupons, (row) => row.faceValueCents),
    sumOf(report.coupons, (row) => row.patronRiskCents),
  ]).toEqual([promo.issuedCount, promo.issuedFaceValueCents, promo.issuedPatronRiskCents]);
  return report;
}

describe('the report of a gaming day', () => {
  it('has the figures of the screens, of the day, of each of its shifts and of the days before', async () => {
    const { shifts } = await shift.dashboard({}, ADMIN);
    const [first] = shifts;
    if (!first) throw new Error('The demo has shifts.');
    const table = await catalog.floor.addTable('blackjack');
    dataOf(await shift.record({ tableId: table.id, shiftId: first.id, ...FIGURES, expectedVersion: undefined }));
    const { slip } = await catalog.floor.seat();
    await catalog.loyalty.given(slip.id, 333);
    const { playerId, visitId } = await catalog.enrolOnVisit(900);
    const comp = await catalog.addComp(100);
    await catalog.redeemed(comp.id, { playerId, visitId });
    const back = await catalog.redeemed(comp.id, { playerId, visitId });
    dataOf(await catalog.loyalty.reverse(back.entry.id));

    const day = await expectLikeScreens({});
    expect(day.dashboard.casino.dropCents).toBeGreaterThanOrEqual(FIGURES.dropCents);
    for (const { id } of shifts) await expectLikeScreens({ shiftId: id });
    for (const daysBack of [1, 2, 4]) await expectLikeScreens({ gamingDay: await shift.gamingDay(daysBack) });
  });

  it('says who gave what, why, and of which reward, with what it is worth', async () => {
    await stack.sql`update public.point_value set cents_per_1000_points = 1500`;
    const before = await reportOf();
    const { slip } = await catalog.floor.seat();
    await catalog.loyalty.given(slip.id, 101);
    await catalog.loyalty.given(slip.id, 202, { as: ADMIN });
    const { playerId, visitId } = await catalog.enrolOnVisit(500);
    const comp = await catalog.addComp(40);
    await catalog.redeemed(comp.id, { playerId, visitId });
    const program = await catalog.promo.addProgram({ faceValueCents: 2500, requiredMatchWagerCents: 2500 });
    await catalog.promo.issued({ promoProgramId: program.id, playerId });
    const after = await reportOf();

    const givenBy = (report: GamingDayReport, staffName: string, reason: string) =>
      report.rewards.find((row) => row.staffName === staffName && row.reason === reason)?.points ?? 0;
    for (const [who, points] of [
      ['Harbor Pit Boss', 101],
      ['Harbor Admin', 202],
    ] as const) {
      expect(givenBy(after, who, 'promotion') - givenBy(before, who, 'promotion')).toBe(points);
    }
    expect(after.comps.find(({ rewardId }) => rewardId === comp.id)).toEqual({
      rewardId: comp.id,
      code: comp.code,
      name: comp.name,
      count: 1,
      points: 40,
      cents: 60,
      returnedCount: 0,
      returnedPoints: 0,
    });
    expect(after.coupons.find(({ programName }) => programName === program.name)).toMatchObject({
      staffName: 'Harbor Pit Boss',
      count: 1,
      faceValueCents: 2500,
      patronRiskCents: 2500,
    });
    for (const { points, cents } of after.rewards) expect(cents).toBe(Math.round(points * 1.5));
    expect(after.centsPer1000Points).toBe(1500);
  });

  it('says which alerts were taken, by whom, and what they were about', async () => {
    const { player, slip } = await catalog.floor.seat();
    await stack.sql`
      update public.rating_slip set started_at = now() - interval '9 hours' where id = ${slip.id}`;
    const gamingDay = await shift.gamingDay();
    dataOf(
      await shift.acknowledge({ gamingDay, kind: 'slip_duration', entityKey: slip.id, note: 'A guest of the house' }),
    );
    const { takenAlerts } = await reportOf();
    expect(takenAlerts.find(({ entityKey }) => entityKey === slip.id)).toMatchObject({
      kind: 'slip_duration',
      severity: 'critical',
      staffName: 'Harbor Pit Boss',
      note: 'A guest of the house',
      thing: `${player.firstName} ${player.lastName}`,
    });
  });

  it('counts excluded players who were met and names none, for who may know of exclusions', async () => {
    const exclusions = createExclusionsDesk(stack);
    const before = (await reportOf({}, COMPLIANCE)).exclusionHits;
    const elsewhere = async () => (await reportOf({}, 'compliance@summit.example')).exclusionHits;
    const theirs = await elsewhere();
    const { playerId } = await exclusions.excluded();
    await exclusions.tryCheckIn(playerId);
    const { exclusionHits: after } = await reportOf({}, COMPLIANCE);
    expect([after?.count, after?.notReviewedCount]).toEqual([
      (before?.count ?? 0) + 1,
      (before?.notReviewedCount ?? 0) + 1,
    ]);
    expect(sumOf(after?.byAttempt ?? [], ({ count }) => count)).toBe(after?.count);
    expect(await elsewhere()).toEqual(theirs);
    const [hit] = (await exclusions.hits()).items;
    dataOf(await exclusions.review(hit?.id ?? ''));
    expect((await reportOf({}, COMPLIANCE)).exclusionHits?.notReviewedCount).toBe(before?.notReviewedCount ?? 0);
  });

  it('has the cash log of the day and the cases that are due, for who reads it', async () => {
    const mtl = createMtlDesk(stack);
    const playerId = await mtl.player();
    const { ctrCaseId } = await mtl.recorded({ playerId, amountCents: 1_000_001 });
    const { cashLog } = await reportOf({}, PIT_BOSS);
    const summary = await mtl.summary();
    expect(cashLog).toMatchObject({ ...summary.totals, isClosed: summary.isClosed });
    const levels = ['watchlist', 'near_ctr', 'ctr'].map(
      (level) => summary.patrons.filter((patron) => patron.level === level).length,
    );
    expect([cashLog?.watchlistPatrons, cashLog?.nearCtrPatrons, cashLog?.ctrPatrons]).toEqual(levels);
    const [row] = await stack.sql<{ dueOn: string }[]>`
      select due_on::text as "dueOn" from public.ctr_case where id = ${ctrCaseId}`;
    expect(cashLog?.due).toContainEqual({ caseId: ctrCaseId, gamingDay: summary.gamingDay, dueOn: row?.dueOn });
    expect(cashLog?.waitingCases).toBeGreaterThanOrEqual(cashLog?.due.length ?? 0);
  });

  it('shows each role what it may see, and nothing to who does not read the dashboard', async () => {
    const seen = async (as: Email) => {
      const { exclusionHits, cashLog } = await reportOf({}, as);
      return [exclusionHits !== null, cashLog !== null];
    };
    expect(await seen(PIT_BOSS)).toEqual([false, true]);
    expect(await seen(MANAGER)).toEqual([false, false]);
    expect(await seen(COMPLIANCE)).toEqual([true, true]);
    expect(await seen(ADMIN)).toEqual([true, true]);
    for (const as of ['dealer@harbor.example', 'cashier@harbor.example'] as const) {
      expect((await stack.http(as, 'GET', addressOf({}))).body).toMatchObject({ ok: false, code: 'FORBIDDEN' });
    }
  });

  it('is about one casino, whose shifts another one’s report does not know', async () => {
    const { asOf: _, ...before } = await reportOf({}, OTHER_PIT_BOSS);
    const { slip } = await catalog.floor.seat();
    await catalog.loyalty.given(slip.id, 77);
    const { asOf: _later, ...after } = await reportOf({}, OTHER_PIT_BOSS);
    const figures = ({ dashboard, rewards, comps, coupons, takenAlerts }: typeof before) => ({
      points: dashboard.points,
      rewards,
      comps,
      coupons,
      takenAlerts,
    });
    expect(figures(after)).toEqual(figures(before));
    const [theirs] = before.dashboard.shifts;
    expect((await stack.http(ADMIN, 'GET', addressOf({ shiftId: theirs?.id }))).body).toMatchObject({
      ok: false,
      code: 'SHIFT_NOT_FOUND',
    });
  });

  it('is of 23 and of 25 hours when the clocks change', async () => {
    expect(hoursOf(await reportOf({ gamingDay: '2024-03-09' }))).toBe(23);
    expect(hoursOf(await reportOf({ gamingDay: '2024-11-02' }))).toBe(25);
    expect(hoursOf(await reportOf({ gamingDay: '2024-06-15' }))).toBe(24);
  });

  it('of a day on which nothing happened is empty, and is over', async () => {
    const report = await reportOf({ gamingDay: '2020-02-29' });
    const { dashboard, promo, rewards, comps, coupons, takenAlerts, exclusionHits, isOver } = report;
    expect({ rewards, comps, coupons, takenAlerts, isOver }).toEqual({
      rewards: [],
      comps: [],
      coupons: [],
      takenAlerts: [],
      isOver: true,
    });
    expect(dashboard.casino).toMatchObject({ dropCents: 0, winCents: null, holdPercent: null });
    expect([dashboard.points.bonusPoints, dashboard.points.bonusCents, promo.issuedCount]).toEqual([0, 0, 0]);
    expect(exclusionHits).toEqual({ count: 0, notReviewedCount: 0, byAttempt: [] });
    expect((await reportOf()).isOver).toBe(false);
  });

  it('has its points although the house has set up no shifts', async () => {
    const patterns = await stack.sql`select * from public.shift_pattern`;
    const gamingDay = await shift.gamingDay();
    await stack.sql
      .begin(async (sql) => {
        await sql`delete from public.table_count`;
        await sql`delete from public.shift`;
        await sql`delete from public.shift_pattern`;
        const [row] = await sql<{ shifts: unknown[]; points: number }[]>`
          select r -> 'dashboard' -> 'shifts' as shifts, (r #>> '{dashboard,points,bonus_points}')::float8 as points
          from public.casino c cross join lateral
            app.gaming_day_report_json(app.worker_context(c.id), ${gamingDay}::date, null) r
          where c.slug = 'harbor'`;
        expect(row?.shifts).toEqual([]);
        expect(row?.points).toBeGreaterThan(0);
        throw new Error('undo');
      })
      .catch((error: Error) => expect(error.message).toBe('undo'));
    expect(await stack.sql`select * from public.shift_pattern`).toHaveLength(patterns.length);
  });

  it('is a file, with the same figures and the times on the casino’s wall', async () => {
    const report = await reportOf();
    const answer = await stack.http(ADMIN, 'GET', `/reports/gaming-day.csv?gamingDay=${report.gamingDay}`);
    expect(answer.status).toBe(200);
    const { data: rows } = Papa.parse<Record<string, string>>((answer.text ?? '').replace('\ufeff', ''), {
      header: true,
    });
    const find = (section: string, name: string, detail = '') =>
      rows.find((row) => row.section === section && row.name === name && row.detail === detail);
    expect(find('points', 'bonus')).toMatchObject({
      gaming_day: report.gamingDay,
      points: String(report.dashboard.points.bonusPoints),
      cents: String(report.dashboard.points.bonusCents),
    });
    expect(find('cash', 'total', 'drop')?.cents).toBe(String(report.dashboard.casino.dropCents));
    const until = find('report', 'until')?.at ?? '';
    expect(Date.parse(until)).toBe(Date.parse(report.endsAt));
    expect(until).toMatch(/T06:00:00[+-]\d\d:\d\d$/);
    expect(rows.filter(({ section }) => section === 'reward')).toHaveLength(report.rewards.length);
  });
});
