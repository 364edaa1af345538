#!/usr/bin/env bash
# The formatter of the Postgres language server prints a statement from its parse tree, and the tree has no comments: those inside of a statement are gone, and those between two
# statements as well. It says "Fixed 1 file." and ends well.
#
# Run with: @postgres-language-server/cli 0.25.5 (format --write). Source: what it wrote.
# One would guess that a formatter keeps comments; its own check, that the tree is the same before and after, can not notice.
# Seen: exit 0 · comments before: 3 · after: 0
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT; chmod 755 "$folder"; cd "$folder"
npm init --yes >/dev/null && npm install --no-audit --no-fund --loglevel=error node@24.19.0 @postgres-language-server/cli@0.25.5 >/dev/null
cat > try.mjs <<'JS'
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';

const count = () => readFileSync('page.sql', 'utf8').match(/--/g)?.length ?? 0;
writeFileSync('postgres-language-server.jsonc', '{ "format": { "enabled": true }, "db": { "disableConnection": true } }');
writeFileSync('page.sql', `-- What people leave for each other.

create table note (
  -- As it was typed.
  body text
);

-- The newest first.
create index note_newest on note (body desc);
`);
const before = count();
const { status } = spawnSync('node_modules/.bin/postgres-language-server', ['format', '--write', 'page.sql']);
console.log(`exit ${status} · comments before: ${before} · after: ${count()}`);
JS
seen=$(node_modules/.bin/node try.mjs 2>/dev/null | tail -n 1)
echo "$seen"
[ "$seen" = 'exit 0 · comments before: 3 · after: 0' ] || { echo 'It behaves otherwise now.'; exit 1; }
