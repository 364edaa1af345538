'use client';

import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { t } from '@/words/say';

/** Six digits that an app shows: large, by the keys for figures, and offered by devices that know the code. */
export function CodeField({ hint, error }: { hint: string; error?: string | undefined }) {
  return (
    <Field label={t('joining.code')} hint={hint} {...(error === undefined ? {} : { error })}>
      {(control) => (
        <Input
          {...control}
          name="code"
          inputMode="numeric"
          autoComplete="one-time-code"
          pattern="\d{6}"
          maxLength={6}
          required
          isCode
        />
      )}
    </Field>
  );
}
