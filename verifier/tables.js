// @ts-check
// The tables: lists with their sums, each worked out again from its rows.

/** @typedef {Record<string, string>} Row by the names in the table's first line */

/** A table of the kind that RFC 4180 describes, row by row, from a text that comes in pieces. */
export class Table {
  /** @type {string[] | null} */
  #names = null;
  /** @type {string[]} */
  #fields = [];
  #field = '';
  /** Outside of quotes, inside, or just behind a quote inside. @type {'out' | 'in' | 'behind'} */
  #state = 'out';

  /** @param {(row: Row) => void} onRow */
  constructor(onRow) {
    this.onRow = onRow;
  }

  /** @param {string} text */
  take(text) {
    for (const character of text) this.#takeCharacter(character);
  }

  /** @param {string} character */
  #takeCharacter(character) {
    if (this.#state === 'in') {
      if (character === '"') this.#state = 'behind';
      else this.#field += character;
    } else if (character === '"') {
      if (this.#state === 'behind') this.#field += '"';
      this.#state = 'in';
    } else {
      this.#state = 'out';
      if (character === ',') this.#endField();
      else if (character === '\n') this.#endRow();
      else if (character !== '\r') this.#field += character;
    }
  }

  #endField() {
    this.#fields.push(this.#field);
    this.#field = '';
  }

  #endRow() {
    this.#endField();
    const fields = this.#fields;
    this.#fields = [];
    if (this.#names === null) this.#names = fields;
    else this.onRow(Object.fromEntries(this.#names.map((name, index) => [name, fields[index] ?? ''])));
  }
}
