import type { WordsOfRoom } from '../en';

export const rowErrors: WordsOfRoom<'rowErrors'> = {
  CELL_COUNT: 'La fila tiene {found} celdas y el encabezado {expected}: falta o sobra un separador o unas comillas.',
  QUOTE_NOT_CLOSED: 'En esta línea se abren comillas que nunca se cierran.',
  ROW_TOO_LARGE: 'La fila supera {max} KB.',
  CELL_IS_ERROR: 'No hay valor: la fórmula de esta celda dio un error o nunca se calculó.',
  VALUE_TOO_LONG: 'El texto supera los {max} caracteres.',
  ID_IN_SCIENTIFIC_NOTATION:
    'La hoja de cálculo acortó este número y se perdieron dígitos. Dé formato de texto a la columna y guarde el archivo otra vez.',
  IDENTIFIER_MISSING: 'La fila no dice de quién se trata.',
  NOT_A_PLAYER_ID: 'Este no es el formato de un id de jugador de Pitside.',
  PLAYER_NOT_FOUND: 'Ningún jugador de aquí tiene este id.',
  IDENTIFIERS_DISAGREE: 'El jugador con este id tiene otro número de lealtad.',
  NOT_WHOLE_POINTS: 'Los puntos son números enteros, como 12500 o 12,500.',
  TOO_MANY_POINTS: 'Los puntos tienen como máximo {max} dígitos.',
  DATE_UNREADABLE: 'No es una fecha según cómo se lee su columna.',
  DATE_OUT_OF_RANGE: 'La fecha es demasiado antigua o aún no llega.',
  UNDER_AGE: 'Un jugador debe tener al menos {min} años.',
  DATE_IN_FUTURE: 'La última actividad aún no llega.',
  unknown: 'La fila no se puede usar ({code}).',
};
