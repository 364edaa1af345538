#!/usr/bin/env bash
# The package that formats numbers as a sheet shows them cannot be loaded by `require`: its package.json promises a file for that, and types for both ways,
# which are not in the package. `import` gets a file that is there. Tools that follow the promise (bundlers that prefer `require`, checkers of imports) find
# nothing; the version before is whole, but has no getFormatFromId for the formats that a workbook names by number alone.
#
# Run with: numfmt 4.0.1 (newest when this was written). Source: its package.json (main, types and the first condition of exports) beside the list of files in dist.
# One would guess that a file which exports names is in the package, or that loading it fails for `import` as well.
# Seen: require: MODULE_NOT_FOUND · import: "0042" · dist/index.cjs missing, dist/index.d.cts missing
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT; cd "$folder"
npm init --yes >/dev/null && npm install --no-audit --no-fund --loglevel=error numfmt@4.0.1 >/dev/null
cat > load.mjs <<'JS'
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { format } from 'numfmt';

let required = 'loaded';
try {
  createRequire(import.meta.url)('numfmt');
} catch (error) {
  required = error.code;
}
const missing = ['index.cjs', 'index.d.cts'].map((file) => `dist/${file} ${existsSync(`node_modules/numfmt/dist/${file}`) ? 'there' : 'missing'}`);
console.log(`require: ${required} · import: "${format('0000', 42)}" · ${missing.join(', ')}`);
JS
seen=$(node load.mjs)
echo "$seen"
[ "$seen" = 'require: MODULE_NOT_FOUND · import: "0042" · dist/index.cjs missing, dist/index.d.cts missing' ] || { echo 'It behaves otherwise now.'; exit 1; }
