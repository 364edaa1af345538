'use client';

import { Field } from '@/components/ui/field';
import { focusOnMount } from '@/components/ui/focus-on-mount';
import { Input } from '@/components/ui/input';
import { hasTypo, validationKey } from '@/lib/shared/validation-number';
import { t } from '@/words/say';

const LENGTH_MAX = 40;
const KEY_MIN = 4;

/** Whether the number of a piece of paper can be sent: long enough. What is printed there is not for Pitside to judge. */
export function isUsableNumber(text: string): boolean {
  return validationKey(text).length >= KEY_MIN;
}

/** What is said under the number. Stock may look like ours by chance, so a mistake is only remarked upon. */
export function numberHint(text: string): string {
  if (hasTypo(text)) return t('promo.paperNumberTypo');
  return t('promo.paperNumberHint');
}

/** The number printed on the paper, typed or scanned. */
export function NumberField({ value, onChange }: { value: string; onChange: (value: string) => void }) {
  return (
    <Field label={t('promo.paperNumber')} hint={numberHint(value)}>
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
