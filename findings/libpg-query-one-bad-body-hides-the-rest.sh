#!/usr/bin/env bash
# The PL/pgSQL parser of libpg-query looks at every function of a text, whatever its language: one whose body is an expression (`return 1`, as the SQL standard writes it) ends the
# whole call with a failed assertion, and what is wrong in the functions after it is never said. A function that returns rows in an array is refused as well, though PostgreSQL takes it.
#
# Run with: libpg-query 18.1.5 (parsePlPgSQLSync). Source: PostgreSQL's manual, create function: sql_body; and a type for every table, in arrays too.
# One would guess that functions of another language are passed over. Each PL/pgSQL function is to be given to it alone.
# Seen: alone: fine · after `return 1`: Aborted(Assertion failed: proc_source != NULL · rows in an array: PL/pgSQL functions cannot return type record[]
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT; chmod 755 "$folder"; cd "$folder"
npm init --yes >/dev/null && npm install --no-audit --no-fund --loglevel=error node@24.19.0 libpg-query@18.1.5 >/dev/null
cat > try.mjs <<'JS'
import { loadModule, parsePlPgSQLSync } from 'libpg-query';

await loadModule();
const judge = (sql) => {
  try {
    parsePlPgSQLSync(sql);
    return 'fine';
  } catch (error) {
    return error.message.split(',')[0];
  }
};
const one = (type) => `create function f() returns ${type} language plpgsql as $$ begin return null; end; $$;`;
const standard = 'create function g() returns integer language sql return 1;';
console.log(`alone: ${judge(one('integer'))} · after \`return 1\`: ${judge(standard + one('integer'))} · rows in an array: ${judge(one('public.note[]'))}`);
process.exit(0);
JS
seen=$(node_modules/.bin/node try.mjs 2>/dev/null | tail -n 1)
echo "$seen"
[ "$seen" = 'alone: fine · after `return 1`: Aborted(Assertion failed: proc_source != NULL · rows in an array: PL/pgSQL functions cannot return type record[]' ] || { echo 'It behaves otherwise now.'; exit 1; }
