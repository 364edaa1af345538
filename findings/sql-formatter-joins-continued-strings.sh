#!/usr/bin/env bash
# sql-formatter makes one line of a string that is continued over several, which only a line break may part: valid SQL goes in, a syntax error comes out. What stands
# between the dollars of a function, where most of a schema is, it leaves as it is.
#
# Run with: sql-formatter 15.9.0 (language postgresql) and, to judge what comes out, PostgreSQL's own parser: libpg-query 18.1.5. Source: the SQL standard, and PostgreSQL's
# manual (4.1.2.1): strings that are only separated by white space with at least one newline are one.
# One would guess that a formatter with PostgreSQL as a dialect keeps a valid statement valid.
# Seen: before: valid · after: syntax error · body of a function: untouched
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT; chmod 755 "$folder"; cd "$folder"
npm init --yes >/dev/null && npm install --no-audit --no-fund --loglevel=error node@24.19.0 sql-formatter@15.9.0 libpg-query@18.1.5 >/dev/null
cat > try.mjs <<'JS'
import { format } from 'sql-formatter';
import { loadModule, parseSync } from 'libpg-query';

await loadModule();
const judge = (sql) => {
  try {
    parseSync(sql);
    return 'valid';
  } catch (error) {
    return error.message.split(' at ')[0];
  }
};
const text = "comment on table note is\n  'The first line, '\n  'the second.';";
const body = '$$ begin if   true then perform 1;end if; end $$';
const after = (sql) => format(sql, { language: 'postgresql' });
const kept = after(`create function f() returns void language plpgsql as ${body};`).includes(body) ? 'untouched' : 'formatted';
console.log(`before: ${judge(text)} · after: ${judge(after(text))} · body of a function: ${kept}`);
JS
seen=$(node_modules/.bin/node try.mjs 2>/dev/null | tail -n 1)
echo "$seen"
[ "$seen" = 'before: valid · after: syntax error · body of a function: untouched' ] || { echo 'It behaves otherwise now.'; exit 1; }
