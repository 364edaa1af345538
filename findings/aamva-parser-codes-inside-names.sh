#!/usr/bin/env bash
# The bar code of a driving licence is read wrongly, without an error, when a name holds three letters that are also a field code:
# the family name MEDACK holds DAC (given name), the middle name DBBQ holds DBB (date of birth). Given name and birth date are lost.
#
# Read with: aamva-parser 1.7.0 and aamva 2.0.0, a version 8 card (AAMVA DL/ID Card Design Standard, annex D: elements are parted by a
# line feed, and the header says where the subfile begins). Source: both look for a code anywhere in the text, not at the beginning of an element.
# One would guess that a code counts at the beginning of an element only: letters of a name are data. parse-usdl 3.2.0, beside them, does so.
# Seen: aamva-parser: K / null · aamva: ME, K · parse-usdl: TEST / 1986-06-06
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT; cd "$folder"
npm init --yes >/dev/null && npm install --no-audit --no-fund --loglevel=error aamva-parser@1.7.0 aamva@2.0.0 parse-usdl@3.2.0 >/dev/null
cat > read.cjs <<'JS'
const elements = ['DAQT00000000', 'DCSMEDACK', 'DDEN', 'DACTEST', 'DDFN', 'DADDBBQ', 'DDGN', 'DCAD', 'DCBNONE', 'DCDNONE', 'DBD06062019', 'DBB06061986',
  'DBA12102034', 'DBC9', 'DAU068 in', 'DAYBRO', 'DAG1 SAMPLE STREET', 'DAISAMPLE', 'DAJVA', 'DAK232690000  ', 'DCF0000000000', 'DCGUSA'];
const subfile = `DL${elements.join('\n')}\r`;
const header = '@\n\x1e\rANSI 636000080001';
const card = `${header}DL${String(header.length + 10).padStart(4, '0')}${String(subfile.length).padStart(4, '0')}${subfile}`;

const first = require('aamva-parser').parse(card);
const second = require('aamva').parse(card);
const third = require('parse-usdl').parse(card);
console.log([`aamva-parser: ${first.firstName} / ${first.dateOfBirth}`, `aamva: ${second.name.last}, ${second.name.first}`,
  `parse-usdl: ${third.firstName} / ${third.dateOfBirth}`].join(' · '));
JS
seen=$(node read.cjs 2>/dev/null | tail -n 1)
echo "$seen"
[ "$seen" = 'aamva-parser: K / null · aamva: ME, K · parse-usdl: TEST / 1986-06-06' ] || { echo 'It behaves otherwise now.'; exit 1; }
