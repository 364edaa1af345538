import { Field } from '@/components/ui/field';
import { Select } from '@/components/ui/select';
import type { ImportMapping, PlayerImportDetail } from '@/services/imports/dtos';
import { t } from '@/words/say';
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
      label={t('imports.howWritten', { field: t(`imports.field_${field}`) })}
      hint={reading ? readingText(reading) : t('imports.saidOnceRead')}
    >
      {(control) => (
        <span className="grid">
          <Select
            {...control}
            value={mapping.formats?.[field] ?? ''}
            onChange={(event) => onChange(withFormat(mapping, field, event.target.value || null))}
          >
            <option value="">{t('imports.asCellsProve')}</option>
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
