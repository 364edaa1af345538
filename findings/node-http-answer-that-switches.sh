#!/usr/bin/env bash
# An answer that switches the protocol (101) is neither an answer nor an error to who asked by `http.request` without listening to `upgrade`: no 'response', no 'error', and the
# socket is closed. The request says 'close' and nothing else. A promise that waits for the first two waits for ever. `fetch` of the same Node rejects at once.
#
# Run with: node 24.19.0, a server that answers any POST with a 101 that nobody asked for. Source: the events in the order in which they come.
# One would guess that each request ends in an answer or an error, which is how nearly every wrapper is written: who posts webhooks by `http.request`, for its
# `lookup`, has to take 'close' for an end, too.
# Seen: http.request: close; fetch: rejected
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT; cd "$folder"
npm init --yes >/dev/null && npm install --no-audit --no-fund --loglevel=error node@24.19.0 >/dev/null
cat > ask.mjs <<'JS'
import { request } from 'node:http';
import { createServer } from 'node:net';

const server = createServer((socket) => {
  socket.on('error', () => undefined);
  socket.once('data', () => socket.write('HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: other\r\n\r\n'));
});
await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
const { port } = server.address();
const events = [];
await new Promise((resolve) => {
  const asked = request({ host: '127.0.0.1', port, method: 'POST' });
  for (const event of ['response', 'error', 'close']) asked.on(event, () => events.push(event));
  asked.on('close', resolve);
  asked.end('x');
});
const fetched = await fetch(`http://127.0.0.1:${port}/`, { method: 'POST', body: 'x' }).then(({ status }) => status, () => 'rejected');
console.log(`http.request: ${events.join(', ')}; fetch: ${fetched}`);
process.exit(0);
JS
seen=$(node_modules/.bin/node ask.mjs 2>/dev/null | tail -n 1)
echo "$seen"
[ "$seen" = 'http.request: close; fetch: rejected' ] || { echo 'It behaves otherwise now.'; exit 1; }
