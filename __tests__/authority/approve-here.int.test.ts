import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { newId } from '@/lib/shared/ids';
import type { RewardDecision, RewardRequestResult } from '@/services/authority/dtos';
import { dataOf, isSomeoneWaiting } from '../floor/floor-desk';
import { createTablet } from '../staff/tablet';
import { liftRewardRate, snapshot } from '../support/ledger';
import { ADMIN, type Answer, type Email, PIT_BOSS, startTestStack, type TestStack } from '../support/stack';
import { type AuthorityDesk, createAuthorityDesk } from './authority-desk';

/** Another pit boss of the house, at the account of its cashier. */
const OTHER: Email = 'cashier@harbor.example';
const DEALER: Email = 'dealer@harbor.example';
const OTHER_ADMIN: Email = 'admin@summit.example';
const PIN = '270914';
const OTHER_PIN = '861357';
const WRONG = '270915';

let stack: TestStack;
let desk: AuthorityDesk;
let admin: string;
let other: string;

beforeAll(async () => {
  stack = await startTestStack({ connections: 12 });
  desk = createAuthorityDesk(stack);
  await liftRewardRate(stack.sql);
  await stack.sql`update public.staff set role = 'pit_boss' where email = ${OTHER}`;
  [admin, other] = [await desk.staffId(ADMIN), await desk.staffId(OTHER)];
});
afterAll(() => stack.dispose());
beforeEach(async () => {
  await stack.sql`delete from public.approval`;
  await stack.sql`delete from public.staff_permission`;
  await stack.sql`delete from public.staff_relation`;
  await stack.sql`delete from public.authority_limit`;
  await stack.sql`delete from app.parked_session`;
  await stack.sql`delete from app.pin_try`;
  await stack.sql`delete from app.staff_pin`;
  await stack.sql`delete from auth.sessions`;
  await stack.sql`
    update public.staff set is_active = true, signed_out_before = null, licence_expires_on = null
    where email in (${OTHER}, ${ADMIN}, ${PIT_BOSS})`;
  await stack.sql`update public.casino_settings set stops_on_expired_licence = false`;
  await desk.set({ staffId: await desk.staffId(PIT_BOSS) }, { pointsAtOnce: 100, valueAtOnceCents: 100 });
  await comeIn(ADMIN, PIN);
});

/** Signs in with the password on a tablet of their own, and sets a PIN there. */
async function comeIn(email: Email, pin: string) {
  const tablet = createTablet(stack);
  await tablet.enter(email);
  expect((await tablet.setPin(pin)).status).toBe(201);
  return tablet;
}
async function asked(points = 400, as: Email = PIT_BOSS) {
  const seat = await desk.loyalty.floor.seat();
  const body = { ratingSlipId: seat.slip.id, points, reason: 'promotion', note: 'A long wait' };
  const answer = await stack.http(as, 'POST', '/reward-requests', { body, key: newId() });
  return { ...seat, request: dataOf<RewardRequestResult>(answer) };
}
const codeOf = ({ body }: Answer) => (body as { code: string }).code;
const entriesOf = (slipId: string) => stack.sql`
  select points::int, staff_id, metadata ->> 'requested_by_name' as asked, metadata -> 'is_by_pin' as "isByPin"
  from public.loyalty_ledger where rating_slip_id = ${slipId}`;
const statusOf = async (id: string) =>
  (await stack.sql`select status, is_by_pin as "isByPin" from public.approval where id = ${id}`)[0];
const wrongTries = async (staffId = admin) =>
  (await stack.sql`select wrong_tries as n from app.staff_pin where staff_id = ${staffId}`)[0]?.n;
/** Runs a refusal that gives nothing and leaves the request as it was. That a PIN was tried stays on record. */
async function refused(id: string, act: () => Promise<Answer>): Promise<Answer> {
  const kept = async () => {
    const facts = (await snapshot(stack.sql)) as Record<string, unknown>;
    const [request] = await stack.sql`select md5(a::text) as request from public.approval a where id = ${id}`;
    const [tried] = await stack.sql`select count(*) as n from public.audit_log where action = 'approval.try_pin'`;
    return { ...facts, ...request, audits: Number(facts.audits) - Number(tried?.n) };
  };
  const before = await kept();
  const answer = await act();
  expect(await kept()).toEqual(before);
  return answer;
}
const refusal = async (id: string, act: () => Promise<Answer>) => codeOf(await refused(id, act));
/** The try alone, past the web app. */
const tryPin = (id: string, staffId = admin, pin = PIN, as: Email = PIT_BOSS) =>
  stack.rpc(as, 'rpc_try_approver_pin', {
    p_approval_id: id,
    p_person_id: staffId,
    p_pin: pin,
    p_idempotency_key: newId(),
  });
const tryIdOf = ({ body }: { body: unknown }) => (body as { try_id: string }).try_id;
const approve = (id: string, tryId: string, as: Email = PIT_BOSS) =>
  stack.rpc(as, 'rpc_approve_by_pin', { p_approval_id: id, p_try_id: tryId, p_idempotency_key: newId() });
const messageOf = ({ body }: { body: unknown }) => (body as { message: string }).message;

describe('a request that is approved on the tablet of who asked', () => {
  it('is given once, by the PIN of the approver, with both names in the ledger and on record', async () => {
    const { slip, request } = await asked();
    // As long as a key may be.
    const key = newId().padEnd(200, '-');
    const first = dataOf<RewardDecision>(await desk.approveHere(request.id, admin, PIN, { key }));
    expect(first).toMatchObject({
      status: 'approved',
      isByPin: true,
      requestedByName: 'Harbor Pit Boss',
      decidedByName: 'Harbor Admin',
      entry: { points: 400, staffName: 'Harbor Admin' },
      isExisting: false,
    });
    expect(await entriesOf(slip.id)).toEqual([
      { points: 400, staff_id: admin, asked: 'Harbor Pit Boss', isByPin: true },
    ]);
    const again = dataOf<RewardDecision>(await desk.approveHere(request.id, admin, PIN, { key }));
    expect(again).toMatchObject({ isExisting: true, entry: { id: first.entry?.id } });
    expect(await entriesOf(slip.id)).toHaveLength(1);
    const rows = await stack.sql`
      select action, staff_id, staff_role, outcome from public.audit_log
      where entity_id in (${request.id}, ${first.entry?.id ?? ''}) order by id`;
    const pitBoss = await desk.staffId(PIT_BOSS);
    expect(rows).toEqual([
      { action: 'approval.request_reward', staff_id: pitBoss, staff_role: 'pit_boss', outcome: 'done' },
      { action: 'approval.try_pin', staff_id: pitBoss, staff_role: 'pit_boss', outcome: 'done' },
      { action: 'loyalty.issue_requested_reward', staff_id: admin, staff_role: 'admin', outcome: 'done' },
      { action: 'approval.approve_reward', staff_id: admin, staff_role: 'admin', outcome: 'done' },
    ]);
    await desk.loyalty.expectProof(slip.playerId);
  });

  it('is marked so, and one that was decided on another tablet is not', async () => {
    const [here, elsewhere] = [await asked(), await asked()];
    dataOf(await desk.approveHere(here.request.id, admin, PIN));
    expect(dataOf<RewardDecision>(await desk.decide(elsewhere.request.id)).isByPin).toBe(false);
    expect(await entriesOf(elsewhere.slip.id)).toMatchObject([{ isByPin: null }]);
    expect(await statusOf(here.request.id)).toEqual({ status: 'approved', isByPin: true });
    expect(await statusOf(elsewhere.request.id)).toEqual({ status: 'approved', isByPin: false });
  });

  it.each([
    ['comp', { redemptions: 1, coupons: 0 }],
    ['coupon', { redemptions: 0, coupons: 1 }],
  ] as const)('may be for a %s', async (kind, given) => {
    const { playerId, visitId } = await desk.catalog.enrolOnVisit(600);
    const note = 'A long wait';
    const body =
      kind === 'comp'
        ? { rewardId: (await desk.catalog.addComp(500)).id, playerId, note }
        : {
            promoProgramId: (await desk.promo.addProgram({ promoType: 'free_play', faceValueCents: 5000 })).id,
            playerId,
            visitId,
            note,
          };
    const request = dataOf<RewardRequestResult>(
      await stack.http(PIT_BOSS, 'POST', `/reward-requests/${kind}s`, { body, key: newId() }),
    );
    const { entryId, couponId } = dataOf<RewardDecision>(await desk.approveHere(request.id, admin, PIN));
    expect(await desk.catalog.givenCount(playerId)).toEqual(given);
    const [row] = await stack.sql`
      select metadata ->> 'requested_by_name' as asked, metadata -> 'is_by_pin' as "isByPin" from (
        select metadata from public.loyalty_ledger where id = ${entryId} union all
        select metadata from public.promo_coupon where id = ${couponId}) given`;
    expect(row).toEqual({ asked: 'Harbor Pit Boss', isByPin: true });
  });

  it('can be approved by who may decide, has signed in lately and has a PIN, and by nobody else', async () => {
    const { request } = await asked();
    await comeIn(OTHER, OTHER_PIN);
    await comeIn(PIT_BOSS, '402617');
    await comeIn(DEALER, '351908');
    await comeIn(OTHER_ADMIN, '718205');
    const people = async () => (await desk.approvers(request.id)).map(({ id }) => id).sort();
    expect(await people()).toEqual([admin, other].sort());
    expect((await desk.approvers(request.id)).find(({ id }) => id === admin)).toEqual({
      id: admin,
      name: 'Harbor Admin',
      role: 'admin',
    });
    for (const person of [PIT_BOSS, DEALER, OTHER_ADMIN])
      for (const pin of ['402617', '351908', '718205'])
        expect(
          await refusal(request.id, async () => desk.approveHere(request.id, await desk.staffId(person), pin)),
        ).toBe('CANNOT_APPROVE_HERE');
    // Nothing was tried at anybody's PIN.
    expect(await stack.sql`select 1 from app.pin_try`).toEqual([]);
  });

  it.each<[string, () => Promise<unknown>]>([
    ['was deactivated', () => stack.sql`update public.staff set is_active = false where id = ${other}`],
    ['may approve no more', () => desk.takeRight(OTHER, 'reward.approve')],
    ['may give no more', () => desk.takeRight(OTHER, 'reward.issue')],
    [
      'has a licence that expired, where the casino stops them',
      async () => {
        await stack.sql`update public.casino_settings set stops_on_expired_licence = true`;
        await stack.sql`update public.staff set licence_expires_on = '2020-01-31' where id = ${other}`;
      },
    ],
    [
      'was signed out everywhere',
      async () => {
        const staff = await stack.http(ADMIN, 'POST', `/staff/${other}/sign-out`, { body: {}, key: newId() });
        expect(staff.status).toBe(201);
      },
    ],
    [
      'signed in too long ago',
      () => stack.sql`
        update auth.sessions set created_at = created_at - interval '12 hours'
        where user_id = (select user_id from public.staff where id = ${other})`,
    ],
  ])('is approved by nobody who %s, not even since the PIN was typed', async (_, happen) => {
    const { slip, request } = await asked();
    await comeIn(OTHER, OTHER_PIN);
    const tryId = tryIdOf(await tryPin(request.id, other, OTHER_PIN));
    await happen();
    expect(messageOf(await approve(request.id, tryId))).toBe('CANNOT_APPROVE_HERE');
    expect((await desk.approvers(request.id)).map(({ id }) => id)).toEqual([admin]);
    expect(await refusal(request.id, () => desk.approveHere(request.id, other, OTHER_PIN))).toBe('CANNOT_APPROVE_HERE');
    expect(await entriesOf(slip.id)).toEqual([]);
    expect(codeOf(await desk.approveHere(request.id, admin, PIN))).toBe('OK');
  });

  it('is one’s own: a colleague neither sees who may approve it nor has it approved', async () => {
    const { request } = await asked();
    await comeIn(OTHER, OTHER_PIN);
    const list = await stack.http(ADMIN, 'GET', `/reward-requests/${request.id}/approvers`);
    expect(codeOf(list)).toBe('NOT_YOUR_REQUEST');
    const strangers = [
      [ADMIN, 'NOT_YOUR_REQUEST'],
      [OTHER_ADMIN, 'APPROVAL_NOT_FOUND'],
    ] as const;
    for (const [as, code] of strangers)
      expect(await refusal(request.id, () => desk.approveHere(request.id, other, OTHER_PIN, { as }))).toBe(code);
    const tryId = tryIdOf(await tryPin(request.id));
    expect(messageOf(await approve(request.id, tryId, OTHER))).toBe('NOT_YOUR_REQUEST');
    expect(messageOf(await approve(request.id, tryId, OTHER_ADMIN))).toBe('APPROVAL_NOT_FOUND');
  });

  it('is within the authority of who approves, and waits on where it is not', async () => {
    const { request } = await asked();
    await comeIn(OTHER, OTHER_PIN);
    await desk.set({ staffId: other }, { pointsAtOnce: 300 });
    const over = await refused(request.id, () => desk.approveHere(request.id, other, OTHER_PIN));
    expect(over.body).toMatchObject({ code: 'OVER_AUTHORITY', details: { limit: 'pointsAtOnce', left: 300 } });
    expect(codeOf(await desk.decide(request.id))).toBe('OK');
  });

  it('is approved by nobody for a player whom they are close to', async () => {
    const { slip, request } = await asked();
    await comeIn(OTHER, OTHER_PIN);
    const body = { staffId: other, reason: 'Siblings' };
    dataOf(
      await stack.http('compliance@harbor.example', 'POST', `/players/${slip.playerId}/relations`, {
        body,
        key: newId(),
      }),
    );
    const related = await refused(request.id, () => desk.approveHere(request.id, other, OTHER_PIN));
    expect(related.body).toMatchObject({ code: 'OVER_AUTHORITY', details: { limit: 'relation' } });
    expect(codeOf(await desk.approveHere(request.id, admin, PIN))).toBe('OK');
  });

  it('is not given once it lapsed, was taken back or decided, nor on a slip that closed', async () => {
    const [late, back, done, closed] = [await asked(), await asked(), await asked(), await asked()];
    await stack.sql`update public.approval set lapses_at = now() where id = ${late.request.id}`;
    dataOf(await desk.withdraw(back.request.id));
    dataOf(await desk.decide(done.request.id));
    for (const { request } of [late, back, done]) {
      expect(await refusal(request.id, () => desk.approveHere(request.id, admin, PIN))).toBe('APPROVAL_NOT_PENDING');
      expect(codeOf(await stack.http(PIT_BOSS, 'GET', `/reward-requests/${request.id}/approvers`))).toBe(
        'APPROVAL_NOT_PENDING',
      );
    }
    await desk.loyalty.close(closed.slip.id);
    expect(await refusal(closed.request.id, () => desk.approveHere(closed.request.id, admin, PIN))).toBe('SLIP_CLOSED');
  });

  it('is not given to somebody who was excluded since, which goes on record of the approver', async () => {
    const { slip, request } = await asked();
    await desk.promo.exclude(slip.playerId);
    expect(codeOf(await desk.approveHere(request.id, admin, PIN))).toBe('PLAYER_EXCLUDED');
    expect(await entriesOf(slip.id)).toEqual([]);
    expect(
      await stack.sql`
        select staff_id from public.audit_log where action = 'exclusion.refuse_mid_session_reward' order by id desc limit 1`,
    ).toEqual([{ staff_id: admin }]);
  });
});

describe('of an approval by PIN and something else at once', () => {
  const race = async (rival: (id: string) => Promise<Answer>) => {
    const { slip, request } = await asked();
    const answers = await Promise.all([desk.approveHere(request.id, admin, PIN), rival(request.id)]);
    expect(answers.map(codeOf).toSorted()).toEqual(['APPROVAL_NOT_PENDING', 'OK']);
    return { entries: (await entriesOf(slip.id)).length, isByPin: codeOf(answers[0]) === 'OK', request };
  };

  it('one is first: another approver on another tablet', async () => {
    const { entries, isByPin, request } = await race((id) => desk.decide(id, { isApproved: true }, { as: OTHER }));
    expect(entries).toBe(1);
    expect(await statusOf(request.id)).toEqual({ status: 'approved', isByPin });
  });

  it('one is first: another approver’s PIN on another tablet of who asked', async () => {
    await comeIn(OTHER, OTHER_PIN);
    expect((await race((id) => desk.approveHere(id, other, OTHER_PIN))).entries).toBe(1);
  });

  it('one is first: who asked takes it back', async () => {
    const { entries, isByPin, request } = await race((id) => desk.withdraw(id));
    expect(entries).toBe(isByPin ? 1 : 0);
    expect(await statusOf(request.id)).toEqual({ status: isByPin ? 'approved' : 'withdrawn', isByPin });
  });

  it('the same, sent twice, is given once', async () => {
    const { slip, request } = await asked();
    const key = newId();
    const answers = await Promise.all([1, 2].map(() => desk.approveHere(request.id, admin, PIN, { key })));
    expect(answers.map(codeOf)).toEqual(['OK', 'OK']);
    expect(answers.map((answer) => dataOf<RewardDecision>(answer).isExisting).sort()).toEqual([false, true]);
    expect(await entriesOf(slip.id)).toHaveLength(1);
  });

  it('it does not pass a request by that lapsed while it waited', async () => {
    const { slip, request } = await asked();
    const tryId = tryIdOf(await tryPin(request.id));
    const { waiting } = await stack.sql.begin(async (tx) => {
      await tx`update public.approval set lapses_at = now() where id = ${request.id}`;
      const answer = approve(request.id, tryId);
      await vi.waitUntil(() => isSomeoneWaiting(stack.sql));
      return { waiting: answer };
    });
    expect(messageOf(await waiting)).toBe('APPROVAL_NOT_PENDING');
    expect(await entriesOf(slip.id)).toEqual([]);
  });
});

describe('the PIN of an approver', () => {
  it('is counted when it is wrong, once under one key, on record with who asked, and gives nothing', async () => {
    const { request } = await asked();
    const key = newId();
    const wrong = () => refused(request.id, () => desk.approveHere(request.id, admin, WRONG, { key }));
    const first = await wrong();
    expect(first).toMatchObject({ status: 409, body: { code: 'PIN_WRONG', details: { triesLeft: 4 } } });
    expect((await wrong()).body).toMatchObject({ code: 'PIN_WRONG', details: { triesLeft: 4 } });
    expect(await wrongTries()).toBe(1);
    expect(
      await stack.sql`
        select staff_id, after, outcome from public.audit_log
        where action = 'staff.try_pin' and entity_id = ${admin} order by id desc limit 1`,
    ).toEqual([{ staff_id: await desk.staffId(PIT_BOSS), after: { tries_left: 4 }, outcome: 'refused' }]);
    expect(codeOf(await desk.approveHere(request.id, admin, PIN))).toBe('OK');
    expect(await wrongTries()).toBe(0);
  });

  it('ends at the fifth wrong one, with the tries of every tablet counted together', async () => {
    const { slip, request } = await asked();
    const tablet = await comeIn(ADMIN, PIN);
    expect((await tablet.park()).status).toBe(200);
    for (const left of [4, 3])
      expect((await tablet.unlock(admin, WRONG)).body).toMatchObject({ details: { triesLeft: left } });
    const codes: string[] = [];
    for (const _ of [1, 2, 3]) codes.push(codeOf(await desk.approveHere(request.id, admin, WRONG)));
    expect(codes).toEqual(['PIN_WRONG', 'PIN_WRONG', 'PIN_ENDED']);
    expect(await refusal(request.id, () => desk.approveHere(request.id, admin, PIN))).toBe('PIN_ENDED');
    expect(codeOf(await tablet.unlock(admin, PIN))).toBe('PARKED_SESSION_GONE');
    expect(await entriesOf(slip.id)).toEqual([]);
    // It still waits for the other tablets, and the PIN for its person's password.
    await createTablet(stack).enter(ADMIN);
    expect(codeOf(await desk.approveHere(request.id, admin, PIN))).toBe('OK');
  });

  it('is tried five times and no more, however many requests and tablets try at once', async () => {
    const requests = [await asked(), await asked()].map(({ request }) => request.id);
    const answers = await Promise.all(
      [...Array(12).keys()].map((n) => desk.approveHere(requests[n % 2] ?? '', admin, `2709${30 + n}`)),
    );
    const codes = answers.map(codeOf).toSorted();
    expect(codes).toEqual([...Array(8).fill('PIN_ENDED'), ...Array(4).fill('PIN_WRONG')]);
    expect(await wrongTries()).toBe(5);
  });

  it('tells nothing before it is counted: right and wrong answer alike', async () => {
    const { request } = await asked();
    const shapes = new Set<string>();
    for (const pin of [PIN, WRONG]) {
      const { status, body } = await tryPin(request.id, admin, pin);
      shapes.add(`${status} ${JSON.stringify(body).replace(tryIdOf({ body }), '')}`);
    }
    expect(shapes.size).toBe(1);
    expect(await wrongTries()).toBe(1);
  });

  it('stands nowhere, nor anything at which a million could be tried', async () => {
    const { request } = await asked();
    for (const pin of [WRONG, PIN]) await tryPin(request.id, admin, pin);
    const [found] = await stack.sql`
      select (select count(*) from public.audit_log a where a::text like any (array[${`%"${PIN}%`}, ${`%"${WRONG}%`}])) as n`;
    expect(Number(found?.n)).toBe(0);
    const hashes = await stack.sql`
      select distinct request_hash from public.audit_log where action = 'approval.try_pin' and entity_id = ${request.id}`;
    expect(hashes).toHaveLength(1);
  });

  it('approves the request that it was typed for and no other, within a minute', async () => {
    const [one, two] = [await asked(), await asked()];
    const tryId = tryIdOf(await tryPin(one.request.id));
    expect(messageOf(await approve(two.request.id, tryId))).toBe('PIN_TRY_GONE');
    await stack.sql`update app.pin_try set lapses_at = now() where id = ${tryId}`;
    expect(messageOf(await approve(one.request.id, tryId))).toBe('PIN_TRY_GONE');
    expect(await entriesOf(one.slip.id)).toEqual([]);
  });

  it('is six digits', async () => {
    const { request } = await asked();
    expect(codeOf(await desk.approveHere(request.id, admin, '27091'))).toBe('VALIDATION_FAILED');
    expect(messageOf(await tryPin(request.id, admin, '27o914'))).toBe('VALIDATION_FAILED');
    expect(await stack.sql`select 1 from app.pin_try`).toEqual([]);
  });
});

it('who works at another casino, too, approves where their session is', async () => {
  const { request } = await asked();
  await comeIn(OTHER, OTHER_PIN);
  const [elsewhere] = await stack.sql<{ casinoId: string; id: string }[]>`
    insert into public.staff (casino_id, user_id, email, full_name, role)
    select c.id, s.user_id, s.email, s.full_name, s.role from public.staff s, public.casino c
    where s.id = ${other} and c.slug = 'summit' returning casino_id as "casinoId", id`;
  const goTo = (staffId: string) => stack.sql`
    insert into app.session_casino (session_id, user_id, casino_id, staff_id)
    select a.id, s.user_id, s.casino_id, s.id from public.staff s join auth.sessions a on a.user_id = s.user_id
    where s.id = ${staffId}
    on conflict (session_id) do update set casino_id = excluded.casino_id, staff_id = excluded.staff_id`;
  await goTo(elsewhere?.id ?? '');
  expect((await desk.approvers(request.id)).map(({ id }) => id)).toEqual([admin]);
  expect(await refusal(request.id, () => desk.approveHere(request.id, other, OTHER_PIN))).toBe('CANNOT_APPROVE_HERE');
  await goTo(other);
  expect(codeOf(await desk.approveHere(request.id, other, OTHER_PIN))).toBe('OK');
});
