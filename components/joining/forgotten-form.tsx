'use client';

import { MailCheck } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import { FailureNotice } from '@/components/forms/failure-notice';
import { Button } from '@/components/ui/button';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { Notice } from '@/components/ui/notice';
import { useRecover } from '@/hooks/staff/use-reset';
import { t } from '@/words/say';

/** Asks for the e-mail of a forgotten password. It says the same of every address. */
export function ForgottenForm() {
  const [isBroken, setIsBroken] = useState(false);
  const { recover, state, error } = useRecover();
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const { email } = event.currentTarget.elements as unknown as Record<'email', HTMLInputElement>;
    setIsBroken(!email.validity.valid);
    if (!email.validity.valid) email.focus();
    else if (state !== 'busy') void recover(email.value.trim());
  };
  if (state === 'asked')
    return (
      <Notice icon={MailCheck} tone="neutral" role="status" title={t('joining.forgottenAsked')}>
        <p>{t('joining.forgottenAskedMeaning')}</p>
      </Notice>
    );
  return (
    // By POST, as signing in.
    <form method="post" noValidate className="grid gap-4" onSubmit={submit}>
      <Field label={t('joining.forgottenEmail')} error={isBroken ? t('joining.enterEmail') : undefined}>
        {(control) => (
          <Input {...control} type="email" name="email" autoComplete="username" inputMode="email" required />
        )}
      </Field>
      <FailureNotice error={error} />
      <Button type="submit" variant="primary" size="big" isBusy={state === 'busy'}>
        {state === 'busy' ? t('joining.forgottenAsking') : t('joining.forgottenAsk')}
      </Button>
    </form>
  );
}
