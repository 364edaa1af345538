#!/usr/bin/env bash
# A lock file that npm has just written is refused by npm's own `npm ci` where the registry lacks a package that is optional and for another platform: `npm install`
# goes by, writes an entry without a version or none, and installs; `npm ci` then counts that package as missing and installs nothing at all. The same lock file,
# taken by `npm install`, is enough. So a mirror that holds what this machine needs, and not what others would, is no ground for a lock file.
#
# Run with: npm 11.19.1 on node 24.19.0. Source: what the two commands answered for one lock file. The package that depends is made here, so that what its registry
# lacks is not a matter of which registry is asked: its optional dependency, for another system, exists nowhere.
# One would guess that `npm ci` takes what `npm install` wrote a moment ago, and that what is optional and for another system cannot fail an installation.
# Seen: install 0, install again 0, ci 1: Missing: @esbuild/no-such-platform@ from lock file
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT; cd "$folder"
npm init --yes >/dev/null && npm install --no-audit --no-fund --loglevel=error node@24.19.0 npm@11.19.1 >/dev/null
export PATH="$folder/node_modules/.bin:$PATH"
mkdir tool project
cat > tool/package.json <<'JSON'
{ "name": "tool", "version": "1.0.0", "optionalDependencies": { "@esbuild/no-such-platform": "1.0.0" } }
JSON
(cd tool && npm pack --silent >/dev/null)
cd project
echo '{ "name": "project", "version": "1.0.0", "dependencies": { "tool": "file:../tool/tool-1.0.0.tgz" } }' > package.json
result() { "$@" --no-audit --no-fund >said 2>&1 && echo 0 || echo $?; }
first=$(result npm install)
rm -rf node_modules
again=$(result npm install)
rm -rf node_modules
clean=$(result npm ci)
seen="install $first, install again $again, ci $clean: $(grep -o 'Missing: .*' said || true)"
echo "$seen"
[ "$seen" = 'install 0, install again 0, ci 1: Missing: @esbuild/no-such-platform@ from lock file' ] || { echo 'It behaves otherwise now.'; exit 1; }
