'use client';

import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { hasTypo, validationKey } from '@/lib/shared/validation-number';

const LENGTH_MAX = 40;
const KEY_MIN = 4;

/** Whether the number of a piece of paper can be sent: long enough, and not one of ours with a typing error. */
export function isUsableNumber(text: string): boolean {
  return validationKey(text).length >= KEY_MIN && !hasTypo(text);
}

/** The number printed on the paper, typed or scanned. */
export function NumberField({ value, onChange }: { value: string; onChange: (value: string) => void }) {
  return (
    <Field
      label="Number on the paper"
      hint="Type it or scan it, as it is printed."
      error={hasTypo(value) ? 'The last character does not fit: check the number.' : undefined}
    >
      {(control) => (
        <Input
          {...control}
          ref={focusOnMount}
          isFigure
          autoComplete="off"
          autoCapitalize="characters"
          spellCheck={false}
          maxLength={LENGTH_MAX}
          value={value}
          onChange={(event) => onChange(event.target.value)}
          // A scanner ends with Enter; the confirming tap stays the person's.
          onKeyDown={(event) => event.key === 'Enter' && event.preventDefault()}
        />
      )}
    </Field>
  );
}

/** Choosing pre-printed paper means scanning next. */
function focusOnMount(input: HTMLInputElement | null) {
  input?.focus();
}
