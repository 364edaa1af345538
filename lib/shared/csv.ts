import { unparse } from 'papaparse';

/**
 * What a spreadsheet would run instead of showing: a text that begins, perhaps after blanks, with a sign of a formula, also
 * a full-width one, or with a tab or line break. Such a text gets an apostrophe in front. Numbers are not texts: -400 stays.
 */
const FORMULA = /^(?:\s*[=+\-@＝＋－＠]|[\t\r\n])/;
/** Tells spreadsheets that the text is UTF-8. */
const BYTE_ORDER_MARK = '\ufeff';

type Cell = string | number | boolean | null;

/** Rows as CSV that a spreadsheet opens safely: UTF-8 with its mark, the names of the first row's fields as header. */
export function toCsv(rows: readonly Record<string, Cell>[]): string {
  return BYTE_ORDER_MARK + unparse([...rows], { escapeFormulae: FORMULA });
}

/** As `toCsv`, page by page, for what is too long to hold: the columns are said, for there may be no row. */
export async function* streamCsv(
  columns: readonly string[],
  pages: AsyncIterable<readonly Record<string, Cell>[]>,
): AsyncGenerator<string> {
  let piece = `${BYTE_ORDER_MARK + unparse([[...columns]])}\r\n`;
  for await (const rows of pages) {
    const lines = rows.map((row) => columns.map((column) => row[column] ?? null));
    if (lines.length > 0) piece += `${unparse(lines, { escapeFormulae: FORMULA })}\r\n`;
    yield piece;
    piece = '';
  }
  if (piece) yield piece;
}
