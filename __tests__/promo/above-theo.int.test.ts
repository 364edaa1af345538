import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newId } from '@/lib/shared/ids';
import type { PromoCouponResult, PromoProgram } from '@/services/promo/dtos';
import { createFloorDesk, dataOf, type FloorDesk } from '../floor/floor-desk';
import { type Answer, OTHER_PIT_BOSS, PIT_BOSS, startTestStack, type TestStack } from '../support/stack';
import { createPromoDesk, type IssueBody, type PromoDesk, tracesOf } from './promo-desk';

let stack: TestStack;
let desk: PromoDesk;
let floor: FloorDesk;
let program: PromoProgram;
let large: PromoProgram;

beforeAll(async () => {
  stack = await startTestStack({ connections: 8 });
  [desk, floor] = [createPromoDesk(stack), createFloorDesk(stack)];
  program = await desk.addProgram({ faceValueCents: 2_500 });
  large = await desk.addProgram({ faceValueCents: 5_000 });
});
afterAll(() => stack.dispose());

/** A visit whose play so far is worth so much, and no more with the time: its bet is nothing now. */
async function visitWorth(cents: number) {
  const { slip, player } = await floor.seat('blackjack', 0);
  await stack.sql`update public.rating_slip set banked_theo_x3600 = ${cents * 3_600} where id = ${slip.id}`;
  return { visitId: slip.visitId, slipId: slip.id, playerId: player.id };
}

const issue = (visitId: string, body: IssueBody = {}, call?: Parameters<PromoDesk['issue']>[1]) =>
  desk.issue({ promoProgramId: program.id, visitId, ...body }, call);
const ASKED = { confirmAboveTheo: false };
const CONFIRMED = { confirmAboveTheo: true };

/** What the audit trail has of an issue beside the coupon. */
async function recordOf(answer: Answer): Promise<unknown> {
  const { coupon } = dataOf<PromoCouponResult>(answer);
  const { audits } = await tracesOf(stack.sql, coupon.correlationId);
  return audits.map(({ before }) => before);
}

describe('a coupon on a visit', () => {
  it('asks nothing up to what the play of the visit is worth', async () => {
    const { visitId } = await visitWorth(5_000);
    for (let given = 0; given < 2; given += 1) {
      const answer = await issue(visitId, ASKED);
      expect(answer.status).toBe(201);
      expect(await recordOf(answer)).toEqual([null]);
    }
  });

  it('asks once above it, leaves nothing behind unconfirmed, and keeps the answer with the coupon', async () => {
    const { visitId } = await visitWorth(4_999);
    await issue(visitId, ASKED);
    const key = newId();
    const refused = await desk.expectRefused('GIVEN_ABOVE_THEO', () => issue(visitId, ASKED, { key }));
    expect(refused.status).toBe(409);
    expect(refused.body.details).toEqual({ faceValueCents: 2_500, givenCents: 2_500, theoCents: 4_999 });

    const issued = await issue(visitId, CONFIRMED, { key });
    expect(issued.status).toBe(201);
    expect(await recordOf(issued)).toEqual([{ confirmed_above_theo: { given_cents: 2_500, theo_cents: 4_999 } }]);
    // Whether it was confirmed is no part of what was asked for: the same key finds the same coupon either way.
    const again = await issue(visitId, ASKED, { key });
    expect(dataOf<PromoCouponResult>(again)).toEqual({ ...dataOf<PromoCouponResult>(issued), isExisting: true });
  });

  it('asks nobody who did not ask to be asked, and says nothing of a confirmation that was not needed', async () => {
    const poor = await visitWorth(0);
    expect(await recordOf(await issue(poor.visitId))).toEqual([null]);
    const rich = await visitWorth(1_000_000);
    expect(await recordOf(await issue(rich.visitId, CONFIRMED))).toEqual([null]);
  });

  it('asks at the desk as on the floor, counts what either gave during the visit, and asks nothing of who is not in the house', async () => {
    const { visitId, playerId } = await visitWorth(4_999);
    const atDesk = (body: IssueBody) => desk.issue({ promoProgramId: program.id, playerId, ...body });
    const first = dataOf<PromoCouponResult>(await atDesk(ASKED));
    // Given at the desk, it counts on the floor, and so does what replaces it.
    for (const act of [() => atDesk(ASKED), () => issue(visitId, ASKED)]) {
      const refused = await desk.expectRefused('GIVEN_ABOVE_THEO', act);
      expect(refused.body.details).toEqual({ faceValueCents: 2_500, givenCents: 2_500, theoCents: 4_999 });
    }
    await desk.replaced(first.coupon.id);
    const second = await atDesk(CONFIRMED);
    expect(await recordOf(second)).toEqual([{ confirmed_above_theo: { given_cents: 2_500, theo_cents: 4_999 } }]);

    // What was given before the visit is none of it.
    await stack.sql`
      update public.visit set started_at = now() where id = ${visitId}`;
    const later = await desk.expectRefused('GIVEN_ABOVE_THEO', () => atDesk({ ...ASKED, promoProgramId: large.id }));
    expect(later.body.details).toEqual({ faceValueCents: 5_000, givenCents: 0, theoCents: 4_999 });

    const away = await floor.enrol();
    expect(await recordOf(await desk.issue({ promoProgramId: program.id, playerId: away.id, ...ASKED }))).toEqual([
      null,
    ]);
  });

  it('counts a replaced coupon once and a voided one not, and the play of slips that are closed', async () => {
    const { visitId, slipId, playerId } = await visitWorth(5_000);
    const { coupon } = dataOf<PromoCouponResult>(await issue(visitId, ASKED));
    const { coupon: replacement } = await desk.replaced(coupon.id);
    dataOf(await floor.step(slipId, 'close'));
    const second = dataOf<PromoCouponResult>(await issue(visitId, { playerId, ...ASKED }));
    const refused = await desk.expectRefused('GIVEN_ABOVE_THEO', () => issue(visitId, ASKED));
    expect(refused.body.details).toMatchObject({ givenCents: 5_000, theoCents: 5_000 });
    await desk.void(replacement.id);
    await desk.void(second.coupon.id);
    expect((await issue(visitId, ASKED)).status).toBe(201);
  });

  it('asks the second of two tablets that issue at once, and a double tap once', async () => {
    for (let round = 0; round < 6; round += 1) {
      const { visitId } = await visitWorth(2_500);
      const answers = await Promise.all([issue(visitId, ASKED), issue(visitId, ASKED)]);
      expect(answers.map(({ body }) => body.code).sort()).toEqual(['GIVEN_ABOVE_THEO', 'OK']);
      const key = newId();
      const taps = await Promise.all([issue(visitId, CONFIRMED, { key }), issue(visitId, CONFIRMED, { key })]);
      expect(taps.map(({ status }) => status).sort()).toEqual([200, 201]);
      const [row] = await stack.sql`
        select count(*)::int as coupons from public.promo_coupon where visit_id = ${visitId}`;
      expect(row?.coupons).toBe(2);
    }
  });

  it('is refused on a visit of another casino before anything is asked', async () => {
    const { visitId } = await visitWorth(0);
    const [other] = await stack.sql<{ id: string }[]>`
      select g.id from public.promo_program g join public.staff s on s.casino_id = g.casino_id
      where s.email = ${OTHER_PIT_BOSS} and g.status = 'active' and g.start_at < now() limit 1`;
    await desk.expectRefused('VISIT_NOT_FOUND', () =>
      issue(visitId, { promoProgramId: other?.id ?? '', ...ASKED }, { as: OTHER_PIT_BOSS }),
    );
    expect((await issue(visitId, CONFIRMED, { as: PIT_BOSS })).status).toBe(201);
  });
});
