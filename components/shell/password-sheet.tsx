'use client';

import { type FormEvent, useState } from 'react';
import { FailureNotice } from '@/components/forms/failure-notice';
import { Button } from '@/components/ui/button';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { SheetBody, SheetFoot, SheetFrame, SheetHead } from '@/components/ui/sheet';
import { useMe } from '@/hooks/casino/me-context';
import { useChangePassword } from '@/hooks/casino/use-sign-out';
import { PASSWORD_LOWEST } from '@/lib/shared/passwords';
import { t } from '@/words/say';

type Fields = Record<'currentPassword' | 'newPassword', HTMLInputElement>;
type PasswordSheetProps = { onClose: () => void; onReturnFocus: () => void };

/** The password of whoever is signed in, anew, by the one before. */
export function PasswordSheet({ onClose, onReturnFocus }: PasswordSheetProps) {
  const { staff } = useMe();
  const change = useChangePassword();
  const [missing, setMissing] = useState<keyof Fields | null>(null);
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const { currentPassword, newPassword } = event.currentTarget.elements as unknown as Fields;
    const lacking = currentPassword.value === '' ? currentPassword : shortOne(newPassword);
    setMissing((lacking?.name ?? null) as keyof Fields | null);
    if (lacking) lacking.focus();
    else if (!change.isPending)
      change.mutate({ currentPassword: currentPassword.value, newPassword: newPassword.value });
  };
  return (
    <SheetFrame isOpen onClose={onClose} onOpenerGone={onReturnFocus}>
      <SheetHead title={t('shell.changePassword')} subtitle={staff.email} />
      <form noValidate className="flex min-h-0 flex-1 flex-col" onSubmit={submit}>
        <SheetBody>
          <input type="text" name="username" autoComplete="username" value={staff.email} readOnly hidden />
          <Field
            label={t('shell.currentPassword')}
            error={missing === 'currentPassword' ? t('shell.enterPassword') : undefined}
          >
            {(control) => (
              <Input {...control} name="currentPassword" type="password" autoComplete="current-password" required />
            )}
          </Field>
          <Field
            label={t('shell.newPassword')}
            hint={t('rules.passwordShort', { lowest: String(PASSWORD_LOWEST) })}
            error={
              missing === 'newPassword' ? t('rules.passwordShort', { lowest: String(PASSWORD_LOWEST) }) : undefined
            }
          >
            {(control) => (
              <Input {...control} name="newPassword" type="password" autoComplete="new-password" required />
            )}
          </Field>
          <p className="text-muted text-sm">{t('shell.changePasswordMeaning')}</p>
        </SheetBody>
        <SheetFoot>
          <FailureNotice error={change.error} />
          <Button type="submit" variant="primary" size="big" isBusy={change.isPending}>
            {t('shell.changePassword')}
          </Button>
        </SheetFoot>
      </form>
    </SheetFrame>
  );
}

const shortOne = (field: HTMLInputElement) => (field.value.length < PASSWORD_LOWEST ? field : null);
