#!/usr/bin/env bash
# A Spanish name on a receipt of a Star printer comes out as "?u?oa" unless a code page is asked for: the encoder's default page for Star
# has no Ñ and no ñ, and puts a question mark in their place without saying so. The same text with `auto` or `windows1252` is whole.
#
# Encoded with: @point-of-sale/receipt-printer-encoder 4.0.1 (newest when this was written), languages star-prnt and esc-pos, no other option.
# Source: dist, where each language has a default code page (star/standard for Star), to which text is encoded unless codepage() was called.
# One would guess that the default of the encoder prints Latin letters that the printer can print, or raises an error.
# Seen: star-prnt ?u?oa · star-prnt auto: page 1, bytes a5 75 a4 6f 61
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT; cd "$folder"
npm init --yes >/dev/null && npm install --no-audit --no-fund --loglevel=error @point-of-sale/receipt-printer-encoder@4.0.1 >/dev/null
cat > encode.mjs <<'JS'
import Encoder from '@point-of-sale/receipt-printer-encoder';

const bytes = (page) => {
  const encoder = new Encoder({ language: 'star-prnt' }).initialize();
  return [...(page ? encoder.codepage(page) : encoder).text('Ñuñoa').encode()];
};
const hex = (list) => list.map((byte) => byte.toString(16).padStart(2, '0')).join(' ');
const plain = bytes(null);
const auto = bytes('auto');
// ESC GS t n selects a code page; the five letters follow it.
const after = (list) => list.findIndex((byte, place) => byte === 0x1b && list[place + 1] === 0x1d && list[place + 2] === 0x74) + 4;
console.log(`star-prnt ${String.fromCharCode(...plain.slice(after(plain), after(plain) + 5))} · star-prnt auto: page ${auto[after(auto) - 1]}, bytes ${hex(auto.slice(after(auto), after(auto) + 5))}`);
JS
seen=$(node encode.mjs)
echo "$seen"
[ "$seen" = 'star-prnt ?u?oa · star-prnt auto: page 1, bytes a5 75 a4 6f 61' ] || { echo 'It behaves otherwise now.'; exit 1; }
