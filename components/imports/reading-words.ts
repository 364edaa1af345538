import { formatCount } from '@/lib/shared/format';
import {
  DATE_ORDERS,
  type ImportField,
  type ImportMapping,
  NUMBER_FORMATS,
  type PlayerImport,
  type PlayerImportDetail,
} from '@/services/imports/dtos';
import { FIELD_WORDS } from './mapping-model';

/** The fields whose cells are read by what their column proves. */
export type FormatField = keyof PlayerImport['readings'];
export type ColumnReading = NonNullable<PlayerImport['readings'][FormatField]>;
export type ColumnFormat = ColumnReading['format'];

const FORMAT_WORDS: Record<ColumnFormat, string> = {
  mdy: 'Month first: 11/30/2026',
  dmy: 'Day first: 30/11/2026',
  ymd: 'Year first only: 2026-11-30',
  point: 'A point before the fraction: 1,234.50',
  comma: 'A comma before the fraction: 1.234,50',
};
const OTHER_FIELDS = { birth_date: 'birthDate', last_activity_at: 'lastActivityAt' } as const;

/** The same field, where its column is read by a format; else null. */
export function asFormatField(field: ImportField): FormatField | null {
  return field === 'birthDate' || field === 'lastActivityAt' || field === 'pointsBalance' ? field : null;
}

/** The formats that a field's column can have, each in words. */
export function listFormats(field: FormatField): { format: ColumnFormat; words: string }[] {
  const formats: readonly ColumnFormat[] = field === 'pointsBalance' ? NUMBER_FORMATS : DATE_ORDERS;
  return formats.map((format) => ({ format, words: FORMAT_WORDS[format] }));
}

/** The mapping with a column's format said by a person, or left to its cells (null). */
export function withFormat(mapping: ImportMapping, field: FormatField, format: string | null): ImportMapping {
  const { formats, ...rest } = mapping;
  const { [field]: _before, ...others } = formats ?? {};
  if (field === 'pointsBalance') {
    const said = NUMBER_FORMATS.find((known) => known === format);
    return withFormats(rest, said ? { ...others, pointsBalance: said } : others);
  }
  const said = DATE_ORDERS.find((known) => known === format);
  return withFormats(rest, said ? { ...others, [field]: said } : others);
}

function withFormats(mapping: ImportMapping, formats: NonNullable<ImportMapping['formats']>): ImportMapping {
  return Object.keys(formats).length > 0 ? { ...mapping, formats } : mapping;
}

/** How a column is read and why: `Read as month first: 11/30/2026. Row 12 proves it: “04/26/1966”. 1 cell says so.` */
export function readingText(reading: ColumnReading): string {
  const words = FORMAT_WORDS[reading.format];
  return `Read as ${words.charAt(0).toLowerCase()}${words.slice(1)}. ${reasonText(reading)}`;
}

function reasonText({ because, row, text, cells = 0, cellsAgainst = 0, field }: ColumnReading): string {
  const proof = row === undefined || text === undefined ? '' : `row ${row} has “${text}”`;
  switch (because) {
    case 'person':
      return 'Somebody said so.';
    case 'column':
      return `Its cells prove it: ${proof}. ${formatCount(cells, 'cell says', 'cells say')} so, none says otherwise.`;
    case 'majority':
      return `Most cells prove it: ${proof}. ${formatCount(cells, 'cell says', 'cells say')} so, ${formatCount(cellsAgainst, 'says', 'say')} otherwise and can’t be read.`;
    case 'other_column':
      return `Its own cells don’t tell; ${field === undefined ? 'another column' : FIELD_WORDS[OTHER_FIELDS[field]].label} does: ${proof}.`;
    case 'whole':
      return `Points are whole, so groups of three digits are thousands: ${proof}.`;
    case 'default':
      return 'No cell of the file proves it: check it, and pick another if it is wrong.';
    case 'nothing':
      return 'Every cell can be read in one way only.';
  }
}

/** What can't be read of a column, and where: `Points: 3 rows, the first is row 7, “ninety”. Points are whole numbers.` */
export function cellErrorText({
  column,
  rows,
  rowNumber,
  text,
  message,
}: PlayerImportDetail['cellErrors'][number]): string {
  const cell = text === null || text === '' ? '' : `, “${text}”`;
  return `${column ?? 'The row'}: ${formatCount(rows, 'row', 'rows')}, the first is row ${rowNumber}${cell}. ${message}`;
}
