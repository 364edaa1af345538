import { Field } from '@/components/ui/field';
import { Select } from '@/components/ui/select';
import type { ImportMapping, PlayerImportDetail } from '@/services/imports/dtos';
import { FIELD_WORDS } from './mapping-model';
import { type FormatField, listFormats, readingText, withFormat } from './reading-words';

type ColumnFormatProps = {
  field: FormatField;
  item: PlayerImportDetail;
  mapping: ImportMapping;
  onChange: (mapping: ImportMapping) => void;
};

/** How the dates or numbers of a column are read and why, and what somebody says instead. */
export function ColumnFormat({ field, item, mapping, onChange }: ColumnFormatProps) {
  const place = mapping.columns[field];
  if (place === undefined) return null;
  // What was decided is about the column and format that were saved.
  const isSaved = place === item.mapping.columns[field] && mapping.formats?.[field] === item.mapping.formats?.[field];
  const reading = isSaved ? item.readings[field] : undefined;
  return (
    <Field
      className="mt-3"
      label={`${FIELD_WORDS[field].label}: how it is written`}
      hint={reading ? readingText(reading) : 'What it comes to is said here once the rows are read.'}
    >
      {(control) => (
        <span className="grid">
          <Select
            {...control}
            value={mapping.formats?.[field] ?? ''}
            onChange={(event) => onChange(withFormat(mapping, field, event.target.value || null))}
          >
            <option value="">As its cells prove</option>
            {listFormats(field).map(({ format, words }) => (
              <option key={format} value={format}>
                {words}
              </option>
            ))}
          </Select>
        </span>
      )}
    </Field>
  );
}
