// @ts-check
// The seals: one root for each closed gaming day, chained to the day before. What a text says is described in
// docs/seals.md.
import { sha256 } from './sha256.js';

const HEADING =
  /^pitside seal 1\ncasino (\S+)\nkind (\S+)\nday (\d{4}-\d{2}-\d{2})\nprevious ([0-9a-f]{64}|-)\nentries (\d+)\ntotal (\d+)\n/;

/** @typedef {{ no: number, id: string, hash: string, day: string }} Head the end of a player's chain, as sealed */

/** @typedef {{ day: string, no: number, lastId: string, rows: number, hash: string, previous: string }} Block rows of the cash log, as sealed */

/** @param {string} day */
function dayAfter(day) {
  return new Date(Date.parse(`${day}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10);
}

/** The seals of one pack, taken in the order of their days. */
export class Seals {
  /** The newest seal so far, by kind. @type {Map<string, { day: string, root: string, total: number }>} */
  newest = new Map();
  /** What the seals of the pack's days know of the ledger, by player. @type {Map<string, Head[]>} */
  heads = new Map();
  /** The same of the seal before the first day, which is there to be followed. @type {Map<string, Head[]>} */
  headsBefore = new Map();
  /** What the seals of the pack's days know of the cash log, in its order. @type {Block[]} */
  blocks = [];
  /** Up to which row the seal before the first day covers the cash log, and up to which the last one does. */
  logSpan = { after: '', through: '' };
  count = 0;

  /** @param {string} casinoId @param {string} from the first day of the pack @param {(sentence: string) => void} fail */
  constructor(casinoId, from, fail) {
    this.casinoId = casinoId;
    this.from = from;
    this.fail = fail;
  }

  /** @param {string} name of the file: seals/<kind>/<day>.txt @param {Uint8Array} bytes */
  take(name, bytes) {
    const text = new TextDecoder().decode(bytes);
    const found = HEADING.exec(text);
    if (!found) return this.fail(`${name} is not the text of a seal.`);
    const [heading, casino, kind = '', day = '', previous = '', entries, total] = found;
    if (casino !== this.casinoId) this.fail(`${name} is a seal of another casino.`);
    if (name !== `seals/${kind}/${day}.txt`) this.fail(`${name} says it is the seal of ${kind} of ${day}.`);
    const last = this.newest.get(kind);
    if (last) this.#follow(name, last, { day, previous, entries: Number(entries), total: Number(total) });
    this.newest.set(kind, { day, root: sha256(bytes), total: Number(total) });
    this.count += 1;
    const lines = text.slice(heading.length).split('\n').slice(0, -1);
    if (kind === 'ledger') this.#takeHeads(name, day, lines);
    if (kind === 'mtl') this.#takeBlocks(day, previous === '-' ? '' : previous, lines);
  }

  /** @param {string} day @param {string} previous the root of the day before @param {string[]} lines */
  #takeBlocks(day, previous, [through = '', ...lines]) {
    this.logSpan.through = through.replace('through ', '');
    if (day < this.from) this.logSpan.after = this.logSpan.through;
    else {
      for (const line of lines) {
        const [no, lastId = '', rows, hash = ''] = line.split(' ');
        this.blocks.push({ day, no: Number(no), lastId, rows: Number(rows), hash, previous });
        previous = hash;
      }
    }
  }

  /**
   * @param {string} name
   * @param {{ day: string, root: string, total: number }} last
   * @param {{ day: string, previous: string, entries: number, total: number }} seal
   */
  #follow(name, last, seal) {
    if (seal.day !== dayAfter(last.day))
      this.fail(`${name} does not follow the day before: the one before is of ${last.day}.`);
    if (seal.previous !== last.root)
      this.fail(`${name} names another root for ${last.day} than the text of that day has.`);
    if (seal.total !== last.total + seal.entries)
      this.fail(`${name} does not add up: ${last.total} and ${seal.entries} are not ${seal.total}.`);
  }

  /** @param {string} name @param {string} day @param {string[]} lines */
  #takeHeads(name, day, lines) {
    const known = day < this.from ? this.headsBefore : this.heads;
    for (const line of lines) {
      const [player = '', no, id = '', hash = ''] = line.split(' ');
      const heads = known.get(player) ?? [];
      if ((heads.at(-1)?.no ?? 0) >= Number(no)) {
        this.fail(`${name} ends the chain of player ${player} at entry ${no}, which an earlier seal had reached.`);
      }
      heads.push({ no: Number(no), id, hash, day });
      known.set(player, heads);
    }
  }
}
