#!/usr/bin/env bash
# The PL/pgSQL parser of @libpg-query/parser answers broken JSON for a function that gives a value to a field of a row variable: a valid function is reported as
# "Unexpected non-whitespace character after JSON". The package libpg-query 18.1.5, of the same authors, reads it.
#
# Run with: @libpg-query/parser 17.6.10 and libpg-query 18.1.5 (parsePlPgSQLSync). Source: the same function, which PostgreSQL takes where the table is.
# One would guess that the two packages differ in the version of PostgreSQL and in nothing else.
# Seen: 17.6.10: Unexpected non-whitespace character after JSON · 18.1.5: fine
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT; chmod 755 "$folder"; cd "$folder"
npm init --yes >/dev/null && npm install --no-audit --no-fund --loglevel=error node@24.19.0 @libpg-query/parser@17.6.10 libpg-query@18.1.5 >/dev/null
cat > try.mjs <<'JS'
import * as older from '@libpg-query/parser';
import * as newer from 'libpg-query';

const text = 'create function f() returns void language plpgsql as $$ declare v_note public.note; begin v_note.body := 1; end; $$;';
const judge = async ({ loadModule, parsePlPgSQLSync }) => {
  await loadModule();
  try {
    parsePlPgSQLSync(text);
    return 'fine';
  } catch (error) {
    return error.message.split(' at ')[0];
  }
};
console.log(`17.6.10: ${await judge(older)} · 18.1.5: ${await judge(newer)}`);
process.exit(0);
JS
seen=$(node_modules/.bin/node try.mjs 2>/dev/null | tail -n 1)
echo "$seen"
[ "$seen" = '17.6.10: Unexpected non-whitespace character after JSON · 18.1.5: fine' ] || { echo 'It behaves otherwise now.'; exit 1; }
