import { unparse } from 'papaparse';

/**
 * What a spreadsheet would run instead of showing: a text that begins, perhaps after blanks, with a sign of a formula, also
 * a full-width one, or with a tab or line break. Such a text gets an apostrophe in front. Numbers are not texts: -400 stays.
 */
const FORMULA = /^(?:\s*[=+\-@＝＋－＠]|[\t\r\n])/;
/**
 * The same within a text: where the list separator is a semicolon, a spreadsheet begins a cell after each, and a row after
 * each line break, for it finds no quotes at the beginning of what it takes for a cell.
 */
const FORMULA_WITHIN = /(?<=[;\r\n][\s"]*)[=+\-@＝＋－＠]/g;
/** Tells spreadsheets that the text is UTF-8. */
const BYTE_ORDER_MARK = '\ufeff';

type Cell = string | number | boolean | null;

/**
 * Rows as CSV that a spreadsheet opens safely: UTF-8 with its mark, every text in quotes, the names of the first row's fields
 * as header.
 */
export function toCsv(rows: readonly Record<string, Cell>[]): string {
  const columns = Object.keys(rows[0] ?? {});
  return BYTE_ORDER_MARK + linesOf([columns, ...rows.map((row) => columns.map((column) => row[column] ?? null))]);
}

function linesOf(rows: Cell[][]): string {
  const harmless = (cell: Cell) => (typeof cell === 'string' ? cell.replace(FORMULA_WITHIN, "'$&") : cell);
  return unparse(
    rows.map((row) => row.map(harmless)),
    { escapeFormulae: FORMULA, quotes: (cell) => typeof cell === 'string' },
  );
}

/** As `toCsv`, page by page, for what is too long to hold: the columns are said, for there may be no row. */
export async function* streamCsv(
  columns: readonly string[],
  pages: AsyncIterable<readonly Record<string, Cell>[]>,
): AsyncGenerator<string> {
  let piece = `${BYTE_ORDER_MARK + linesOf([[...columns]])}\r\n`;
  for await (const rows of pages) {
    const lines = rows.map((row) => columns.map((column) => row[column] ?? null));
    if (lines.length > 0) piece += `${linesOf(lines)}\r\n`;
    yield piece;
    piece = '';
  }
  if (piece) yield piece;
}
