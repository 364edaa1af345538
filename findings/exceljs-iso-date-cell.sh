#!/usr/bin/env bash
# A date cell of an XLSX sheet that is written as a date and not as a serial number (t="d", ECMA-376 part 1, 18.18.11)
# loses everything but its year, which is then taken for a serial number: 5 November 2026 becomes 18 July 1905.
#
# Read with: exceljs 4.4.0. Source: lib/xlsx/xform/sheet/cell-xform.js, parseClose: types other than s, str, inlineStr, b
# and e go through parseFloat, and parseFloat('2026-11-05') is 2026. Beside it, in the same row, the same day as a serial number.
# One would guess that a cell whose type says "date" is read as the date it holds, or refused.
# Seen: 1905-07-18 2026-11-05
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT; cd "$folder"
npm init --yes >/dev/null && npm install --no-audit --no-fund --loglevel=error exceljs@4.4.0 fflate@0.8.2 >/dev/null
cat > read.mjs <<'JS'
import ExcelJS from 'exceljs';
import { strToU8, zipSync } from 'fflate';

const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const packaged = 'http://schemas.openxmlformats.org/package/2006';
const parts = {
  '[Content_Types].xml': `<Types xmlns="${packaged}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/><Override PartName="/xl/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"/></Types>`,
  '_rels/.rels': `<Relationships xmlns="${packaged}/relationships"><Relationship Id="rId1" Type="${office}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
  'xl/workbook.xml': `<workbook xmlns="${main}" xmlns:r="${office}"><sheets><sheet name="Sheet1" sheetId="1" r:id="rId1"/></sheets></workbook>`,
  'xl/_rels/workbook.xml.rels': `<Relationships xmlns="${packaged}/relationships"><Relationship Id="rId1" Type="${office}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="${office}/styles" Target="styles.xml"/></Relationships>`,
  'xl/styles.xml': `<styleSheet xmlns="${main}"><fonts count="1"><font/></fonts><fills count="1"><fill><patternFill patternType="none"/></fill></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="2"><xf/><xf numFmtId="14" applyNumberFormat="1"/></cellXfs></styleSheet>`,
  'xl/worksheets/sheet1.xml': `<worksheet xmlns="${main}"><sheetData><row r="1"><c r="A1" s="1" t="d"><v>2026-11-05</v></c><c r="B1" s="1"><v>46331</v></c></row></sheetData></worksheet>`,
};
const book = new ExcelJS.Workbook();
await book.xlsx.load(Buffer.from(zipSync(Object.fromEntries(Object.entries(parts).map(([name, text]) => [name, strToU8(text)])))));
const row = book.worksheets[0].getRow(1);
console.log([1, 2].map((place) => row.getCell(place).value.toISOString().slice(0, 10)).join(' '));
JS
seen=$(node read.mjs)
echo "exceljs 4.4.0: $seen"
[ "$seen" = '1905-07-18 2026-11-05' ] || { echo 'It behaves otherwise now.'; exit 1; }
