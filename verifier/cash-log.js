// @ts-check
// The cash log: every sealed row of the pack's days, block by block against the hashes in the seals, and what the table of
// reported entries tells of them.
import { Sha256 } from './sha256.js';

const ENCODER = new TextEncoder();
/** Where an entry's line has its fields. */
const [ID, DIRECTION, AMOUNT] = [1, 4, 7];

/** The rows of one pack, in the order of their ids. */
export class CashLog {
  rows = 0;
  #nextBlock = 0;
  #digest = new Sha256();
  #inBlock = 0;
  #lastId = '';

  /**
   * @param {import('./seals.js').Seals} seals
   * @param {Map<string, { cashIn: number, cashOut: number }>} entries those that a table speaks of, by id; each is taken out when met
   * @param {(sentence: string) => void} fail
   */
  constructor(seals, entries, fail) {
    this.seals = seals;
    this.entries = entries;
    this.fail = fail;
  }

  /** @param {string} line @param {string} where the file and the number of the line */
  takeLine(line, where) {
    const fields = JSON.parse(line);
    const block = this.seals.blocks[this.#nextBlock];
    if (!Array.isArray(fields) || typeof fields[ID] !== 'string') return this.fail(`${where} is no row of a cash log.`);
    if (!block) return this.fail(`${where} is in no seal of this pack.`);
    if (fields[ID] <= this.#lastId) this.fail(`${where} is out of order.`);
    this.#lastId = fields[ID];
    if (this.#inBlock === 0) this.#digest = new Sha256().take(ENCODER.encode(`${block.previous}\n`));
    this.#digest.take(ENCODER.encode(`${line}\n`));
    this.#inBlock += 1;
    this.rows += 1;
    if (fields[0] === 'entry') this.#againstTable(fields, where);
    if (this.#inBlock === block.rows) this.#closeBlock(block);
  }

  /** After the last line: nothing that seals or tables know may be missing. */
  finish() {
    for (const { day, no } of this.seals.blocks.slice(this.#nextBlock)) {
      this.fail(`Rows of the cash log that were sealed on ${day} (block ${no}) are not in this pack.`);
    }
    const { after, through } = this.seals.logSpan;
    for (const id of this.entries.keys()) {
      // What was entered after the last of these seals is in a later one.
      if (id > after && id <= through)
        this.fail(`ctr-entries.csv names entry ${id}, which is not in the cash log of this pack.`);
    }
  }

  /** @param {import('./seals.js').Block} block */
  #closeBlock({ day, no, lastId, hash }) {
    if (this.#lastId !== lastId || this.#digest.hex() !== hash)
      this.fail(`The cash log has other rows than those that were sealed on ${day} (block ${no}).`);
    this.#nextBlock += 1;
    this.#inBlock = 0;
  }

  /** @param {unknown[]} fields @param {string} where */
  #againstTable(fields, where) {
    const id = String(fields[ID]);
    const entry = this.entries.get(id);
    this.entries.delete(id);
    if (!entry) return;
    const told = fields[DIRECTION] === 'in' ? [fields[AMOUNT], 0] : [0, fields[AMOUNT]];
    if (entry.cashIn !== told[0] || entry.cashOut !== told[1])
      this.fail(`ctr-entries.csv tells of ${where} (entry ${id}) otherwise than the cash log does.`);
  }
}
