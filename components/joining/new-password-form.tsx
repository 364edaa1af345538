'use client';

import { type FormEvent, type ReactNode, useId, useState } from 'react';
import { CodeField } from '@/components/domain/code-field';
import { FailureNotice } from '@/components/forms/failure-notice';
import { Button } from '@/components/ui/button';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { PASSWORD_LOWEST } from '@/lib/shared/passwords';
import { t } from '@/words/say';

type NewPasswordFormProps = {
  /** Whose account it is, where the page knows. */
  email?: string;
  confirmLabel: string;
  isBusy: boolean;
  error: unknown;
  /** Whether the account's second factor is to be given as well. */
  needsCode?: boolean;
  onConfirm: (password: string, code?: string) => void;
  /** For whom, and what comes of it. */
  children: ReactNode;
};

/** A password to set, for who comes by a link. */
export function NewPasswordForm(props: NewPasswordFormProps) {
  const { email, confirmLabel, isBusy, error, needsCode = false, onConfirm, children } = props;
  const [isShort, setIsShort] = useState(false);
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const { password, code } = event.currentTarget.elements as unknown as {
      password: HTMLInputElement;
      code?: HTMLInputElement;
    };
    setIsShort(password.value.length < PASSWORD_LOWEST);
    if (password.value.length < PASSWORD_LOWEST) password.focus();
    else if (!isBusy) onConfirm(password.value, code?.value);
  };
  return (
    <form noValidate className="grid gap-4" onSubmit={submit}>
      <div className="grid gap-1">{children}</div>
      {email === undefined ? null : (
        <Field label={t('joining.account')}>
          {(control) => <Input {...control} name="email" type="email" autoComplete="username" value={email} readOnly />}
        </Field>
      )}
      <NewPassword error={isShort ? t('rules.passwordShort', { lowest: PASSWORD_LOWEST }) : undefined} />
      {needsCode ? <CodeField hint={t('joining.codeForPassword')} /> : null}
      <FailureNotice error={error} />
      <Button type="submit" variant="primary" size="big" isBusy={isBusy}>
        {isBusy ? t('joining.accepting') : confirmLabel}
      </Button>
    </form>
  );
}

/** One field that can be shown, rather than two that are typed blind. */
function NewPassword({ error }: { error: string | undefined }) {
  const [isShown, setIsShown] = useState(false);
  const id = useId();
  return (
    <div className="grid gap-1">
      <Field
        label={t('joining.password')}
        hint={t('joining.rules', { lowest: String(PASSWORD_LOWEST) })}
        {...(error === undefined ? {} : { error })}
      >
        {(control) => (
          <Input
            {...control}
            name="password"
            type={isShown ? 'text' : 'password'}
            autoComplete="new-password"
            required
          />
        )}
      </Field>
      <label htmlFor={id} className="flex min-h-11 cursor-pointer items-center gap-2.5 text-sm">
        <input
          id={id}
          type="checkbox"
          checked={isShown}
          onChange={({ target }) => setIsShown(target.checked)}
          className="size-4 accent-accent"
        />
        {t('joining.show')}
      </label>
    </div>
  );
}
