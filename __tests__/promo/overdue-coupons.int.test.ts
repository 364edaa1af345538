import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newId } from '@/lib/shared/ids';
import type { PromoInventory, PromoProgram } from '@/services/promo/dtos';
import { dataOf } from '../floor/floor-desk';
import { type Email, PIT_BOSS, startTestStack, type TestStack } from '../support/stack';
import { createPromoDesk, moveToNewCasino, type PromoDesk, promoSnapshot, tracesOf } from './promo-desk';

let stack: TestStack;
let desk: PromoDesk;
let program: PromoProgram;
let playerId: string;

beforeAll(async () => {
  stack = await startTestStack();
  // In a casino without a past nothing else runs out while a test counts.
  await moveToNewCasino(stack.sql, PIT_BOSS);
  desk = createPromoDesk(stack);
  program = await desk.addProgram();
  playerId = (await desk.enrol()).id;
});
afterAll(() => stack.dispose());

const issued = () => desk.issued({ promoProgramId: program.id, playerId });
const byWorker = async () => {
  const { status, body } = await stack.rpc('service', 'rpc_worker_expire_promo_coupons', {});
  expect(status).toBe(200);
  return body as { done: number; has_more: boolean };
};
const byHand = (key = newId(), as: Email = PIT_BOSS) =>
  stack.rpc(as, 'rpc_expire_promo_coupons', { p_idempotency_key: key });

async function inventory(): Promise<
  Record<string, { count: number; faceValueCents: number; patronRiskCents: number }>
> {
  const { items } = dataOf<PromoInventory>(await stack.http(PIT_BOSS, 'GET', '/promo-coupons/inventory'));
  return Object.fromEntries(items.map(({ status, ...sums }) => [status, sums]));
}

async function storedStatus(couponId: string) {
  const [row] = await stack.sql`
    select status, expired_at = expires_at as "isExpiredWhenItWasDue" from public.promo_coupon where id = ${couponId}`;
  return row;
}

describe('an overdue coupon', () => {
  it('is expired in every answer, before anything marked it and after', async () => {
    const id = await desk.addOverdue(program.id, { player_id: playerId });
    const [due] = await stack.sql`
      select app.gaming_day(casino_id, expires_at)::text as day from public.promo_coupon where id = ${id}`;
    const look = async () => ({
      coupon: await desk.get(id),
      asExpired: (await desk.list('?status=expired')).items.map((coupon) => coupon.id),
      asIssued: (await desk.list('?status=issued')).items.map((coupon) => coupon.id),
      ofPlayer: (await desk.list(`?playerId=${playerId}&status=expired`)).items.map((coupon) => coupon.id),
      inventory: await inventory(),
      rollup: { ...(await desk.rollup(`?gamingDay=${due?.day}`)), asOf: '' },
    });
    const before = await look();
    expect(before).toMatchObject({
      coupon: { status: 'expired' },
      asExpired: [id],
      asIssued: [],
      ofPlayer: [id],
      inventory: {
        issued: { count: 0, faceValueCents: 0, patronRiskCents: 0 },
        expired: { count: 1, faceValueCents: 2500, patronRiskCents: 2500 },
        cleared: { count: 0 },
      },
      rollup: { expiredCount: 1, outstandingCount: 0 },
    });
    expect(await storedStatus(id)).toEqual({ status: 'issued', isExpiredWhenItWasDue: null });
    expect(await byWorker()).toMatchObject({ done: expect.any(Number), has_more: false });
    expect(await storedStatus(id)).toEqual({ status: 'expired', isExpiredWhenItWasDue: true });
    expect(await look()).toEqual(before);
  });

  it('can be neither voided nor replaced, marked or not', async () => {
    const id = await desk.addOverdue(program.id, { player_id: playerId });
    const { expiresAt } = await desk.get(id);
    for (const mark of [async () => undefined, byWorker]) {
      await mark();
      for (const act of [() => desk.void(id), () => desk.replace(id, { reason: 'Late', expiresAt: nextWeek() })]) {
        const answer = await desk.expectRefused('COUPON_NOT_OUTSTANDING', act);
        const { at, ...facts } = answer.body.details ?? {};
        expect(facts).toEqual({ status: 'expired', staffName: null, replacementCouponId: null });
        expect(new Date(String(at)).toISOString()).toBe(expiresAt);
      }
    }
  });

  it('is not what becomes of a coupon that was voided or replaced before it was due', async () => {
    const [voided, replaced] = [await issued(), await issued()];
    await desk.void(voided.id);
    await desk.replace(replaced.id);
    await byWorker();
    expect([(await desk.get(voided.id)).status, (await desk.get(replaced.id)).status]).toEqual(['voided', 'replaced']);
  });
});

const nextWeek = () => new Date(Date.now() + 7 * 86_400_000).toISOString();

describe('expiring', () => {
  it('by the worker: one event each under one correlation id, one audit row by nobody, and nothing the second time', async () => {
    const ids = [await desk.addOverdue(program.id), await desk.addOverdue(program.id, { player_id: playerId })];
    await byWorker();
    const [audit] = await stack.sql<{ correlationId: string; staffId: null; after: unknown; domain: string }[]>`
      select correlation_id as "correlationId", staff_id as "staffId", after, domain from public.audit_log
      where action = 'promo.expire_promo_coupons' order by at desc limit 1`;
    expect(audit).toMatchObject({ staffId: null, domain: 'promo', after: { expired_count: 2 } });
    const { audits, events } = await tracesOf(stack.sql, audit?.correlationId ?? '');
    expect(audits).toHaveLength(1);
    expect(events.map(({ type }) => type)).toEqual(['promo.coupon_expired', 'promo.coupon_expired']);
    expect(events.map(({ payload }) => payload.coupon_id).sort()).toEqual([...ids].sort());
    expect(events.map(({ payload }) => payload.status)).toEqual(['expired', 'expired']);

    const before = await promoSnapshot(stack.sql);
    expect(await byWorker()).toMatchObject({ has_more: false });
    expect(await promoSnapshot(stack.sql)).toEqual(before);
  });

  it('by the worker takes 500 of a casino at a time, and says whether there are more', async () => {
    for (let count = 0; count < 510; count += 1) await desk.addOverdue(program.id);
    const before = await leftOver();
    expect(await byWorker()).toMatchObject({ has_more: true });
    expect(await leftOver()).toBe(before - 500);
    expect(await byWorker()).toMatchObject({ has_more: false });
    expect(await leftOver()).toBe(0);
  });

  it('by hand: one audit row with the count, the same answer under the key, and only the own casino’s', async () => {
    const [foreign] = await stack.sql`
      select g.id from public.promo_program g join public.casino c on c.id = g.casino_id where c.slug = 'summit' limit 1`;
    const own = await desk.addOverdue(program.id);
    const other = await desk.addOverdue(foreign?.id, {}, 'pitboss@summit.example');
    const key = newId();
    const first = await byHand(key);
    expect(first).toMatchObject({ status: 200, body: { expired_count: 1, is_existing: false } });
    expect(await storedStatus(own)).toMatchObject({ status: 'expired' });
    expect(await storedStatus(other)).toMatchObject({ status: 'issued' });
    await desk.addOverdue(program.id);
    const before = await promoSnapshot(stack.sql);
    expect(await byHand(key)).toMatchObject({ status: 200, body: { expired_count: 1, is_existing: true } });
    expect(await promoSnapshot(stack.sql)).toEqual(before);
    const [audit] = await stack.sql`
      select action, after ->> 'expired_count' as count from public.audit_log where idempotency_key = ${key}`;
    expect(audit).toEqual({ action: 'promo.expire_promo_coupons', count: '1' });
  });

  it('by hand is for those who manage coupons', async () => {
    await desk.addOverdue(program.id);
    const before = await promoSnapshot(stack.sql);
    for (const account of ['dealer', 'cashier', 'loyalty', 'compliance'] as const) {
      const answer = await byHand(newId(), `${account}@harbor.example`);
      expect(answer).toMatchObject({ status: 403, body: { message: 'FORBIDDEN' } });
    }
    expect(await byHand('')).toMatchObject({ status: 422, body: { message: 'VALIDATION_FAILED' } });
    expect(await promoSnapshot(stack.sql)).toEqual(before);
  });
});

/** Overdue coupons of the caller's casino that nothing marked yet. */
async function leftOver(): Promise<number> {
  const [row] = await stack.sql`
    select count(*)::int as count from public.promo_coupon
    where casino_id = (select casino_id from public.staff where email = ${PIT_BOSS}) and status = 'issued' and expires_at <= now()`;
  return row?.count;
}

describe('what never changes about a coupon, not even for the owner', () => {
  /** Tries a statement as the owner, triggers in replica mode or not. */
  async function attempt(statement: string, isReplica: boolean): Promise<string> {
    const before = await promoSnapshot(stack.sql);
    const outcome = await stack.sql
      .begin(async (sql) => {
        if (isReplica) await sql`set local session_replication_role = replica`;
        await sql.unsafe(statement);
        return 'done';
      })
      .catch((error: { code?: string; message: string }) => `${error.code} ${error.message}`);
    expect(await promoSnapshot(stack.sql)).toEqual(before);
    return outcome;
  }

  it.each([
    ['its value', 'face_value_cents = face_value_cents + 1'],
    ['its wager', 'required_match_wager_cents = 0'],
    ['its number', `validation_number = 'FORGED-1'`],
    ['its key', `validation_key = 'F0RGED1'`],
    ['its player', 'player_id = null'],
    ['its visit', 'visit_id = gen_random_uuid()'],
    ['its program', 'promo_program_id = gen_random_uuid()'],
    ['its expiry', `expires_at = expires_at + interval '1 day'`],
    ['its issue', `issued_at = issued_at - interval '1 day'`],
    ['its gaming day', 'gaming_day = gaming_day - 1'],
    ['who issued it', 'issued_by_staff_id = null'],
    ['whose place it takes', 'replaces_coupon_id = id'],
    ['its reward', 'reward_id = gen_random_uuid()'],
    ['its correlation id', 'correlation_id = gen_random_uuid()'],
    ['its casino', 'casino_id = (select min(id::text)::uuid from public.casino)'],
    ['its id', 'id = gen_random_uuid()'],
    [
      'its value, in passing, when it is voided',
      `status = 'voided', voided_at = now(), void_reason = 'x', face_value_cents = 1`,
    ],
  ])('%s', async (_, assignment) => {
    const { id } = await issued();
    const statement = `update public.promo_coupon set ${assignment} where id = '${id}'`;
    expect(await attempt(statement, false)).toBe('PT409 APPEND_ONLY');
    expect(await attempt(statement, true)).toBe('PT409 APPEND_ONLY');
  });

  it('its end: a status changes once, from issued', async () => {
    const [voided, replaced, expired] = [await issued(), await issued(), await desk.addOverdue(program.id)];
    await desk.void(voided.id);
    await desk.replace(replaced.id);
    await byWorker();
    for (const id of [voided.id, replaced.id, expired]) {
      for (const assignment of [
        `status = 'issued', voided_at = null, void_reason = null, replaced_at = null, replacement_coupon_id = null, expired_at = null`,
        `status = 'cleared', cleared_at = now(), voided_at = null, void_reason = null, replaced_at = null, replacement_coupon_id = null, expired_at = null`,
        `void_reason = 'Another'`,
        'status = status',
      ]) {
        const statement = `update public.promo_coupon set ${assignment} where id = '${id}'`;
        expect(await attempt(statement, false)).toBe('PT409 COUPON_NOT_OUTSTANDING');
        expect(await attempt(statement, true)).toBe('PT409 COUPON_NOT_OUTSTANDING');
      }
    }
  });

  it('that it was there: none is deleted, and the table is not emptied', async () => {
    const { id } = await issued();
    for (const isReplica of [false, true]) {
      for (const statement of [
        `delete from public.promo_coupon where id = '${id}'`,
        'truncate public.promo_coupon',
        'truncate public.promo_coupon cascade',
        'truncate public.casino cascade',
      ]) {
        expect(await attempt(statement, isReplica)).toBe('PT409 APPEND_ONLY');
      }
    }
  });

  it('that what became of it is told in full', async () => {
    const { id } = await issued();
    for (const assignment of [
      `status = 'voided'`,
      `status = 'voided', voided_at = now()`,
      `status = 'replaced', replaced_at = now()`,
      `status = 'expired'`,
      `status = 'cleared'`,
      'voided_at = now()',
    ]) {
      expect(await attempt(`update public.promo_coupon set ${assignment} where id = '${id}'`, false)).toMatch(
        /^23514 /,
      );
    }
  });
});
