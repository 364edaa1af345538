import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { newId } from '@/lib/shared/ids';
import { insertCoupons } from '../promo/promo-desk';
import { liftRewardRate, snapshot } from '../support/ledger';
import { SEED } from '../support/seed';
import {
  ADMIN,
  type Answer,
  type Email,
  OTHER_PIT_BOSS,
  PIT_BOSS,
  startTestStack,
  type TestStack,
} from '../support/stack';
import { type AuthorityDesk, createAuthorityDesk } from './authority-desk';

let stack: TestStack;
let desk: AuthorityDesk;
let pitBoss: string;

beforeAll(async () => {
  stack = await startTestStack({ connections: 12 });
  desk = createAuthorityDesk(stack);
  await liftRewardRate(stack.sql);
});
afterAll(() => stack.dispose());
beforeEach(async () => {
  await stack.sql`delete from public.authority_limit`;
  await stack.sql`update public.casino_settings set has_authority_limits = false`;
  pitBoss = await desk.replaceBySomebodyNew(PIT_BOSS);
});

const ROLE = { role: 'pit_boss' };
const over = (limit: string, unit: string, asked: number, most: number, left: number) => ({
  status: 409,
  body: { ok: false, code: 'OVER_AUTHORITY', details: { limit, unit, asked, most, left } },
});
const codeOf = ({ body }: Answer) => (body as { code: string }).code;
/** Runs a refusal, which must leave everything as it was. */
async function refused(act: () => Promise<Answer>): Promise<Answer> {
  const before = await snapshot(stack.sql);
  const answer = await act();
  expect(await snapshot(stack.sql)).toEqual(before);
  return answer;
}

/** As `refused`, of a gift that is made first. */
async function refusedTo(playerId: string, gift: Promise<(playerId: string) => Promise<Answer>>): Promise<Answer> {
  const give = await gift;
  return refused(() => give(playerId));
}

describe('limits', () => {
  it('are none until somebody sets one, and then hold at once, also for who goes past the web app', async () => {
    const { slip } = await desk.loyalty.floor.seat();
    expect(await desk.left(slip.playerId)).toEqual([]);
    await desk.loyalty.given(slip.id, 900);
    await desk.set(ROLE, { pointsAtOnce: 500 });
    expect(await refused(() => desk.loyalty.bonus(slip.id, 501))).toMatchObject(
      over('pointsAtOnce', 'points', 501, 500, 500),
    );
    const past = await stack.rpc(PIT_BOSS, 'rpc_issue_mid_session_reward', {
      p_rating_slip_id: slip.id,
      p_points: 501,
      p_reason: 'promotion',
      p_idempotency_key: newId(),
    });
    expect(past).toMatchObject({ status: 409, body: { message: 'OVER_AUTHORITY' } });
    await desk.loyalty.given(slip.id, 500);
    // Emptied, it is as if it had never been set, whatever another casino has.
    await stack.sql`
      insert into public.authority_limit (casino_id, role, points_at_once)
      select id, 'pit_boss', 1 from public.casino where slug = 'summit'`;
    await desk.set(ROLE, { pointsAtOnce: null });
    const [row] = await stack.sql`
      select has_authority_limits from public.casino_settings s join public.casino c on c.id = s.casino_id where c.slug = 'harbor'`;
    expect(row).toEqual({ has_authority_limits: false });
    await desk.loyalty.given(slip.id, 900);
  });

  it('of a person hold in place of their role’s, as long as there is any; the house’s hold beside them', async () => {
    const { slip } = await desk.loyalty.floor.seat();
    await desk.set(ROLE, { pointsAtOnce: 100, valueAtOnceCents: 1000 });
    await desk.set({ staffId: pitBoss }, { pointsAtOnce: 300 });
    expect(await desk.left(slip.playerId)).toEqual([{ limit: 'pointsAtOnce', unit: 'points', most: 300, left: 300 }]);
    await desk.set({}, { playerPerDayCents: 200 });
    expect(await desk.left(slip.playerId)).toEqual([
      { limit: 'playerPerDay', unit: 'points', most: 200, left: 200 },
      { limit: 'pointsAtOnce', unit: 'points', most: 300, left: 300 },
      { limit: 'playerPerDay', unit: 'cents', most: 200, left: 200 },
    ]);
    await desk.set({ staffId: pitBoss }, { pointsAtOnce: null });
    expect(await desk.tightest('points')).toBe(100);
  });

  it('count ten rewards just under the cap as what they are, and what was given before the limit too', async () => {
    const { slip } = await desk.loyalty.floor.seat();
    await desk.loyalty.given(slip.id, 50);
    await desk.set(ROLE, { pointsPerDay: 500 });
    for (let given = 0; given < 9; given += 1) await desk.loyalty.given((await desk.loyalty.floor.seat()).slip.id, 50);
    expect(await refused(() => desk.loyalty.bonus(slip.id, 1))).toMatchObject(
      over('pointsPerDay', 'points', 1, 500, 0),
    );
  });

  it('of a shift begin anew with the next one, those of the day do not', async () => {
    const { slip } = await desk.loyalty.floor.seat();
    await desk.set(ROLE, { pointsPerShift: 100, pointsPerDay: 1000 });
    await desk.withoutShifts();
    // Half of the time since the day began was the shift before, in the middle of which something was given.
    await stack.sql.begin(async (tx) => {
      await tx`
        with day as (
          select id as casino_id, app.gaming_day(id) as day, app.gaming_day_start(id, app.gaming_day(id)) as starts,
            app.gaming_day_start(id, app.gaming_day(id) + 1) as ends
          from public.casino where slug = 'harbor')
        insert into public.shift (casino_id, id, gaming_day, name, starts_at, ends_at)
        select casino_id, app.shift_id(casino_id, day, 'One'), day, 'One', starts, starts + (now() - starts) / 2 from day
        union all
        select casino_id, app.shift_id(casino_id, day, 'Two'), day, 'Two', starts + (now() - starts) / 2, ends from day`;
      await tx`
        select app.post_ledger_entry(row(c.id, ${pitBoss}::uuid, 'pit_boss', gen_random_uuid(), app.gaming_day(c.id))::app.rls_context,
          jsonb_populate_record(null::public.loyalty_ledger, jsonb_build_object('player_id', ${slip.playerId}::uuid, 'points', 80,
            'reason', 'promotion', 'rating_slip_id', ${slip.id}::uuid, 'idempotency_key', gen_random_uuid(), 'request_hash', '\\x00',
            'created_at', app.gaming_day_start(c.id, app.gaming_day(c.id)) + (now() - app.gaming_day_start(c.id, app.gaming_day(c.id))) / 4)))
        from public.casino c where c.slug = 'harbor'`;
    });
    expect(await desk.left(slip.playerId)).toEqual([
      { limit: 'pointsPerShift', unit: 'points', most: 100, left: 100 },
      { limit: 'pointsPerDay', unit: 'points', most: 1000, left: 920 },
    ]);
    await desk.loyalty.given(slip.id, 100);
    expect(await refused(() => desk.loyalty.bonus(slip.id, 1))).toMatchObject(
      over('pointsPerShift', 'points', 1, 100, 0),
    );
  });

  it('of money count comps by the point value and coupons by face value, of the day and at once', async () => {
    const playerId = await desk.catalog.enrol(5000);
    await desk.set(ROLE, { valueAtOnceCents: 600, valuePerDayCents: 1000 });
    expect(await refusedTo(playerId, desk.compOf(601))).toMatchObject(over('valueAtOnce', 'cents', 601, 600, 600));
    expect(codeOf(await (await desk.compOf(600))(playerId))).toBe('OK');
    expect(await refusedTo(playerId, desk.couponOf(401))).toMatchObject(over('valuePerDay', 'cents', 401, 1000, 400));
    expect(codeOf(await (await desk.couponOf(400))(playerId))).toBe('OK');
    expect(await refusedTo(playerId, desk.compOf(1))).toMatchObject(over('valuePerDay', 'cents', 1, 1000, 0));
  });

  it('of one player hold for all who give: bonuses, comps and coupons together', async () => {
    const { slip } = await desk.loyalty.floor.seat();
    await desk.set({}, { playerPerDayCents: 1000 });
    await desk.loyalty.given(slip.id, 600, { as: ADMIN });
    expect(codeOf(await (await desk.couponOf(300))(slip.playerId))).toBe('OK');
    expect(await refusedTo(slip.playerId, desk.compOf(101))).toMatchObject(
      over('playerPerDay', 'cents', 101, 1000, 100),
    );
    expect(await refused(() => desk.loyalty.bonus(slip.id, 101, { as: ADMIN }))).toMatchObject(
      over('playerPerDay', 'points', 101, 1000, 100),
    );
    expect(codeOf(await (await desk.compOf(100))(slip.playerId))).toBe('OK');
    // Somebody else is given as much, and nobody by name has no such limit.
    expect(await desk.tightest('cents', await desk.catalog.enrol())).toBe(1000);
    expect(await desk.left()).toEqual([]);
  });

  it('get back what was taken back or voided, also through a replacement, and count what was reinstated', async () => {
    const { slip } = await desk.loyalty.floor.seat();
    await desk.set(ROLE, { pointsPerDay: 500, valuePerDayCents: 500 });
    const entry = await desk.loyalty.given(slip.id, 500);
    const back = await desk.loyalty.reversed(entry.id);
    expect(await desk.tightest('points')).toBe(500);
    await desk.loyalty.reversed(back.id);
    expect(await desk.tightest('points')).toBe(0);

    const { id } = await desk.promo.addProgram({ promoType: 'free_play', faceValueCents: 500 });
    const coupon = await desk.promo.issued({ promoProgramId: id, playerId: slip.playerId });
    expect(await desk.tightest('cents')).toBe(0);
    const { coupon: replacement } = await desk.promo.replaced(coupon.id);
    expect(await desk.tightest('cents')).toBe(0);
    await desk.promo.void(replacement.id);
    expect(await desk.tightest('cents')).toBe(500);
  });

  it('hold before the soft cap asks, leave a replay alone, and are the casino’s own', async () => {
    const { slip } = await desk.loyalty.floor.seat();
    const key = newId();
    await desk.loyalty.given(slip.id, 400, { key });
    await desk.set(ROLE, { pointsPerDay: 400 });
    const again = await desk.loyalty.bonus(slip.id, 400, { key });
    expect(again.body).toMatchObject({ ok: true, data: { isExisting: true } });
    const { status } = await refused(() =>
      desk.loyalty.send('POST', '/loyalty/mid-session-rewards', {
        ratingSlipId: slip.id,
        points: 5000,
        reason: 'promotion',
      }),
    );
    expect(status).toBe(409);
    expect(await desk.left(undefined, OTHER_PIT_BOSS)).toEqual([]);
    expect(await desk.left(undefined, ADMIN)).toEqual([]);
  });

  it('count what their own casino has, whatever ids another one has', async () => {
    const { slip } = await desk.loyalty.floor.seat();
    await desk.set(ROLE, { valuePerDayCents: 500 });
    await desk.set({}, { playerPerDayCents: 600 });
    const [row] = await stack.sql<{ casinoId: string; day: string; at: string }[]>`
      select id as "casinoId", app.gaming_day(id)::text as day, now()::text as at from public.casino where slug = 'summit'`;
    const { casinoId = '', day = '', at = '' } = row ?? {};
    await stack.sql`
      insert into public.player (casino_id, id, first_name, last_name)
      select ${casinoId}, id, first_name, last_name from public.player where id = ${slip.playerId}`;
    await insertCoupons(stack.sql, [
      {
        casino_id: casinoId,
        id: newId(),
        promo_program_id: newId(),
        validation_number: 'ELSEWHERE',
        validation_key: 'ELSEWHERE',
        status: 'issued',
        face_value_cents: 100,
        required_match_wager_cents: 0,
        player_id: slip.playerId,
        issued_by_staff_id: pitBoss,
        gaming_day: day,
        issued_at: at,
        expires_at: '2999-01-01T00:00:00Z',
        correlation_id: newId(),
      },
    ]);
    expect((await desk.left(slip.playerId)).map(({ limit, left }) => [limit, left])).toEqual([
      ['playerPerDay', 600],
      ['valuePerDay', 500],
      ['playerPerDay', 600],
    ]);
  });
});

describe('limits reached at once', () => {
  it('by one person on two tablets, with two players: what is given is within the limit, and nobody waits for ever', async () => {
    const seats = await Promise.all(Array.from({ length: 8 }, () => desk.loyalty.floor.seat()));
    await desk.set(ROLE, { pointsPerDay: 250 });
    const answers = await Promise.all(seats.map(({ slip }) => desk.loyalty.bonus(slip.id, 100)));
    expect(answers.map(codeOf).toSorted()).toEqual([...Array(2).fill('OK'), ...Array(6).fill('OVER_AUTHORITY')]);
    expect(await desk.tightest('points')).toBe(50);
  });

  it('by two people for one player, points and coupons together', async () => {
    const { slip } = await desk.loyalty.floor.seat();
    await desk.set({}, { playerPerDayCents: 250 });
    const { id } = await desk.promo.addProgram({ promoType: 'free_play', faceValueCents: 100 });
    const answers = await Promise.all(
      ([PIT_BOSS, ADMIN] as Email[]).flatMap((as) => [
        desk.loyalty.bonus(slip.id, 100, { as }),
        desk.promo.issue({ promoProgramId: id, playerId: slip.playerId }, { as }),
      ]),
    );
    expect(answers.map(codeOf).toSorted()).toEqual(['OK', 'OK', 'OVER_AUTHORITY', 'OVER_AUTHORITY']);
    expect(await desk.tightest('cents', slip.playerId)).toBe(50);
  });
});

describe('who sets limits', () => {
  it('sets prices and is not under them: nobody their own, their role’s, nor, as an issuer, the house’s', async () => {
    const admin = await desk.staffId(ADMIN);
    expect(await desk.put(ROLE, { pointsAtOnce: 1 }, 0, { as: PIT_BOSS })).toMatchObject({
      body: { code: 'FORBIDDEN' },
    });
    for (const holder of [{ role: 'admin' }, { staffId: admin }, {}]) {
      const limits = Object.keys(holder).length === 0 ? { playerPerDayCents: 1 } : { pointsAtOnce: 1 };
      expect(await desk.put(holder, limits, 0, { as: ADMIN })).toMatchObject({
        status: 403,
        body: { code: 'OWN_LIMITS' },
      });
      await desk.set(holder, limits);
    }
    await desk.put(ROLE, { pointsAtOnce: 5 }, 0, { as: ADMIN });
    const { roles, people, house } = await desk.read();
    expect(house.playerPerDayCents).toBe(1);
    expect(roles.map(({ role, pointsAtOnce }) => [role, pointsAtOnce])).toEqual([
      ['pit_boss', 5],
      ['admin', 1],
    ]);
    expect(people.map(({ staffName, role, pointsAtOnce }) => [staffName, role, pointsAtOnce])).toEqual([
      ['Harbor Admin', 'admin', 1],
      ['Harbor Pit Boss', 'pit_boss', null],
    ]);
  });

  it('is told who was first, and the trail has what the limit was', async () => {
    await desk.set(ROLE, { pointsAtOnce: 500, valuePerDayCents: 7000 });
    const { version } = await desk.set(ROLE, { pointsAtOnce: 400 });
    expect(version).toBe(2);
    expect(await desk.put(ROLE, { pointsAtOnce: 300 }, 1, { as: ADMIN })).toMatchObject({
      status: 409,
      body: { code: 'AUTHORITY_CHANGED', details: { version: 2, staffName: 'Harbor Loyalty Manager' } },
    });
    const [row] = await stack.sql`
      select before -> 'points_at_once' as before, after -> 'points_at_once' as after, after -> 'value_per_day_cents' as kept
      from public.audit_log where action = 'loyalty.set_authority_limit' order by id desc limit 1`;
    expect(row).toEqual({ before: 500, after: 400, kept: 7000 });
  });

  it('sets the first once, of two at once', async () => {
    const answers = await Promise.all([
      desk.put(ROLE, { pointsAtOnce: 1 }, 0),
      desk.put(ROLE, { pointsAtOnce: 2 }, 0, { as: ADMIN }),
    ]);
    expect(answers.map(codeOf).toSorted()).toEqual(['AUTHORITY_CHANGED', 'OK']);
  });

  it('is refused what is no limit, and nobody of another casino', async () => {
    const [other] = await stack.sql`select id from public.staff where email = ${OTHER_PIT_BOSS}`;
    for (const [holder, limits] of [
      [ROLE, { pointsAtOnce: -1 }],
      [ROLE, { pointsAtOnce: 1.5 }],
      [ROLE, { playerPerDayCents: 1 }],
      [{}, { pointsAtOnce: 1 }],
      [{ ...ROLE, staffId: pitBoss }, { pointsAtOnce: 1 }],
      [{ staffId: other?.id }, { pointsAtOnce: 1 }],
    ] as const) {
      expect(await desk.put(holder, limits, 0)).toMatchObject({ status: 422, body: { code: 'VALIDATION_FAILED' } });
    }
    expect(await stack.sql`select from public.authority_limit`).toHaveLength(0);
  });
});

/** A gift of the history below, and what it is worth. */
type Gift = {
  kind: 'bonus' | 'comp' | 'coupon';
  by: Email;
  player: number;
  points: number;
  cents: number;
  id: string;
  counts: boolean;
};

describe('what is said to be left', () => {
  const CENTS_PER_1000 = 700;
  const worth = (points: number) => Math.round((points * CENTS_PER_1000) / 1000);
  const pick = fc.nat(1000);
  const limit = fc.option(fc.integer({ min: 0, max: 900 }), { nil: null });
  const step = fc.oneof(
    {
      weight: 6,
      arbitrary: fc.record({
        kind: fc.constantFrom('bonus' as const, 'comp' as const, 'coupon' as const),
        by: pick,
        player: pick,
        aim: fc.constantFrom('left', 'more', 'some'),
        some: fc.integer({ min: 1, max: 400 }),
      }),
    },
    { weight: 2, arbitrary: fc.record({ kind: fc.constant('back' as const), gift: pick }) },
    {
      weight: 1,
      arbitrary: fc.record({
        kind: fc.constant('limits' as const),
        of: fc.constantFrom('role', 'person', 'house'),
        limits: fc.tuple(limit, limit, limit, limit, limit),
      }),
    },
  );
  const history = fc.sample(fc.array(step, { minLength: 90, maxLength: 90 }), { numRuns: 1, seed: SEED })[0] ?? [];

  it('is exactly what issuing allows, through a history of limits, gifts and what was taken back', async () => {
    const people: Email[] = [PIT_BOSS, ADMIN];
    await desk.replaceBySomebodyNew(ADMIN);
    await stack.sql`update public.point_value set cents_per_1000_points = ${CENTS_PER_1000}`;
    // One shift, whatever the hour: those of a shift are in a test of their own.
    await desk.withoutShifts();
    const seats = [await desk.loyalty.floor.seat(), await desk.loyalty.floor.seat()];
    for (const { player } of seats) await desk.loyalty.correct(player.id, 1_000_000);
    const limits = {
      role: {} as Record<string, number | null>,
      person: {} as Record<string, number | null>,
      house: null as number | null,
    };
    const gifts: Gift[] = [];
    const sum = (of: (gift: Gift) => number, of_: (gift: Gift) => boolean) =>
      gifts.filter((gift) => gift.counts && of_(gift)).reduce((all, gift) => all + of(gift), 0);

    /** The least of what each limit leaves, worked out from the gifts. */
    const leftByHand = (unit: 'points' | 'cents', by: Email, player: number): number | null => {
      const own =
        by === PIT_BOSS && Object.values(limits.person).some((one) => one !== null) ? limits.person : limits.role;
      const bonuses = sum(
        ({ points }) => points,
        (gift) => gift.by === by && gift.kind === 'bonus',
      );
      const value = sum(
        ({ cents }) => cents,
        (gift) => gift.by === by && gift.kind !== 'bonus',
      );
      const house =
        limits.house === null
          ? null
          : Math.max(
              0,
              limits.house -
                sum(
                  ({ cents }) => cents,
                  (gift) => gift.player === player,
                ),
            );
      const left = (most: number | null | undefined, given: number) =>
        most == null ? [] : [Math.max(0, most - given)];
      const mine = by === PIT_BOSS ? own : {};
      let points = house;
      // The most points that are worth no more than the cents.
      if (house !== null) for (points = Math.floor(house / 0.7); worth(points + 1) <= house; points += 1);
      if (house !== null) while (points !== null && worth(points) > house) points -= 1;
      const all =
        unit === 'points'
          ? [
              ...left(mine.pointsAtOnce, 0),
              ...left(mine.pointsPerShift, bonuses),
              ...left(mine.pointsPerDay, bonuses),
              ...left(points, 0),
            ]
          : [...left(mine.valueAtOnceCents, 0), ...left(mine.valuePerDayCents, value), ...left(house, 0)];
      return all.length === 0 ? null : Math.min(...all);
    };

    let [allowed, refusals] = [0, 0];
    for (const one of history) {
      if (one.kind === 'limits') {
        const [pointsAtOnce, pointsPerShift, pointsPerDay, valueAtOnceCents, valuePerDayCents] = one.limits;
        const set = { pointsAtOnce, pointsPerShift, pointsPerDay, valueAtOnceCents, valuePerDayCents };
        if (one.of === 'house') {
          limits.house = pointsAtOnce === null ? null : pointsAtOnce * 3;
          await desk.set({}, { playerPerDayCents: limits.house });
        } else {
          limits[one.of === 'role' ? 'role' : 'person'] = set;
          await desk.set(one.of === 'role' ? ROLE : { staffId: await desk.staffId(PIT_BOSS) }, set);
        }
        continue;
      }
      if (one.kind === 'back') {
        const gift = gifts[one.gift % Math.max(1, gifts.length)];
        if (!gift?.counts) continue;
        if (gift.kind === 'coupon') expect(codeOf(await desk.promo.void(gift.id))).toBe('OK');
        else await desk.loyalty.reversed(gift.id);
        gift.counts = false;
        continue;
      }
      const by = people[one.by % 2] ?? PIT_BOSS;
      const player = one.player % 2;
      const seat = seats[player];
      if (!seat) continue;
      const unit = one.kind === 'bonus' ? 'points' : 'cents';
      const left = await desk.tightest(unit, seat.player.id, by);
      expect(left).toBe(leftByHand(unit, by, player));
      const aimed = left === null || one.aim === 'some' ? one.some : one.aim === 'left' ? left : left + 1;
      // A comp is asked for in points: the most that are worth what is aimed at.
      const points = one.kind === 'comp' ? Math.max(1, Math.round(aimed / 0.7)) : Math.max(1, aimed);
      const cents = one.kind === 'coupon' ? points : worth(points);
      const answer =
        one.kind === 'bonus'
          ? await desk.loyalty.bonus(seat.slip.id, points, { as: by })
          : await (one.kind === 'comp' ? await desk.compOf(points) : await desk.couponOf(points))(seat.player.id, by);
      const asked = unit === 'points' ? points : cents;
      expect([one.kind, asked, left, codeOf(answer)]).toEqual([
        one.kind,
        asked,
        left,
        left === null || asked <= left ? 'OK' : 'OVER_AUTHORITY',
      ]);
      if (codeOf(answer) !== 'OK') {
        refusals += 1;
        continue;
      }
      allowed += 1;
      const data = answer.body.data as { entry?: { id: string } | null; coupon?: { id: string } | null };
      gifts.push({
        kind: one.kind,
        by,
        player,
        points,
        cents,
        id: (data.entry ?? data.coupon)?.id ?? '',
        counts: true,
      });
    }
    expect(Math.min(allowed, refusals)).toBeGreaterThan(5);
  });
});
