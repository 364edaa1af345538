import 'server-only';
import { cellFormat, decodeEscapes, shownIsoDate, shownNumber } from './shown';
import { textCollector, type Workbook } from './workbook';
import { readXmlPieces } from './xml';

/** A row with something in it. `n` counts as the sheet does, also the rows that it leaves out. */
export type SheetRow = { n: number; cells: string[] };

const MAX_ROWS = 1_048_576;
const MAX_COLUMNS = 16_384;

type Cell = { column: number; type: string; style: number; value: string | null; text: string; isFormula: boolean };

const GENERAL = cellFormat('General');
/** A formula that nobody worked out: the sheet shows nothing, and its value is not blank but unknown. */
const NOT_WORKED_OUT = '#CALC!';

/** The rows of a sheet, one by one, cells as texts. Formulas count by what they came to, errors by their name. Throws where it makes no sense. */
export async function* readSheetRows(bytes: AsyncIterable<Uint8Array>, book: Workbook): AsyncGenerator<SheetRow> {
  const reader = new RowReader(book);
  for await (const _ of readXmlPieces(bytes, reader)) yield* reader.rows.splice(0);
}

class RowReader {
  readonly rows: SheetRow[] = [];
  readonly #book: Workbook;
  readonly #texts = textCollector((piece) => {
    if (this.#cell) this.#cell.text += piece;
  });
  #row: SheetRow | null = null;
  #n = 0;
  #cell: Cell | null = null;
  #column = -1;
  #isValue = false;

  constructor(book: Workbook) {
    this.#book = book;
  }

  readonly open = (name: string, attributes: Record<string, string>): void => {
    if (name === 'row') this.#openRow(attributes.r);
    else if (name === 'c') this.#openCell(attributes);
    else if (this.#cell && name === 'f') this.#cell.isFormula = true;
    else if (this.#cell && name === 'v') {
      this.#isValue = true;
      this.#cell.value ??= '';
    } else this.#texts.open(name);
  };

  readonly text = (text: string): void => {
    if (this.#isValue && this.#cell) this.#cell.value = (this.#cell.value ?? '') + text;
    else this.#texts.text(text);
  };

  readonly close = (name: string): void => {
    if (name === 'row') this.#closeRow();
    else if (name === 'c') this.#closeCell();
    else if (name === 'v') this.#isValue = false;
    else this.#texts.close(name);
  };

  #openRow(number: string | undefined): void {
    const n = number === undefined ? this.#n + 1 : Number(number);
    if (!Number.isInteger(n) || n <= this.#n || n > MAX_ROWS) throw new Error('The rows of the sheet are in no order.');
    this.#n = n;
    this.#row = { n, cells: [] };
    this.#column = -1;
  }

  #openCell({ r: place, t: type = 'n', s: style = '0' }: Record<string, string>): void {
    this.#column = place === undefined ? this.#column + 1 : columnOf(place);
    if (this.#column < 0 || this.#column >= MAX_COLUMNS) throw new Error('The cells of the sheet are in no order.');
    this.#cell = { column: this.#column, type, style: Number(style), value: null, text: '', isFormula: false };
  }

  #closeCell(): void {
    const text = this.#cell ? this.#shown(this.#cell) : '';
    if (this.#row && this.#cell && text !== '') {
      const { cells } = this.#row;
      while (cells.length < this.#cell.column) cells.push('');
      cells[this.#cell.column] = text;
    }
    this.#cell = null;
  }

  #shown({ type, style, value, text, isFormula }: Cell): string {
    if (type === 'inlineStr') return decodeEscapes(text);
    if (value === null) return isFormula ? NOT_WORKED_OUT : '';
    const format = this.#book.formats[style] ?? GENERAL;
    switch (type) {
      case 's':
        return this.#sharedText(value);
      case 'str':
        return decodeEscapes(value);
      case 'b':
        return value.trim() === '1' ? 'TRUE' : 'FALSE';
      case 'd':
        return shownIsoDate(value, format);
      case 'e':
        return value.trim();
      default:
        return shownNumber(value, format, this.#book.is1904);
    }
  }

  #sharedText(place: string): string {
    const text = this.#book.texts[Number(place)];
    if (text === undefined) throw new Error('The sheet names a text that the workbook has not.');
    return text;
  }

  #closeRow(): void {
    if (this.#row?.cells.some((cell) => cell.trim() !== '')) this.rows.push(this.#row);
    this.#row = null;
  }
}

/** `A1` is in column 0. */
function columnOf(place: string): number {
  const letters = /^[A-Za-z]{1,3}(?=\d)/.exec(place)?.[0] ?? '';
  return [...letters.toUpperCase()].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1;
}
