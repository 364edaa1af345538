import { expect } from 'vitest';
import { newId } from '@/lib/shared/ids';
import type {
  PromoCoupon,
  PromoCouponResult,
  PromoProgramResult,
  PromoReplacementResult,
  PromoRollup,
} from '@/services/promo/dtos';
import { createFloorDesk, dataOf } from '../floor/floor-desk';
import { ADMIN, type Answer, type Email, PIT_BOSS, type TestStack } from '../support/stack';

type Sql = TestStack['sql'];
type Call = { key?: string; as?: Email | null; correlationId?: string };
export type IssueBody = {
  promoProgramId?: string;
  validationNumber?: unknown;
  playerId?: unknown;
  visitId?: unknown;
  expiresAt?: unknown;
  [other: string]: unknown;
};
/** A coupon's row as a test sets it; what is left out is filled in. */
export type CouponRow = Record<string, string | number | null>;

/** Everything that a refused step of the promo desk must leave as it was. */
export async function promoSnapshot(sql: Sql): Promise<{ audits: number; rest: unknown }> {
  const [row] = await sql`
    select (select md5(string_agg(c::text, ',' order by c.casino_id, c.id)) from public.promo_coupon c) as coupons,
      (select md5(string_agg(g::text, ',' order by g.casino_id, g.id)) from public.promo_program g) as programs,
      (select md5(string_agg(r::text, ',' order by r.casino_id, r.gaming_day)) from public.promo_day_rollup r) as days,
      (select count(*) from public.loyalty_outbox where event_type <> 'exclusion.hit') as events,
      (select count(*)::int from public.audit_log) as audits`;
  const { audits, ...rest } = row ?? {};
  return { audits, rest };
}

/** What a call left on record under its correlation id. */
export async function tracesOf(sql: Sql, correlationId: string) {
  const audits = await sql<
    { action: string; domain: string; outcome: string; entityId: string; before: never; after: never }[]
  >`
    select action, domain, outcome, entity_id as "entityId", before, after from public.audit_log
    where correlation_id = ${correlationId}`;
  const events = await sql<{ type: string; playerId: string | null; payload: Record<string, unknown> }[]>`
    select event_type as type, player_id as "playerId", payload from public.loyalty_outbox where correlation_id = ${correlationId}`;
  return { audits: [...audits], events: [...events] };
}

/**
 * A casino without a past: nothing in it but the people of the casino that `of` works in, who change over with their
 * accounts, and its tiers, so that players can be enrolled. Returns its id.
 */
export async function moveToNewCasino(
  sql: Sql,
  of: Email,
  { timeZone = 'America/New_York', gamingDayStart = '06:00' } = {},
): Promise<string> {
  return sql.begin(async (tx) => {
    const [old] = await tx`select casino_id as id from public.staff where email = ${of}`;
    const [casino] = await tx<{ id: string }[]>`
      insert into public.casino (slug, name) values (${`new-${newId()}`}, 'New') returning id`;
    if (!old || !casino) throw new Error(`There is no such person: ${of}`);
    await tx`
      insert into public.casino_settings (casino_id, time_zone, gaming_day_start)
      values (${casino.id}, ${timeZone}, ${gamingDayStart})`;
    await tx`
      insert into public.loyalty_tier (casino_id, code, name, rank, multiplier, threshold_points)
      select ${casino.id}, code, name, rank, multiplier, threshold_points from public.loyalty_tier where casino_id = ${old.id}`;
    const people = await tx`select user_id, email, full_name, role from public.staff where casino_id = ${old.id}`;
    await tx`update public.staff set user_id = gen_random_uuid(), email = 'old-' || email where casino_id = ${old.id}`;
    await tx`insert into public.staff ${tx(people.map((person) => ({ ...person, casino_id: casino.id })))}`;
    return casino.id;
  });
}

/** Puts coupons into the table as the owner can: with any past, and any fate. */
export async function insertCoupons(sql: Sql, rows: CouponRow[]): Promise<void> {
  await sql`
    insert into public.promo_coupon
    select * from jsonb_populate_recordset(null::public.promo_coupon,
      ${JSON.stringify(rows.map((row) => ({ metadata: {}, ...row })))}::text::jsonb)`;
}

/** What staff do at the promo desk, as short steps through the API. */
export function createPromoDesk(stack: TestStack) {
  let made = 0;
  const floor = createFloorDesk(stack);
  const send = (
    method: 'POST' | 'PATCH',
    path: string,
    body: unknown,
    { key = newId(), as = PIT_BOSS, correlationId }: Call = {},
  ) =>
    stack.http(as, method, path, {
      body,
      key,
      ...(correlationId ? { headers: { 'x-correlation-id': correlationId } } : {}),
    });

  const desk = {
    send,
    enrol: floor.enrol,
    checkIn: floor.checkIn,
    endVisit: floor.endVisit,

    createProgram: (program: Record<string, unknown> = {}, call: Call = {}) => {
      made += 1;
      const body = { name: `Program ${made}`, promoType: 'match_play', faceValueCents: 2500, ...program };
      const requiredMatchWagerCents = body.promoType === 'match_play' ? 2500 : 0;
      return send('POST', '/promo-programs', { requiredMatchWagerCents, ...body }, { as: ADMIN, ...call });
    },
    async addProgram(program: Record<string, unknown> = {}, call: Call = {}): Promise<PromoProgramResult> {
      return dataOf(await desk.createProgram(program, call));
    },
    editProgram: (id: string, change: Record<string, unknown>, call: Call = {}) =>
      send('PATCH', `/promo-programs/${id}`, change, { as: ADMIN, ...call }),

    issue: (body: IssueBody, call: Call = {}) => send('POST', '/promo-coupons', body, call),
    async issued(body: IssueBody, call: Call = {}): Promise<PromoCoupon> {
      return dataOf<PromoCouponResult>(await desk.issue(body, call)).coupon;
    },
    void: (couponId: string, reason: unknown = 'Misprint', call: Call = {}) =>
      send('POST', `/promo-coupons/${couponId}/void`, { reason }, call),
    replace: (couponId: string, body: Record<string, unknown> = {}, call: Call = {}) =>
      send('POST', `/promo-coupons/${couponId}/replace`, body, call),
    async replaced(couponId: string, body: Record<string, unknown> = {}): Promise<PromoReplacementResult> {
      return dataOf(await desk.replace(couponId, body));
    },
    async get(couponId: string, as: Email = PIT_BOSS): Promise<PromoCoupon> {
      return dataOf(await stack.http(as, 'GET', `/promo-coupons/${couponId}`));
    },
    async list(query = '', as: Email = PIT_BOSS): Promise<{ items: PromoCoupon[]; nextCursor: string | null }> {
      return dataOf(await stack.http(as, 'GET', `/promo-coupons${query}`));
    },
    async rollup(query = '', as: Email = PIT_BOSS): Promise<PromoRollup> {
      return dataOf(await stack.http(as, 'GET', `/promo-rollups${query}`));
    },

    async exclude(playerId: string, as: Email = ADMIN): Promise<void> {
      const { status } = await stack.rpc(as, 'rpc_exclude_player', {
        p_player_id: playerId,
        p_kind: 'self',
        p_reason: 'Private reason',
        p_idempotency_key: newId(),
      });
      expect(status).toBe(200);
    },

    /** Sets a setting of a casino for as long as `work` takes. */
    async withSetting<T>(setting: string, value: boolean, work: () => Promise<T>): Promise<T> {
      const set = (is: boolean) => stack.sql`
        update public.casino_settings set ${stack.sql(setting)} = ${is}
        where casino_id = (select casino_id from public.staff where email = ${PIT_BOSS})`;
      await set(value);
      try {
        return await work();
      } finally {
        await set(!value);
      }
    },

    /** A coupon that ran out an hour ago, as nothing has noticed yet. */
    async addOverdue(programId: string, row: CouponRow = {}, as: Email = PIT_BOSS): Promise<string> {
      const [times] = await stack.sql<{ casinoId: string; issuedAt: string; expiresAt: string; day: string }[]>`
        select casino_id as "casinoId", (now() - interval '3 hours')::text as "issuedAt", (now() - interval '1 hour')::text as "expiresAt",
          app.gaming_day(casino_id, now() - interval '3 hours')::text as day
        from public.staff where email = ${as}`;
      const [id, number] = [newId(), newId()];
      const coupon = {
        casino_id: times?.casinoId ?? null,
        id,
        promo_program_id: programId,
        validation_number: number,
        validation_key: number.replaceAll('-', '').toUpperCase(),
        status: 'issued',
        face_value_cents: 2500,
        required_match_wager_cents: 2500,
        gaming_day: times?.day ?? null,
        issued_at: times?.issuedAt ?? null,
        expires_at: times?.expiresAt ?? null,
        correlation_id: newId(),
        ...row,
      };
      await insertCoupons(stack.sql, [coupon]);
      return id;
    },

    /**
     * Runs a refusal and holds everything it must not have touched against what was there before; only an attempt that is
     * kept on record adds to the audit trail.
     */
    async expectRefused(code: string, act: () => Promise<Answer>, { onRecord = 0 } = {}): Promise<Answer> {
      const before = await promoSnapshot(stack.sql);
      const answer = await act();
      expect(answer.body).toMatchObject({ ok: false, code });
      const after = await promoSnapshot(stack.sql);
      expect(after).toEqual({ ...before, audits: before.audits + onRecord });
      return answer;
    },
  };
  return desk;
}

export type PromoDesk = ReturnType<typeof createPromoDesk>;

/** An answer without what differs from call to call. */
export const essence = ({ status, body }: Answer) => ({
  status,
  body: { ...body, requestId: 0, durationMs: 0, timestamp: 0 },
});
