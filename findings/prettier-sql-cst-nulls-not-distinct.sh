#!/usr/bin/env bash
# prettier-plugin-sql-cst moves `nulls not distinct` of a unique constraint behind the columns, where PostgreSQL takes it for a syntax error. What it writes so, it refuses to read.
# `comment on function` of one without parameters, and `overlay(... placing ...)`, it does not read at all.
#
# Run with: prettier-plugin-sql-cst 0.22.1 (parser postgresql) and, to judge what comes out, PostgreSQL's own parser: libpg-query 18.1.5. Source: PostgreSQL's manual, create table:
# UNIQUE [ NULLS [ NOT ] DISTINCT ] ( column_name [, ... ] ).
# One would guess that what a formatter prints it can read again.
# Seen: before: valid · after: syntax error at or near "nulls" · again: refused · comment on f(): refused
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT; chmod 755 "$folder"; cd "$folder"
npm init --yes >/dev/null && npm install --no-audit --no-fund --loglevel=error node@24.19.0 prettier@3 prettier-plugin-sql-cst@0.22.1 libpg-query@18.1.5 >/dev/null
cat > try.mjs <<'JS'
import prettier from 'prettier';
import { loadModule, parseSync } from 'libpg-query';

await loadModule();
const judge = (sql) => {
  try {
    parseSync(sql);
    return 'valid';
  } catch (error) {
    return error.message;
  }
};
const print = (sql) => prettier.format(sql, { parser: 'postgresql', plugins: ['prettier-plugin-sql-cst'] });
const reads = (sql) => print(sql).then(() => 'read', () => 'refused');
const text = 'create table note (body text, unique nulls not distinct (body));';
const after = (await print(text)).toLowerCase();
console.log(
  `before: ${judge(text)} · after: ${judge(after)} · again: ${await reads(after)} · comment on f(): ${await reads("comment on function f() is 'It does.';")}`,
);
JS
seen=$(node_modules/.bin/node try.mjs 2>/dev/null | tail -n 1)
echo "$seen"
[ "$seen" = 'before: valid · after: syntax error at or near "nulls" · again: refused · comment on f(): refused' ] || { echo 'It behaves otherwise now.'; exit 1; }
