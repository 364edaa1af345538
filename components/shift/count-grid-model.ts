export type Cell = { row: number; column: number };
/** Where the caret stands in the text of a cell. Of a text that is selected as a whole it is both. */
export type Caret = { isAtStart: boolean; isAtEnd: boolean };

/**
 * Where a key leads in a grid of figures: Enter to the next one, row by row, the arrow keys beside, above and below. Sideways
 * only from the end of the text, in which they move the caret. Null where the key leads nowhere.
 */
export function cellAfter(
  key: string,
  { row, column }: Cell,
  { rows, columns }: { rows: number; columns: number },
  caret: Caret,
): Cell | null {
  const place = row * columns + column;
  const inReadingOrder = (next: number) =>
    next < 0 || next >= rows * columns ? null : { row: Math.floor(next / columns), column: next % columns };
  switch (key) {
    case 'Enter':
      return inReadingOrder(place + 1);
    case 'ArrowRight':
      return caret.isAtEnd ? inReadingOrder(place + 1) : null;
    case 'ArrowLeft':
      return caret.isAtStart ? inReadingOrder(place - 1) : null;
    case 'ArrowDown':
      return row + 1 < rows ? { row: row + 1, column } : null;
    case 'ArrowUp':
      return row > 0 ? { row: row - 1, column } : null;
    default:
      return null;
  }
}
