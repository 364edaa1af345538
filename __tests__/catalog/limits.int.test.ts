import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Offer } from '@/services/catalog/dtos';
import { dataOf } from '../floor/floor-desk';
import { moveToNewCasino } from '../promo/promo-desk';
import { PIT_BOSS, startTestStack, type TestStack } from '../support/stack';
import { benefit, type CatalogDesk, createCatalogDesk } from './catalog-desk';
import { instantOf, windowsByHand } from './windows-by-hand';

const SECOND = 1_000;
const MINUTE = 60_000;
const HOUR = 3_600_000;
const DAY = 86_400_000;
const SCOPES = ['per_gaming_day', 'per_week', 'per_month'] as const;

let stack: TestStack;
let desk: CatalogDesk;
let casinoId: string;

beforeAll(async () => {
  stack = await startTestStack({ connections: 4 });
  desk = createCatalogDesk(stack);
  casinoId = await moveToNewCasino(stack.sql, PIT_BOSS);
  await stack.sql`update public.casino_settings set rewards_per_staff_per_minute = null where casino_id = ${casinoId}`;
  await desk.promo.addProgram({ promoType: 'free_play', faceValueCents: 1000, validHours: 24 });
});
afterAll(() => stack.dispose());

const addEntitlement = (limits: object[]) =>
  desk.addEntitlement({ tiers: [{ tier: 'bronze', benefit: benefit('free_play', 1000) }], limits });
const isoOf = (at: number) => new Date(at).toISOString();
const leftOf = ({ remaining }: Offer) => Object.fromEntries(remaining.map(({ scope, left }) => [scope, left]));
const setClock = (timeZone: string, start: string) => stack.sql`
  update public.casino_settings set time_zone = ${timeZone}, gaming_day_start = ${start} where casino_id = ${casinoId}`;
const nowOf = async () => (await stack.sql<{ now: Date }[]>`select now() as now`)[0]?.now.getTime() ?? Number.NaN;

describe.each([
  ['America/New_York', '06:00'],
  ['Europe/London', '00:00'],
  ['Australia/Lord_Howe', '02:15'],
  ['Africa/Cairo', '00:30'],
  ['America/Asuncion', '23:30'],
])('in %s, with days that start at %s', (timeZone, start) => {
  beforeAll(() => setClock(timeZone, start));
  const windowsOfNow = async () => windowsByHand(await nowOf(), timeZone, start);

  it.each(SCOPES)('a use counts %s from its first instant on, and is free with the next one', async (scope) => {
    const limits = [{ scope, maxIssues: 1 }];
    const [comp, entitlement] = [await desk.addComp(1, { limits }), await addEntitlement(limits)];
    const { startsAt, endsAt } = (await windowsOfNow())[scope];
    for (const { id, family } of [comp, entitlement]) {
      const place = async (at: number) => {
        const playerId = await desk.enrol(10);
        const use = { playerId, rewardId: id, at: isoOf(at) };
        await (family === 'points_comp' ? desk.addPastRedemption(use) : desk.addPastCoupon(use));
        return playerId;
      };
      const [before, first] = [await place(startsAt - 1), await place(startsAt)];
      expect(await desk.offer(before, id)).toMatchObject({
        eligible: true,
        remaining: [{ scope, maxIssues: 1, left: 1 }],
      });
      expect((await desk.issue(id, { playerId: before })).status).toBe(201);
      const nextEligibleAt = isoOf(endsAt);
      expect(await desk.offer(first, id)).toMatchObject({
        reasons: ['LIMIT_REACHED'],
        remaining: [{ left: 0 }],
        nextEligibleAt,
      });
      const answer = await desk.expectRefused('LIMIT_REACHED', () => desk.issue(id, { playerId: first }));
      expect(Date.parse(String(answer.body.details?.nextEligibleAt))).toBe(endsAt);
    }
  });

  it('the limits of several scopes count together, and the last to end says until when', async () => {
    const { id } = await desk.addComp(1, {
      limits: [
        { scope: 'per_gaming_day', maxIssues: 2 },
        { scope: 'per_week', maxIssues: 3 },
        { scope: 'per_month', maxIssues: 4 },
      ],
    });
    const playerId = await desk.enrol(100);
    const windows = await windowsOfNow();
    await desk.issued(id, { playerId });
    await desk.issued(id, { playerId });
    const full = await desk.offer(playerId, id);
    expect(leftOf(full)).toEqual({ per_gaming_day: 0, per_week: 1, per_month: 2 });
    expect(full.nextEligibleAt).toBe(isoOf(windows.per_gaming_day.endsAt));
    // As on another day of this week and month, or as late as the week and the month had it.
    for (const at of [windows.per_week.startsAt, windows.per_month.startsAt]) {
      await desk.addPastRedemption({ playerId, rewardId: id, at: isoOf(at) });
    }
    const { nextEligibleAt, remaining } = await desk.offer(playerId, id);
    const ends = remaining
      .filter(({ left }) => left === 0)
      .map(({ scope }) => windows[scope as (typeof SCOPES)[number]].endsAt);
    expect(nextEligibleAt).toBe(isoOf(Math.max(...ends)));
  });
});

describe('a cooldown', () => {
  beforeAll(() => setClock('America/New_York', '06:00'));

  it.each([1, 60, 1440, 44_640])('of %i minutes runs from the last one, to the second', async (cooldownMinutes) => {
    const limits = [{ scope: 'per_visit', maxIssues: 1000, cooldownMinutes }];
    const { id } = await desk.addComp(1, { limits });
    const { playerId: over } = await desk.enrolOnVisit(10);
    const { playerId: running } = await desk.enrolOnVisit(10);
    const now = await nowOf();
    const margin = 20 * SECOND;
    await desk.addPastRedemption({ playerId: over, rewardId: id, at: isoOf(now - cooldownMinutes * MINUTE) });
    const last = now - cooldownMinutes * MINUTE + margin;
    await desk.addPastRedemption({ playerId: running, rewardId: id, at: isoOf(last) });
    await desk.addPastRedemption({ playerId: running, rewardId: id, at: isoOf(last - HOUR) });
    expect((await desk.issue(id, { playerId: over })).status).toBe(201);
    const answer = await desk.expectRefused('COOLDOWN_ACTIVE', () => desk.issue(id, { playerId: running }));
    expect(Date.parse(String(answer.body.details?.nextEligibleAt))).toBe(last + cooldownMinutes * MINUTE);
    expect(await desk.offer(running, id)).toMatchObject({
      reasons: ['COOLDOWN_ACTIVE'],
      nextEligibleAt: isoOf(last + cooldownMinutes * MINUTE),
    });
  });

  it('counts minutes and not days, whatever the clocks of the connection did meanwhile', async () => {
    const { id } = await desk.addComp(1, {
      limits: [{ scope: 'per_visit', maxIssues: 1000, cooldownMinutes: 44_640 }],
    });
    const { playerId } = await desk.enrolOnVisit(10);
    const now = await nowOf();
    await desk.addPastRedemption({ playerId, rewardId: id, at: isoOf(now - 44_640 * MINUTE + MINUTE) });
    // A zone of our own whose summer time began ten days ago: 31 days by its calendar are an hour less than 44,640 minutes.
    const dayOfYear = (at: number) => Math.floor((at - Date.UTC(new Date(at).getUTCFullYear(), 0, 1)) / DAY) + 1;
    const timeZone = `STD0DST,${dayOfYear(now - 10 * DAY)}/0,${dayOfYear(now + 100 * DAY)}/0`;
    const row = await stack.asRole('authenticated', PIT_BOSS, async (sql) => {
      await sql`select set_config('timezone', ${timeZone}, true)`;
      const [found] = await sql`
        select o -> 'reasons' as reasons, now() - interval '31 days' > now() - interval '744 hours' as "isShort"
        from jsonb_array_elements(public.rpc_list_reward_offers(${playerId})::jsonb -> 'items') o where o ->> 'reward_id' = ${id}`;
      return found;
    });
    expect(row).toEqual({ reasons: ['COOLDOWN_ACTIVE'], isShort: true });
  });

  it('and a limit together promise the later time; with anything else against it, none', async () => {
    const limits = [{ scope: 'per_gaming_day', maxIssues: 1, cooldownMinutes: 44_640 }];
    const { id } = await desk.addComp(5, { limits });
    const playerId = await desk.enrol(5);
    const { entry } = await desk.issued(id, { playerId });
    expect(await desk.offer(playerId, id)).toMatchObject({
      reasons: ['LIMIT_REACHED', 'COOLDOWN_ACTIVE', 'INSUFFICIENT_POINTS'],
      nextEligibleAt: null,
    });
    dataOf(await desk.loyalty.correct(playerId, 5));
    const until = isoOf(Date.parse(entry?.createdAt ?? '') + 31 * DAY);
    expect(await desk.offer(playerId, id)).toMatchObject({
      reasons: ['LIMIT_REACHED', 'COOLDOWN_ACTIVE'],
      nextEligibleAt: until,
    });
    const answer = await desk.expectRefused('LIMIT_REACHED', () => desk.issue(id, { playerId }));
    expect(isoOf(Date.parse(String(answer.body.details?.nextEligibleAt)))).toBe(until);
  });
});

describe('what counts', () => {
  const limits = [{ scope: 'per_visit' }, { scope: 'per_gaming_day' }, { scope: 'per_month', cooldownMinutes: 60 }];
  const reached = { per_visit: 0, per_gaming_day: 0, per_month: 0 };
  const free = { per_visit: 1, per_gaming_day: 1, per_month: 1 };

  it('is not a redemption that was reversed, which frees limit and cooldown', async () => {
    const { id } = await desk.addComp(7, { limits });
    const { playerId } = await desk.enrolOnVisit(10);
    for (let time = 0; time < 2; time += 1) {
      const { entry } = await desk.issued(id, { playerId });
      const offer = await desk.offer(playerId, id);
      expect(leftOf(offer)).toEqual(reached);
      expect(offer.reasons).toEqual(['LIMIT_REACHED', 'COOLDOWN_ACTIVE', 'INSUFFICIENT_POINTS']);
      await desk.loyalty.reversed(entry?.id ?? '');
      expect(await desk.offer(playerId, id)).toMatchObject({ eligible: true, balance: 10 });
      expect(leftOf(await desk.offer(playerId, id))).toEqual(free);
    }
  });

  it('is not a coupon that was voided, nor one whose last replacement was; a replacement is not counted anew', async () => {
    const { id } = await addEntitlement(limits);
    const { playerId } = await desk.enrolOnVisit();
    const left = async () => leftOf(await desk.offer(playerId, id));
    const first = (await desk.issued(id, { playerId })).coupon;
    expect(await left()).toEqual(reached);
    dataOf(await desk.promo.void(first?.id ?? ''));
    expect(await left()).toEqual(free);

    let couponId = (await desk.issued(id, { playerId })).coupon?.id ?? '';
    for (let time = 0; time < 3; time += 1) {
      couponId = (await desk.promo.replaced(couponId, { reason: 'Torn' })).coupon.id;
      expect(await left()).toEqual(reached);
    }
    dataOf(await desk.promo.void(couponId));
    expect(await left()).toEqual(free);
    expect((await desk.issue(id, { playerId })).status).toBe(201);
  });

  it('of a replaced coupon is its first issue: replaced today, it still counts for yesterday', async () => {
    const { id } = await addEntitlement([
      { scope: 'per_gaming_day' },
      { scope: 'per_month', maxIssues: 1000, cooldownMinutes: 2880 },
    ]);
    await setClock('UTC', '00:00');
    const now = await nowOf();
    const { startsAt } = windowsByHand(now, 'UTC', '00:00').per_gaming_day;
    const playerId = await desk.enrol();
    const at = startsAt - MINUTE;
    const expiresAt = isoOf(now + DAY);
    const couponId = await desk.addPastCoupon({ playerId, rewardId: id, at: isoOf(at) }, { expires_at: expiresAt });
    const replacement = (await desk.promo.replaced(couponId)).coupon;
    expect(replacement).toMatchObject({ rewardId: id, playerId });
    const offer = await desk.offer(playerId, id);
    expect(leftOf(offer).per_gaming_day).toBe(1);
    expect(offer).toMatchObject({ reasons: ['COOLDOWN_ACTIVE'], nextEligibleAt: isoOf(at + 2 * DAY) });
  });

  it.each(['overdue', 'expired', 'cleared'])('is a coupon that is %s', async (fate) => {
    const { id } = await addEntitlement([{ scope: 'per_month', maxIssues: 2 }]);
    const playerId = await desk.enrol();
    const now = await nowOf();
    const { startsAt } = windowsByHand(now, 'UTC', '00:00').per_month;
    await setClock('UTC', '00:00');
    const at = Math.max(startsAt, now - 2 * HOUR);
    const expiresAt = isoOf(at + 1);
    const fates = {
      overdue: {},
      expired: { status: 'expired', expired_at: expiresAt },
      cleared: { status: 'cleared', cleared_at: expiresAt },
    };
    await desk.addPastCoupon(
      { playerId, rewardId: id, at: isoOf(at) },
      { expires_at: expiresAt, ...fates[fate as keyof typeof fates] },
    );
    expect(leftOf(await desk.offer(playerId, id))).toEqual({ per_month: 1 });
  });

  it('is counted for its player, its reward and its visit, and for no other', async () => {
    const [mine, other] = [
      await desk.addComp(1, { limits: [{ scope: 'per_visit' }] }),
      await desk.addComp(1, { limits: [{ scope: 'per_visit' }] }),
    ];
    const { playerId, visitId } = await desk.enrolOnVisit(100);
    const { playerId: neighbour } = await desk.enrolOnVisit(100);
    const at = isoOf((await nowOf()) - MINUTE);
    await desk.addPastRedemption({ playerId, rewardId: other.id, visitId, at });
    await desk.addPastRedemption({ playerId, rewardId: mine.id, visitId: null, at });
    dataOf(await desk.loyalty.correct(playerId, 50));
    expect(leftOf(await desk.offer(playerId, mine.id))).toEqual({ per_visit: 1 });
    await desk.issued(mine.id, { playerId });
    expect(leftOf(await desk.offer(playerId, mine.id))).toEqual({ per_visit: 0 });
    expect(leftOf(await desk.offer(neighbour, mine.id))).toEqual({ per_visit: 1 });
  });

  it('on a visit counts however long ago it was, as long as the visit runs', async () => {
    const { id } = await addEntitlement([{ scope: 'per_visit' }]);
    const { playerId, visitId } = await desk.enrolOnVisit();
    await stack.sql`update public.visit set started_at = now() - interval '90 days' where id = ${visitId}`;
    await desk.addPastCoupon({ playerId, rewardId: id, visitId, at: isoOf((await nowOf()) - 89 * DAY) });
    await desk.expectRefused('LIMIT_REACHED', () => desk.issue(id, { playerId }));
  });

  it('stays counted when the limit is lowered or raised', async () => {
    const { id } = await desk.addComp(1, { limits: [{ scope: 'per_month', maxIssues: 3 }] });
    const playerId = await desk.enrol(100);
    for (let time = 0; time < 3; time += 1) await desk.issued(id, { playerId });
    await desk.edited(id, { limits: [{ scope: 'per_month', maxIssues: 2 }] });
    expect((await desk.offer(playerId, id)).remaining).toEqual([{ scope: 'per_month', maxIssues: 2, left: 0 }]);
    await desk.edited(id, { limits: [{ scope: 'per_month', maxIssues: 4 }] });
    await desk.issued(id, { playerId });
    await desk.expectRefused('LIMIT_REACHED', () => desk.issue(id, { playerId }));
    await desk.edited(id, { limits: [] });
    expect((await desk.issue(id, { playerId })).status).toBe(201);
  });
});

describe('the clocks by hand, which the windows above are held against', () => {
  it('show a repeated hour’s later instant, and go past a skipped one', () => {
    const wall = (text: string) => Date.parse(`${text}Z`);
    expect(isoOf(instantOf(wall('2026-11-01T01:30:00'), 'America/New_York'))).toBe('2026-11-01T06:30:00.000Z');
    expect(isoOf(instantOf(wall('2026-03-08T02:30:00'), 'America/New_York'))).toBe('2026-03-08T07:30:00.000Z');
    expect(isoOf(instantOf(wall('2026-04-24T00:00:00'), 'Africa/Cairo'))).toBe('2026-04-23T22:00:00.000Z');
  });
});
