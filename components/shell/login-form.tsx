'use client';

import { type FormEvent, type ReactNode, useState } from 'react';
import { Button } from '@/components/ui/button';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { useSignIn } from '@/hooks/casino/use-sign-in';
import type { SignInInput } from '@/services/casino/dtos';
import { t } from '@/words/say';
import { DEMO_PASSWORD, DemoAccounts } from './demo-accounts';
import { SignInFailure } from './sign-in-failure';

type FieldErrors = Partial<Record<keyof SignInInput, string>>;

type LoginFormProps = {
  nextPath: string;
  isDemo: boolean;
  /** What else whoever stands before it may do. */
  children: ReactNode;
};

/** Signs a person in and goes on to `nextPath` with a full load, so that nothing of a former session stays in memory. */
export function LoginForm({ nextPath, isDemo, children }: LoginFormProps) {
  const [fieldErrors, setFieldErrors] = useState<FieldErrors>({});
  const { signIn, pendingEmail, error } = useSignIn(nextPath);

  const enter = async (input: SignInInput) => {
    setFieldErrors({});
    await signIn(input);
  };
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    // The browser's own checks, in our words; the server checks again. Two fields need no schema library in the first load.
    const { email, password } = event.currentTarget.elements as unknown as Record<keyof SignInInput, HTMLInputElement>;
    const errors: FieldErrors = {};
    if (!email.validity.valid) errors.email = t('shell.enterEmail');
    if (!password.validity.valid) errors.password = t('shell.enterPassword');
    if (!errors.email && !errors.password) return void enter({ email: email.value, password: password.value });
    setFieldErrors(errors);
    (errors.email ? email : password).focus();
  };

  return (
    <>
      {/* By POST: sent before the page is alive, what was typed would stand in the address. */}
      <form method="post" noValidate className="grid gap-4" onSubmit={submit}>
        <Field label={t('shell.email')} error={fieldErrors.email}>
          {(control) => (
            <Input type="email" name="email" autoComplete="username" inputMode="email" required {...control} />
          )}
        </Field>
        <Field label={t('shell.password')} error={fieldErrors.password}>
          {(control) => <Input type="password" name="password" autoComplete="current-password" required {...control} />}
        </Field>
        <div className="grid">
          <div aria-live="assertive" className={error ? 'mb-4' : undefined}>
            {error ? <SignInFailure error={error} /> : null}
          </div>
          <Button type="submit" variant="primary" size="big" isBusy={pendingEmail !== null}>
            {pendingEmail === null ? t('shell.signIn') : t('shell.signingIn')}
          </Button>
        </div>
        {children}
      </form>
      {isDemo ? (
        <DemoAccounts pendingEmail={pendingEmail} onPick={(email) => void enter({ email, password: DEMO_PASSWORD })} />
      ) : null}
    </>
  );
}
