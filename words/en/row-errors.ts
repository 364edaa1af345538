/** Why a row of a legacy file, or a cell of it, can’t be used, by the code that the reader or the database gave. */
export const rowErrors = {
  CELL_COUNT: 'The row has {found} cells, the header has {expected}: a delimiter or a quote is missing or too many.',
  QUOTE_NOT_CLOSED: 'A quote is opened and never closed on this line.',
  ROW_TOO_LARGE: 'The row is longer than {max} KB.',
  CELL_IS_ERROR: 'There is no value: the formula in this cell came to an error, or was never worked out.',
  VALUE_TOO_LONG: 'The text is longer than {max} characters.',
  ID_IN_SCIENTIFIC_NOTATION:
    'The spreadsheet has shortened this id, and digits are lost. Format the column as text and save the file again.',
  IDENTIFIER_MISSING: 'The row does not say who it is about.',
  NOT_A_PLAYER_ID: 'This is not the form of a Pitside player’s id.',
  PLAYER_NOT_FOUND: 'No player here has this id.',
  IDENTIFIERS_DISAGREE: 'The player with this id has another loyalty id.',
  NOT_WHOLE_POINTS: 'Points are whole numbers, such as 12500 or 12,500.',
  TOO_MANY_POINTS: 'Points have at most {max} digits.',
  DATE_UNREADABLE: 'This is no date as its column is read.',
  DATE_OUT_OF_RANGE: 'The date is too long ago, or still to come.',
  UNDER_AGE: 'A player must be at least {min} years old.',
  DATE_IN_FUTURE: 'The last activity is still to come.',
  unknown: 'The row can’t be used ({code}).',
} as const;
