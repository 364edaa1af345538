import { createClient, type Session, type SupabaseClient } from '@supabase/supabase-js';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { type RunningApi, serveApi } from '../../supabase/embedded/api.ts';
import { authenticatorUrl, prepareDatabase } from '../../supabase/embedded/database.ts';
import { DEMO_PASSWORD } from '../../supabase/embedded/demo.ts';
import { stepAt, totpCode } from '../../supabase/embedded/totp.ts';
import { ADMIN, OTHER_PIT_BOSS, ownServer, PIT_BOSS, startTestStack, type TestStack } from '../support/stack';

const STEP_MS = 30_000;
const INSUFFICIENT = { error: { code: 'insufficient_aal' } };

let stack: TestStack;
let api: RunningApi;
const mails: string[] = [];
/** What the API's clocks show, in milliseconds: both, each test later than the one before. */
let now = Date.UTC(2027, 4, 14, 10);

function startApi(): Promise<RunningApi> {
  const { secrets } = ownServer();
  const databaseUrl = authenticatorUrl(stack.databaseUrl, secrets.authenticatorPassword);
  const sendMail = async (mail: unknown) => void mails.push(JSON.stringify(mail));
  return serveApi({ databaseUrl, secrets, port: 0, now: () => now, clock: () => now, sendMail });
}

beforeAll(async () => {
  stack = await startTestStack();
  api = await startApi();
});
afterAll(async () => {
  await api.close();
  await stack.dispose();
});
beforeEach(async () => {
  now += 60 * 60_000;
  await stack.sql`delete from auth.mfa_factors`;
  await stack.sql`delete from auth.sessions`;
  await stack.sql`delete from second_factor.tries`;
});

function newClient(): SupabaseClient {
  const auth = { autoRefreshToken: false, persistSession: false };
  return createClient(api.url, ownServer().secrets.publishableKey, { auth });
}

async function signIn(email: string = PIT_BOSS): Promise<SupabaseClient> {
  const client = newClient();
  const { error } = await client.auth.signInWithPassword({ email, password: DEMO_PASSWORD });
  expect(error).toBeNull();
  return client;
}

async function sessionOf(client: SupabaseClient): Promise<Session> {
  const { data } = await client.auth.getSession();
  if (!data.session) throw new Error('Nobody is signed in.');
  return data.session;
}

type Payload = { aal: string; amr: { method: string; timestamp: number }[]; session_id: string; sub: string };
const readPayload = (token: string): Payload =>
  JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString());
const payloadOf = async (client: SupabaseClient) => readPayload((await sessionOf(client)).access_token);

/** The bytes of a secret, read as an app reads them. */
function fromBase32(text: string): Buffer {
  const bits = [...text].map((c) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(c).toString(2).padStart(5, '0'));
  const bytes = bits.join('').match(/.{8}/g) ?? [];
  return Buffer.from(bytes.map((byte) => Number.parseInt(byte, 2)));
}

/** An authenticator app that has one secret. */
interface App {
  factorId: string;
  code(at?: number): string;
}

async function enroll(client: SupabaseClient, friendlyName = 'Phone'): Promise<App> {
  const { data, error } = await client.auth.mfa.enroll({ factorType: 'totp', friendlyName });
  expect(error).toBeNull();
  if (!data) throw new Error('Nothing was enrolled.');
  const secret = fromBase32(data.totp.secret);
  return { factorId: data.id, code: (at = now) => totpCode(secret, stepAt(at)) };
}

async function challenge(client: SupabaseClient, { factorId }: App): Promise<string> {
  const { data, error } = await client.auth.mfa.challenge({ factorId });
  expect(error).toBeNull();
  return data?.id ?? '';
}

const answer = async (client: SupabaseClient, app: App, code = app.code()) =>
  client.auth.mfa.verify({ factorId: app.factorId, challengeId: await challenge(client, app), code });

/** Somebody at the second level, a while after their code, which is used up. */
async function withFactor(email: string = PIT_BOSS): Promise<{ client: SupabaseClient; app: App }> {
  const client = await signIn(email);
  const app = await enroll(client);
  expect((await answer(client, app)).error).toBeNull();
  now += 2 * STEP_MS;
  return { client, app };
}

const wrong = (app: App) => (app.code() === '000000' ? '000001' : '000000');

describe('a second factor', () => {
  it('is enrolled with what an authenticator app needs, and is in force once its code was given', async () => {
    const client = await signIn();
    const { data } = await client.auth.mfa.enroll({ factorType: 'totp', friendlyName: 'Phone', issuer: 'Harbor' });
    expect(data).toMatchObject({ type: 'totp', friendly_name: 'Phone' });
    expect(data?.totp.secret).toMatch(/^[A-Z2-7]{32}$/);
    const uri = new URL(data?.totp.uri ?? '');
    expect(uri.searchParams.get('secret')).toBe(data?.totp.secret);
    expect([uri.host, decodeURIComponent(uri.pathname)]).toEqual(['totp', `/Harbor:${PIT_BOSS}`]);
    expect(data?.totp.qr_code).toMatch(/^data:image\/svg\+xml;utf-8,<svg[^#]+<\/svg>$/);
    const { data: before } = await client.auth.mfa.listFactors();
    expect([before?.all.length, before?.totp.length]).toEqual([1, 0]);

    const app = { factorId: data?.id ?? '', code: () => totpCode(fromBase32(data?.totp.secret ?? ''), stepAt(now)) };
    expect(await answer(client, app)).toMatchObject({ error: null });
    const { data: after } = await client.auth.mfa.listFactors();
    expect(after?.totp).toMatchObject([
      { id: app.factorId, status: 'verified', friendly_name: 'Phone', factor_type: 'totp' },
    ]);
    for (const time of ['created_at', 'updated_at', 'last_challenged_at'] as const)
      expect(new Date(after?.totp[0]?.[time] ?? '').toISOString(), time).toBe(new Date(now).toISOString());
    expect(after?.totp[0]?.created_at).toMatch(/^[0-9-]+T[0-9:.]+(Z|[+]00:00)$/);
    expect(JSON.stringify(after)).not.toMatch(/secret/);
  });

  it('raises the session from the first level to the second, and a refreshed token keeps it', async () => {
    const client = await signIn();
    const before = await payloadOf(client);
    expect(before).toMatchObject({ aal: 'aal1', amr: [{ method: 'password', timestamp: now / 1000 }] });
    const app = await enroll(client);
    now += STEP_MS;
    expect((await client.auth.mfa.getAuthenticatorAssuranceLevel()).data).toMatchObject({ nextLevel: 'aal1' });
    await answer(client, app);

    const raised = await payloadOf(client);
    const amr = [
      { method: 'totp', timestamp: now / 1000 },
      { method: 'password', timestamp: now / 1000 - 30 },
    ];
    expect(raised).toMatchObject({ aal: 'aal2', amr, session_id: before.session_id, sub: before.sub });
    expect((await client.auth.mfa.getAuthenticatorAssuranceLevel()).data).toMatchObject({
      currentLevel: 'aal2',
      nextLevel: 'aal2',
    });
    now += 3600_000;
    expect((await client.auth.refreshSession()).error).toBeNull();
    expect(await payloadOf(client)).toMatchObject({ aal: 'aal2', amr });
    const [row] = await stack.sql`select aal::text from auth.sessions where id = ${before.session_id}`;
    expect(row).toEqual({ aal: 'aal2' });
  });

  it('is asked for at the next sign-in, which says so', async () => {
    const { app } = await withFactor();
    const client = await signIn();
    const { data } = await client.auth.mfa.getAuthenticatorAssuranceLevel();
    expect(data).toMatchObject({ currentLevel: 'aal1', nextLevel: 'aal2' });
    expect(await client.auth.mfa.challengeAndVerify({ factorId: app.factorId, code: app.code() })).toMatchObject({
      error: null,
      data: { user: { email: PIT_BOSS } },
    });
    expect(await payloadOf(client)).toMatchObject({ aal: 'aal2' });
  });

  it('shows PostgREST the level of who calls', async () => {
    await stack.sql.unsafe(`
      create function public.level_of_caller() returns text language sql as $$ select auth.jwt() ->> 'aal' $$;
      grant execute on function public.level_of_caller() to authenticated`);
    const restarted = await startApi();
    const level = async (client: SupabaseClient) => {
      const { access_token } = await sessionOf(client);
      const headers = { apikey: ownServer().secrets.publishableKey, authorization: `Bearer ${access_token}` };
      const response = await fetch(`${restarted.url}/rest/v1/rpc/level_of_caller`, { method: 'POST', headers });
      return response.json();
    };
    const client = await signIn();
    expect(await level(client)).toBe('aal1');
    await answer(client, await enroll(client));
    expect(await level(client)).toBe('aal2');
    await restarted.close();
    await stack.sql`drop function public.level_of_caller()`;
  });

  it('ends the account’s sessions below it at each code, and leaves those at it', async () => {
    const { client: first, app } = await withFactor();
    const [second, third] = [await signIn(), await signIn()];
    const other = await signIn(ADMIN);
    await answer(second, app);
    const isIn = async (client: SupabaseClient) => (await client.auth.getUser()).error === null;
    expect(await Promise.all([first, second, third, other].map(isIn))).toEqual([true, true, false, true]);
    expect((await third.auth.refreshSession()).error).not.toBeNull();
  });

  it('is no way in for a refresh token from before it', async () => {
    const client = await signIn();
    const before = await sessionOf(client);
    const exchanged = await newClient().auth.refreshSession({ refresh_token: before.refresh_token });
    await client.auth.setSession(exchanged.data.session as Session);
    await answer(client, await enroll(client));
    // Shortly after an exchange its token may be sent again, but it leads to nothing.
    for (const { refresh_token } of [before, exchanged.data.session as Session])
      expect((await newClient().auth.refreshSession({ refresh_token })).error?.code).toBe('refresh_token_already_used');
  });

  it('that was begun and never challenged is forgotten, and its name is free', async () => {
    const client = await signIn();
    await enroll(client);
    const again = () => client.auth.mfa.enroll({ factorType: 'totp', friendlyName: 'Phone' });
    expect(await again()).toMatchObject({ error: { code: 'mfa_factor_name_conflict', status: 422 } });
    now += 6 * 60_000;
    expect(await again()).toMatchObject({ error: null });
  });

  it('is not one of an eleventh', async () => {
    const client = await signIn();
    const names = Array.from({ length: 11 }, (_, index) => `App ${index}`);
    const outcomes = await Promise.all(
      names.map((friendlyName) => client.auth.mfa.enroll({ factorType: 'totp', friendlyName })),
    );
    const refused = outcomes.flatMap(({ error }) => (error ? [error.code] : []));
    expect(refused).toEqual(['too_many_enrolled_mfa_factors']);
  });

  it('of another kind is not offered', async () => {
    const client = await signIn();
    const phone = await client.auth.mfa.enroll({ factorType: 'phone', phone: '+15555550100' });
    expect(phone.error).toMatchObject({ code: 'mfa_phone_enroll_not_enabled', status: 422 });
  });
});

describe('a code', () => {
  it('that is wrong leaves everything as it was', async () => {
    const client = await signIn();
    const app = await enroll(client);
    expect(await answer(client, app, wrong(app))).toMatchObject({
      error: { code: 'mfa_verification_failed', status: 422 },
    });
    expect(await payloadOf(client)).toMatchObject({ aal: 'aal1' });
    expect((await client.auth.mfa.listFactors()).data?.totp).toEqual([]);
    expect((await answer(client, app, '')).error).toMatchObject({ code: 'validation_failed', status: 400 });
    expect((await answer(client, app)).error).toBeNull();
  });

  it('counts once, nor does an earlier one after it', async () => {
    const { app } = await withFactor();
    const client = await signIn();
    const code = app.code();
    expect((await answer(client, app, code)).error).toBeNull();
    const refused = { code: 'mfa_verification_failed' };
    expect((await answer(client, app, code)).error).toMatchObject(refused);
    expect((await answer(client, app, app.code(now - STEP_MS))).error).toMatchObject(refused);
    expect((await answer(client, app, app.code(now + STEP_MS))).error).toBeNull();
  });

  it('that two send at the same time lets one of them in', async () => {
    const { app } = await withFactor();
    const clients = [await signIn(), await signIn()];
    const outcomes = await Promise.all(clients.map((client) => answer(client, app)));
    expect(outcomes.filter(({ error }) => error === null)).toHaveLength(1);
    // On one session alike.
    now += 2 * STEP_MS;
    const client = await signIn();
    const again = await Promise.all([answer(client, app), answer(client, app)]);
    expect(again.filter(({ error }) => error === null)).toHaveLength(1);
  });

  it('is not looked at after five wrong ones, whatever the session or the server, for a quarter of an hour', async () => {
    const { app } = await withFactor();
    const guess = async (client: SupabaseClient, code?: string) => (await answer(client, app, code)).error?.status;
    for (let failure = 0; failure < 5; failure += 1) expect(await guess(await signIn(), wrong(app))).toBe(422);
    expect(await guess(await signIn())).toBe(429);
    await api.close();
    api = await startApi();
    now += 15 * 60_000 - 1000;
    expect(await guess(await signIn())).toBe(429);
    now += 2000;
    expect(await guess(await signIn())).toBeUndefined();
  });

  it('that was wrong counts also where many are sent at once', async () => {
    const { app } = await withFactor();
    const client = await signIn();
    const challengeId = await challenge(client, app);
    const outcomes = await Promise.all(
      Array.from({ length: 20 }, () =>
        client.auth.mfa.verify({ factorId: app.factorId, challengeId, code: wrong(app) }),
      ),
    );
    expect(outcomes.filter(({ error }) => error?.status === 422)).toHaveLength(5);
    expect(outcomes.filter(({ error }) => error?.status === 429)).toHaveLength(15);
  });

  it('answers a challenge of its own factor, within five minutes, once', async () => {
    const { client, app } = await withFactor();
    const verify = (challengeId: string) =>
      client.auth.mfa.verify({ factorId: app.factorId, challengeId, code: app.code() });
    const lapsed = await challenge(client, app);
    now += 5 * 60_000 + 1000;
    expect((await verify(lapsed)).error).toMatchObject({ code: 'mfa_challenge_expired', status: 422 });
    const answered = await challenge(client, app);
    expect((await verify(answered)).error).toBeNull();
    now += 2 * STEP_MS;
    expect((await verify(answered)).error).toMatchObject({ code: 'mfa_ip_address_mismatch', status: 422 });
    const second = await enroll(client, 'Tablet');
    for (const id of [await challenge(client, second), crypto.randomUUID(), 'made up'])
      expect((await verify(id)).error).toMatchObject({ code: 'mfa_factor_not_found', status: 422 });
  });
});

describe('without its code', () => {
  it('a factor is not removed, and with it sessions fall back to the first level', async () => {
    const { client, app } = await withFactor();
    const thief = await signIn();
    const remove = (by: SupabaseClient) => by.auth.mfa.unenroll({ factorId: app.factorId });
    expect(await remove(thief)).toMatchObject({ error: { code: 'insufficient_aal', status: 422 } });
    expect(await remove(client)).toMatchObject({ error: null, data: { id: app.factorId } });
    await client.auth.refreshSession();
    expect(await payloadOf(client)).toMatchObject({ aal: 'aal1', amr: [{ method: 'password' }] });
    expect((await client.auth.mfa.listFactors()).data?.all).toEqual([]);
  });

  it('no second one is enrolled', async () => {
    await withFactor();
    const refused = await (await signIn()).auth.mfa.enroll({ factorType: 'totp', friendlyName: 'Mine' });
    expect(refused.error).toMatchObject({ code: 'insufficient_aal', status: 403 });
  });

  it('no new password or address is set, whatever else is', async () => {
    const { client } = await withFactor();
    const thief = await signIn();
    expect(await thief.auth.updateUser({ password: 'Another sentence.' })).toMatchObject(INSUFFICIENT);
    expect((await thief.auth.updateUser({ password: 'Another sentence.' })).error?.status).toBe(401);
    expect(await thief.auth.updateUser({ email: 'thief@harbor.example' })).toMatchObject(INSUFFICIENT);
    expect((await thief.auth.updateUser({ data: { theme: 'dark' } })).error).toBeNull();
    const kept = await stack.sql`select encrypted_password from auth.users where email = ${PIT_BOSS}`;
    expect((await client.auth.updateUser({ password: 'Another sentence.' })).error).toBeNull();
    const put = kept[0]?.encrypted_password ?? '';
    await stack.sql`update auth.users set encrypted_password = ${put} where email = ${PIT_BOSS}`;
  });

  it('the link of an e-mail brings the first level only', async () => {
    await withFactor();
    await newClient().auth.resetPasswordForEmail(PIT_BOSS);
    await expect.poll(() => mails.length).toBeGreaterThan(0);
    const [, query] = /auth\/v1\/verify\?([^"'\\\s<]+)/.exec(String(mails.at(-1))) ?? [];
    const link = `${api.url}/auth/v1/verify?${String(query).replaceAll('&amp;', '&')}`;
    const location = (await fetch(link, { redirect: 'manual' })).headers.get('location') ?? '';
    const brought = new URLSearchParams(new URL(location).hash.slice(1));
    expect(readPayload(brought.get('access_token') ?? '')).toMatchObject({ aal: 'aal1', amr: [{ method: 'otp' }] });
    const client = newClient();
    await client.auth.setSession({
      access_token: brought.get('access_token') ?? '',
      refresh_token: brought.get('refresh_token') ?? '',
    });
    expect(await client.auth.updateUser({ password: 'Another sentence.' })).toMatchObject(INSUFFICIENT);
  });
});

describe('a factor of another account', () => {
  it('is not found, whatever is done with it', async () => {
    const { app } = await withFactor();
    const { client } = await withFactor(OTHER_PIT_BOSS);
    const { factorId } = app;
    const id = crypto.randomUUID();
    const outcomes = [
      await client.auth.mfa.challenge({ factorId }),
      await client.auth.mfa.verify({ factorId, challengeId: id, code: app.code() }),
      await client.auth.mfa.unenroll({ factorId }),
      await client.auth.mfa.challenge({ factorId: id }),
    ];
    for (const { error } of outcomes) expect(error).toMatchObject({ code: 'mfa_factor_not_found', status: 404 });
  });

  it('nor by nobody, by a key, or by a token that was signed otherwise', async () => {
    const { client, app } = await withFactor();
    const [header, payload] = (await sessionOf(client)).access_token.split('.');
    const { publishableKey, secretKey } = ownServer().secrets;
    const post = async (authorization: Record<string, string>) => {
      const headers = { apikey: publishableKey, ...authorization };
      return (await fetch(`${api.url}/auth/v1/factors/${app.factorId}/challenge`, { method: 'POST', headers })).status;
    };
    expect(await post({})).toBe(401);
    expect(await post({ authorization: `Bearer ${secretKey}` })).toBeGreaterThan(400);
    expect(await post({ authorization: `Bearer ${header}.${payload}.${'A'.repeat(43)}` })).toBe(403);
  });
});

describe('a database that an earlier version prepared', () => {
  it('has second factors from the next start on, and the sessions that it had', async () => {
    const client = await signIn();
    await api.close();
    await stack.sql.unsafe(`
      drop schema second_factor cascade;
      drop table auth.mfa_factors, auth.mfa_challenges, auth.mfa_amr_claims;
      alter table auth.sessions alter column aal type text using aal::text,
        add constraint sessions_aal_check check (aal in ('aal1', 'aal2', 'aal3'));
      drop type auth.aal_level, auth.factor_type, auth.factor_status`);
    await prepareDatabase(stack.databaseUrl, ownServer().secrets);
    await prepareDatabase(stack.databaseUrl, ownServer().secrets);
    api = await startApi();
    const { refresh_token } = await sessionOf(client);
    const later = newClient();
    expect((await later.auth.refreshSession({ refresh_token })).error).toBeNull();
    expect(await payloadOf(later)).toMatchObject({ aal: 'aal1', amr: [] });
    expect((await answer(later, await enroll(later))).error).toBeNull();
    expect(await payloadOf(later)).toMatchObject({ aal: 'aal2', amr: [{ method: 'totp' }] });
  });
});

describe('what is kept', () => {
  it('is read by no role of the app, and the secret by nobody without the stack’s key', async () => {
    const { client } = await withFactor();
    const { data } = await client.auth.mfa.enroll({ factorType: 'totp', friendlyName: 'Tablet' });
    const roles = ['anon', 'authenticated', 'service_role'];
    const readable = await stack.sql`
      select r as role, c.oid::regclass::text as "table" from unnest(${roles}::text[]) r, pg_class c
      where c.relnamespace in ('auth'::regnamespace, 'second_factor'::regnamespace) and c.relkind = 'r'
        and (has_table_privilege(r, c.oid, 'select, insert, update, delete, truncate, references, trigger')
          or has_any_column_privilege(r, c.oid, 'select, insert, update, references'))`;
    expect(readable).toEqual([]);
    const rows = await stack.sql`select secret from auth.mfa_factors`;
    expect(rows).toHaveLength(2);
    const bytes = fromBase32(data?.totp.secret ?? '');
    for (const text of [data?.totp.secret ?? '', bytes.toString('base64'), bytes.toString('hex')])
      expect(JSON.stringify(rows)).not.toContain(text);
  });

  it('is never logged', async () => {
    const written: string[] = [];
    const spies = (['log', 'info', 'warn', 'error'] as const).map((level) =>
      vi.spyOn(console, level).mockImplementation((...texts) => void written.push(texts.map(String).join(' '))),
    );
    const { client, app } = await withFactor();
    await answer(client, app, wrong(app));
    await client.auth.mfa.unenroll({ factorId: app.factorId });
    for (const spy of spies) spy.mockRestore();
    expect(written).toEqual([]);
  });

  it('goes with the account', async () => {
    const { client } = await withFactor(ADMIN);
    const { sub } = await payloadOf(client);
    await stack.sql
      .begin(async (sql) => {
        await sql`update public.staff set user_id = null where user_id = ${sub}`;
        await sql`delete from auth.users where id = ${sub}`;
        const left = await sql`
        select (select count(*) from auth.mfa_factors where user_id = ${sub})
          + (select count(*) from second_factor.tries where user_id = ${sub}) as rows`;
        expect(Number(left[0]?.rows)).toBe(0);
        throw new Error('only tried');
      })
      .catch((error: Error) => expect(error.message).toBe('only tried'));
  });
});
