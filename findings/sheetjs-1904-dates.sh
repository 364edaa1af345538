#!/usr/bin/env bash
# Dates of a workbook that counts days from 1904 (date1904, the old default of Excel for Mac) come out four years and a
# day early as Date objects, while the same cell as text shows the right day. Nothing is raised.
#
# Read with: xlsx 0.18.5, the newest of that name on the npm registry, option cellDates. Source: xlsx.mjs/xlsx.js, where the text is
# formatted with {date1904} and the value is made by numdate(), which knows only the epoch of 1900.
# One would guess that value and text of one cell are the same day, or that the flag of the workbook is honoured by both.
# Seen: value 2022-11-04 text 11/5/26 flag true
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT; cd "$folder"
npm init --yes >/dev/null && npm install --no-audit --no-fund --loglevel=error xlsx@0.18.5 fflate@0.8.2 >/dev/null
cat > read.mjs <<'JS'
import { createRequire } from 'node:module';
import { strToU8, zipSync } from 'fflate';

const XLSX = createRequire(import.meta.url)('xlsx');
const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const packaged = 'http://schemas.openxmlformats.org/package/2006';
const parts = {
  '[Content_Types].xml': `<Types xmlns="${packaged}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/><Override PartName="/xl/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"/></Types>`,
  '_rels/.rels': `<Relationships xmlns="${packaged}/relationships"><Relationship Id="rId1" Type="${office}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
  'xl/workbook.xml': `<workbook xmlns="${main}" xmlns:r="${office}"><workbookPr date1904="1"/><sheets><sheet name="Sheet1" sheetId="1" r:id="rId1"/></sheets></workbook>`,
  'xl/_rels/workbook.xml.rels': `<Relationships xmlns="${packaged}/relationships"><Relationship Id="rId1" Type="${office}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="${office}/styles" Target="styles.xml"/></Relationships>`,
  'xl/styles.xml': `<styleSheet xmlns="${main}"><fonts count="1"><font/></fonts><fills count="1"><fill><patternFill patternType="none"/></fill></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="2"><xf/><xf numFmtId="14" applyNumberFormat="1"/></cellXfs></styleSheet>`,
  // Day 44,869 after 1 January 1904 is 5 November 2026.
  'xl/worksheets/sheet1.xml': `<worksheet xmlns="${main}"><sheetData><row r="1"><c r="A1" s="1"><v>44869</v></c></row></sheetData></worksheet>`,
};
const bytes = zipSync(Object.fromEntries(Object.entries(parts).map(([name, text]) => [name, strToU8(text)])));
const book = XLSX.read(Buffer.from(bytes), { type: 'buffer', cellDates: true });
const cell = book.Sheets.Sheet1.A1;
console.log(`value ${cell.v.toISOString().slice(0, 10)} text ${cell.w ?? XLSX.utils.format_cell(cell)} flag ${book.Workbook.WBProps.date1904}`);
JS
seen=$(TZ=UTC node read.mjs)
echo "xlsx 0.18.5: $seen"
[ "$seen" = 'value 2022-11-04 text 11/5/26 flag true' ] || { echo 'It behaves otherwise now.'; exit 1; }
