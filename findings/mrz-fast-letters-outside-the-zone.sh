#!/usr/bin/env bash
# A machine readable zone made for a Spanish or an Irish name holds letters that no such zone may hold: Ñ, É, the apostrophe and the hyphen are put in as they
# are typed. ICAO 9303 part 3 allows A to Z, 0 to 9 and < alone, and says how the others are written there (NUNEZ or NUNXXEZ, OBRIEN, JOSE<LUIS). The check
# digits are right, since no name is part of them, and the library's own reader takes the line; another reader refuses the names and loses them.
#
# Run with: mrz-fast 1.0.9 (newest when this was written) to make and to read, mrz 5.0.2 to read. Source: dist/createMRZ.js, where a name is put in upper case,
# its blanks become <, and nothing else is done.
# One would guess that what makes a zone from a person's name transliterates it, or refuses what it cannot write.
# Seen: P<ESPNÚÑEZ<O'BRIEN<<JOSÉ-LUIS · mrz-fast: valid, NÚÑEZ O'BRIEN · mrz: not valid, family name null
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT; cd "$folder"
npm init --yes >/dev/null && npm install --no-audit --no-fund --loglevel=error mrz-fast@1.0.9 mrz@5.0.2 >/dev/null
cat > zone.mjs <<'JS'
import { parse } from 'mrz';
import { createMRZ, parseMRZ } from 'mrz-fast';

const zone = createMRZ({
  documentCode: 'P', issuingState: 'ESP', nationality: 'ESP', lastName: "Núñez O'Brien", firstName: 'José-Luis', sex: 'male',
  documentNumber: 'X12345678', birthDate: { year: 1974, month: 8, day: 12 }, expirationDate: { year: 2032, month: 4, day: 15 },
});
const said = ({ valid, fields }) => (valid ? `valid, ${fields.lastName}` : `not valid, family name ${fields.lastName}`);
console.log(`${zone[0].replace(/<+$/, '')} · mrz-fast: ${said(parseMRZ(zone))} · mrz: ${said(parse(zone))}`);
JS
seen=$(node zone.mjs)
echo "$seen"
[ "$seen" = "P<ESPNÚÑEZ<O'BRIEN<<JOSÉ-LUIS · mrz-fast: valid, NÚÑEZ O'BRIEN · mrz: not valid, family name null" ] || { echo 'It behaves otherwise now.'; exit 1; }
