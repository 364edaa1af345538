import { rowErrorWords } from '@/components/domain/row-error-words';
import { formatPoints } from '@/lib/shared/format';
import {
  DATE_ORDERS,
  type ImportField,
  type ImportMapping,
  NUMBER_FORMATS,
  type PlayerImport,
  type PlayerImportDetail,
} from '@/services/imports/dtos';
import { t } from '@/words/say';

/** The fields whose cells are read by what their column proves. */
export type FormatField = keyof PlayerImport['readings'];
export type ColumnReading = NonNullable<PlayerImport['readings'][FormatField]>;
export type ColumnFormat = ColumnReading['format'];

const OTHER_FIELDS = { birth_date: 'birthDate', last_activity_at: 'lastActivityAt' } as const;

/** The same field, where its column is read by a format; else null. */
export function asFormatField(field: ImportField): FormatField | null {
  return field === 'birthDate' || field === 'lastActivityAt' || field === 'pointsBalance' ? field : null;
}

/** The formats that a field's column can have, each in words. */
export function listFormats(field: FormatField): { format: ColumnFormat; words: string }[] {
  const formats: readonly ColumnFormat[] = field === 'pointsBalance' ? NUMBER_FORMATS : DATE_ORDERS;
  return formats.map((format) => ({ format, words: t(`imports.format_${format}`) }));
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
  return `${t(`imports.readAs_${reading.format}`)} ${reasonText(reading)}`;
}

function reasonText({ because, row, text = '', cells = 0, cellsAgainst = 0, field }: ColumnReading): string {
  return t(`imports.because_${because}`, {
    row: row === undefined ? '' : formatPoints(row),
    text,
    cells,
    against: cellsAgainst,
    column: field === undefined ? t('imports.anotherColumn') : t(`imports.field_${OTHER_FIELDS[field]}`),
  });
}

/** What can't be read of a column, and where: `Points: 3 rows, the first is row 7, “ninety”. Points are whole numbers.` */
export function cellErrorText(error: PlayerImportDetail['cellErrors'][number]): string {
  const { rows, rowNumber, text } = error;
  const column = error.column ?? t('imports.theRow');
  const facts = { column, count: rows, row: formatPoints(rowNumber), why: rowErrorWords(error) };
  return text === null || text === ''
    ? t('imports.cellErrorsOf', facts)
    : t('imports.cellErrorsWithCell', { ...facts, cell: text });
}
