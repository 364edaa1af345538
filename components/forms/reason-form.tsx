'use client';

import { type ReactNode, useState } from 'react';
import { Button } from '@/components/ui/button';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { SheetBody, SheetFoot } from '@/components/ui/sheet';
import { t } from '@/words/say';
import { FailureNotice } from './failure-notice';

type ReasonFormProps = {
  label: string;
  /** Under the reason: what becomes of it. */
  hint: string;
  confirmLabel: string;
  isOptional?: boolean;
  /** What is still missing beside the reason, in words. */
  missing?: string | null;
  isBusy: boolean;
  /** What is decided takes something away for good. */
  isHarm?: boolean;
  error: Error | null;
  onConfirm: (reason: string) => void;
  /** What is decided on, and what it means. */
  children: ReactNode;
};

/** A decision that stays on record: what it is about, why, and one tap to confirm. */
export function ReasonForm(props: ReasonFormProps) {
  const { isOptional = false, missing = null, isBusy } = props;
  const [reason, setReason] = useState('');
  const lacking = missing ?? (isOptional || reason.trim() !== '' ? null : t('ui.sayWhy'));
  return (
    <form
      noValidate
      className="flex min-h-0 flex-1 flex-col"
      onSubmit={(event) => {
        event.preventDefault();
        if (lacking === null && !isBusy) props.onConfirm(reason.trim());
      }}
    >
      <SheetBody>
        {props.children}
        <Field label={props.label} hint={props.hint}>
          {(control) => (
            <Input
              {...control}
              autoComplete="off"
              maxLength={500}
              value={reason}
              onChange={(event) => setReason(event.target.value)}
            />
          )}
        </Field>
      </SheetBody>
      <SheetFoot>
        <FailureNotice error={props.error} />
        <Button
          type="submit"
          variant={props.isHarm ? 'danger' : 'primary'}
          size="big"
          aria-disabled={lacking !== null || undefined}
          isBusy={isBusy}
        >
          {lacking ?? props.confirmLabel}
        </Button>
      </SheetFoot>
    </form>
  );
}
