'use client';

import { useRouter } from 'next/navigation';
import { type FormEvent, useEffect, useState } from 'react';
import { FailureNotice } from '@/components/forms/failure-notice';
import { Button } from '@/components/ui/button';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { SheetBody, SheetFoot, SheetFrame, SheetHead } from '@/components/ui/sheet';
import { toastSuccess } from '@/components/ui/toast';
import { useMe } from '@/hooks/casino/me-context';
import { useSetPin } from '@/hooks/casino/use-set-pin';
import { isEasyPin, PIN_DIGITS } from '@/lib/shared/pins';
import { t } from '@/words/say';

type Fields = Record<'currentPassword' | 'pin', HTMLInputElement>;
type Faults = Partial<Record<keyof Fields, string>>;
type PinSheetProps = { onClose: () => void; onReturnFocus: () => void };

/** The PIN of whoever is signed in, set by their password. */
export function PinSheet({ onClose, onReturnFocus }: PinSheetProps) {
  const { staff } = useMe();
  const router = useRouter();
  const setPin = useSetPin();
  const [faults, setFaults] = useState<Faults>({});
  const [isSet, setIsSet] = useState(false);
  const title = staff.hasPin ? t('shell.changePin') : t('shell.setPin');
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const { currentPassword, pin } = event.currentTarget.elements as unknown as Fields;
    const found = faultsOf(currentPassword.value, pin.value);
    setFaults(found);
    if (found.currentPassword) currentPassword.focus();
    else if (found.pin) pin.focus();
    else if (!setPin.isPending && !isSet)
      setPin.mutate({ currentPassword: currentPassword.value, pin: pin.value }, { onSuccess });
  };
  const onSuccess = () => {
    toastSuccess(t('shell.pinIsSet'), t('shell.pinIsSetMeaning'));
    setIsSet(true);
    router.refresh();
  };
  // Not before the page knows of the PIN: a change-over right after it goes by that.
  const isDone = isSet && staff.hasPin;
  useEffect(() => {
    if (isDone) onClose();
  }, [isDone, onClose]);
  return (
    <SheetFrame isOpen onClose={onClose} onOpenerGone={onReturnFocus}>
      <SheetHead title={title} subtitle={staff.email} />
      <form noValidate className="flex min-h-0 flex-1 flex-col" onSubmit={submit}>
        <SheetBody>
          <p className="text-muted text-sm">{t('shell.pinMeaning')}</p>
          <input type="text" name="username" autoComplete="username" value={staff.email} readOnly hidden />
          <Field label={t('shell.currentPassword')} error={faults.currentPassword}>
            {(control) => (
              <Input {...control} name="currentPassword" type="password" autoComplete="current-password" required />
            )}
          </Field>
          <Field label={t('shell.newPin')} hint={t('shell.newPinHint')} error={faults.pin}>
            {(control) => (
              <Input
                {...control}
                name="pin"
                type="password"
                autoComplete="one-time-code"
                inputMode="numeric"
                maxLength={PIN_DIGITS}
                required
              />
            )}
          </Field>
        </SheetBody>
        <SheetFoot>
          <FailureNotice error={setPin.error} />
          <Button type="submit" variant="primary" size="big" isBusy={setPin.isPending || isSet}>
            {title}
          </Button>
        </SheetFoot>
      </form>
    </SheetFrame>
  );
}

function faultsOf(password: string, pin: string): Faults {
  const isPin = new RegExp(`^\\d{${PIN_DIGITS}}$`).test(pin);
  return {
    ...(password === '' ? { currentPassword: t('shell.enterPassword') } : {}),
    ...(!isPin ? { pin: t('rules.pinDigits') } : isEasyPin(pin) ? { pin: t('rules.pinEasy') } : {}),
  };
}
