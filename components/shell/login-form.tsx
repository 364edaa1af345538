'use client';

import { zodResolver } from '@hookform/resolvers/zod';
import { CircleAlert } from 'lucide-react';
import { useState } from 'react';
import { useForm } from 'react-hook-form';
import { Button } from '@/components/ui/button';
import { errorText } from '@/components/ui/error-text';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { type SignInInput, signInInputSchema } from '@/services/casino/dtos';
import { signIn } from '@/services/casino/http';
import { DEMO_PASSWORD, DemoAccounts } from './demo-accounts';

/** Signs a person in and goes on to `nextPath` with a full load, so that nothing of a former session stays in memory. */
export function LoginForm({ nextPath, isDemo }: { nextPath: string; isDemo: boolean }) {
  const form = useForm<SignInInput>({
    resolver: zodResolver(signInInputSchema),
    defaultValues: { email: '', password: '' },
  });
  const { errors } = form.formState;
  const [failure, setFailure] = useState<{ title: string; remedy: string } | null>(null);
  const [pendingEmail, setPendingEmail] = useState<string | null>(null);

  const submit = async (input: SignInInput) => {
    setFailure(null);
    setPendingEmail(input.email);
    try {
      await signIn(input);
      window.location.assign(nextPath);
    } catch (error) {
      setPendingEmail(null);
      setFailure(errorText(error));
    }
  };

  return (
    <>
      <form noValidate className="grid gap-4" onSubmit={form.handleSubmit(submit)}>
        <Field label="Email" error={errors.email?.message}>
          {(control) => (
            <Input type="email" autoComplete="username" inputMode="email" {...control} {...form.register('email')} />
          )}
        </Field>
        <Field label="Password" error={errors.password?.message}>
          {(control) => (
            <Input type="password" autoComplete="current-password" {...control} {...form.register('password')} />
          )}
        </Field>
        <div className="grid">
          <div aria-live="assertive">{failure ? <Failure {...failure} /> : null}</div>
          <Button type="submit" variant="primary" size="big" isBusy={pendingEmail !== null}>
            {pendingEmail === null ? 'Sign in' : 'Signing in …'}
          </Button>
        </div>
      </form>
      {isDemo ? (
        <DemoAccounts pendingEmail={pendingEmail} onPick={(email) => void submit({ email, password: DEMO_PASSWORD })} />
      ) : null}
    </>
  );
}

function Failure({ title, remedy }: { title: string; remedy: string }) {
  return (
    <p className="mb-4 flex gap-2.5 rounded-md bg-danger-soft px-4 py-3 text-sm">
      <CircleAlert aria-hidden className="mt-0.5 size-4 shrink-0 text-danger" />
      <span>
        <b className="block font-semibold text-danger">{title}</b>
        {remedy}
      </span>
    </p>
  );
}
