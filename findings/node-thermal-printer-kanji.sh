#!/usr/bin/env bash
# A Japanese name on an Epson receipt comes out as box-drawing characters: the printer is never told that two bytes make one character. Where the
# library means to select a Japanese code page it sends ESC R 8, which exchanges a dozen signs of ASCII (the backslash prints as ¥ from then on); the table of
# one-byte characters that was selected before stays, and the name follows as EUC-JP, which is none of the two codes (JIS, Shift JIS) that FS C offers.
#
# Encoded with: node-thermal-printer 4.6.1 (newest when this was written), type EPSON, character set PC852. Source: lib/types/epson-config.js, where JAPAN has
# ESC R 8 among the code pages and EUC-JP as its encoding. ESC t, ESC R, FS & and FS C as Epson's ESC/POS reference tells them.
# One would guess that a name which the library takes to be Japanese, and for which it changes the mode of the printer, prints as Japanese, or that the
# library puts its question mark in the place of what it cannot print, as it does elsewhere.
# Seen: ESC t 18, ESC R 8, bb b3 c5 c4, kanji mode (FS &): no; in PC852 these bytes are ╗│┼─
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT; cd "$folder"
npm init --yes >/dev/null && npm install --no-audit --no-fund --loglevel=error node-thermal-printer@4.6.1 iconv-lite@0.6.3 >/dev/null
cat > encode.cjs <<'JS'
const { CharacterSet, PrinterTypes, ThermalPrinter } = require('node-thermal-printer');
const { decode } = require('iconv-lite');

const printer = new ThermalPrinter({ type: PrinterTypes.EPSON, interface: `${__dirname}/receipt`, characterSet: CharacterSet.PC852_LATIN2 });
printer.print('山田');
const bytes = printer.getBuffer();
const after = (...sequence) => bytes.indexOf(Buffer.from(sequence)) + sequence.length;
const name = bytes.subarray(after(0x1b, 0x52) + 1);
const kanji = bytes.includes(Buffer.from([0x1c, 0x26])) ? 'yes' : 'no';
const hex = [...name].map((byte) => byte.toString(16)).join(' ');
console.log(
  `ESC t ${bytes[after(0x1b, 0x74)]}, ESC R ${bytes[after(0x1b, 0x52)]}, ${hex}, kanji mode (FS &): ${kanji}; in PC852 these bytes are ${decode(name, 'cp852')}`,
);
JS
seen=$(node encode.cjs)
echo "$seen"
[ "$seen" = 'ESC t 18, ESC R 8, bb b3 c5 c4, kanji mode (FS &): no; in PC852 these bytes are ╗│┼─' ] || { echo 'It behaves otherwise now.'; exit 1; }
