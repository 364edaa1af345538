import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { GamingDayReport } from '@/services/reports/dtos';
import { createCatalogDesk } from '../catalog/catalog-desk';
import { fanOut, makeEndpoint, startTestWorker } from '../events/outbox';
import { eventOf, startReceiver } from '../events/receiver';
import { COMPLIANCE } from '../exclusions/exclusions-desk';
import { dataOf } from '../floor/floor-desk';
import { dayAfter } from '../support/days';
import { ADMIN, type Email, OTHER_PIT_BOSS, PIT_BOSS, startTestStack, type TestStack } from '../support/stack';

let stack: TestStack;
let casinoId: string;
/** The newest gaming day that is sealed. */
let day: string;

beforeAll(async () => {
  stack = await startTestStack({ connections: 12 });
  const [casino] = await stack.sql<{ id: string }[]>`select id from public.casino where slug = 'harbor'`;
  casinoId = casino?.id ?? '';
});
afterAll(() => stack.dispose());

type Batch = { done: number; has_more: boolean; failed: number };

/** A worker's turns until there is nothing more to do; resolves to how many things that were. */
async function run(rpc: string): Promise<number> {
  for (let sum = 0; ; ) {
    const { body } = await stack.rpc('service', rpc, {});
    expect(body).toMatchObject({ failed: 0 });
    const { done, has_more } = body as Batch;
    sum += done;
    if (!has_more) return sum;
  }
}
const seal = () => run('rpc_worker_seal_days');
const post = () => run('rpc_worker_post_reports');

async function postedDays(): Promise<string[]> {
  const rows = await stack.sql<{ day: string }[]>`
    select gaming_day::text as day from app.posted_report where casino_id = ${casinoId} order by gaming_day`;
  return rows.map((row) => row.day);
}
async function eventCount(gamingDay: string): Promise<number> {
  const [row] = await stack.sql<{ count: number }[]>`
    select count(*)::integer as count from public.loyalty_outbox
    where casino_id = ${casinoId} and event_type = 'report.posted' and payload ->> 'gaming_day' = ${gamingDay}`;
  return row?.count ?? -1;
}
/** Forgets what was posted, as if the worker had not been there since so many days. */
const forget = (days: number) =>
  stack.sql`update app.posted_report set gaming_day = gaming_day - ${days}::integer where casino_id = ${casinoId}`;

const read = (path: string, gamingDay: string, as: Email = ADMIN) =>
  stack.http(as, 'GET', `/reports/${path}?gamingDay=${gamingDay}`);
const postedOf = async (gamingDay: string, as?: Email): Promise<GamingDayReport> =>
  dataOf(await read('posted-gaming-day', gamingDay, as));
const shownOf = async (gamingDay: string, as?: Email): Promise<GamingDayReport> =>
  dataOf(await read('gaming-day', gamingDay, as));
/** A report without what says when it was read. */
const timeless = ({ asOf: _, ...report }: GamingDayReport) => ({
  ...report,
  dashboard: { ...report.dashboard, asOf: null },
  promo: { ...report.promo, asOf: null },
});

describe('the report of a gaming day', () => {
  it('is posted once the day is sealed: the newest, and none of the days before', async () => {
    expect(await post()).toBe(0);
    expect(await seal()).toBeGreaterThan(0);
    await post();
    const [sealed] = await stack.sql<{ day: string }[]>`
      select max(gaming_day)::text as day from public.seal where casino_id = ${casinoId} and kind = 'ledger'`;
    day = sealed?.day ?? '';
    expect(await postedDays()).toEqual([day]);
    expect(await eventCount(day)).toBe(1);
    expect(await post()).toBe(0);
  });

  it('has the figures of the screen, to the cent, for each who may read it', async () => {
    for (const as of [ADMIN, COMPLIANCE, PIT_BOSS] as const) {
      const posted = await postedOf(day, as);
      expect(timeless(posted)).toEqual(timeless(await shownOf(day, as)));
      expect(posted.postedAt).toBe(posted.asOf);
      expect(posted.isOver).toBe(true);
    }
    expect((await postedOf(day)).dashboard.casino.dropCents).toBeGreaterThan(0);
    expect(await postedOf(day, PIT_BOSS)).toMatchObject({ exclusionHits: null });
    expect((await postedOf(day, COMPLIANCE)).exclusionHits).not.toBeNull();
  });

  it('is the same file as that of the screen', async () => {
    const linesOf = async (path: string) => ((await read(path, day)).text ?? '').split('\r\n');
    const posted = await linesOf('posted-gaming-day.csv');
    // The second line says as of when the figures are.
    expect(posted.toSpliced(1, 1)).toEqual((await linesOf('gaming-day.csv')).toSpliced(1, 1));
    expect(posted.length).toBeGreaterThan(30);
  });

  it('stays as it was posted, whatever is put right later', async () => {
    const before = await postedOf(day);
    const catalog = createCatalogDesk(stack);
    const { id: rewardId } = await catalog.addComp(100);
    const playerId = await catalog.enrol(1000);
    await catalog.addPastRedemption({ playerId, rewardId, at: before.startsAt });
    expect((await shownOf(day)).comps).toContainEqual(expect.objectContaining({ rewardId, count: 1 }));
    expect(await postedOf(day)).toEqual(before);
  });

  it('is of one casino, and for who reads the dashboard', async () => {
    expect((await read('posted-gaming-day', day, 'dealer@harbor.example')).body).toMatchObject({ code: 'FORBIDDEN' });
    const before = dayAfter(day, -1);
    expect((await read('posted-gaming-day', before)).body).toMatchObject({ code: 'REPORT_NOT_POSTED' });
    expect((await read('posted-gaming-day.csv', before)).body).toMatchObject({ code: 'REPORT_NOT_POSTED' });
    await stack.sql`delete from app.posted_report where casino_id <> ${casinoId}`;
    expect((await read('posted-gaming-day', day, OTHER_PIT_BOSS)).body).toMatchObject({ code: 'REPORT_NOT_POSTED' });
    expect((await shownOf(day, OTHER_PIT_BOSS)).postedAt).toBeNull();
  });
});

describe('the worker', () => {
  it('posts the days that it missed, one after another', async () => {
    await forget(3);
    await post();
    const days = [-3, -2, -1, 0].map((days) => dayAfter(day, days));
    expect(await postedDays()).toEqual(days);
    expect(await Promise.all(days.slice(1, 3).map(eventCount))).toEqual([1, 1]);
  });

  it('posts a day once, also when several work at once and when it starts anew', async () => {
    await stack.sql`delete from app.posted_report where casino_id = ${casinoId}`;
    const before = await eventCount(day);
    await Promise.all(Array.from({ length: 4 }, () => stack.rpc('service', 'rpc_worker_post_reports', {})));
    await post();
    expect(await postedDays()).toEqual([day]);
    expect(await eventCount(day)).toBe(before + 1);
  });

  it('tells the webhooks, without whom the house keeps out', async () => {
    await fanOut(stack);
    await stack.sql`delete from app.posted_report where casino_id = ${casinoId}`;
    const receiver = await startReceiver();
    await makeEndpoint(stack, receiver.url, ['report.posted']);
    const workers = [startTestWorker(stack), startTestWorker(stack)];
    await receiver.until(() => receiver.received.length > 0);
    await Promise.all(workers.map((worker) => worker.stop()));
    const again = startTestWorker(stack);
    await fanOut(stack);
    await again.stop();
    expect(receiver.received).toHaveLength(1);
    const [event] = receiver.received.map(eventOf);
    const { exclusionHits: _hits, postedAt: _at, ...posted } = await postedOf(day);
    expect(event).toMatchObject({ type: 'report.posted' });
    expect(event?.data).toMatchObject({ gamingDay: day, rewards: posted.rewards, comps: posted.comps });
    expect(event?.data.dashboard).toMatchObject({ casino: posted.dashboard.casino, points: posted.dashboard.points });
    expect(event?.data.cashLog).toEqual(posted.cashLog);
    expect(event?.data).not.toHaveProperty('exclusionHits');
    await receiver.close();
  });
});
