// @ts-check
// Which table adds up which: every line of a summary is worked out again from the rows behind it.
import { Table } from './tables.js';

/** @typedef {import('./tables.js').Row} Row */

const COUPON_ORIGINS = ['outstanding_at_start', 'issued', 'issued_as_replacement'];
const COUPON_FATES = ['voided', 'replaced', 'expired', 'cleared', 'outstanding_at_end'];

/** The summary, the table behind it, what makes a line, and what is added up; `count` counts rows. */
const SUMMARIES = [
  {
    summary: 'rewards-by-month.csv',
    rows: 'rewards.csv',
    by: ['month', 'type'],
    columns: ['count', 'points', 'value_cents'],
  },
  {
    summary: 'coupon-reconciliation.csv',
    rows: 'coupons.csv',
    by: ['program'],
    columns: [...COUPON_ORIGINS, ...COUPON_FATES].flatMap((name) => [name, `${name}_cents`]),
  },
  { summary: 'ctr-cases.csv', rows: 'ctr-entries.csv', by: ['case_id'], columns: ['cash_in_cents', 'cash_out_cents'] },
];

/** The tables of one pack, in any order. */
export class Sums {
  /** The entries that tables speak of, by id. @type {Map<string, { player: string, points: number, name: string }>} */
  rewards = new Map();
  /** The same of the cash log. @type {Map<string, { cashIn: number, cashOut: number }>} */
  cashEntries = new Map();
  /** Sums of rows, by table and line. @type {Map<string, Map<string, Record<string, number>>>} */
  #sums = new Map();
  /** @type {{ of: typeof SUMMARIES[number], row: Row }[]} */
  #stated = [];

  /** @param {(sentence: string) => void} fail */
  constructor(fail) {
    this.fail = fail;
  }

  /** What takes the text of a table, piece by piece. @param {string} name */
  open(name) {
    const summary = SUMMARIES.find((entry) => entry.summary === name);
    const source = SUMMARIES.find((entry) => entry.rows === name);
    return new Table((row) => {
      if (summary) this.#stated.push({ of: summary, row });
      if (source) this.#add(source, row);
      if (name === 'coupons.csv') this.#checkCoupon(row);
      if (row.entry_id && name === 'ctr-entries.csv') this.#takeCashEntry(row.entry_id, row);
      if (row.entry_id && name === 'rewards.csv') {
        this.rewards.set(row.entry_id, { player: row.player_id ?? '', points: Number(row.points), name });
      }
    });
  }

  /** After the last table. */
  finish() {
    for (const { of, row } of this.#stated) {
      const line = of.by.map((name) => row[name]).join(' ');
      const sums = this.#sums.get(of.rows)?.get(line);
      this.#sums.get(of.rows)?.delete(line);
      for (const column of of.columns) {
        const sum = sums?.[column] ?? 0;
        if (Number(row[column]) !== sum)
          this.fail(`${of.summary} says ${column} ${row[column]} for ${line}; the rows of ${of.rows} give ${sum}.`);
      }
    }
    for (const of of SUMMARIES) {
      for (const line of this.#sums.get(of.rows)?.keys() ?? []) {
        this.fail(`${of.summary} has no line for ${line}, of which ${of.rows} has rows.`);
      }
    }
  }

  /** @param {typeof SUMMARIES[number]} of @param {Row} row */
  #add(of, row) {
    const lines = this.#sums.get(of.rows) ?? new Map();
    this.#sums.set(of.rows, lines);
    const line = of.by.map((name) => row[name]).join(' ');
    const sums = lines.get(line) ?? Object.fromEntries(of.columns.map((column) => [column, 0]));
    lines.set(line, sums);
    for (const column of of.columns) sums[column] += column === 'count' ? 1 : Number(row[column]);
  }

  /** An entry that is about several patrons is in the case of each, alike. @param {string} id @param {Row} row */
  #takeCashEntry(id, row) {
    const entry = { cashIn: Number(row.cash_in_cents), cashOut: Number(row.cash_out_cents) };
    const known = this.cashEntries.get(id);
    if (known && (known.cashIn !== entry.cashIn || known.cashOut !== entry.cashOut))
      this.fail(`ctr-entries.csv tells of entry ${id} in two ways.`);
    this.cashEntries.set(id, entry);
  }

  /** A coupon comes from one place and goes to one. @param {Row} row */
  #checkCoupon(row) {
    const sumOf = (/** @type {string[]} */ names) => names.reduce((sum, name) => sum + Number(row[name]), 0);
    if (sumOf(COUPON_ORIGINS) !== 1 || sumOf(COUPON_FATES) !== 1)
      this.fail(`coupons.csv does not say where coupon ${row.coupon_id} came from and where it went, once each.`);
  }
}
