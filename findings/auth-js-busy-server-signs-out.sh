#!/usr/bin/env bash
# A person is signed out when the server of Supabase Auth says that it is busy: of a refresh that is answered 429, with or without `Retry-After`, auth-js throws the session
# away, storage included, and says SIGNED_OUT. The refresh token was never looked at and is good still. Of a 503 it tries again and keeps the session.
#
# Run with: @supabase/auth-js 2.119.0 with a storage and a fetch of one's own. Source: what the client stored, and how often it asked.
# One would guess that "too many requests, come back in a second" is the most temporary of refusals, and that a client which tells temporary ones from final ones
# counts it among the former. Whoever puts a rate limit in front of Auth signs out whom it holds back: a gateway's 429 has to reach this client as a 503.
# Seen: 429 asked 1, session gone, SIGNED_OUT; 503 asked more than once, session kept, no event
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT; cd "$folder"
npm init --yes >/dev/null && npm install --no-audit --no-fund --loglevel=error node@24.19.0 @supabase/auth-js@2.119.0 >/dev/null
cat > ask.mjs <<'JS'
import { GoTrueClient } from '@supabase/auth-js';

const part = (value) => Buffer.from(JSON.stringify(value)).toString('base64url');
const past = Math.floor(Date.now() / 1000) - 60;
const session = {
  access_token: `${part({ alg: 'HS256', typ: 'JWT' })}.${part({ sub: 'somebody', exp: past })}.${part('signature')}`,
  refresh_token: 'good-still', token_type: 'bearer', expires_in: 3600, expires_at: past, user: { id: 'somebody' },
};
async function refresh(status, headers) {
  const stored = new Map([['key', JSON.stringify(session)]]);
  const storage = { getItem: (key) => stored.get(key) ?? null, setItem: (key, value) => stored.set(key, value), removeItem: (key) => stored.delete(key) };
  let asked = 0;
  const answer = async () => {
    asked += 1;
    return Response.json({ code: status, error_code: 'over_request_rate_limit', msg: 'Busy' }, { status, headers });
  };
  const client = new GoTrueClient({ url: 'http://127.0.0.1', storageKey: 'key', storage, fetch: answer, autoRefreshToken: false, detectSessionInUrl: false });
  const events = [];
  client.onAuthStateChange((event) => event !== 'INITIAL_SESSION' && events.push(event));
  await client.getSession();
  const kept = stored.has('key') ? 'kept' : 'gone';
  return `${status} asked ${asked === 1 ? 1 : 'more than once'}, session ${kept}, ${events.join('+') || 'no event'}`;
}
const console_error = console.error; console.error = () => undefined;
console.log([await refresh(429, { 'Retry-After': '1' }), await refresh(503, { 'Retry-After': '1' })].join('; '));
console.error = console_error;
process.exit(0);
JS
seen=$(node_modules/.bin/node ask.mjs 2>/dev/null | tail -n 1)
echo "$seen"
[ "$seen" = '429 asked 1, session gone, SIGNED_OUT; 503 asked more than once, session kept, no event' ] || { echo 'It behaves otherwise now.'; exit 1; }
