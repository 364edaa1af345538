'use client';

import { type FormEvent, useId, useState } from 'react';
import { ClosedLink } from '@/components/domain/closed-link';
import { FailureNotice } from '@/components/forms/failure-notice';
import { Button } from '@/components/ui/button';
import { errorText } from '@/components/ui/error-text';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { RowsSkeleton } from '@/components/ui/list-states';
import { useAcceptInvitation, useInvitation } from '@/hooks/staff/use-invitation';
import { ApiError } from '@/lib/client/api';
import { PASSWORD_LOWEST } from '@/lib/shared/passwords';
import type { Invitation } from '@/services/staff/dtos';
import { t } from '@/words/say';

/** What a one-time link opens: who is invited, and a password to set; or why it opens nothing. */
export function JoinForm() {
  const { token, opened: invitation, error, again } = useInvitation();
  if (token === '') return <ClosedLink title={t('joining.noToken')} remedy={t('joining.noTokenRemedy')} />;
  if (error !== null)
    return <ClosedLink {...errorText(error)} {...(error instanceof ApiError && error.status < 500 ? {} : { again })} />;
  if (token === null || invitation === null)
    return <RowsSkeleton label={t('joining.reading')} count={3} row="h-[60px]" />;
  return <PasswordForm token={token} invitation={invitation} />;
}

function PasswordForm({ token, invitation: { name, email, casinoName } }: { token: string; invitation: Invitation }) {
  const { accept, isBusy, error } = useAcceptInvitation();
  const [isShort, setIsShort] = useState(false);
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const { password } = event.currentTarget.elements as unknown as Record<'password', HTMLInputElement>;
    setIsShort(password.value.length < PASSWORD_LOWEST);
    if (password.value.length < PASSWORD_LOWEST) password.focus();
    else if (!isBusy) void accept(token, password.value);
  };
  return (
    <form noValidate className="grid gap-4" onSubmit={submit}>
      <div>
        <p className="font-semibold">{t('joining.welcome', { name, casino: casinoName })}</p>
        <p className="text-muted text-sm">{t('joining.once')}</p>
        <p className="text-muted text-sm">{t('joining.elsewhere')}</p>
      </div>
      <Field label={t('joining.account')}>
        {(control) => <Input {...control} name="email" type="email" autoComplete="username" value={email} readOnly />}
      </Field>
      <NewPassword error={isShort ? t('rules.passwordShort', { lowest: PASSWORD_LOWEST }) : undefined} />
      <FailureNotice error={error} />
      <Button type="submit" variant="primary" size="big" isBusy={isBusy}>
        {isBusy ? t('joining.accepting') : t('joining.accept')}
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
