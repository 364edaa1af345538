#!/usr/bin/env bash
# With a `proxy.ts`, whatever it does, a route handler is given no more than the first 10 MiB of a larger body and is told of no error: the body just ends, and the handler
# answers 200 for a part of a file. The length that the caller declared is still in the header. Without the proxy the same handler reads the whole.
#
# Run with: next 16.4.6, react 19.3.1, a production build. Source: the bytes that the handler counts; the server says it in a line of its log only.
# One would guess that a limit of a framework refuses what is over it (413), and that a proxy that lets a request pass changes nothing of it.
# Seen: without a proxy 200 all of it, with one 200 at most 10 MiB of 12582912
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT; cd "$folder"
npm init --yes >/dev/null && npm pkg set type=module && npm install --no-audit --no-fund --loglevel=error node@24.19.0 next@16.4.6 react@19.3.1 react-dom@19.3.1 >/dev/null
export PATH="$folder/node_modules/.bin:$folder/node_modules/node/bin:$PATH" NEXT_TELEMETRY_DISABLED=1
mkdir -p app/count
cat > app/layout.js <<'JS'
export default ({ children }) => <html lang="en"><body>{children}</body></html>;
JS
cat > app/count/route.js <<'JS'
export async function POST(request) {
  let bytes = 0;
  for await (const part of request.body) bytes += part.length;
  const declared = Number(request.headers.get('content-length'));
  return new Response(bytes === declared ? 'all of it' : `${bytes < declared && bytes <= 10 * 1024 * 1024 ? 'at most 10 MiB' : bytes} of ${declared}`);
}
JS
cat > send.mjs <<'JS'
const response = await fetch(`http://127.0.0.1:${process.argv[2]}/count`, { method: 'POST', body: new Uint8Array(12 * 1024 * 1024) });
console.log(`${response.status} ${await response.text()}`);
JS
count() { # builds what is there, serves it, and sends one large body
  next build >/dev/null 2>&1 || { echo 'not built'; return; }
  local port=$((55000 + $$ % 5000)); next start -H 127.0.0.1 -p "$port" >/dev/null 2>&1 & local server=$!
  for _ in $(seq 100); do node -e "fetch('http://127.0.0.1:$port/').catch(() => process.exit(1))" 2>/dev/null && break; sleep 0.2; done
  node send.mjs "$port"
  kill "$server"; wait "$server" 2>/dev/null || true
}
without=$(count)
cat > proxy.js <<'JS'
import { NextResponse } from 'next/server';
export const proxy = () => NextResponse.next();
JS
seen="without a proxy $without, with one $(count)"
echo "$seen"
[ "$seen" = 'without a proxy 200 all of it, with one 200 at most 10 MiB of 12582912' ] || { echo 'It behaves otherwise now.'; exit 1; }
