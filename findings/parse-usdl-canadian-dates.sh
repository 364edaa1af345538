#!/usr/bin/env bash
# A Canadian driving licence writes dates as year, month, day; two readers of these bar codes take every card for an American one (month, day,
# year) and answer days that do not exist, or lie fourteen centuries back, as if they were right: 6 June 2019 is "0606-20-19", or 19 August 607.
#
# Read with: parse-usdl 3.2.0 and aamva-parser 1.7.0. The card says itself that it is Canadian, in element DCG (CAN) and in its issuer's number
# (AAMVA DL/ID Card Design Standard, annex D: element DBD is CCYYMMDD in Canada, MMDDCCYY in the United States). Both packages say that they read Canadian cards, or name the country.
# One would guess that the order follows the country that the card names, or that a month of 20 is refused.
# Seen: parse-usdl: CAN 0606-20-19 · aamva-parser: CAN 0607-08-19
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT; cd "$folder"
npm init --yes >/dev/null && npm install --no-audit --no-fund --loglevel=error parse-usdl@3.2.0 aamva-parser@1.7.0 >/dev/null
cat > read.cjs <<'JS'
const elements = ['DAQX0000-00000-00000', 'DCSSAMPLE', 'DDEN', 'DACTEST', 'DDFN', 'DADNONE', 'DDGN', 'DCAG', 'DCBNONE', 'DCDNONE', 'DBD20190606', 'DBB19860606',
  'DBA20341210', 'DBC9', 'DAU173 cm', 'DAYBRO', 'DAG1 SAMPLE STREET', 'DAISAMPLE', 'DAJON', 'DAKK1A0B1     ', 'DCGCAN', 'DCF0000000000'];
const subfile = `DL${elements.join('\n')}\r`;
const header = '@\n\x1e\rANSI 636012080001';
const card = `${header}DL${String(header.length + 10).padStart(4, '0')}${String(subfile.length).padStart(4, '0')}${subfile}`;

const usdl = require('parse-usdl').parse(card);
const other = require('aamva-parser').parse(card);
console.log(`parse-usdl: ${usdl.issuer} ${usdl.dateOfIssue} · aamva-parser: ${other.countryCode} ${other.issueDate.toISOString().slice(0, 10)}`);
JS
seen=$(TZ=UTC node read.cjs 2>/dev/null | tail -n 1)
echo "$seen"
[ "$seen" = 'parse-usdl: CAN 0606-20-19 · aamva-parser: CAN 0607-08-19' ] || { echo 'It behaves otherwise now.'; exit 1; }
