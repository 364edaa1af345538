type Facts = Record<string, unknown>;

/** Why a row of a legacy file can't be used: the sentence for a person, by the code that the reader or the database gave. */
const SENTENCES: Record<string, (facts: Facts) => string> = {
  CELL_COUNT: ({ expected, found }) =>
    `The row has ${found} cells, the header has ${expected}: a delimiter or a quote is missing or too many.`,
  QUOTE_NOT_CLOSED: () => 'A quote is opened and never closed on this line.',
  ROW_TOO_LARGE: ({ max }) => `The row is longer than ${Number(max) / 1024} KB.`,
  CELL_IS_ERROR: () => 'There is no value: the formula in this cell came to an error, or was never worked out.',
  VALUE_TOO_LONG: ({ max }) => `The text is longer than ${max} characters.`,
  ID_IN_SCIENTIFIC_NOTATION: () =>
    'The spreadsheet has shortened this id, and digits are lost. Format the column as text and save the file again.',
  IDENTIFIER_MISSING: () => 'The row does not say who it is about.',
  NOT_A_PLAYER_ID: () => "This is not the form of a Pitside player's id.",
  PLAYER_NOT_FOUND: () => 'No player here has this id.',
  IDENTIFIERS_DISAGREE: () => 'The player with this id has another loyalty id.',
  NOT_WHOLE_POINTS: () => 'Points are whole numbers, such as 12500 or 12,500.',
  TOO_MANY_POINTS: ({ max }) => `Points have at most ${max} digits.`,
  DATE_UNREADABLE: () => 'This is no date as its column is read.',
  DATE_OUT_OF_RANGE: () => 'The date is too long ago, or still to come.',
  UNDER_AGE: ({ min }) => `A player must be at least ${min} years old.`,
  DATE_IN_FUTURE: () => 'The last activity is still to come.',
};

/** The sentence of a row's error; a code that nobody knows speaks for itself. */
function importRowSentence(code: string, facts: Facts): string {
  return SENTENCES[code]?.(facts) ?? `The row can't be used (${code}).`;
}

/** The error with its sentence. */
export function withSentence(error: Facts): Facts {
  return { ...error, message: importRowSentence(String(error.code), error) };
}

/** A page of rows, each error of each with its sentence. */
export function withSentences(page: unknown): unknown {
  const { items, ...rest } = page as { items: { errors: Facts[] }[] };
  return { ...rest, items: items.map((item) => ({ ...item, errors: item.errors.map(withSentence) })) };
}
