import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Page } from '@/lib/shared/schemas';
import type { PlayerVisit } from '@/services/floor/dtos';
import type { PlayerValue, PlayerValues } from '@/services/reports/dtos';
import { type CatalogDesk, createCatalogDesk } from '../catalog/catalog-desk';
import { dataOf } from '../floor/floor-desk';
import { MANAGER } from '../loyalty/loyalty-desk';
import { dayAfter } from '../support/days';
import { liftRewardRate } from '../support/ledger';
import { ADMIN, type Email, OTHER_PIT_BOSS, startTestStack, type TestStack } from '../support/stack';

let stack: TestStack;
let catalog: CatalogDesk;

beforeAll(async () => {
  stack = await startTestStack();
  catalog = createCatalogDesk(stack);
  await liftRewardRate(stack.sql);
  // Theo of play that goes on grows between two pages.
  await stack.sql`update public.rating_slip set status = 'paused', paused_at = now() where status = 'open'`;
});
afterAll(() => stack.dispose());

const pathOf = (query: Record<string, string>) => `/reports/player-values?${new URLSearchParams(query)}`;
const pageOf = async (query: Record<string, string> = {}, as: Email = ADMIN): Promise<PlayerValues> =>
  dataOf(await stack.http(as, 'GET', pathOf(query)));
async function worthOf(playerId: string, query: Record<string, string> = {}): Promise<PlayerValue | undefined> {
  return (await pageOf({ ...query, playerId })).items[0];
}

/** All pages of a list, forty players each. */
async function listAll(sort: string): Promise<PlayerValue[]> {
  const items: PlayerValue[] = [];
  for (let cursor: string | null = ''; cursor !== null; ) {
    const page: PlayerValues = await pageOf({ sort, days: '366', limit: '40', ...(cursor ? { cursor } : {}) });
    items.push(...page.items);
    cursor = page.nextCursor;
  }
  return items;
}

describe('the value of a player', () => {
  it('is the theo of play, and what was given against it: comps as redeemed, coupons by face value', async () => {
    const { slip, player } = await catalog.loyalty.play(3600, 50_000);
    // 500 dollars x 70 decisions x 1 %, before and after the slip is closed.
    const played = { theoCents: 35_000, givenCents: 0, reinvestmentRate: 0, visitCount: 1 };
    expect(await worthOf(player.id)).toMatchObject(played);
    await catalog.loyalty.close(slip.id);
    expect(await worthOf(player.id)).toMatchObject(played);
    dataOf(await catalog.loyalty.correct(player.id, 1000));
    const comp = await catalog.addComp(700);
    const visitId = slip.visitId;
    await catalog.redeemed(comp.id, { playerId: player.id, visitId });
    const program = await catalog.promo.addProgram();
    const coupon = await catalog.promo.issued({ promoProgramId: program.id, playerId: player.id, visitId });
    expect(await worthOf(player.id)).toMatchObject({
      theoCents: 35_000,
      compCents: 700,
      couponCents: 2500,
      givenCents: 3200,
      reinvestmentRate: 0.0914,
      visitCount: 1,
    });

    // What was taken back was not given; of a coupon that was replaced, the other one counts.
    const { coupon: replacement } = await catalog.promo.replaced(coupon.id);
    expect((await worthOf(player.id))?.couponCents).toBe(2500);
    dataOf(await catalog.promo.void(replacement.id));
    const back = await catalog.redeemed((await catalog.addComp(200)).id, { playerId: player.id, visitId });
    dataOf(await catalog.loyalty.reverse(back.entry.id));
    expect(await worthOf(player.id)).toMatchObject({ couponCents: 0, compCents: 700 });
  });

  it('has no rate without theo', async () => {
    const { playerId } = await catalog.enrolOnVisit(0);
    expect(await worthOf(playerId)).toMatchObject({
      theoCents: 0,
      givenCents: 0,
      reinvestmentRate: null,
      visitCount: 1,
    });
  });

  it('counts a comp on the day on which it was given: never below zero when it is taken back later, and anew when that is', async () => {
    const { playerId } = await catalog.enrolOnVisit(1000);
    const comp = await catalog.addComp(100);
    const [past] = await stack.sql<{ at: string }[]>`select (now() - interval '40 days')::text as at`;
    const entryId = await catalog.addPastRedemption({ playerId, rewardId: comp.id, at: past?.at ?? '' });
    expect(await worthOf(playerId, { days: '60' })).toMatchObject({ compCents: 1 });
    expect(await worthOf(playerId, { days: '30' })).toMatchObject({ compCents: 0 });
    const back = await catalog.loyalty.reversed(entryId);
    expect(await worthOf(playerId, { days: '60' })).toMatchObject({ compCents: 0, givenCents: 0 });
    expect(await worthOf(playerId, { days: '30' })).toMatchObject({ compCents: 0, givenCents: 0 });
    await catalog.loyalty.reversed(back.id);
    expect(await worthOf(playerId, { days: '60' })).toMatchObject({ compCents: 1 });
  });

  it('values comps by the point value of their day', async () => {
    const { playerId, visitId } = await catalog.enrolOnVisit(1000);
    const comp = await catalog.addComp(333);
    await catalog.redeemed(comp.id, { playerId, visitId });
    const { gamingDay } = await pageOf();
    await stack.sql`
      insert into public.point_value (casino_id, from_gaming_day, cents_per_1000_points, set_by_staff_id)
      select casino_id, ${gamingDay}::date, 1500, id from public.staff where email = ${MANAGER}`;
    // 499.5 cents.
    expect((await worthOf(playerId))?.compCents).toBe(500);
    await stack.sql`delete from public.point_value where from_gaming_day = ${gamingDay}::date`;
    expect((await worthOf(playerId))?.compCents).toBe(333);
  });

  it('is of the days that are asked for', async () => {
    const { playerId, visitId } = await catalog.enrolOnVisit(0);
    await stack.sql`
      update public.visit set gaming_day = gaming_day - 10, started_at = started_at - interval '10 days' where id = ${visitId}`;
    expect(await worthOf(playerId, { days: '10' })).toBeUndefined();
    expect(await worthOf(playerId, { days: '11' })).toMatchObject({ visitCount: 1 });
    const { gamingDay, fromGamingDay } = await pageOf({ days: '11' });
    expect(fromGamingDay).toBe(dayAfter(gamingDay, -10));

    // Who was only given something in them was last there before.
    const comp = await catalog.addComp(100);
    const [now] = await stack.sql<{ at: string }[]>`select now()::text as at`;
    await catalog.addPastRedemption({ playerId, rewardId: comp.id, at: now?.at ?? '' });
    const [visit] = await stack.sql<{ startedAt: Date }[]>`
      select started_at as "startedAt" from public.visit where id = ${visitId}`;
    const worth = await worthOf(playerId, { days: '10' });
    expect(worth).toMatchObject({ visitCount: 0, compCents: 1, theoCents: 0 });
    expect(Math.trunc(Date.parse(worth?.lastVisitAt ?? ''))).toBe(visit?.startedAt.getTime());
  });

  it('is to the cent what the visits of the player add up to', async () => {
    const items = (await listAll('theo')).filter(({ theoCents }) => theoCents > 0).slice(0, 20);
    expect(items).not.toEqual([]);
    for (const { playerId, theoCents, visitCount } of items) {
      const visits = await catalog.loyalty.read<Page<PlayerVisit>>(`/players/${playerId}/visits?limit=200`);
      expect(visits.items.reduce((sum, visit) => sum + visit.theoCents, 0)).toBe(theoCents);
      expect(visits.items).toHaveLength(visitCount);
    }
  });
});

describe('the list of players by value', () => {
  const keys: Record<string, (value: PlayerValue) => number> = {
    theo: ({ theoCents }) => theoCents,
    given: ({ givenCents }) => givenCents,
    rate: ({ reinvestmentRate }) => reinvestmentRate ?? -1,
    last_visit: ({ lastVisitAt }) => (lastVisitAt === null ? -1 : Date.parse(lastVisitAt)),
  };

  it.each(Object.keys(keys))(
    'is sorted by %s, the highest first, and has everybody once however it is paged',
    async (sort) => {
      const all = await listAll(sort);
      const figures = all.map((value) => keys[sort]?.(value) ?? 0);
      expect(figures).toEqual(figures.toSorted((a, b) => b - a));
      expect(new Set(all.map(({ playerId }) => playerId)).size).toBe(all.length);
      const byTheo = await listAll('theo');
      expect(new Set(all.map(({ playerId }) => playerId))).toEqual(new Set(byTheo.map(({ playerId }) => playerId)));
    },
  );

  it('is one casino’s, and for who reads the dashboard', async () => {
    const { playerId } = await catalog.enrolOnVisit(0);
    expect((await stack.http(OTHER_PIT_BOSS, 'GET', pathOf({ playerId }))).body).toMatchObject({
      code: 'PLAYER_NOT_FOUND',
    });
    expect((await pageOf({ days: '366' }, OTHER_PIT_BOSS)).items.map((value) => value.playerId)).not.toContain(
      playerId,
    );
    expect((await stack.http('cashier@harbor.example', 'GET', pathOf({}))).body).toMatchObject({ code: 'FORBIDDEN' });
  });

  it('does not end in silence after a player who is not in it', async () => {
    const playerId = await catalog.enrol();
    expect((await stack.http(ADMIN, 'GET', pathOf({ cursor: playerId }))).body).toMatchObject({
      code: 'VALIDATION_FAILED',
    });
  });
});
