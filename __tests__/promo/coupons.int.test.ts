import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newId } from '@/lib/shared/ids';
import type { PromoCoupon, PromoCouponResult, PromoProgram, PromoReplacementResult } from '@/services/promo/dtos';
import { dataOf } from '../floor/floor-desk';
import { ADMIN, type Email, OTHER_PIT_BOSS, PIT_BOSS, startTestStack, type TestStack } from '../support/stack';
import { createPromoDesk, essence, type IssueBody, type PromoDesk, promoSnapshot, tracesOf } from './promo-desk';

const HOUR = 3_600_000;
const OTHER_ADMIN: Email = 'admin@summit.example';

let stack: TestStack;
let desk: PromoDesk;
let program: PromoProgram;
let playerId: string;

beforeAll(async () => {
  stack = await startTestStack({ connections: 8 });
  desk = createPromoDesk(stack);
  program = await desk.addProgram({ validHours: 30 });
  playerId = (await desk.enrol()).id;
});
afterAll(() => stack.dispose());

const issue = (body: IssueBody = {}, call?: Parameters<PromoDesk['issue']>[1]) =>
  desk.issue({ promoProgramId: program.id, playerId, ...body }, call);
const issued = async (body: IssueBody = {}) => dataOf<PromoCouponResult>(await issue(body)).coupon;
const inHours = (hours: number) => new Date(Date.now() + hours * HOUR).toISOString();

describe('a coupon', () => {
  it('is issued with its program’s figures, one audit row and one event, all under the caller’s correlation id', async () => {
    const correlationId = newId();
    const answer = await issue({}, { correlationId });
    expect(answer.status).toBe(201);
    expect(answer.headers.get('x-correlation-id')).toBe(correlationId);
    expect(answer.headers.get('idempotency-replayed')).toBeNull();
    const { isExisting, coupon } = dataOf<PromoCouponResult>(answer);
    expect(isExisting).toBe(false);
    expect(coupon).toMatchObject({
      promoProgramId: program.id,
      programName: program.name,
      promoType: 'match_play',
      status: 'issued',
      faceValueCents: 2500,
      requiredMatchWagerCents: 2500,
      playerId,
      visitId: null,
      issuedByStaffName: expect.any(String),
      voidedAt: null,
      replacementCouponId: null,
      replacesCouponId: null,
      rewardId: null,
      correlationId,
    });
    expect(Date.parse(coupon.expiresAt) - Date.parse(coupon.issuedAt)).toBe(30 * HOUR);
    expect(await desk.get(coupon.id)).toEqual(coupon);

    const { audits, events } = await tracesOf(stack.sql, correlationId);
    expect(audits).toMatchObject([
      {
        action: 'promo.issue_promo_coupon',
        domain: 'promo',
        outcome: 'done',
        entityId: coupon.id,
        before: null,
        after: { coupon: { id: coupon.id, status: 'issued' } },
      },
    ]);
    expect(events).toMatchObject([
      {
        type: 'promo.coupon_issued',
        playerId,
        payload: { coupon_id: coupon.id, status: 'issued', face_value_cents: 2500, player_id: playerId },
      },
    ]);
    const [row] = await stack.sql`
      select gaming_day = app.gaming_day(casino_id) as "isToday",
        issued_by_staff_id = (select id from public.staff where email = ${PIT_BOSS}) as "isByCaller"
      from public.promo_coupon where id = ${coupon.id}`;
    expect(row).toEqual({ isToday: true, isByCaller: true });
  });

  it('expires when its issuer says, in any time zone', async () => {
    const nextWeek = Math.floor(Date.now() / 1000) * 1000 + 7 * 24 * HOUR;
    const anHourEast = `${new Date(nextWeek + HOUR).toISOString().slice(0, 19)}+01:00`;
    const coupon = await issued({ expiresAt: anHourEast });
    expect(coupon.expiresAt).toBe(new Date(nextWeek).toISOString());
  });

  it('is for the player of the visit it is issued on', async () => {
    const visit = await desk.checkIn((await desk.enrol()).id);
    const [row] = await stack.sql`select player_id from public.visit where id = ${visit.id}`;
    const coupon = await issued({ playerId: undefined, visitId: visit.id });
    expect(coupon).toMatchObject({ visitId: visit.id, playerId: row?.player_id, playerName: expect.any(String) });
    expect(await issued({ playerId: coupon.playerId, visitId: visit.id })).toMatchObject({ playerId: coupon.playerId });
  });

  it('of free play asks for no wager', async () => {
    const freePlay = await desk.addProgram({ promoType: 'free_play', faceValueCents: 1000 });
    expect(await issued({ promoProgramId: freePlay.id })).toMatchObject({
      promoType: 'free_play',
      faceValueCents: 1000,
      requiredMatchWagerCents: 0,
    });
  });

  it('is for nobody only where the casino allows it', async () => {
    const answer = await desk.expectRefused('ANONYMOUS_ISSUANCE_DISABLED', () => issue({ playerId: undefined }));
    expect(answer.status).toBe(409);
    await desk.withSetting('promo_allow_anonymous_issuance', true, async () => {
      const correlationId = newId();
      const allowed = await issue({ playerId: undefined }, { correlationId });
      const { coupon } = dataOf<PromoCouponResult>(allowed);
      expect(coupon).toMatchObject({ playerId: null, playerName: null, visitId: null });
      expect((await tracesOf(stack.sql, correlationId)).events).toMatchObject([{ playerId: null }]);
      // The other casino has a setting of its own.
      const other = await desk.addProgram({}, { as: OTHER_ADMIN });
      const foreign = { promoProgramId: other.id, playerId: undefined };
      await desk.expectRefused('ANONYMOUS_ISSUANCE_DISABLED', () => issue(foreign, { as: OTHER_PIT_BOSS }));
      // Nobody can be excluded: it can be replaced and voided like any other.
      const { coupon: next } = await desk.replaced(coupon.id);
      expect(next.playerId).toBeNull();
      expect((await desk.void(next.id)).status).toBe(201);
    });
  });

  it('leaves nothing behind when a step after its insert fails', async () => {
    await stack.sql`alter table public.loyalty_outbox add constraint injected_fault check (event_type <> 'promo.coupon_issued') not valid`;
    try {
      const answer = await desk.expectRefused('INTERNAL', () => issue());
      expect(JSON.stringify(answer.body)).not.toContain('injected_fault');
    } finally {
      await stack.sql`alter table public.loyalty_outbox drop constraint injected_fault`;
    }
  });
});

describe('a replay', () => {
  it('answers the coupon as it was issued, whatever became of it, its program, its player and the settings', async () => {
    const own = await desk.addProgram({ requiredMatchWagerCents: 5000 });
    const player = await desk.enrol();
    const [key, correlationId] = [newId(), newId()];
    const body = { promoProgramId: own.id, playerId: player.id };
    const first = await issue(body, { key, correlationId });
    expect(first.status).toBe(201);
    const expectReplay = async () => {
      const before = await promoSnapshot(stack.sql);
      const replay = await issue(body, { key });
      expect(replay.status).toBe(200);
      expect(replay.headers.get('idempotency-replayed')).toBe('true');
      expect(replay.body.data).toEqual({ ...(first.body.data as object), isExisting: true });
      expect(await promoSnapshot(stack.sql)).toEqual(before);
    };
    await expectReplay();
    await desk.void(dataOf<PromoCouponResult>(first).coupon.id);
    await expectReplay();
    await desk.editProgram(own.id, { status: 'inactive', faceValueCents: 1, name: newId() });
    await expectReplay();
    await stack.sql`update public.promo_program set start_at = now() - interval '2 days', end_at = now() - interval '1 day' where id = ${own.id}`;
    await expectReplay();
    await desk.withSetting('promo_require_exact_match', true, expectReplay);
    await desk.exclude(player.id);
    await expectReplay();
  });

  it('of a void and of a replacement answers as they were answered', async () => {
    const [one, other] = [await issued(), await issued()];
    const [voidKey, replaceKey] = [newId(), newId()];
    const voided = await desk.void(one.id, 'Torn', { key: voidKey });
    const replaced = await desk.replace(other.id, { reason: 'Torn' }, { key: replaceKey });
    await desk.void(dataOf<PromoReplacementResult>(replaced).coupon.id);
    const before = await promoSnapshot(stack.sql);
    const again = await desk.void(one.id, 'Torn', { key: voidKey });
    expect(again.body.data).toEqual({ ...(voided.body.data as object), isExisting: true });
    const onceMore = await desk.replace(other.id, { reason: ' Torn ' }, { key: replaceKey });
    expect(onceMore.body.data).toEqual({ ...(replaced.body.data as object), isExisting: true });
    expect([again.status, onceMore.status]).toEqual([200, 200]);
    expect(await promoSnapshot(stack.sql)).toEqual(before);
  });

  it('with another request is refused', async () => {
    const key = newId();
    const body = { expiresAt: inHours(5), validationNumber: newId().slice(-12) };
    const { coupon } = dataOf<PromoCouponResult>(await issue(body, { key }));
    for (const change of [
      { expiresAt: inHours(6) },
      { validationNumber: newId().slice(-12) },
      { validationNumber: undefined },
      { playerId: (await desk.enrol()).id },
      { promoProgramId: newId() },
      { visitId: newId() },
    ]) {
      const answer = await desk.expectRefused('IDEMPOTENCY_KEY_REUSED', () => issue({ ...body, ...change }, { key }));
      expect(answer.status).toBe(422);
    }
    await desk.expectRefused('IDEMPOTENCY_KEY_REUSED', () => desk.void(coupon.id, 'Torn', { key }));
    await desk.expectRefused('IDEMPOTENCY_KEY_REUSED', () => desk.replace(coupon.id, {}, { key }));
    const voidKey = newId();
    await desk.void(coupon.id, 'Torn', { key: voidKey });
    await desk.expectRefused('IDEMPOTENCY_KEY_REUSED', () => desk.void(coupon.id, 'Lost', { key: voidKey }));
  });

  it('of a pre-printed number typed in another way is the same request', async () => {
    const key = newId();
    const first = await issue({ validationNumber: 'ST-0l1o-7788' }, { key });
    const again = await issue({ validationNumber: 'st 0110 7788' }, { key });
    expect([first.status, again.status]).toEqual([201, 200]);
    expect(dataOf<PromoCouponResult>(again).coupon).toEqual(dataOf<PromoCouponResult>(first).coupon);
  });

  it('of another casino’s key is a first issue: keys belong to one casino', async () => {
    const key = newId();
    await issue({}, { key });
    const other = await desk.addProgram({}, { as: OTHER_ADMIN });
    const player = await desk.enrol(OTHER_PIT_BOSS);
    const answer = await issue({ promoProgramId: other.id, playerId: player.id }, { key, as: OTHER_PIT_BOSS });
    expect(answer.status).toBe(201);
  });
});

describe('an issue is refused, and leaves nothing behind', () => {
  it('of a program that is inactive, has not begun or has ended, saying when', async () => {
    const inactive = await desk.addProgram({ status: 'inactive' });
    await desk.expectRefused('PROGRAM_INACTIVE', () => issue({ promoProgramId: inactive.id }));
    const later = await desk.addProgram({ startAt: '2098-01-01T00:00:00Z' });
    const early = await desk.expectRefused('PROGRAM_NOT_STARTED', () => issue({ promoProgramId: later.id }));
    expect(early.body.details).toEqual({ startAt: expect.stringContaining('2098-01-01') });
    const over = await desk.addProgram({ startAt: '2025-01-01T00:00:00Z', endAt: '2025-02-01T00:00:00Z' });
    const late = await desk.expectRefused('PROGRAM_ENDED', () => issue({ promoProgramId: over.id }));
    expect(late.body.details).toEqual({ endAt: expect.stringContaining('2025-02-01') });
    expect([early.status, late.status]).toEqual([409, 409]);
  });

  it('of a program that no longer matches exactly, the setting having come later', async () => {
    const unequal = await desk.addProgram({ requiredMatchWagerCents: 5000 });
    expect((await issue({ promoProgramId: unequal.id })).status).toBe(201);
    await desk.withSetting('promo_require_exact_match', true, async () => {
      const answer = await desk.expectRefused('MATCH_NOT_EXACT', () => issue({ promoProgramId: unequal.id }));
      expect(answer.body.details).toEqual({ faceValueCents: 2500, requiredMatchWagerCents: 5000 });
      expect((await issue()).status).toBe(201);
    });
  });

  it('of another casino’s program, player or visit: byte for byte as of a missing one', async () => {
    const otherProgram = await desk.addProgram({}, { as: OTHER_ADMIN });
    const otherPlayer = await desk.enrol(OTHER_PIT_BOSS);
    const otherVisit = await desk.checkIn(otherPlayer.id, OTHER_PIT_BOSS);
    for (const [code, field, id] of [
      ['PROGRAM_NOT_FOUND', 'promoProgramId', otherProgram.id],
      ['PLAYER_NOT_FOUND', 'playerId', otherPlayer.id],
      ['VISIT_NOT_FOUND', 'visitId', otherVisit.id],
    ] as const) {
      const foreign = await desk.expectRefused(code, () => issue({ [field]: id }));
      const missing = await desk.expectRefused(code, () => issue({ [field]: newId() }));
      expect(foreign.status).toBe(404);
      expect(essence(foreign)).toEqual(essence(missing));
    }
  });

  it('for a player who is not the visit’s, and on a visit that has ended', async () => {
    const visit = await desk.checkIn((await desk.enrol()).id);
    const mismatch = await desk.expectRefused('PLAYER_MISMATCH', () => issue({ visitId: visit.id }));
    expect(mismatch.status).toBe(409);
    await desk.endVisit(visit.id);
    const ended = await desk.expectRefused('VISIT_ENDED', () => issue({ playerId: undefined, visitId: visit.id }));
    expect(ended.body.details).toEqual({ endedAt: expect.any(String) });
  });

  it('for an excluded player: neutral to the issuer, on record for compliance, for issue and replacement', async () => {
    const player = await desk.enrol();
    const visit = await desk.checkIn(player.id);
    const coupon = await issued({ playerId: player.id });
    await desk.exclude(player.id);
    const acts = [
      (correlationId: string) => issue({ playerId: player.id }, { correlationId }),
      (correlationId: string) => issue({ playerId: undefined, visitId: visit.id }, { correlationId }),
      (correlationId: string) => desk.replace(coupon.id, {}, { correlationId }),
    ];
    for (const act of acts) {
      const correlationId = newId();
      const answer = await desk.expectRefused('PLAYER_EXCLUDED', () => act(correlationId), { onRecord: 1 });
      expect(answer.status).toBe(409);
      expect(JSON.stringify(answer.body)).not.toMatch(/self|Private/);
      const { audits, events } = await tracesOf(stack.sql, correlationId);
      expect(audits).toMatchObject([
        {
          action: 'exclusion.refuse_promo_coupon',
          domain: 'exclusion',
          outcome: 'refused',
          entityId: player.id,
          before: null,
          after: { code: 'PLAYER_EXCLUDED' },
        },
      ]);
      expect(events.map(({ type }) => type)).toEqual(['exclusion.hit']);
    }
    const seenBy = (as: Email) =>
      stack.asRole(
        'authenticated',
        as,
        (sql) => sql`
        select 1 from public.audit_log where entity_id = ${player.id} and outcome = 'refused'`,
      );
    expect(await seenBy('compliance@harbor.example')).toHaveLength(3);
    expect(await seenBy('loyalty@harbor.example')).toHaveLength(0);
    // To take something away from them is allowed.
    expect((await desk.void(coupon.id)).status).toBe(201);
  });

  it('for a player who is not enrolled, who is never enrolled silently', async () => {
    const [bare] = await stack.sql`
      insert into public.player (casino_id, first_name, last_name)
      select casino_id, 'Not', 'Enrolled' from public.player where id = ${playerId} returning id`;
    const answer = await desk.expectRefused('PLAYER_NOT_ENROLLED', () => issue({ playerId: bare?.id }));
    expect(answer.status).toBe(409);
    expect(await stack.sql`select 1 from public.player_loyalty where player_id = ${bare?.id}`).toHaveLength(0);
  });

  it.each([
    ['a number of 3 characters', { validationNumber: 'AB1' }],
    ['a number of dashes', { validationNumber: 'A------1' }],
    ['a number of 41 characters', { validationNumber: 'A'.repeat(41) }],
    ['a number with other signs', { validationNumber: 'ABCD#1234' }],
    ['a number with letters of another alphabet', { validationNumber: 'АБВГ1234' }],
    ['a number that is none', { validationNumber: 1234 }],
    ['an expiry in the past', { expiresAt: '2025-01-01T00:00:00Z' }],
    ['an expiry over a year away', { expiresAt: '2099-01-01T00:00:00Z' }],
    ['an expiry that is no time', { expiresAt: 'tomorrow' }],
    ['a program id that is none', { promoProgramId: 'abc' }],
    ['a player id that is none', { playerId: 'abc' }],
    ['an unknown field', { faceValueCents: 1 }],
  ])('with %s', async (_, body) => {
    expect((await desk.expectRefused('VALIDATION_FAILED', () => issue(body))).status).toBe(422);
  });

  it.each([
    ['no key', { p_idempotency_key: null }],
    ['a key of 201 characters', { p_idempotency_key: 'k'.repeat(201) }],
    ['an endless expiry', { p_expires_at: 'infinity' }],
    ['an expiry before time', { p_expires_at: '-infinity' }],
    ['a number that begins with a dash', { p_validation_number: '-ABCD' }],
    ['a number on two lines', { p_validation_number: 'ABCD\n1234' }],
  ])('past the web app with %s', async (_, args) => {
    const before = await promoSnapshot(stack.sql);
    const answer = await stack.rpc(PIT_BOSS, 'rpc_issue_promo_coupon', {
      p_promo_program_id: program.id,
      p_player_id: playerId,
      p_idempotency_key: newId(),
      ...args,
    });
    expect(answer).toMatchObject({ status: 422, body: { code: 'PT422', message: 'VALIDATION_FAILED' } });
    expect(await promoSnapshot(stack.sql)).toEqual(before);
  });

  it.each(['dealer', 'cashier', 'loyalty', 'compliance'] as const)('by the role of %s', async (account) => {
    const as: Email = `${account}@harbor.example`;
    const coupon = await issued();
    expect((await desk.expectRefused('FORBIDDEN', () => issue({}, { as }))).status).toBe(403);
    await desk.expectRefused('FORBIDDEN', () => desk.void(coupon.id, 'Torn', { as }));
    await desk.expectRefused('FORBIDDEN', () => desk.replace(coupon.id, {}, { as }));
  });

  it('without a key, and by nobody', async () => {
    const noKey = await desk.expectRefused('IDEMPOTENCY_KEY_REQUIRED', () =>
      stack.http(PIT_BOSS, 'POST', '/promo-coupons', { body: { promoProgramId: program.id, playerId } }),
    );
    expect(noKey.status).toBe(400);
    expect((await desk.expectRefused('UNAUTHENTICATED', () => issue({}, { as: null }))).status).toBe(401);
  });
});

describe('a void', () => {
  it('takes the coupon out of play, with who, when and why, one audit row and one event', async () => {
    const coupon = await issued();
    const correlationId = newId();
    const answer = await desk.void(coupon.id, '  Misprint ', { correlationId, as: ADMIN });
    expect(answer.status).toBe(201);
    const { coupon: voided, isExisting } = dataOf<PromoCouponResult>(answer);
    expect(isExisting).toBe(false);
    expect(voided).toEqual({
      ...coupon,
      status: 'voided',
      voidedAt: expect.any(String),
      voidedByStaffName: expect.any(String),
      voidReason: 'Misprint',
    });
    expect(await desk.get(coupon.id)).toEqual(voided);
    const { audits, events } = await tracesOf(stack.sql, correlationId);
    expect(audits).toMatchObject([
      {
        action: 'promo.void_promo_coupon',
        entityId: coupon.id,
        before: { coupon: { id: coupon.id, status: 'issued' } },
        after: { coupon: { id: coupon.id, status: 'voided', void_reason: 'Misprint' } },
      },
    ]);
    expect(events).toMatchObject([
      { type: 'promo.coupon_voided', payload: { coupon_id: coupon.id, status: 'voided' } },
    ]);
  });

  it.each([
    ['no reason', ''],
    ['spaces', '   '],
    ['501 characters', 'x'.repeat(501)],
    ['a number', 7],
    ['nothing', undefined],
  ])('needs a reason: %s is none', async (_, reason) => {
    const coupon = await issued();
    const answer = await desk.expectRefused('VALIDATION_FAILED', () => desk.void(coupon.id, reason ?? null));
    expect(answer.body.details).toMatchObject({ fields: { reason: expect.any(String) } });
  });

  it('past the web app needs a reason as well', async () => {
    const coupon = await issued();
    for (const p_reason of [null, ' ', 'x'.repeat(501)]) {
      const args = { p_coupon_id: coupon.id, p_reason, p_idempotency_key: newId() };
      const answer = await stack.rpc(PIT_BOSS, 'rpc_void_promo_coupon', args);
      expect(answer).toMatchObject({ status: 422, body: { message: 'VALIDATION_FAILED' } });
    }
    expect((await desk.get(coupon.id)).status).toBe('issued');
  });
});

describe('a replacement', () => {
  /** What a replacement never changes. */
  const kept = ({ promoProgramId, playerId, visitId, faceValueCents, requiredMatchWagerCents }: PromoCoupon) => ({
    promoProgramId,
    playerId,
    visitId,
    faceValueCents,
    requiredMatchWagerCents,
  });

  it('is no error after the clock was set back, and neither is one of the replacement', async () => {
    const old = await issued({ expiresAt: inHours(7) });
    await stack.sql.begin(async (sql) => {
      // Nobody may change a coupon; a clock that jumps leaves one behind that was issued in the future all the same.
      await sql`alter table public.promo_coupon disable trigger promo_coupon_guard`;
      await sql`update public.promo_coupon set issued_at = now() + interval '2 hours' where id = ${old.id}`;
      await sql`alter table public.promo_coupon enable always trigger promo_coupon_guard`;
    });
    const { coupon } = await desk.replaced(old.id);
    await desk.replaced(coupon.id);
    const lines = await stack.sql`
      select first_issued_at <= issued_at as "isInOrder" from public.promo_coupon
      where id = ${coupon.id} or replaces_coupon_id = ${coupon.id}`;
    expect(lines).toEqual([{ isInOrder: true }, { isInOrder: true }]);
  });

  it('takes the coupon’s place: same value, player, visit and expiry, each naming the other', async () => {
    const visit = await desk.checkIn((await desk.enrol()).id);
    const old = await issued({ playerId: undefined, visitId: visit.id, expiresAt: inHours(7) });
    await desk.endVisit(visit.id);
    // The program has moved on; the coupon keeps what it was worth.
    await desk.editProgram(program.id, { faceValueCents: 9900, validHours: 1 });
    const correlationId = newId();
    const answer = await desk.replace(old.id, { reason: ' Torn ' }, { correlationId, as: ADMIN });
    await desk.editProgram(program.id, { faceValueCents: 2500, validHours: 30 });
    expect(answer.status).toBe(201);
    const { isExisting, coupon, replacedCoupon } = dataOf<PromoReplacementResult>(answer);
    expect(isExisting).toBe(false);
    expect(coupon).toMatchObject({
      ...kept(old),
      status: 'issued',
      expiresAt: old.expiresAt,
      replacesCouponId: old.id,
      replacementCouponId: null,
      correlationId,
    });
    expect(coupon.validationNumber).not.toBe(old.validationNumber);
    expect(replacedCoupon).toEqual({
      ...old,
      status: 'replaced',
      replacedAt: coupon.issuedAt,
      replacedByStaffName: coupon.issuedByStaffName,
      replaceReason: 'Torn',
      replacementCouponId: coupon.id,
    });
    expect(await desk.get(coupon.id)).toEqual(coupon);
    expect(await desk.get(old.id)).toEqual(replacedCoupon);

    const { audits, events } = await tracesOf(stack.sql, correlationId);
    expect(audits).toMatchObject([
      {
        action: 'promo.replace_promo_coupon',
        entityId: coupon.id,
        before: { coupon: { id: old.id, status: 'issued' } },
        after: { coupon: { id: coupon.id, status: 'issued' }, replaced_coupon: { id: old.id, status: 'replaced' } },
      },
    ]);
    expect(events).toMatchObject([
      { type: 'promo.coupon_replaced', payload: { coupon_id: coupon.id, replaces_coupon_id: old.id } },
    ]);
  });

  it('lives longer only with a reason, and shorter without', async () => {
    const old = await issued({ expiresAt: inHours(10) });
    const longer = { expiresAt: inHours(11) };
    const refused = await desk.expectRefused('VALIDATION_FAILED', () => desk.replace(old.id, longer));
    expect(refused.body.details).toMatchObject({ fields: { reason: expect.any(String) } });
    await desk.expectRefused('VALIDATION_FAILED', () => desk.replace(old.id, { ...longer, reason: '  ' }));
    const pastTheApp = await stack.rpc(PIT_BOSS, 'rpc_replace_promo_coupon', {
      p_coupon_id: old.id,
      p_reason: '  ',
      p_expires_at: longer.expiresAt,
      p_idempotency_key: newId(),
    });
    expect(pastTheApp).toMatchObject({ status: 422, body: { message: 'VALIDATION_FAILED' } });
    const { coupon } = await desk.replaced(old.id, { ...longer, reason: 'Machine was down' });
    expect(coupon.expiresAt).toBe(longer.expiresAt);
    const shorter = inHours(1);
    expect((await desk.replaced(coupon.id, { expiresAt: shorter })).coupon.expiresAt).toBe(shorter);
  });

  it('never outlives what the program gave the first of its line, however often it is replaced', async () => {
    const old = await issued({ expiresAt: inHours(10) });
    const latest = new Date(Date.parse(old.issuedAt) + 30 * HOUR).toISOString();
    const later = new Date(Date.parse(latest) + 1).toISOString();
    expect(old.latestExpiresAt).toBe(latest);
    const refuse = async (couponId: string, expiresAt: string) => {
      const { body } = await desk.expectRefused('VALIDATION_FAILED', () =>
        desk.replace(couponId, { expiresAt, reason: 'Goodwill' }),
      );
      expect(body.details).toMatchObject({ fields: { expiresAt: expect.any(String) } });
    };
    await refuse(old.id, later);
    const { coupon } = await desk.replaced(old.id, { expiresAt: inHours(20), reason: 'Goodwill' });
    const { coupon: shorter } = await desk.replaced(coupon.id, { expiresAt: inHours(1) });
    expect([coupon.latestExpiresAt, shorter.latestExpiresAt]).toEqual([latest, latest]);
    await refuse(shorter.id, later);
    const { coupon: last } = await desk.replaced(shorter.id, { expiresAt: latest, reason: 'Goodwill' });
    expect(last.expiresAt).toBe(latest);
    // What its issuer gave it stays, and is the limit.
    const long = await issued({ expiresAt: inHours(100) });
    expect(long.latestExpiresAt).toBe(long.expiresAt);
    await refuse(long.id, inHours(101));
    expect((await desk.replaced(long.id)).coupon.expiresAt).toBe(long.expiresAt);
  });

  it('is not extended beyond the end of its program', async () => {
    const ending = await desk.addProgram({ validHours: 30 });
    const old = await issued({ promoProgramId: ending.id, expiresAt: inHours(5) });
    const end = inHours(8);
    dataOf(await desk.editProgram(ending.id, { endAt: end }));
    expect((await desk.get(old.id)).latestExpiresAt).toBe(end);
    await desk.expectRefused('VALIDATION_FAILED', () =>
      desk.replace(old.id, { expiresAt: inHours(9), reason: 'Goodwill' }),
    );
    expect((await desk.replaced(old.id, { expiresAt: end, reason: 'Goodwill' })).coupon.expiresAt).toBe(end);
  });

  it.each([
    ['an expiry in the past', { expiresAt: '2025-01-01T00:00:00Z' }],
    ['an expiry over a year away', { expiresAt: '2099-01-01T00:00:00Z', reason: 'Torn' }],
    ['a number of dashes', { validationNumber: 'A---' }],
    ['a reason of 501 characters', { reason: 'x'.repeat(501) }],
    ['a value of one’s own', { faceValueCents: 5000 }],
  ])('with %s is refused', async (_, body) => {
    const old = await issued();
    await desk.expectRefused('VALIDATION_FAILED', () => desk.replace(old.id, body));
  });

  it('past the web app keeps its reason short', async () => {
    const old = await issued();
    const args = { p_coupon_id: old.id, p_reason: 'x'.repeat(501), p_idempotency_key: newId() };
    const answer = await stack.rpc(PIT_BOSS, 'rpc_replace_promo_coupon', args);
    expect(answer).toMatchObject({ status: 422, body: { message: 'VALIDATION_FAILED' } });
    expect((await desk.get(old.id)).status).toBe('issued');
  });

  it('can be replaced in its turn: a chain, of which the last one counts', async () => {
    const first = await issued();
    const chain = [first];
    for (let link = 1; link <= 4; link += 1) {
      chain.push((await desk.replaced(chain.at(-1)?.id ?? '')).coupon);
    }
    const now = await Promise.all(chain.map(({ id }) => desk.get(id)));
    expect(now.map(({ status }) => status)).toEqual([...Array(4).fill('replaced'), 'issued']);
    expect(now.map(({ replacementCouponId }) => replacementCouponId)).toEqual([
      ...chain.slice(1).map(({ id }) => id),
      null,
    ]);
    expect(now.map(({ replacesCouponId }) => replacesCouponId)).toEqual([
      null,
      ...chain.slice(0, -1).map(({ id }) => id),
    ]);
    for (const coupon of now) {
      expect(coupon).toMatchObject({ ...kept(first), expiresAt: first.expiresAt });
    }
  });
});

describe('a coupon that is no longer outstanding', () => {
  it('can be neither voided nor replaced, and says what became of it, when, and by whom', async () => {
    const [voided, replaced] = [await issued(), await issued()];
    const { voidedAt, voidedByStaffName } = dataOf<PromoCouponResult>(
      await desk.void(voided.id, 'Torn', { as: ADMIN }),
    ).coupon;
    const { coupon: next, replacedCoupon } = await desk.replaced(replaced.id);
    const expected = [
      [voided.id, { status: 'voided', at: voidedAt, staffName: voidedByStaffName, replacementCouponId: null }],
      [
        replaced.id,
        {
          status: 'replaced',
          at: replacedCoupon.replacedAt,
          staffName: replacedCoupon.replacedByStaffName,
          replacementCouponId: next.id,
        },
      ],
    ] as const;
    for (const [id, facts] of expected) {
      for (const act of [() => desk.void(id, 'Lost'), () => desk.replace(id)]) {
        const answer = await desk.expectRefused('COUPON_NOT_OUTSTANDING', act);
        expect(answer.status).toBe(409);
        const { at, ...rest } = answer.body.details ?? {};
        expect({ ...rest, at: new Date(String(at)).toISOString() }).toEqual(facts);
      }
    }
  });

  it('is another casino’s coupon or a missing one: one and the same 404', async () => {
    const { id } = await issued();
    const read = (couponId: string) => stack.http(OTHER_PIT_BOSS, 'GET', `/promo-coupons/${couponId}`);
    for (const act of [
      read,
      (couponId: string) => desk.void(couponId, 'Torn', { as: OTHER_PIT_BOSS }),
      (couponId: string) => desk.replace(couponId, {}, { as: OTHER_PIT_BOSS }),
    ]) {
      const foreign = await desk.expectRefused('COUPON_NOT_FOUND', () => act(id));
      const missing = await desk.expectRefused('COUPON_NOT_FOUND', () => act(newId()));
      expect(foreign.status).toBe(404);
      expect(essence(foreign)).toEqual(essence(missing));
    }
  });
});

it('no event carries a validation number', async () => {
  const rows = await stack.sql`
    select o.id from public.loyalty_outbox o
    join public.promo_coupon c on c.casino_id = o.casino_id and c.id = (o.payload ->> 'coupon_id')::uuid
    where o.event_type like 'promo.%' and (
      o.payload::text like '%' || c.validation_number || '%' or o.payload::text like '%' || c.validation_key || '%'
      or o.payload ? 'validation_number')`;
  expect(rows).toHaveLength(0);
  const [events] =
    await stack.sql`select count(*)::int as count from public.loyalty_outbox where event_type like 'promo.%'`;
  expect(events?.count).toBeGreaterThan(30);
});
