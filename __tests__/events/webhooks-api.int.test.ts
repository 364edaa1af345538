import { createHmac } from 'node:crypto';
import { Webhook } from 'standardwebhooks';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newId } from '@/lib/shared/ids';
import type { WebhookDelivery, WebhookEndpoint, WebhookSecretResult } from '@/services/events/dtos';
import { findLiveSlip } from '../support/ledger';
import { ADMIN, type Answer, type Email, PIT_BOSS, startTestStack, type TestStack } from '../support/stack';
import { claim, countPending, fanOut, issuePoints, report, startTestWorker } from './outbox';
import { eventOf, type Received, startReceiver } from './receiver';

const LOYALTY: Email = 'loyalty@harbor.example';
const OTHER_ADMIN: Email = 'admin@summit.example';
const URL = 'https://crm.example/events?source=pitside';

let stack: TestStack;

beforeAll(async () => {
  stack = await startTestStack();
  await fanOut(stack);
});
afterAll(() => stack.dispose());

const create = (body: unknown, key = newId(), as: Email = ADMIN) => stack.http(as, 'POST', '/webhooks', { body, key });
const rotate = (id: string, key = newId(), as: Email = ADMIN) =>
  stack.http(as, 'POST', `/webhooks/${id}/rotate-secret`, { body: {}, key });
const update = (id: string, body: unknown, key = newId(), as: Email = ADMIN) =>
  stack.http(as, 'PATCH', `/webhooks/${id}`, { body, key });
const dataOf = (answer: Answer) => answer.body.data as WebhookSecretResult;

async function tables() {
  return stack.sql`
    select (select count(*) from public.audit_log) as audits, (select md5(string_agg(s::text, ',' order by s)) from app.webhook_secret s) as secrets,
      (select md5(string_agg(e::text, ',' order by e)) from public.webhook_endpoint e) as endpoints`;
}

async function expectRefused(code: string, act: () => Promise<Answer>): Promise<void> {
  const before = await tables();
  expect((await act()).body).toMatchObject({ ok: false, code });
  expect(await tables()).toEqual(before);
}

describe('a webhook', () => {
  it('is made with a secret, which is told once', async () => {
    const key = newId();
    const first = await create({ url: URL, description: ' CRM ', eventTypes: ['loyalty.entry_posted'] }, key);
    expect(first.status).toBe(201);
    expect(first.body.data).toMatchObject({
      url: URL,
      description: 'CRM',
      eventTypes: ['loyalty.entry_posted'],
      isActive: true,
      pendingCount: 0,
      deadCount: 0,
      lastDeliveredAt: null,
      isExisting: false,
    });
    const { id, secret } = dataOf(first);
    expect(secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);

    const replay = await create({ url: URL, description: 'CRM', eventTypes: ['loyalty.entry_posted'] }, key);
    expect(replay.status).toBe(200);
    expect(replay.body.data).toMatchObject({ id, secret: null, isExisting: true });
    const list = await stack.http(LOYALTY, 'GET', '/webhooks');
    expect((list.body.data as { items: WebhookEndpoint[] }).items.map((item) => item.id)).toContain(id);
    expect(JSON.stringify(list.body)).not.toContain('whsec_');
  });

  it('leaves no secret in the audit trail, nor in any table that the API shows', async () => {
    const { id, secret } = dataOf(await create({ url: URL }));
    const rotated = dataOf(await rotate(id));
    const rows = await stack.sql<{ table: string; text: string }[]>`
      select table_name as "table", query_to_xml(format('select * from public.%I', table_name), true, false, '')::text as text
      from information_schema.tables where table_schema = 'public'`;
    for (const { table, text } of rows) {
      expect([table, text.includes('whsec_')]).toEqual([table, false]);
      for (const one of [secret, rotated.secret]) expect(text.includes(String(one).slice(6))).toBe(false);
    }
  });

  it('changes what is given and keeps the rest', async () => {
    const { id } = dataOf(await create({ url: URL, eventTypes: ['player.enrolled'] }));
    const described = await update(id, { description: 'For the CRM' });
    expect(described.body.data).toMatchObject({
      url: URL,
      description: 'For the CRM',
      eventTypes: ['player.enrolled'],
      isActive: true,
    });
    const all = await update(id, { eventTypes: null, isActive: false, url: 'https://other.example' });
    expect(all.body.data).toMatchObject({
      url: 'https://other.example',
      description: 'For the CRM',
      eventTypes: null,
      isActive: false,
    });
    expect(all.body.data).not.toHaveProperty('secret');
  });

  it.each([
    'http://crm.example/',
    'ftp://crm.example/',
    'https://user:password@crm.example/',
    'https://crm.example/#fragment',
    'https://crm.example:99999/',
    'http://127.0.0.1.crm.example/',
    'http://localhost@crm.example/',
    'https://crm.example/a b',
    'javascript:alert(1)',
    '',
  ])('cannot be at %j', async (url) => {
    await expectRefused('VALIDATION_FAILED', () => create({ url }));
    const { id } = dataOf(await create({ url: URL }));
    await expectRefused('VALIDATION_FAILED', () => update(id, { url }));
    // Past the web app the database says the same; that a port does not exist shows when it is called.
    const { body } = await stack.rpc(ADMIN, 'rpc_create_webhook_endpoint', { p_url: url, p_idempotency_key: newId() });
    if (!url.includes('99999')) expect(body).toMatchObject({ message: 'VALIDATION_FAILED' });
  });

  it.each([
    { url: URL, description: 'x'.repeat(201) },
    { url: URL, eventTypes: ['everything'] },
    { url: URL, eventTypes: [] },
    { url: URL, secret: 'whsec_mine' },
  ])('cannot be %j', async (body) => {
    await expectRefused('VALIDATION_FAILED', () => create(body));
  });

  it('is refused at the database too when its types or description are none', async () => {
    for (const args of [
      { p_event_types: ['everything'] },
      { p_event_types: [null] },
      { p_description: 'x'.repeat(201) },
    ]) {
      const { body } = await stack.rpc(ADMIN, 'rpc_create_webhook_endpoint', {
        p_url: URL,
        p_idempotency_key: newId(),
        ...args,
      });
      expect(body).toMatchObject({ message: 'VALIDATION_FAILED' });
    }
  });

  it('is the admin’s alone to change, and of its own casino', async () => {
    const { id } = dataOf(await create({ url: URL }));
    await expectRefused('FORBIDDEN', () => create({ url: URL }, newId(), LOYALTY));
    await expectRefused('FORBIDDEN', () => update(id, { isActive: false }, newId(), LOYALTY));
    await expectRefused('FORBIDDEN', () => rotate(id, newId(), LOYALTY));
    await expectRefused('FORBIDDEN', () => stack.http(PIT_BOSS, 'GET', '/webhooks'));
    await expectRefused('WEBHOOK_ENDPOINT_NOT_FOUND', () => update(id, { isActive: false }, newId(), OTHER_ADMIN));
    await expectRefused('WEBHOOK_ENDPOINT_NOT_FOUND', () => rotate(id, newId(), OTHER_ADMIN));
  });
});

/** The rules of Standard Webhooks, written down a second time: who signs and who checks must not share a mistake. */
function isSignedWith(secret: string, { headers, body }: Received): boolean {
  const content = `${headers['webhook-id']}.${headers['webhook-timestamp']}.${body}`;
  const signature = createHmac('sha256', Buffer.from(secret.replace(/^whsec_/, ''), 'base64'))
    .update(content)
    .digest('base64');
  return String(headers['webhook-signature']).split(' ').includes(`v1,${signature}`);
}

it('what is posted is the event, signed with the secret, and with the one before for a day', async () => {
  await stack.sql`update public.webhook_endpoint set is_active = false`;
  const receiver = await startReceiver();
  const { id, secret } = dataOf(await create({ url: receiver.url, eventTypes: ['loyalty.entry_posted'] }));
  const worker = startTestWorker(stack);
  const slip = await findLiveSlip(stack.sql, 'harbor');
  const entryNo = await issuePoints(stack, slip.id);
  await receiver.until(() => receiver.received.length === 1);
  const key = newId();
  const rotated = dataOf(await rotate(id, key));
  expect((await rotate(id, key)).body.data).toMatchObject({ secret: null, isExisting: true });
  await issuePoints(stack, slip.id);
  await receiver.until(() => receiver.received.length === 2);
  await stack.sql`update app.webhook_secret set valid_until = now() where valid_until is not null`;
  await issuePoints(stack, slip.id);
  await receiver.until(() => receiver.received.length === 3);
  await worker.stop();

  const [first, second, third] = receiver.received;
  if (!(first && second && third && secret && rotated.secret)) throw new Error('Something is missing.');
  const [entry] =
    await stack.sql`select id, created_at from public.loyalty_ledger where player_id = ${slip.playerId} and entry_no = ${entryNo}`;
  const [event] = await stack.sql`select id from public.loyalty_outbox where payload ->> 'entry_id' = ${entry?.id}`;
  expect(eventOf(first)).toEqual({
    type: 'loyalty.entry_posted',
    timestamp: entry?.created_at.toISOString(),
    data: expect.objectContaining({
      entryId: entry?.id,
      entryNo,
      playerId: slip.playerId,
      points: 10,
      reason: 'promotion',
    }),
  });
  expect(first.headers).toMatchObject({ 'webhook-id': event?.id, 'content-type': 'application/json' });
  expect(Math.abs(Date.now() / 1000 - Number(first.headers['webhook-timestamp']))).toBeLessThan(60);
  const signers = [first, second, third].map((one) => [
    isSignedWith(secret, one),
    isSignedWith(rotated.secret ?? '', one),
  ]);
  expect(signers).toEqual([
    [true, false],
    [true, true],
    [false, true],
  ]);
  expect(new Webhook(secret).verify(first.body, first.headers as Record<string, string>)).toEqual(eventOf(first));
  expect(() => new Webhook(secret).verify(`${first.body} `, first.headers as Record<string, string>)).toThrow();
  expect(await countPending(stack)).toBe(0);
  await receiver.close();
});

it('a secret that was rotated signs along for its day, also when another rotation follows', async () => {
  await stack.sql`update public.webhook_endpoint set is_active = false`;
  const { id, secret: oldest } = dataOf(await create({ url: URL, eventTypes: ['loyalty.entry_posted'] }));
  const middle = dataOf(await rotate(id)).secret;
  const newest = dataOf(await rotate(id)).secret;
  const slip = await findLiveSlip(stack.sql, 'harbor', 2);
  const claimedSecrets = async () => {
    await issuePoints(stack, slip.id);
    await fanOut(stack);
    const [claimed] = await claim(stack);
    if (!claimed) throw new Error('Nothing was claimed.');
    await report(stack, claimed, { p_http_status: 204 });
    return claimed.secrets;
  };
  expect(await claimedSecrets()).toEqual([newest, middle, oldest]);

  const endAt = (secret: string | null) =>
    stack.sql`update app.webhook_secret set valid_until = now() where endpoint_id = ${id} and secret = ${secret}`;
  await endAt(oldest);
  expect(await claimedSecrets()).toEqual([newest, middle]);
  await endAt(middle);
  expect(await claimedSecrets()).toEqual([newest]);

  await rotate(id);
  const kept = await stack.sql`
    select secret, round(extract(epoch from valid_until - now()) / 3600)::integer as hours
    from app.webhook_secret where endpoint_id = ${id} and valid_until is not null`;
  expect(kept).toEqual([{ secret: newest, hours: 24 }]);
});

describe('deliveries', () => {
  it('are listed newest first, by status, page by page, without what the events say', async () => {
    await stack.sql`update public.webhook_endpoint set is_active = false`;
    const { id } = dataOf(await create({ url: URL, eventTypes: ['loyalty.entry_posted'] }));
    const slip = await findLiveSlip(stack.sql, 'harbor', 1);
    for (let turn = 0; turn < 3; turn += 1) await issuePoints(stack, slip.id);
    await fanOut(stack);
    await claim(stack);
    const page = async (query: string) => {
      const answer = await stack.http(LOYALTY, 'GET', `/webhook-deliveries?${query}`);
      expect(answer.status).toBe(200);
      return answer.body.data as { items: WebhookDelivery[]; nextCursor: string | null };
    };
    const first = await page('status=pending&limit=2');
    expect(first.items).toHaveLength(2);
    expect(first.items[0]).toMatchObject({
      endpointId: id,
      endpointUrl: URL,
      eventType: 'loyalty.entry_posted',
      playerId: slip.playerId,
      status: 'pending',
      deliveredAt: null,
    });
    const second = await page(`status=pending&limit=2&cursor=${first.nextCursor}`);
    expect(second.items).toHaveLength(1);
    expect(second.nextCursor).toBeNull();
    const ids = [...first.items, ...second.items].map((item) => item.id);
    expect(ids).toEqual(ids.toSorted().toReversed());
    expect((await page('status=delivered')).items.every(({ status }) => status === 'delivered')).toBe(true);
    expect((await page('')).items.length).toBeGreaterThan(3);
    expect(JSON.stringify(await page(''))).not.toContain('balance');
  });

  it.each([
    [{ p_http_status: 503 }, 'http_status', 'HTTP 503'],
    [{ p_http_status: 302 }, 'redirected', 'HTTP 302: redirects are not followed'],
    [{ p_error: 'no_answer' }, 'no_answer', 'No answer within 15 seconds (the worker’s log says why)'],
  ])('that failed with %o say why as a code, and in English', async (outcome, lastErrorCode, lastError) => {
    await stack.sql`update public.webhook_endpoint set is_active = false`;
    await create({ url: URL, eventTypes: ['loyalty.entry_posted'] });
    const slip = await findLiveSlip(stack.sql, 'harbor', 1);
    await issuePoints(stack, slip.id);
    await fanOut(stack);
    const [claimed] = await claim(stack);
    if (!claimed) throw new Error('There is nothing to deliver.');
    await report(stack, claimed, outcome);
    const listed = await stack.http(LOYALTY, 'GET', '/webhook-deliveries?status=pending&limit=200');
    const { items } = listed.body.data as { items: WebhookDelivery[] };
    expect(items.find(({ id }) => id === claimed.id)).toMatchObject({ lastErrorCode, lastError });
    await stack.sql`update public.webhook_delivery set status = 'dead', next_attempt_at = null where id = ${claimed.id}`;
    const again = await stack.http(ADMIN, 'POST', `/webhook-deliveries/${claimed.id}/redeliver`, {
      body: {},
      key: newId(),
    });
    expect(again.body.data).toMatchObject({ status: 'pending', lastErrorCode, lastError });
  });

  it('are listed for a cursor and a status that exist', async () => {
    for (const query of ['status=lost', 'cursor=1', `cursor=${newId()}`]) {
      const answer = await stack.http(LOYALTY, 'GET', `/webhook-deliveries?${query}`);
      expect(answer).toMatchObject({ status: 422, body: { code: 'VALIDATION_FAILED' } });
    }
    const past = await stack.rpc(LOYALTY, 'rpc_list_webhook_deliveries', { p_status: 'lost' });
    expect(past.body).toMatchObject({ message: 'VALIDATION_FAILED' });
  });
});
