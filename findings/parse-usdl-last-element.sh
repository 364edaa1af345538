#!/usr/bin/env bash
# The last element of a driving licence's bar code is left out when it is read, and nothing says so. Which element is last differs by issuer
# (the order after the first is free), so that a reader tried with one state's cards loses the country, or the eye colour, of another's.
#
# Read with: parse-usdl 3.2.0. Source: src/parseUsdl.js, which trims the text, and with it the segment terminator (a carriage return; AAMVA
# DL/ID Card Design Standard, annex D), and then drops the last line as if it were what stood behind the terminator.
# One would guess that a terminator ends the element before it, as a separator does. The same card with its last two elements swapped, beside it.
# Seen: issuer undefined, eyes BRO · issuer USA, eyes undefined
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT; cd "$folder"
npm init --yes >/dev/null && npm install --no-audit --no-fund --loglevel=error parse-usdl@3.2.0 >/dev/null
cat > read.cjs <<'JS'
const { parse } = require('parse-usdl');

function card(last) {
  const elements = ['DAQT00000000', 'DCSSAMPLE', 'DDEN', 'DACTEST', 'DDFN', 'DADNONE', 'DDGN', 'DCAD', 'DCBNONE', 'DCDNONE', 'DBD06062019', 'DBB06061986',
    'DBA12102034', 'DBC9', 'DAU068 in', 'DAG1 SAMPLE STREET', 'DAISAMPLE', 'DAJVA', 'DAK232690000  ', 'DCF0000000000', ...last];
  const subfile = `DL${elements.join('\n')}\r`;
  const header = '@\n\x1e\rANSI 636000080001';
  return `${header}DL${String(header.length + 10).padStart(4, '0')}${String(subfile.length).padStart(4, '0')}${subfile}`;
}
console.log([['DAYBRO', 'DCGUSA'], ['DCGUSA', 'DAYBRO']].map(card).map((text) => parse(text)).map(({ issuer, eyeColor }) => `issuer ${issuer}, eyes ${eyeColor}`).join(' · '));
JS
seen=$(node read.cjs 2>/dev/null | tail -n 1)
echo "$seen"
[ "$seen" = 'issuer undefined, eyes BRO · issuer USA, eyes undefined' ] || { echo 'It behaves otherwise now.'; exit 1; }
