import type postgres from 'postgres';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { newId } from '@/lib/shared/ids';
import { findLiveSlip, type LiveSlip, liftRewardRate } from '../support/ledger';
import { ADMIN, type Email, OTHER_PIT_BOSS, startTestStack, type TestStack } from '../support/stack';
import { type Claimed, claim, fanOut, findDelivery, issuePoints, makeEndpoint, report } from './outbox';

const OTHER_ADMIN: Email = 'admin@summit.example';
const URL = 'https://crm.example/events';
const LAST_ATTEMPT = 15;

let stack: TestStack;
let slip: LiveSlip;
let otherSlip: LiveSlip;

beforeAll(async () => {
  stack = await startTestStack({ connections: 8 });
  await liftRewardRate(stack.sql);
  slip = await findLiveSlip(stack.sql, 'harbor');
  otherSlip = await findLiveSlip(stack.sql, 'summit');
});
afterAll(() => stack.dispose());

/** Each test starts with nothing handed out, and with the endpoints that it makes. */
beforeEach(async () => {
  await stack.sql`delete from public.webhook_delivery`;
  await stack.sql`update public.webhook_endpoint set is_active = false`;
  await fanOut(stack);
});

/** Waits no longer: what would be tried again later is due. */
const makeDue = () =>
  stack.sql`update public.webhook_delivery set next_attempt_at = now() where next_attempt_at is not null`;

/** As if all workers had died with what they claimed, and a minute ago. */
const endLeases = () =>
  stack.sql`update public.webhook_delivery set claimed_until = now() where claimed_until is not null`;

/** The one delivery that can be claimed now. */
async function claimOne(): Promise<Claimed> {
  const [one, ...more] = await claim(stack);
  if (!one || more.length > 0) throw new Error(`Claimed ${more.length + (one ? 1 : 0)} deliveries instead of one.`);
  return one;
}

/** Makes an endpoint, issues points, hands out and claims. */
async function claimNew(): Promise<Claimed> {
  await makeEndpoint(stack, URL, ['loyalty.entry_posted']);
  await issuePoints(stack, slip.id);
  await fanOut(stack);
  return claimOne();
}

async function giveUp(claimed: Claimed): Promise<void> {
  await stack.sql`update public.webhook_delivery set attempts = ${LAST_ATTEMPT} where id = ${claimed.id}`;
  expect(await report(stack, claimed, { p_http_status: 500 })).toEqual({
    is_current: true,
    status: 'dead',
  });
}

const redeliver = (id: string, key = newId()) =>
  stack.http(ADMIN, 'POST', `/webhook-deliveries/${id}/redeliver`, { body: {}, key });

async function findEvent(id: string) {
  const [row] = await stack.sql`
    select claimed_at is not null as "isClaimed", delivered_at is not null as "isDelivered", attempts, last_error as "lastError"
    from public.loyalty_outbox where id = ${id}`;
  return row;
}

describe('handing out', () => {
  it('makes a delivery per event and endpoint that wants it, and is done at once with events that nobody wants', async () => {
    const all = await makeEndpoint(stack, URL);
    const some = await makeEndpoint(stack, URL, ['loyalty.entry_posted', 'player.enrolled']);
    const none = await makeEndpoint(stack, URL, ['promo.coupon_issued']);
    await issuePoints(stack, slip.id);
    await issuePoints(stack, otherSlip.id, OTHER_PIT_BOSS);
    expect(await fanOut(stack)).toBe(2);
    expect(await fanOut(stack)).toBe(0);
    const rows = await stack.sql`select endpoint_id as id from public.webhook_delivery`;
    expect(rows.map(({ id }) => id).sort()).toEqual([all.id, some.id].sort());
    expect(rows.map(({ id }) => id)).not.toContain(none.id);
    const open = await stack.sql`select casino_id as "casinoId" from public.loyalty_outbox where delivered_at is null`;
    expect(open).toEqual([{ casinoId: slip.casinoId }]);
  });

  it('gives an endpoint nothing of another casino, also where both have rows under the same id', async () => {
    const own = await makeEndpoint(stack, URL);
    await makeEndpoint(stack, 'https://summit.example/', [], OTHER_ADMIN);
    await stack.sql`
      insert into public.webhook_endpoint (casino_id, id, url, created_by_staff_id)
      select casino_id, ${own.id}, 'https://same-id.example/', id from public.staff where email = ${OTHER_ADMIN}`;
    await stack.sql`insert into app.webhook_secret (casino_id, endpoint_id) values (${otherSlip.casinoId}, ${own.id})`;
    await issuePoints(stack, slip.id);
    await fanOut(stack);
    const claimed = await claimOne();
    expect(claimed).toMatchObject({ casino_id: slip.casinoId, url: URL, secrets: [own.secret] });
    await issuePoints(stack, otherSlip.id, OTHER_PIT_BOSS);
    await fanOut(stack);
    const others = await claim(stack);
    expect(others.map(({ url }) => url).sort()).toEqual(['https://same-id.example/', 'https://summit.example/']);
    expect(JSON.stringify(others)).not.toContain(own.secret);
  });

  it('waits for a transaction that began earlier and commits late, and loses nothing of it', async () => {
    await makeEndpoint(stack, URL);
    const late = await stack.sql.reserve();
    await late.unsafe('begin');
    await late`
      insert into public.loyalty_outbox (casino_id, event_type, payload, correlation_id)
      values (${slip.casinoId}, 'test.late', '{}', gen_random_uuid())`;
    await issuePoints(stack, slip.id);
    // The later event is committed and visible; it is not passed on before the earlier one is settled.
    expect(await fanOut(stack)).toBe(0);
    await late.unsafe('commit');
    late.release();
    expect(await fanOut(stack)).toBe(2);
    const types = (await claim(stack)).map(({ event_type }) => event_type);
    expect(types.sort()).toEqual(['loyalty.entry_posted', 'test.late']);
  });

  it('keeps the order of one player when one transaction writes before it waits for the player', async () => {
    await makeEndpoint(stack, URL);
    const emit = (sql: typeof stack.sql, text: string) => sql`
      insert into public.loyalty_outbox (casino_id, event_type, player_id, payload, correlation_id)
      values (${slip.casinoId}, ${`test.${text}`}, ${slip.playerId}, '{}', gen_random_uuid())`;
    const bulk = await stack.sql.reserve();
    await bulk.unsafe('begin');
    await bulk`select pg_current_xact_id()`;
    // Its number is the lower one, and what it does to this player comes second.
    await emit(stack.sql, 'first');
    await emit(bulk as unknown as typeof stack.sql, 'second');
    await bulk.unsafe('commit');
    bulk.release();
    await fanOut(stack);
    const first = await claimOne();
    expect(first.event_type).toBe('test.first');
    await report(stack, first, { p_http_status: 204 });
    expect((await claimOne()).event_type).toBe('test.second');
  });

  it('hands out nothing that has a lower number before it which is held back, so that a player’s events keep their order', async () => {
    await makeEndpoint(stack, URL);
    const [early, long, late] = await Promise.all([1, 2, 3].map(() => stack.sql.reserve()));
    if (!(early && long && late)) throw new Error('Three connections are needed.');
    const begin = async (connection: postgres.ReservedSql) => {
      await connection.unsafe('begin');
      await connection`select pg_current_xact_id()`;
    };
    const emit = async (connection: postgres.ReservedSql, type: string) => {
      await connection`select from public.player_loyalty where player_id = ${slip.playerId} for no key update`;
      await connection`
        insert into public.loyalty_outbox (casino_id, event_type, player_id, payload, correlation_id)
        values (${slip.casinoId}, ${type}, ${slip.playerId}, '{}', gen_random_uuid())`;
      await connection.unsafe('commit');
    };
    // The numbers of the transactions: early, long, late. The player is late's first, and long runs on.
    await begin(early);
    await begin(long);
    await begin(late);
    await emit(late, 'test.first');
    await emit(early, 'test.second');
    const whileItRuns = await fanOut(stack);
    await long.unsafe('commit');
    for (const connection of [early, long, late]) connection.release();
    expect([whileItRuns, await fanOut(stack)]).toEqual([0, 2]);
    const first = await claimOne();
    expect(first.event_type).toBe('test.first');
    await report(stack, first, { p_http_status: 204 });
    expect((await claimOne()).event_type).toBe('test.second');
  });

  it('hands out what is settled before the first that is not', async () => {
    await makeEndpoint(stack, URL);
    await issuePoints(stack, slip.id);
    const late = await stack.sql.reserve();
    await late.unsafe('begin');
    await late`select pg_current_xact_id()`;
    await issuePoints(stack, otherSlip.id, OTHER_PIT_BOSS);
    const whileItRuns = await fanOut(stack);
    await late.unsafe('commit');
    late.release();
    expect([whileItRuns, await fanOut(stack)]).toEqual([1, 1]);
  });

  it('orders a coupon without a player and all that replace it in one line', async () => {
    await makeEndpoint(stack, URL, ['promo.coupon_issued', 'promo.coupon_replaced', 'promo.coupon_voided']);
    const coupon = async (name: string, args: Record<string, unknown>) => {
      const { status, body } = await stack.rpc(ADMIN, name, { ...args, p_idempotency_key: newId() });
      expect([status, body]).toEqual([200, expect.anything()]);
      return (body as { coupon: { id: string } }).coupon.id;
    };
    const [program] = await stack.sql`
      select id from public.promo_program where casino_id = ${slip.casinoId} and status = 'active'
        and (start_at is null or start_at <= now()) and (end_at is null or end_at > now()) limit 1`;
    await stack.sql`update public.casino_settings set promo_allow_anonymous_issuance = true where casino_id = ${slip.casinoId}`;
    const first = await coupon('rpc_issue_promo_coupon', { p_promo_program_id: program?.id });
    const second = await coupon('rpc_replace_promo_coupon', { p_coupon_id: first });
    const third = await coupon('rpc_replace_promo_coupon', { p_coupon_id: second });
    await coupon('rpc_void_promo_coupon', { p_coupon_id: third, p_reason: 'Torn' });
    await fanOut(stack);
    const seen: unknown[] = [];
    for (let turn = 0; turn < 4; turn += 1) {
      const claimed = await claimOne();
      seen.push([claimed.event_type, claimed.payload.coupon_id]);
      await report(stack, claimed, { p_http_status: 204 });
    }
    expect(seen).toEqual([
      ['promo.coupon_issued', first],
      ['promo.coupon_replaced', second],
      ['promo.coupon_replaced', third],
      ['promo.coupon_voided', third],
    ]);
  });

  it('orders events without a player by their coupon', async () => {
    await makeEndpoint(stack, URL);
    const couponId = newId();
    for (const type of ['test.issued', 'test.voided']) {
      await stack.sql`
        insert into public.loyalty_outbox (casino_id, event_type, payload, correlation_id)
        values (${slip.casinoId}, ${type}, ${stack.sql.json({ coupon_id: couponId })}, gen_random_uuid())`;
    }
    await fanOut(stack);
    const first = await claimOne();
    expect(first.event_type).toBe('test.issued');
    await report(stack, first, { p_http_status: 200 });
    expect((await claimOne()).event_type).toBe('test.voided');
  });
});

describe('claiming', () => {
  it('gives each head of line once, to one worker, and the next after the report', async () => {
    await makeEndpoint(stack, URL, ['loyalty.entry_posted']);
    const entryNo = await issuePoints(stack, slip.id);
    await issuePoints(stack, slip.id);
    await fanOut(stack);
    const claims = (await Promise.all(Array.from({ length: 8 }, () => claim(stack)))).flat();
    expect(claims.map(({ payload }) => payload.entry_no)).toEqual([entryNo]);
    for (const claimed of claims) await report(stack, claimed, { p_http_status: 200 });
    expect((await claimOne()).payload.entry_no).toBe(entryNo + 1);
  });

  it('keeps to the number that one receiver is given at once', async () => {
    await makeEndpoint(stack, URL, ['player.enrolled']);
    for (const name of ['Ada', 'Ben', 'Cleo']) {
      await stack.rpc(ADMIN, 'rpc_create_player', {
        p_first_name: name,
        p_last_name: 'Queue',
        p_idempotency_key: newId(),
      });
    }
    await fanOut(stack);
    expect(await claim(stack, { p_per_endpoint: 2 })).toHaveLength(2);
    expect(await claim(stack, { p_per_endpoint: 2 })).toHaveLength(0);
    expect(await claim(stack, { p_limit: 1, p_per_endpoint: 3 })).toHaveLength(1);
  });

  it('keeps to that number when several claim in the same moment', async () => {
    const { id } = await makeEndpoint(stack, URL);
    await stack.sql`
      insert into public.loyalty_outbox (casino_id, event_type, payload, correlation_id)
      select ${slip.casinoId}, 'test.many', '{}', gen_random_uuid() from generate_series(1, 60)`;
    await fanOut(stack);
    // The secrets are read after the counting: with their table locked, no claim ends before all have come so far.
    const gate = await stack.sql.reserve();
    await gate.unsafe('begin');
    await gate.unsafe('lock table app.webhook_secret in access exclusive mode');
    const claims = Array.from({ length: 4 }, () => claim(stack, { p_limit: 16, p_per_endpoint: 16 }));
    await new Promise((resolve) => setTimeout(resolve, 300));
    await gate.unsafe('commit');
    gate.release();
    expect((await Promise.all(claims)).flat()).toHaveLength(16);
    const [busy] = await stack.sql`
      select count(*)::integer as count from public.webhook_delivery where endpoint_id = ${id} and claimed_until > now()`;
    expect(busy).toEqual({ count: 16 });
  });

  it('claims again what was not reported before the lease ended, after the wait of a failed attempt', async () => {
    const first = await claimNew();
    expect(await claim(stack)).toEqual([]);
    await endLeases();
    expect(await claim(stack)).toEqual([]);
    const failed = await findDelivery(stack, first.id);
    expect(failed).toMatchObject({
      status: 'pending',
      attempts: 1,
      lastStatus: null,
      lastError: 'worker_lost',
    });
    expect(Number(failed.nextAttemptAt) - Date.now()).toBeGreaterThan(3_000);
    expect(await findEvent(first.event_id)).toMatchObject({ attempts: 1, lastError: 'worker_lost' });
    await makeDue();
    const second = await claimOne();
    expect(second).toMatchObject({ id: first.id, event_id: first.event_id, attempts: 2 });
    expect(second.claim_token).not.toBe(first.claim_token);
  });

  it('gives up what has cost its worker every attempt, and the next of the line goes on', async () => {
    const killer = await claimNew();
    await issuePoints(stack, slip.id);
    await fanOut(stack);
    for (let attempt = 2; attempt <= LAST_ATTEMPT; attempt += 1) {
      await endLeases();
      expect(await claim(stack)).toEqual([]);
      await makeDue();
      expect(await claimOne()).toMatchObject({ id: killer.id, attempts: attempt });
    }
    await endLeases();
    const next = await claimOne();
    expect(next.id).not.toBe(killer.id);
    expect(await findDelivery(stack, killer.id)).toMatchObject({
      status: 'dead',
      attempts: LAST_ATTEMPT,
      nextAttemptAt: null,
    });
  });

  it('leaves an endpoint alone that is switched off, and goes on when it is switched on', async () => {
    const { id } = await makeEndpoint(stack, URL);
    await issuePoints(stack, slip.id);
    await fanOut(stack);
    const patch = (isActive: boolean) =>
      stack.http(ADMIN, 'PATCH', `/webhooks/${id}`, { body: { isActive }, key: newId() });
    expect((await patch(false)).body.data).toMatchObject({ isActive: false, pendingCount: 1 });
    expect(await claim(stack)).toEqual([]);
    await patch(true);
    expect(await claim(stack)).toHaveLength(1);
  });
});

describe('reporting', () => {
  it('a 2xx delivers, and the event is done with its last delivery', async () => {
    await makeEndpoint(stack, URL, ['loyalty.entry_posted']);
    await makeEndpoint(stack, `${URL}/too`, ['loyalty.entry_posted']);
    await issuePoints(stack, slip.id);
    await fanOut(stack);
    const claims = await claim(stack);
    expect(claims).toHaveLength(2);
    const isDone = [];
    for (const claimed of claims) {
      expect(await report(stack, claimed, { p_http_status: 204 })).toEqual({ is_current: true, status: 'delivered' });
      isDone.push((await findEvent(claimed.event_id))?.isDelivered);
    }
    expect(isDone).toEqual([false, true]);
  });

  it('a report with a stale token changes nothing', async () => {
    const first = await claimNew();
    await endLeases();
    expect(await claim(stack)).toEqual([]);
    await makeDue();
    const second = await claimOne();
    const before = await stack.sql`select * from public.webhook_delivery`;
    expect(await report(stack, first, { p_http_status: 200 })).toEqual({ is_current: false, status: null });
    expect(await report(stack, { ...second, casino_id: otherSlip.casinoId }, { p_http_status: 200 })).toMatchObject({
      is_current: false,
    });
    expect(await stack.sql`select * from public.webhook_delivery`).toEqual(before);
    expect(await report(stack, second, { p_http_status: 200 })).toEqual({ is_current: true, status: 'delivered' });
    expect(await report(stack, second, { p_http_status: 500 })).toMatchObject({ is_current: false });
  });

  it.each([
    [301, 'redirected'],
    [404, 'http_status'],
    [500, 'http_status'],
  ])('a delivery answered with %i is tried again later', async (status, error) => {
    const claimed = await claimNew();
    expect(await report(stack, claimed, { p_http_status: status })).toEqual({
      is_current: true,
      status: 'pending',
    });
    const delivery = await findDelivery(stack, claimed.id);
    expect(delivery).toMatchObject({ status: 'pending', attempts: 1, lastStatus: status, lastError: error });
    const seconds = (Number(delivery.nextAttemptAt) - Date.now()) / 1000;
    expect(seconds).toBeGreaterThan(3);
    expect(seconds).toBeLessThan(11);
    expect(await claim(stack)).toEqual([]);
    expect(await findEvent(claimed.event_id)).toEqual({
      isClaimed: true,
      isDelivered: false,
      attempts: 1,
      lastError: error,
    });
    await makeDue();
    await report(stack, await claimOne(), { p_http_status: 200 });
    expect(await findEvent(claimed.event_id)).toMatchObject({ isDelivered: true, attempts: 2 });
  });

  it.each([
    ['name_not_found', 'name_not_found'],
    ['own_machine', 'own_machine'],
    ['address_refused', 'address_refused'],
    // A worker of another version may say what this database does not know, or say it of no answer.
    ['No answer: ECONNREFUSED', 'no_answer'],
    ['http_status', 'no_answer'],
    [undefined, 'no_answer'],
  ])('no answer, reported as %s, is kept as %s', async (reported, kept) => {
    const claimed = await claimNew();
    await report(stack, claimed, { p_error: reported });
    expect(await findDelivery(stack, claimed.id)).toMatchObject({ lastStatus: null, lastError: kept });
  });

  it('waits as long as the receiver asks, within bounds', async () => {
    const claimed = await claimNew();
    await report(stack, claimed, { p_http_status: 429, p_retry_after_seconds: 900 });
    const delivery = await findDelivery(stack, claimed.id);
    expect((Number(delivery.nextAttemptAt) - Date.now()) / 1000).toBeGreaterThan(880);
    await makeDue();
    await report(stack, await claimOne(), { p_http_status: 429, p_retry_after_seconds: 2_000_000_000 });
    const { nextAttemptAt } = await findDelivery(stack, claimed.id);
    expect((Number(nextAttemptAt) - Date.now()) / 3_600_000).toBeLessThan(6.1);
  });

  it('410 Gone switches the endpoint off; what is pending waits', async () => {
    const claimed = await claimNew();
    await report(stack, claimed, { p_http_status: 410 });
    await makeDue();
    expect(await claim(stack)).toEqual([]);
    const [row] = await stack.sql`select is_active from public.webhook_endpoint order by id desc limit 1`;
    expect(row?.is_active).toBe(false);
    expect((await findDelivery(stack, claimed.id)).status).toBe('pending');
  });

  it('410 Gone is on record in the audit trail, once', async () => {
    const { id } = await makeEndpoint(stack, URL);
    await issuePoints(stack, slip.id);
    await stack.rpc(ADMIN, 'rpc_create_player', {
      p_first_name: 'Dora',
      p_last_name: 'Gone',
      p_idempotency_key: newId(),
    });
    await fanOut(stack);
    const claims = await claim(stack);
    expect(claims).toHaveLength(2);
    for (const claimed of claims) await report(stack, claimed, { p_http_status: 410 });
    const rows = await stack.sql`
      select casino_id as "casinoId", staff_id as "staffId", outcome, before, after from public.audit_log
      where action = 'webhook.switch_off_endpoint' and entity_id = ${id}`;
    expect(rows).toEqual([
      {
        casinoId: slip.casinoId,
        staffId: null,
        outcome: 'done',
        before: expect.objectContaining({ id, is_active: true }),
        after: expect.objectContaining({ id, is_active: false, reason: 'gone' }),
      },
    ]);
  });
});

describe('back-off', () => {
  it('doubles from ten seconds up to six hours, its second half by chance', async () => {
    const rows = await stack.sql<{ attempts: number; low: number; high: number; kinds: number }[]>`
      select attempts, extract(epoch from min(delay))::float as low, extract(epoch from max(delay))::float as high,
        count(distinct delay)::integer as kinds
      from generate_series(1, 40) attempts, lateral (select app.webhook_retry_delay(attempts) as delay from generate_series(1, 200 + 0 * attempts)) tries
      group by attempts order by attempts`;
    expect(rows).toHaveLength(40);
    for (const { attempts, low, high, kinds } of rows) {
      const full = Math.min(21_600, 10 * 2 ** (attempts - 1));
      expect(low).toBeGreaterThanOrEqual(full / 2);
      expect(high).toBeLessThanOrEqual(full);
      expect(high - low).toBeGreaterThan(full / 4);
      expect(kinds).toBeGreaterThan(150);
    }
  });
});

describe('a dead letter', () => {
  it('is visible, does not hold up the player’s next events, and can be sent again', async () => {
    await makeEndpoint(stack, URL, ['loyalty.entry_posted']);
    const entryNo = await issuePoints(stack, slip.id);
    await issuePoints(stack, slip.id);
    await fanOut(stack);
    const dead = await claimOne();
    await giveUp(dead);
    const next = await claimOne();
    expect(next.payload.entry_no).toBe(entryNo + 1);
    const listed = await stack.http(ADMIN, 'GET', '/webhook-deliveries?status=dead');
    expect(listed.body.data).toMatchObject({
      items: [{ id: dead.id, status: 'dead', lastStatus: 500, nextAttemptAt: null }],
    });

    // The next one is being posted: the dead letter goes after it, and before what has not begun.
    await issuePoints(stack, slip.id);
    await fanOut(stack);
    const answer = await redeliver(dead.id);
    expect(answer.status).toBe(201);
    expect(answer.body.data).toMatchObject({ id: dead.id, status: 'pending', attempts: 0, nextAttemptAt: null });
    expect(await claim(stack)).toEqual([]);
    await report(stack, next, { p_http_status: 200 });
    const again = await claimOne();
    expect(again).toMatchObject({ id: dead.id, event_id: dead.event_id, attempts: 1, payload: dead.payload });
    await report(stack, again, { p_http_status: 200 });
    expect(await findEvent(dead.event_id)).toMatchObject({ isDelivered: true });
    expect((await claimOne()).payload.entry_no).toBe(entryNo + 2);
  });

  it('goes before one that waits for its next attempt, and before one whose attempt fails meanwhile', async () => {
    await makeEndpoint(stack, URL, ['loyalty.entry_posted']);
    await issuePoints(stack, slip.id);
    await issuePoints(stack, slip.id);
    await fanOut(stack);
    const dead = await claimOne();
    await giveUp(dead);
    await report(stack, await claimOne(), { p_http_status: 503 });
    expect((await redeliver(dead.id)).body.data).toMatchObject({ status: 'pending' });
    await giveUp(await claimOne());

    await makeDue();
    const meanwhile = await claimOne();
    expect(meanwhile.id).not.toBe(dead.id);
    await redeliver(dead.id);
    await report(stack, meanwhile, { p_http_status: 503 });
    expect((await claimOne()).id).toBe(dead.id);
  });

  it('takes the lead of a line from a claim that ran out, whose late report then changes nothing', async () => {
    await makeEndpoint(stack, URL, ['loyalty.entry_posted']);
    await issuePoints(stack, slip.id);
    await issuePoints(stack, slip.id);
    await fanOut(stack);
    const dead = await claimOne();
    await giveUp(dead);
    const lost = await claimOne();
    await endLeases();
    await redeliver(dead.id);
    expect(await report(stack, lost, { p_http_status: 500 })).toMatchObject({ is_current: false });
    expect((await claimOne()).id).toBe(dead.id);
  });

  it('cannot be sent again when it is not dead, or is nobody’s', async () => {
    const claimed = await claimNew();
    const before = await stack.sql`select * from public.webhook_delivery`;
    expect(await redeliver(claimed.id)).toMatchObject({ status: 409, body: { code: 'DELIVERY_NOT_DEAD' } });
    expect(await redeliver(newId())).toMatchObject({ status: 404, body: { code: 'WEBHOOK_DELIVERY_NOT_FOUND' } });
    const other = await stack.http(OTHER_ADMIN, 'POST', `/webhook-deliveries/${claimed.id}/redeliver`, {
      body: {},
      key: newId(),
    });
    expect(other).toMatchObject({ status: 404, body: { code: 'WEBHOOK_DELIVERY_NOT_FOUND' } });
    expect(await stack.sql`select * from public.webhook_delivery`).toEqual(before);
  });
});

describe('all dead letters', () => {
  const redeliverAll = (until: string, { key = newId(), as = ADMIN }: { key?: string; as?: Email } = {}) =>
    stack.http(as, 'POST', '/webhook-deliveries/redeliver', { body: { until }, key });
  const listDead = async () =>
    (
      (await stack.http(ADMIN, 'GET', '/webhook-deliveries?status=dead')).body.data as {
        items: { id: string; createdAt: string }[];
      }
    ).items;
  /** So many deliveries of a line that were given up, the newest first, as a list shows them. */
  async function listGivenUp(count: number) {
    for (let n = 0; n < count; n += 1) {
      await issuePoints(stack, slip.id);
      await fanOut(stack);
      await giveUp(await claimOne());
    }
    return listDead();
  }
  const until = (listed: { createdAt: string }[]) => listed[0]?.createdAt ?? '';

  it('that were handed out up to a moment are sent again in one step, each line in its order; what came later stays', async () => {
    await makeEndpoint(stack, URL, ['loyalty.entry_posted']);
    const listed = await listGivenUp(3);
    const [newer] = await listGivenUp(1);
    const key = newId();
    const answer = await redeliverAll(until(listed), { key });
    expect(answer.status).toBe(201);
    const ids = listed.map(({ id }) => id).toReversed();
    const all = { redeliveredCount: 3, leftCount: 0, deliveryIds: ids };
    expect(answer.body.data).toEqual({ isExisting: false, ...all });
    expect((await listDead()).map(({ id }) => id)).toEqual([newer?.id]);
    for (const id of ids) {
      const claimed = await claimOne();
      expect(claimed).toMatchObject({ id, attempts: 1 });
      await report(stack, claimed, { p_http_status: 200 });
    }
    expect(await claim(stack)).toEqual([]);

    // The same intent again does nothing more, whatever died meanwhile.
    expect((await redeliverAll(until(listed), { key })).body.data).toEqual({ isExisting: true, ...all });
    const audits = await stack.sql`
      select action, after -> 'redelivered_count' as count, after -> 'delivery_ids' as ids from public.audit_log where idempotency_key = ${key}`;
    expect([...audits]).toEqual([{ action: 'webhook.redeliver_all', count: 3, ids }]);
  });

  it('are sent again ahead of what waits in their line, and after what is being posted', async () => {
    await makeEndpoint(stack, URL, ['loyalty.entry_posted']);
    const listed = await listGivenUp(2);
    for (let n = 0; n < 2; n += 1) await issuePoints(stack, slip.id);
    await fanOut(stack);
    const posted = await claimOne();
    await redeliverAll(until(listed));
    expect(await claim(stack)).toEqual([]);
    await report(stack, posted, { p_http_status: 200 });
    for (const { id } of listed.toReversed()) {
      const claimed = await claimOne();
      expect(claimed.id).toBe(id);
      await report(stack, claimed, { p_http_status: 200 });
    }
    expect((await claimOne()).payload.entry_no).toBe((posted.payload.entry_no as number) + 1);
  });

  it('are sent again 500 in a call, the earliest first, and the answer says how many are left', async () => {
    const { id: endpointId } = await makeEndpoint(stack, URL, ['test.many']);
    await stack.sql`
      with event as (
        insert into public.loyalty_outbox (casino_id, event_type, payload, correlation_id)
        select ${slip.casinoId}, 'test.many', '{}', gen_random_uuid() from generate_series(1, 503)
        returning casino_id, id, seq
      )
      insert into public.webhook_delivery (casino_id, endpoint_id, event_id, seq, order_key, status, attempts, last_error)
      select casino_id, ${endpointId}, id, seq, id, 'dead', 15, 'no_answer' from event`;
    const at = until(await listDead());
    expect((await redeliverAll(at)).body.data).toMatchObject({ redeliveredCount: 500, leftCount: 3 });
    const left = await stack.sql`
      select seq from public.webhook_delivery where status = 'dead' and seq > (select max(seq) from public.webhook_delivery where status = 'pending')`;
    expect(left).toHaveLength(3);
    expect((await redeliverAll(at)).body.data).toMatchObject({ redeliveredCount: 3, leftCount: 0 });
  });

  it('are refused without leaving anything: who may not, another casino’s, before any was handed out, and when none is dead', async () => {
    await makeEndpoint(stack, URL, ['loyalty.entry_posted']);
    const listed = await listGivenUp(2);
    const state = async () => [
      await stack.sql`select * from public.webhook_delivery order by id`,
      await stack.sql`select count(*) from public.audit_log`,
    ];
    const refused = async (code: string, act: () => ReturnType<typeof redeliverAll>) => {
      const before = await state();
      expect((await act()).body).toMatchObject({ ok: false, code });
      expect(await state()).toEqual(before);
    };
    for (const account of ['dealer', 'pitboss', 'cashier', 'loyalty', 'compliance'] as const)
      await refused('FORBIDDEN', () => redeliverAll(until(listed), { as: `${account}@harbor.example` }));
    await refused('NO_DEAD_LETTERS', () => redeliverAll(until(listed), { as: OTHER_ADMIN }));
    await refused('NO_DEAD_LETTERS', () => redeliverAll('2000-01-01T00:00:00.000Z'));
    await refused('VALIDATION_FAILED', () => redeliverAll('yesterday'));
    await redeliverAll(until(listed));
    await refused('NO_DEAD_LETTERS', () => redeliverAll(until(listed)));
  });
});

it('the purge removes what was delivered a month ago, and neither what is dead nor the events', async () => {
  await makeEndpoint(stack, URL, ['loyalty.entry_posted']);
  for (let turn = 0; turn < 3; turn += 1) await issuePoints(stack, slip.id);
  await fanOut(stack);
  const old = await claimOne();
  await report(stack, old, { p_http_status: 200 });
  await giveUp(await claimOne());
  await report(stack, await claimOne(), { p_http_status: 200 });
  await stack.sql`update public.webhook_delivery set delivered_at = now() - interval '31 days' where id = ${old.id}`;
  await stack.sql`update public.webhook_delivery set created_at = now() - interval '31 days' where status = 'dead'`;
  const [events] = await stack.sql`select count(*) from public.loyalty_outbox`;
  const purge = () => stack.rpc('service', 'rpc_worker_purge_deliveries', {});
  expect((await purge()).body).toEqual({ done: 1, has_more: false });
  expect((await purge()).body).toEqual({ done: 0, has_more: false });
  expect(await stack.sql`select status from public.webhook_delivery order by status`).toEqual([
    { status: 'delivered' },
    { status: 'dead' },
  ]);
  expect(await stack.sql`select count(*) from public.loyalty_outbox`).toEqual([events]);
});
