import type postgres from 'postgres';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newId } from '@/lib/shared/ids';
import type { PromoCouponResult, PromoProgram, PromoReplacementResult } from '@/services/promo/dtos';
import { dataOf, isSomeoneWaiting } from '../floor/floor-desk';
import { ADMIN, type Answer, PIT_BOSS, startTestStack, type TestStack } from '../support/stack';
import { createPromoDesk, insertCoupons, type PromoDesk } from './promo-desk';

const ROUNDS = 12;

let stack: TestStack;
let desk: PromoDesk;
let program: PromoProgram;
let playerId: string;

beforeAll(async () => {
  stack = await startTestStack({ connections: 8 });
  desk = createPromoDesk(stack);
  program = await desk.addProgram();
  playerId = (await desk.enrol()).id;
});
afterAll(() => stack.dispose());

const issued = () => desk.issued({ promoProgramId: program.id, playerId });
const codesOf = (answers: Answer[]) => answers.map((answer) => answer.body.code).sort();
const times = <T>(count: number, work: (index: number) => T): T[] => Array.from({ length: count }, (_, at) => work(at));

/** A lost race is a refusal that says so; a deadlock or a broken constraint would be a 5xx. */
function expectNoFailure(answers: { status: number; body: unknown }[]): void {
  expect(answers.filter(({ status }) => status >= 500)).toEqual([]);
}

/** The answer that won, and the ones that were refused. */
function split(answers: Answer[]): { won: Answer; lost: Answer[] } {
  expectNoFailure(answers);
  const [won, ...others] = answers.filter((answer) => answer.body.ok);
  if (!won || others.length > 0) throw new Error(`One must win, not ${others.length + (won ? 1 : 0)}.`);
  return { won, lost: answers.filter((answer) => answer !== won) };
}

/** What the outbox and the audit trail have of a coupon, by what happened. */
async function recordOf(couponId: string): Promise<{ events: string[]; audits: string[] }> {
  const events = await stack.sql<{ type: string }[]>`
    select event_type as type from public.loyalty_outbox
    where payload ->> 'coupon_id' = ${couponId} or payload ->> 'replaces_coupon_id' = ${couponId} order by seq`;
  const audits = await stack.sql<{ action: string }[]>`
    select action from public.audit_log
    where entity_type = 'promo_coupon' and (entity_id = ${couponId} or before #>> '{coupon,id}' = ${couponId}) order by id`;
  return { events: events.map(({ type }) => type), audits: audits.map(({ action }) => action) };
}

/** Starts `late` while the transaction of `early` is open, and lets that one commit only once `late` waits for it. */
async function overtake(
  early: (sql: postgres.TransactionSql) => Promise<unknown>,
  late: () => Promise<Answer>,
): Promise<Answer> {
  const { waiting } = await stack.asRole('authenticated', ADMIN, async (sql) => {
    await early(sql);
    const waiting = late();
    await expect.poll(() => isSomeoneWaiting(stack.sql)).toBe(true);
    return { waiting };
  });
  return waiting;
}

describe('identical calls at once', () => {
  const expectOneEffect = (answers: Answer[]) => {
    expect(answers.map(({ status }) => status).sort()).toEqual([...times(answers.length - 1, () => 200), 201]);
    const payloads = answers.map((answer) => JSON.stringify({ ...dataOf<object>(answer), isExisting: null }));
    expect(new Set(payloads).size).toBe(1);
    const replays = answers.filter((answer) => dataOf<{ isExisting: boolean }>(answer).isExisting);
    expect(replays).toHaveLength(answers.length - 1);
  };

  it('100 issues with one key: one coupon, 100 equal answers, no error', async () => {
    const key = newId();
    const answers = await Promise.all(times(100, () => desk.issue({ promoProgramId: program.id, playerId }, { key })));
    expectOneEffect(answers);
    const { id } = dataOf<PromoCouponResult>(answers[0] as Answer).coupon;
    expect(await recordOf(id)).toEqual({ events: ['promo.coupon_issued'], audits: ['promo.issue_promo_coupon'] });
    const [row] = await stack.sql`
      select count(*)::int as audits from public.audit_log where idempotency_key = ${key}`;
    expect(row?.audits).toBe(1);
  });

  it('30 voids, and 30 replacements, with one key: one effect, equal answers', async () => {
    const [one, other] = [await issued(), await issued()];
    const [voidKey, replaceKey] = [newId(), newId()];
    expectOneEffect(await Promise.all(times(30, () => desk.void(one.id, 'Torn', { key: voidKey }))));
    expect((await recordOf(one.id)).events).toEqual(['promo.coupon_issued', 'promo.coupon_voided']);
    expectOneEffect(await Promise.all(times(30, () => desk.replace(other.id, {}, { key: replaceKey }))));
    expect((await recordOf(other.id)).events).toEqual(['promo.coupon_issued', 'promo.coupon_replaced']);
  });

  it('one key for two programs at once: one coupon, the other is told', async () => {
    const second = await desk.addProgram();
    for (let round = 0; round < ROUNDS; round += 1) {
      const key = newId();
      const answers = await Promise.all(
        [program, second].map(({ id }) => desk.issue({ promoProgramId: id, playerId }, { key })),
      );
      expectNoFailure(answers);
      expect(codesOf(answers)).toEqual(['IDEMPOTENCY_KEY_REUSED', 'OK']);
    }
  });
});

describe('one coupon, two wishes', () => {
  it('void and replace at once: one wins, the other learns who, what and when', async () => {
    const winners = new Set<string>();
    for (let round = 0; round < 25; round += 1) {
      const { id } = await issued();
      const calls = [
        () => desk.void(id, 'Misprint', { as: ADMIN }),
        () => desk.replace(id, { reason: 'Torn' }, { as: PIT_BOSS }),
      ];
      const acts = round % 2 ? calls : calls.toReversed();
      const { won, lost } = split(await Promise.all(acts.map((act) => act())));
      const now = await desk.get(id);
      winners.add(now.status);
      const [refusal] = lost;
      expect(refusal?.body.code).toBe('COUPON_NOT_OUTSTANDING');
      const isVoided = now.status === 'voided';
      expect({ ...refusal?.body.details, at: new Date(String(refusal?.body.details?.at)).toISOString() }).toEqual({
        status: now.status,
        at: isVoided ? now.voidedAt : now.replacedAt,
        staffName: isVoided ? now.voidedByStaffName : now.replacedByStaffName,
        replacementCouponId: isVoided ? null : dataOf<PromoReplacementResult>(won).coupon.id,
      });
      const [row] =
        await stack.sql`select count(*)::int as count from public.promo_coupon where replaces_coupon_id = ${id}`;
      expect(row?.count).toBe(isVoided ? 0 : 1);
      expect(await recordOf(id)).toEqual({
        events: ['promo.coupon_issued', `promo.coupon_${now.status}`],
        audits: ['promo.issue_promo_coupon', `promo.${isVoided ? 'void' : 'replace'}_promo_coupon`],
      });
    }
    expect([...winners].every((status) => ['voided', 'replaced'].includes(status))).toBe(true);
  });

  it.each(['void', 'replace'] as const)('a replace that waited for a %s is refused', async (first) => {
    const { id } = await issued();
    const late = await overtake(
      (sql) =>
        first === 'void'
          ? sql`select public.rpc_void_promo_coupon(${id}, 'Misprint', ${newId()})`
          : sql`select public.rpc_replace_promo_coupon(${id}, ${newId()})`,
      () => desk.replace(id, { reason: 'Torn' }),
    );
    expect(late).toMatchObject({ status: 409, body: { code: 'COUPON_NOT_OUTSTANDING' } });
    expect((await recordOf(id)).events).toHaveLength(2);
  });

  it('six replacements at once: one new coupon, and only the chain’s end is outstanding', async () => {
    for (let round = 0; round < ROUNDS; round += 1) {
      const { id } = await issued();
      const { won, lost } = split(await Promise.all(times(6, () => desk.replace(id))));
      const { coupon } = dataOf<PromoReplacementResult>(won);
      for (const refusal of lost) {
        expect(refusal.body).toMatchObject({
          code: 'COUPON_NOT_OUTSTANDING',
          details: { status: 'replaced', replacementCouponId: coupon.id },
        });
      }
      const rows = await stack.sql`select id from public.promo_coupon where replaces_coupon_id = ${id}`;
      expect([...rows]).toEqual([{ id: coupon.id }]);
    }
  });

  it('void, replace and issue of many coupons of one player at once: nobody waits forever', async () => {
    const coupons = await Promise.all(times(8, issued));
    const answers = await Promise.all(
      coupons.flatMap(({ id }) => [
        desk.void(id),
        desk.replace(id),
        desk.issue({ promoProgramId: program.id, playerId }),
      ]),
    );
    expectNoFailure(answers);
    expect(answers.filter((answer) => answer.body.ok)).toHaveLength(16);
  });
});

describe('one validation number', () => {
  it('with different keys at once: one coupon, the others are told', async () => {
    const players = await Promise.all(times(4, () => desk.enrol()));
    for (let round = 0; round < ROUNDS; round += 1) {
      const number = `RACE-${newId().slice(-12)}`;
      // The same number, written differently, for different players.
      const writings = [number, number.toLowerCase(), number.replaceAll('-', ''), number.replace('-', ' ')];
      const answers = await Promise.all(
        writings.map((validationNumber, at) =>
          desk.issue({ promoProgramId: program.id, playerId: players[at]?.id, validationNumber }),
        ),
      );
      const { lost } = split(answers);
      expect(codesOf(lost)).toEqual(times(3, () => 'VALIDATION_NUMBER_TAKEN'));
      const { items } = await desk.list(`?validationNumber=${encodeURIComponent(number)}`);
      expect(items).toHaveLength(1);
    }
  });

  it('for an issue and a replacement at once: one of them gets it, and the old coupon stays if it was the issue', async () => {
    for (let round = 0; round < ROUNDS; round += 1) {
      const old = await issued();
      const validationNumber = `BOTH-${newId().slice(-12)}`;
      const answers = await Promise.all([
        desk.replace(old.id, { validationNumber }),
        desk.issue({ promoProgramId: program.id, playerId, validationNumber }),
      ]);
      const { lost } = split(answers);
      expect(codesOf(lost)).toEqual(['VALIDATION_NUMBER_TAKEN']);
      expect((await desk.get(old.id)).status).toBe(answers[0]?.body.ok ? 'replaced' : 'issued');
    }
  });
});

describe('an exclusion', () => {
  const excludeArgs = (id: string) => ({
    p_player_id: id,
    p_kind: 'self',
    p_reason: 'Asked for it',
    p_idempotency_key: newId(),
  });

  it('and an issue at once: the coupon lands before it, or not at all', async () => {
    for (let round = 0; round < ROUNDS; round += 1) {
      const player = await desk.enrol();
      const [answer, exclusion] = await Promise.all([
        desk.issue({ promoProgramId: program.id, playerId: player.id }),
        stack.rpc(ADMIN, 'rpc_exclude_player', excludeArgs(player.id)),
      ]);
      expect(exclusion.status).toBe(200);
      expect(['OK', 'PLAYER_EXCLUDED']).toContain(answer.body.code);
      const { items } = await desk.list(`?playerId=${player.id}`);
      expect(items).toHaveLength(answer.body.ok ? 1 : 0);
      const late = await desk.issue({ promoProgramId: program.id, playerId: player.id });
      expect(late.body.code).toBe('PLAYER_EXCLUDED');
    }
  });

  it.each(['an issue', 'a replacement'])('that is being set refuses %s that waited for it', async (what) => {
    const player = await desk.enrol();
    const { id } = await desk.issued({ promoProgramId: program.id, playerId: player.id });
    const late = await overtake(
      (sql) => sql`select public.rpc_exclude_player(${player.id}, 'self', 'Asked for it', ${newId()})`,
      () => (what === 'an issue' ? desk.issue({ promoProgramId: program.id, playerId: player.id }) : desk.replace(id)),
    );
    expect(late).toMatchObject({ status: 409, body: { code: 'PLAYER_EXCLUDED' } });
    const { items } = await desk.list(`?playerId=${player.id}`);
    expect(items.map((coupon) => coupon.status)).toEqual(['held']);
  });
});

describe('the clock', () => {
  const byWorker = () => stack.rpc('service', 'rpc_worker_expire_promo_coupons', {});
  const byHand = () => stack.rpc(PIT_BOSS, 'rpc_expire_promo_coupons', { p_idempotency_key: newId() });

  /** Coupons that run out soon, one after another within a tenth of a second. */
  async function addExpiring(count: number, inMilliseconds = 20): Promise<string[]> {
    const [now] = await stack.sql<{ casinoId: string; at: Date; day: string }[]>`
      select casino_id as "casinoId", now() as at, app.gaming_day(casino_id)::text as day from public.staff where email = ${PIT_BOSS}`;
    const ids = times(count, () => newId());
    await insertCoupons(
      stack.sql,
      ids.map((id, at) => ({
        casino_id: now?.casinoId ?? null,
        id,
        promo_program_id: program.id,
        validation_number: id,
        validation_key: id.replaceAll('-', '').toUpperCase(),
        status: 'issued',
        face_value_cents: 2500,
        required_match_wager_cents: 2500,
        player_id: playerId,
        gaming_day: now?.day ?? null,
        issued_at: now?.at.toISOString() ?? null,
        expires_at: new Date((now?.at.getTime() ?? 0) + inMilliseconds + (100 * at) / count).toISOString(),
        correlation_id: newId(),
      })),
    );
    return ids;
  }

  async function fates(ids: string[]): Promise<Record<string, string | boolean>[]> {
    return stack.sql`
      select id, status, expired_at is not distinct from case status when 'expired' then expires_at end as "isDueThen",
        coalesce(voided_at < expires_at, true) as "isVoidedInTime"
      from public.promo_coupon where id in ${stack.sql(ids)}`;
  }

  it('against voids and replacements: each coupon has one fate, told once, and none in hindsight', async () => {
    const ids = await addExpiring(24);
    const answers: { status: number; body: unknown }[] = [];
    const isOpen = async () => (await fates(ids)).some(({ status }) => status === 'issued');
    const expire = async () => {
      while (await isOpen()) answers.push(await byWorker(), await byHand());
    };
    const void_ = async (at: number) => answers.push(await desk.void(ids[at] ?? '', 'Misprint'));
    await Promise.all([expire(), expire(), ...times(24, void_)]);
    expectNoFailure(answers);
    for (const { id, status, isDueThen, isVoidedInTime } of await fates(ids)) {
      expect({ isDueThen, isVoidedInTime }).toEqual({ isDueThen: true, isVoidedInTime: true });
      expect(['voided', 'expired']).toContain(status);
      expect((await recordOf(String(id))).events).toEqual([`promo.coupon_${status}`]);
    }
  });

  it('noticed by four at once: each coupon expires once, with one event, and the counts add up', async () => {
    await byWorker();
    const ids = await Promise.all(times(60, () => desk.addOverdue(program.id)));
    const answers = await Promise.all([byWorker(), byHand(), byWorker(), byHand()]);
    expectNoFailure(answers);
    expect((await fates(ids)).map(({ status }) => status)).toEqual(times(60, () => 'expired'));
    const [events] = await stack.sql`
      select count(*)::int as count, count(distinct payload ->> 'coupon_id')::int as coupons from public.loyalty_outbox
      where event_type = 'promo.coupon_expired' and payload ->> 'coupon_id' in ${stack.sql(ids)}`;
    expect(events).toEqual({ count: 60, coupons: 60 });
    const counts = answers.map(({ body }) => body as { done?: number; expired_count?: number });
    const sum = counts.reduce((total, { done = 0, expired_count = 0 }) => total + done + expired_count, 0);
    expect(sum).toBeGreaterThanOrEqual(60);
  });

  it('leaves a coupon alone whose void began in time, though it runs out before that is done', async () => {
    const [id = ''] = await addExpiring(1, 1500);
    await stack.asRole('authenticated', ADMIN, async (sql) => {
      await sql`select public.rpc_void_promo_coupon(${id}, 'Misprint', ${newId()})`;
      const isDue = async () => {
        const [row] = await stack.sql`select expires_at <= now() as due from public.promo_coupon where id = ${id}`;
        return row?.due;
      };
      await expect.poll(isDue, { timeout: 10_000 }).toBe(true);
      expectNoFailure([await byWorker(), await byHand()]);
      expect(await fates([id])).toMatchObject([{ status: 'issued' }]);
    });
    expectNoFailure([await byWorker()]);
    expect(await fates([id])).toMatchObject([{ status: 'voided', isVoidedInTime: true }]);
    expect((await recordOf(id)).events).toEqual(['promo.coupon_voided']);
  });
});
