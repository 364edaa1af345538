import { Field } from '@/components/ui/field';
import { Select } from '@/components/ui/select';

type FieldSelectProps = {
  label: string;
  value: string;
  options: readonly { value: string; text: string }[];
  onChange: (value: string) => void;
  hint?: string | undefined;
};

/** A choice from a long list, with its label above. */
export function FieldSelect({ label, value, options, onChange, hint }: FieldSelectProps) {
  return (
    <Field label={label} hint={hint} className="grid min-w-0">
      {(control) => (
        <Select {...control} value={value} onChange={(event) => onChange(event.target.value)}>
          {options.map((option) => (
            <option key={option.value} value={option.value}>
              {option.text}
            </option>
          ))}
        </Select>
      )}
    </Field>
  );
}
