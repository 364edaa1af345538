// @ts-check
// The ledger: every entry's hash from its fields and the hash before it, every balance from the one before it, and what
// the seals know of both.
import { fromHex, sha256 } from './sha256.js';

const LINE = /^([0-9a-f]{64}|-) ([0-9a-f]{64}) (\[.*\])$/;
const OPENING = /^after (\S+) (\d+) (\S+) ([0-9a-f]{64}) (-?\d+)$/;
const NOTHING = new Uint8Array(0);
const FIELDS = 20;

/** @typedef {{ no: number, id: string, hash: string, balance: number }} End where a player's chain stands */

/** The entries of one pack, player by player in the order of their numbers. */
export class Ledger {
  entries = 0;
  pointsGiven = 0;
  pointsTaken = 0;
  /** Where the chain of a player stood that began before the pack. @type {(End & { player: string }) | null} */
  #opening = null;
  /** @type {string | null} */
  #player = null;
  /** @type {End} */
  #end = { no: 0, id: '', hash: '-', balance: 0 };
  #nextHead = 0;

  /**
   * @param {string} casinoId
   * @param {import('./seals.js').Seals} seals
   * @param {Map<string, { player: string, points: number, name: string }>} rewards the entries that tables speak of, by id; each is taken out when met
   * @param {(sentence: string) => void} fail
   */
  constructor(casinoId, seals, rewards, fail) {
    this.casinoId = casinoId;
    this.seals = seals;
    this.rewards = rewards;
    this.fail = fail;
  }

  /** @param {string} line @param {string} where the file and the number of the line */
  takeLine(line, where) {
    const opening = OPENING.exec(line);
    if (opening) return this.#takeOpening(opening);
    const found = LINE.exec(line);
    if (!found) return this.fail(`${where} is no entry of a ledger.`);
    const [, previous = '', hash = '', text = ''] = found;
    const fields = JSON.parse(text);
    if (!Array.isArray(fields) || fields.length !== FIELDS) return this.fail(`${where} is no entry of a ledger.`);
    const [casino, id, player, no, points, balance] = fields;
    if (casino !== this.casinoId) this.fail(`${where} is an entry of another casino.`);
    if (player !== this.#player) this.#begin(player, where);
    const entry = `${where} (entry ${no} of player ${player})`;
    if (sha256(previous === '-' ? NOTHING : fromHex(previous), new TextEncoder().encode(text)) !== hash) {
      this.fail(`${entry} has another hash than its fields give.`);
    }
    if (no !== this.#end.no + 1)
      this.fail(`${entry} follows entry ${this.#end.no}: there are entries missing or too many.`);
    else if (previous !== this.#end.hash)
      this.fail(`${entry} does not follow the entry before it: that one has another hash.`);
    if (balance !== this.#end.balance + points) {
      this.fail(
        `${entry} leaves a balance of ${balance}, but ${this.#end.balance} and ${points} are ${this.#end.balance + points}.`,
      );
    }
    this.#end = { no, id, hash, balance };
    this.#againstHead(entry);
    this.#againstReward(id, player, points, entry);
    this.entries += 1;
    if (points > 0) this.pointsGiven += points;
    else this.pointsTaken -= points;
  }

  /** @param {string[]} found */
  #takeOpening([, player = '', no, id = '', hash = '', balance]) {
    this.#opening = { player, no: Number(no), id, hash, balance: Number(balance) };
  }

  /** After the last line: nothing that seals or tables know may be missing. */
  finish() {
    this.#closePlayer();
    for (const [player, heads] of this.seals.heads) this.#missing(player, heads);
    for (const [id, { name }] of this.rewards)
      this.fail(`${name} names entry ${id}, which is not in the ledger of this pack.`);
  }

  /** @param {string} player @param {string} where */
  #begin(player, where) {
    if (this.#player !== null && player < this.#player) this.fail(`${where} is out of order.`);
    this.#closePlayer();
    this.#player = player;
    this.#end = this.#opening?.player === player ? this.#opening : { no: 0, id: '', hash: '-', balance: 0 };
    this.#nextHead = 0;
    const [head] = this.seals.headsBefore.get(player) ?? [];
    if (head) this.#compare(head, `The entry before ${where}`);
  }

  /** @returns {import('./seals.js').Head[]} */
  #heads() {
    return this.#player === null ? [] : (this.seals.heads.get(this.#player) ?? []);
  }

  /** What a seal says of the entry that was just reached. @param {string} entry */
  #againstHead(entry) {
    for (const head of this.#heads().slice(this.#nextHead)) {
      if (head.no > this.#end.no) return;
      this.#nextHead += 1;
      this.#compare(head, entry);
    }
  }

  /** @param {import('./seals.js').Head} head @param {string} entry */
  #compare(head, entry) {
    if (head.no !== this.#end.no || head.id !== this.#end.id || head.hash !== this.#end.hash) {
      this.fail(`${entry} is another than the one that was sealed on ${head.day}.`);
    }
  }

  #closePlayer() {
    if (this.#player === null) return;
    this.#missing(this.#player, this.#heads().slice(this.#nextHead));
    this.seals.heads.delete(this.#player);
  }

  /** @param {string} player @param {import('./seals.js').Head[]} heads */
  #missing(player, heads) {
    for (const head of heads) {
      this.fail(
        `Entry ${head.no} of player ${player} was sealed on ${head.day} and is not in the ledger of this pack.`,
      );
    }
  }

  /** @param {string} id @param {string} player @param {number} points @param {string} entry */
  #againstReward(id, player, points, entry) {
    const reward = this.rewards.get(id);
    if (!reward) return;
    this.rewards.delete(id);
    if (reward.player !== player || reward.points !== points)
      this.fail(`${reward.name} tells of ${entry} otherwise than the ledger does.`);
  }
}
