import { Field } from '@/components/ui/field';
import { Select } from '@/components/ui/select';
import type { ImportField, PlayerImportDetail } from '@/services/imports/dtos';
import { t } from '@/words/say';
import { columnLabel, listSamples } from './mapping-model';

type FieldColumnProps = {
  field: ImportField;
  item: PlayerImportDetail;
  place: number | null;
  error: string | undefined;
  onPlace: (place: number | null) => void;
};

/** Which column a field is read from, and what stands in it. */
export function FieldColumn({ field, item, place, error, onPlace }: FieldColumnProps) {
  const samples = place === null ? [] : listSamples(item.sampleRows, place);
  return (
    <Field
      label={t(`imports.field_${field}`)}
      hint={place === null ? t(`imports.fieldHint_${field}`) : samplesText(samples)}
      error={error}
    >
      {(control) => (
        <span className="grid">
          <Select
            {...control}
            value={place ?? ''}
            onChange={(event) => onPlace(event.target.value === '' ? null : Number(event.target.value))}
          >
            <option value="">{t('imports.noColumn')}</option>
            {item.headers.map((_header, column) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: a column is known by its place.
              <option key={column} value={column}>
                {columnLabel(item.headers, column)}
              </option>
            ))}
          </Select>
        </span>
      )}
    </Field>
  );
}

function samplesText(samples: readonly string[]): string {
  return samples.length > 0 ? t('imports.inFirstRows', { samples: samples.join(', ') }) : t('imports.emptyInFirstRows');
}
