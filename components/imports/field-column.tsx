import { Field } from '@/components/ui/field';
import { Select } from '@/components/ui/select';
import type { ImportField, PlayerImportDetail } from '@/services/imports/dtos';
import { columnLabel, FIELD_WORDS, listSamples } from './mapping-model';

type FieldColumnProps = {
  field: ImportField;
  item: PlayerImportDetail;
  place: number | null;
  error: string | undefined;
  onPlace: (place: number | null) => void;
};

/** Which column a field is read from, and what stands in it. */
export function FieldColumn({ field, item, place, error, onPlace }: FieldColumnProps) {
  const { label, hint } = FIELD_WORDS[field];
  const samples = place === null ? [] : listSamples(item.sampleRows, place);
  return (
    <Field label={label} hint={place === null ? hint : samplesText(samples)} error={error}>
      {(control) => (
        <span className="grid">
          <Select
            {...control}
            value={place ?? ''}
            onChange={(event) => onPlace(event.target.value === '' ? null : Number(event.target.value))}
          >
            <option value="">No column</option>
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
  return samples.length > 0 ? `In the first rows: ${samples.join(', ')}` : 'Empty in the first rows';
}
