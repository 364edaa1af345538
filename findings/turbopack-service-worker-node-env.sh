#!/usr/bin/env bash
# Next compiles a service worker that a page registers by `new URL('./service-worker.js', import.meta.url)`, as its own guide to progressive web apps has it. One that reads
# `process.env.NODE_ENV`, which every part of a page may, ends the build in an internal error: the compiler sees Node's `process` in it, and a worker can have no external
# module. The libraries for service workers read it (`serwist` in each of its files), so none of them can be used on that way.
#
# Run with: next 16.4.6, react 19.3.1, a production build with Turbopack. Source: how two builds end that differ in one expression of the worker.
# One would guess that the value is put in its place, as in all other code for the browser, or that the worker is refused with a message that names its line.
# Seen: without it built, with it: the chunking context (unknown) does not support external modules (request: node:process)
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT; cd "$folder"
npm init --yes >/dev/null && npm pkg set type=module && npm install --no-audit --no-fund --loglevel=error node@24.19.0 next@16.4.6 react@19.3.1 react-dom@19.3.1 >/dev/null
export PATH="$folder/node_modules/.bin:$folder/node_modules/node/bin:$PATH" NEXT_TELEMETRY_DISABLED=1
mkdir app
cat > app/layout.js <<'JS'
export default ({ children }) => <html lang="en"><body>{children}</body></html>;
JS
cat > app/page.js <<'JS'
'use client';
import { useEffect } from 'react';
export default function Page() {
  useEffect(() => void navigator.serviceWorker.register(new URL('./service-worker.js', import.meta.url), { scope: '/' }), []);
  return null;
}
JS
build() { # builds with what stands in the worker, and says how it ended
  echo "$1" > app/service-worker.js
  if next build >build.log 2>&1; then echo built; else grep -o 'the chunking context.*' build.log | head -1; fi
}
seen="without it $(build "self.addEventListener('install', () => {});"), with it: $(build "self.addEventListener('install', () => process.env.NODE_ENV);")"
echo "$seen"
[ "$seen" = 'without it built, with it: the chunking context (unknown) does not support external modules (request: node:process)' ] || { echo 'It behaves otherwise now.'; exit 1; }
