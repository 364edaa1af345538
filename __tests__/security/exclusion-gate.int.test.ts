import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newId } from '@/lib/shared/ids';
import { type CatalogDesk, createCatalogDesk } from '../catalog/catalog-desk';
import { createLoyaltyDesk, type LoyaltyDesk } from '../loyalty/loyalty-desk';
import { createPromoDesk, type PromoDesk } from '../promo/promo-desk';
import { findGranting } from '../support/security/granting';
import type { Sql } from '../support/security/probe';
import { inTrial } from '../support/security/trial';
import { ADMIN, PIT_BOSS, startTestStack, type TestStack } from '../support/stack';

let stack: TestStack;
let loyalty: LoyaltyDesk;
let promo: PromoDesk;
let catalog: CatalogDesk;

beforeAll(async () => {
  stack = await startTestStack();
  loyalty = createLoyaltyDesk(stack);
  promo = createPromoDesk(stack);
  catalog = createCatalogDesk(stack);
});
afterAll(() => stack.dispose());

/** What mends the record and gives nothing, so that an exclusion does not stop it (docs/rewards.md, Mending). */
const MENDS = ['rpc_post_correction', 'rpc_reverse_entry', 'rpc_take_back_reward'];

type Trial = { playerId: string; args: Record<string, unknown> };

/** Each RPC that gives, with all that it needs to succeed but that the player is not excluded, and with what it refuses. */
const REFUSES: Record<string, { code: string; arrange: () => Promise<Trial> }> = {
  rpc_issue_mid_session_reward: {
    code: 'PLAYER_EXCLUDED',
    arrange: async () => {
      const { slip } = await loyalty.floor.seat();
      return { playerId: slip.playerId, args: { p_rating_slip_id: slip.id, p_points: 100, p_reason: 'promotion' } };
    },
  },
  rpc_decide_reward_request: {
    code: 'PLAYER_EXCLUDED',
    arrange: async () => {
      const { slip } = await loyalty.floor.seat();
      const [row] = await stack.sql<{ id: string }[]>`
        insert into public.approval (casino_id, operation, request, reason, requested_by_staff_id, lapses_at)
        select s.casino_id, 'reward.issue', jsonb_build_object('kind', 'points', 'rating_slip_id', ${slip.id}::uuid,
          'player_id', ${slip.playerId}::uuid, 'points', 100, 'reason', 'promotion'), 'A long wait', s.id, now() + interval '1 hour'
        from public.staff s where s.email = ${PIT_BOSS} returning id`;
      return { playerId: slip.playerId, args: { p_approval_id: row?.id, p_is_approved: true } };
    },
  },
  rpc_approve_by_pin: {
    code: 'PLAYER_EXCLUDED',
    arrange: async () => {
      const { slip } = await loyalty.floor.seat();
      // Asked for by an admin, beside whom a pit boss stands who typed the right PIN.
      const [row] = await stack.sql<{ approvalId: string; tryId: string }[]>`
        with approver as (select * from public.staff where email = ${PIT_BOSS}),
        asked as (
          insert into public.approval (casino_id, operation, request, reason, requested_by_staff_id, lapses_at)
          select s.casino_id, 'reward.issue', jsonb_build_object('kind', 'points', 'rating_slip_id', ${slip.id}::uuid,
            'player_id', ${slip.playerId}::uuid, 'points', 100, 'reason', 'promotion'), 'A long wait', s.id, now() + interval '1 hour'
          from public.staff s where s.email = ${ADMIN} returning casino_id, id),
        pin as (
          insert into app.staff_pin (casino_id, staff_id, pin_hash) select casino_id, id, 'Trial' from approver on conflict do nothing),
        session as (
          insert into auth.sessions (id, user_id, created_at) select gen_random_uuid(), user_id, now() from approver),
        tried as (
          insert into app.pin_try (casino_id, staff_id, approval_id, token_hash, is_right, tries_left, lapses_at)
          select asked.casino_id, approver.id, asked.id, app.random_32_bytes(), true, 5, now() + interval '1 hour'
          from asked, approver returning id)
        select asked.id as "approvalId", tried.id as "tryId" from asked, tried`;
      return { playerId: slip.playerId, args: { p_approval_id: row?.approvalId, p_try_id: row?.tryId } };
    },
  },
  rpc_request_comp: {
    code: 'PLAYER_EXCLUDED',
    arrange: async () => {
      const { playerId } = await catalog.enrolOnVisit(500);
      const reward = await catalog.addComp(100);
      return { playerId, args: { p_reward_id: reward.id, p_player_id: playerId, p_note: 'A long wait' } };
    },
  },
  rpc_issue_promo_coupon: {
    code: 'PLAYER_EXCLUDED',
    arrange: async () => {
      const playerId = await catalog.enrol();
      return { playerId, args: { p_promo_program_id: (await promo.addProgram()).id, p_player_id: playerId } };
    },
  },
  rpc_replace_promo_coupon: {
    code: 'PLAYER_EXCLUDED',
    arrange: async () => {
      const playerId = await catalog.enrol();
      const coupon = await promo.issued({ promoProgramId: (await promo.addProgram()).id, playerId });
      return { playerId, args: { p_coupon_id: coupon.id } };
    },
  },
  rpc_issue_reward: {
    code: 'PLAYER_EXCLUDED',
    arrange: async () => {
      const { playerId, visitId } = await catalog.enrolOnVisit(500);
      const reward = await catalog.addComp(100);
      return { playerId, args: { p_reward_id: reward.id, p_player_id: playerId, p_visit_id: visitId } };
    },
  },
  rpc_redeem_points: {
    code: 'PLAYER_EXCLUDED',
    arrange: async () => {
      const { playerId, visitId } = await catalog.enrolOnVisit(500);
      const reward = await catalog.addComp(100);
      return { playerId, args: { p_reward_id: reward.id, p_player_id: playerId, p_visit_id: visitId } };
    },
  },
  rpc_accrue_on_close: { code: 'PLAYER_EXCLUDED', arrange: pendingSlip },
  rpc_settle_rating_slip: {
    code: 'PLAYER_EXCLUDED',
    arrange: async () => {
      const { playerId, args } = await pendingSlip();
      return { playerId, args: { ...args, p_note: 'Due since yesterday' } };
    },
  },
  rpc_start_visit: {
    code: 'PLAYER_NOT_TO_BE_SEATED',
    arrange: async () => {
      const playerId = await catalog.enrol();
      return { playerId, args: { p_player_id: playerId } };
    },
  },
  rpc_open_rating_slip: {
    code: 'PLAYER_NOT_TO_BE_SEATED',
    arrange: async () => {
      const [playerId, table] = [await catalog.enrol(), await loyalty.floor.addTable()];
      const args = { p_table_id: table.id, p_seat: 1, p_average_bet_cents: 5_000, p_player_id: playerId };
      return { playerId, args };
    },
  },
  rpc_move_rating_slip: {
    code: 'PLAYER_NOT_TO_BE_SEATED',
    arrange: async () => {
      const [{ slip }, table] = [await loyalty.floor.seat(), await loyalty.floor.addTable()];
      return { playerId: slip.playerId, args: { p_rating_slip_id: slip.id, p_table_id: table.id, p_seat: 2 } };
    },
  },
  rpc_reopen_rating_slip: {
    code: 'PLAYER_NOT_TO_BE_SEATED',
    arrange: async () => {
      const { slip } = await loyalty.floor.seat();
      await loyalty.floor.step(slip.id, 'close');
      return { playerId: slip.playerId, args: { p_rating_slip_id: slip.id, p_note: 'Closed by mistake' } };
    },
  },
  rpc_resume_rating_slip: {
    code: 'PLAYER_NOT_TO_BE_SEATED',
    arrange: async () => {
      const { slip } = await loyalty.floor.seat();
      await loyalty.floor.step(slip.id, 'pause');
      return { playerId: slip.playerId, args: { p_rating_slip_id: slip.id } };
    },
  },
};

/** Each RPC that goes on without giving: play ends whoever played, and the worker has others to see to. */
const GIVES_NOTHING: Record<string, { arrange: () => Promise<Trial>; byWorker?: true }> = {
  rpc_close_rating_slip: {
    arrange: async () => {
      const { slip } = await loyalty.play(3_600);
      return { playerId: slip.playerId, args: { p_rating_slip_id: slip.id } };
    },
  },
  rpc_accrue_missing: { arrange: async () => ({ ...(await pendingSlip()), args: {} }) },
  rpc_worker_accrue_missing: { arrange: async () => ({ ...(await pendingSlip()), args: {} }), byWorker: true },
};

/** Offers are read: each says itself that there is none for this player. */
const OFFERS = ['rpc_list_reward_offers', 'rpc_preview_reward'];

/** A slip that closed an hour's play ago, of which the points are due. */
async function pendingSlip(): Promise<Trial> {
  const { slip } = await loyalty.play(3_600);
  await stack.sql`
    update public.rating_slip
    set status = 'closed', ended_at = paused_at, paused_at = null, theo_cents = 7000, accrual_status = 'pending',
      earn_snapshot = app.earn_snapshot(casino_id, player_id)
    where id = ${slip.id}`;
  return { playerId: slip.playerId, args: { p_rating_slip_id: slip.id } };
}

/**
 * All that could be given, and nothing of the trail and the outbox, where the attempt stays; nor that a slip whose points
 * were asked for in vain has none.
 */
async function allGiven() {
  const [row] = await stack.sql`
    select (select md5(string_agg(e::text, ',' order by e.casino_id, e.id)) from public.loyalty_ledger e) as entries,
      (select md5(string_agg(l::text, ',' order by l.casino_id, l.player_id)) from public.player_loyalty l) as standings,
      (select md5(string_agg((to_jsonb(s) - 'accrual_status')::text, ',' order by s.casino_id, s.id)) from public.rating_slip s) as slips,
      (select md5(string_agg(v::text, ',' order by v.casino_id, v.id)) from public.visit v) as visits,
      (select md5(string_agg(c::text, ',' order by c.casino_id, c.id)) from public.promo_coupon c) as coupons,
      (select count(*) from public.audit_log where outcome = 'done') as done`;
  return row;
}

async function traces(playerId: string) {
  const [row] = await stack.sql`
    select (select count(*)::int from public.audit_log where entity_id = ${playerId} and domain = 'exclusion' and outcome = 'refused') as attempts,
      (select json_agg(payload) from public.loyalty_outbox where player_id = ${playerId} and event_type = 'exclusion.hit') as told,
      (select count(*)::int from public.loyalty_ledger where player_id = ${playerId} and points > 0) as entries`;
  return row ?? {};
}

const call = (name: string, args: Record<string, unknown>) =>
  stack.rpc(ADMIN, name, { p_idempotency_key: newId(), ...args });

describe('what gives a player something, or brings them to a table', () => {
  it('asks the one gate on every way there, whichever RPC it begins with', async () => {
    const { guarded, unguarded } = await inTrial(stack, (sql) => findGranting(sql));
    expect(Object.keys(unguarded)).toEqual(MENDS);
    expect(guarded).toEqual([...Object.keys(REFUSES), ...Object.keys(GIVES_NOTHING), ...OFFERS].sort());
  });

  it.each(Object.entries(REFUSES))(
    '%s refuses an excluded player, and leaves the attempt alone',
    async (name, rule) => {
      const { playerId, args } = await rule.arrange();
      await promo.exclude(playerId);
      const before = await allGiven();
      const { status, body } = await call(name, args);
      expect({ status, body }).toEqual({
        status: 409,
        body: { code: 'PT409', message: rule.code, details: '{}', hint: '' },
      });
      expect(await allGiven()).toEqual(before);
      const { attempts, told } = await traces(playerId);
      expect(attempts).toBe(1);
      expect(told).toEqual([expect.objectContaining({ player_id: playerId, outcome: 'refused' })]);
      expect(JSON.stringify(told)).not.toMatch(/self|reason|kind/i);
    },
  );

  it.each(Object.entries(REFUSES))('%s gives it to anybody else', async (name, { arrange }) => {
    const { args } = await arrange();
    expect(await call(name, args)).toMatchObject({ status: 200, body: { is_existing: false } });
  });

  it.each(Object.entries(GIVES_NOTHING))('%s goes on without a point for an excluded player', async (name, rule) => {
    const { playerId, args } = await rule.arrange();
    await promo.exclude(playerId);
    const { status } = rule.byWorker ? await stack.rpc('service', name, args) : await call(name, args);
    expect(status).toBe(200);
    expect(await traces(playerId)).toMatchObject({ attempts: 1, entries: 0, told: [{ attempt: 'refuse_accrual' }] });
  });

  it('offers an excluded player nothing', async () => {
    const { playerId, visitId } = await catalog.enrolOnVisit(500);
    const reward = await catalog.addComp(100);
    expect(await catalog.offer(playerId, reward.id)).toMatchObject({ eligible: true });
    await promo.exclude(playerId);
    const { items } = await catalog.offers(playerId, visitId);
    expect(items.filter(({ eligible }) => eligible)).toEqual([]);
  });
});

describe('a new RPC without the check', () => {
  const HEAD = `returns jsonb language plpgsql security definer set search_path = '' as $$
    declare v_ctx app.rls_context; v_entry public.loyalty_ledger; v_coupon public.promo_coupon;`;
  const make = (name: string, body: string) => (sql: Sql) =>
    sql.unsafe(`create function public.${name}() ${HEAD} begin ${body} return '{}'; end; $$;`);

  const FORGETFUL: [what: string, body: string, way: string[]][] = [
    ['posts points', 'perform app.post_ledger_entry(v_ctx, v_entry);', ['app.post_ledger_entry']],
    ['issues a coupon', 'perform app.insert_promo_coupon(v_ctx, v_coupon);', ['app.insert_promo_coupon']],
    ['checks in', `perform app.start_visit(v_ctx, null, 'rated');`, ['app.start_visit']],
    ['moves a slip', 'update public.rating_slip set table_id = null where false;', []],
    ['writes a coupon by itself', 'insert into public.promo_coupon default values;', []],
    [
      'gives a comp, and only mentions the gate: -- app.refuse_excluded(',
      'perform app.give_comp(null, null, null, null, null); -- app.refuse_excluded()\n',
      ['app.give_comp', 'app.finish_with_entry', 'app.post_ledger_entry'],
    ],
  ];

  it.each(FORGETFUL)('that %s is found, with the way that it goes', async (_, body, way) => {
    const { unguarded } = await inTrial(stack, async (sql) => {
      await make('rpc_forgetful', body)(sql);
      return findGranting(sql);
    });
    expect(unguarded.rpc_forgetful).toEqual(['public.rpc_forgetful', ...way]);
  });

  it('that shows offers without it is found, too', async () => {
    const { unguarded } = await inTrial(stack, async (sql) => {
      await make('rpc_forgetful', 'perform app.reward_offers(v_ctx, null, null, false);')(sql);
      return findGranting(sql);
    });
    expect(unguarded.rpc_forgetful).toEqual(['public.rpc_forgetful']);
  });

  it('is none once it asks the gate', async () => {
    const { guarded, unguarded } = await inTrial(stack, async (sql) => {
      const body = `if app.refuse_excluded(v_ctx, null, 'exclusion.refuse_gift', '{}') is null then
        perform app.post_ledger_entry(v_ctx, v_entry); end if;`;
      await make('rpc_careful', body)(sql);
      return findGranting(sql);
    });
    expect(guarded).toContain('rpc_careful');
    expect(unguarded).not.toHaveProperty('rpc_careful');
  });
});
