import { newId } from '@/lib/shared/ids';
import type { TestStack } from '../support/stack';

/** What somebody gave a player, when, and on which slip. */
type Given = {
  staffId: string;
  playerId: string;
  at: string;
  points?: number;
  reason?: string;
  isOverride?: boolean;
  slipId?: string;
};

/**
 * A house in which people gave points and voided coupons years ago: rows as the RPCs would have left them by then, since
 * nobody can act in the past through the API.
 */
export async function createInsiderHouse(stack: TestStack, slug = 'harbor') {
  const { sql } = stack;
  const [casino] = await sql<{ id: string }[]>`select id from public.casino where slug = ${slug}`;
  const casinoId = casino?.id ?? '';
  const idOf = (rows: readonly { id?: string }[]) => rows[0]?.id ?? '';

  const house = {
    casinoId,

    async hire(name: string): Promise<string> {
      return idOf(
        await sql`
        insert into public.staff (casino_id, user_id, email, full_name, role)
        values (${casinoId}, gen_random_uuid(), ${`${newId()}@${slug}.example`}, ${name}, 'pit_boss') returning id`,
      );
    },

    async enrol(since: string, firstName = 'Test', lastName: string = newId()): Promise<string> {
      const id = idOf(
        await sql`
        insert into public.player (casino_id, first_name, last_name, created_at)
        values (${casinoId}, ${firstName}, ${lastName}, ${since}) returning id`,
      );
      await sql`select app.enrol_player(${casinoId}, ${id})`;
      return id;
    },

    /** A stretch of play at a table, in a visit of its own. */
    async play(playerId: string, tableId: string, from: string, minutes = 60): Promise<string> {
      const visitId = idOf(
        await sql`
        insert into public.visit (casino_id, player_id, gaming_day, started_at, ended_at)
        values (${casinoId}, ${playerId}, app.gaming_day(${casinoId}, ${from}), ${from},
          ${from}::timestamptz + make_interval(mins => ${minutes})) returning id`,
      );
      return idOf(
        await sql`
        insert into public.rating_slip (casino_id, visit_id, player_id, table_id, seat, status, average_bet_cents, gaming_day,
          started_at, ended_at, theo_cents, policy_snapshot, accrual_status)
        values (${casinoId}, ${visitId}, ${playerId}, ${tableId}, 1, 'closed', 10000, app.gaming_day(${casinoId}, ${from}), ${from},
          ${from}::timestamptz + make_interval(mins => ${minutes}), 1000, '{}', 'none') returning id`,
      );
    },

    async give({ staffId, playerId, at, ...rest }: Given): Promise<string> {
      const entry = {
        player_id: playerId,
        points: rest.points ?? 100,
        reason: rest.reason ?? 'mid_session_bonus',
        is_override: rest.isOverride ?? false,
        rating_slip_id: rest.slipId ?? null,
        created_at: at,
        idempotency_key: newId(),
        request_hash: '\\x00',
      };
      return idOf(
        await sql`
        select (app.post_ledger_entry(
          row(${casinoId}, ${staffId}, 'pit_boss', app.uuid_v7(), app.gaming_day(${casinoId}, ${at}))::app.rls_context,
          jsonb_populate_record(null::public.loyalty_ledger,
            ${sql.json(entry)}::jsonb || jsonb_build_object('gaming_day', app.gaming_day(${casinoId}, ${at}))))).id`,
      );
    },

    /** A coupon that was issued at one time and voided, or replaced, at another; its replacement is good since then. */
    async coupon(playerId: string, at: string, replaces: string | null = null): Promise<string> {
      const number = newId();
      return idOf(
        await sql`
        insert into public.promo_coupon (casino_id, promo_program_id, validation_number, validation_key, face_value_cents,
          required_match_wager_cents, player_id, gaming_day, issued_at, expires_at, correlation_id, replaces_coupon_id, first_issued_at)
        select ${casinoId}, id, ${number}, ${number}, 2500, 2500, ${playerId}, app.gaming_day(${casinoId}, ${at}), ${at},
          ${at}::timestamptz + interval '2 days', app.uuid_v7(), ${replaces}, ${replaces ? at : null}
        from public.promo_program where casino_id = ${casinoId} order by id limit 1 returning id`,
      );
    },
    async voidCoupon(couponId: string, staffId: string, at: string): Promise<void> {
      await sql`
        update public.promo_coupon set status = 'voided', voided_at = ${at}, voided_by_staff_id = ${staffId}, void_reason = 'Test'
        where id = ${couponId}`;
    },
    async replaceCoupon(couponId: string, staffId: string, at: string): Promise<string> {
      const [old] = await sql<{ playerId: string }[]>`
        select player_id as "playerId" from public.promo_coupon where id = ${couponId}`;
      const next = await house.coupon(old?.playerId ?? '', at, couponId);
      await sql`
        update public.promo_coupon set status = 'replaced', replaced_at = ${at}, replaced_by_staff_id = ${staffId},
          replacement_coupon_id = ${next} where id = ${couponId}`;
      return next;
    },
  };
  return house;
}

export type InsiderHouse = Awaited<ReturnType<typeof createInsiderHouse>>;
