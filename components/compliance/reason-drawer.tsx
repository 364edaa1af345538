'use client';

import type { ReactNode } from 'react';
import { useState } from 'react';
import { Button } from '@/components/ui/button';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { SheetBody, SheetFoot, SheetFrame, SheetHead } from '@/components/ui/sheet';
import { t } from '@/words/say';
import { FailureNotice } from './failure-notice';

type ReasonDrawerProps = {
  title: string;
  subtitle: string;
  label: string;
  confirmLabel: string;
  isOptional?: boolean;
  isBusy: boolean;
  error: Error | null;
  onConfirm: (reason: string) => void;
  onClose: () => void;
  /** What is decided on, and what it means. */
  children: ReactNode;
};

/** A decision in words of one's own: what it is about, why, and one tap to confirm. */
export function ReasonDrawer(props: ReasonDrawerProps) {
  const { isOptional = false, isBusy } = props;
  const [reason, setReason] = useState('');
  const isReady = isOptional || reason.trim() !== '';
  const confirm = () => {
    if (isReady && !isBusy) props.onConfirm(reason.trim());
  };
  return (
    <SheetFrame isOpen onClose={props.onClose} isWide>
      <SheetHead title={props.title} subtitle={props.subtitle} />
      <SheetBody>
        {props.children}
        <Field label={props.label} hint={t('compliance.staysOnRecord')}>
          {(control) => (
            <Input
              {...control}
              autoComplete="off"
              maxLength={500}
              value={reason}
              onChange={(event) => setReason(event.target.value)}
              onKeyDown={(event) => {
                if (event.key === 'Enter') confirm();
              }}
            />
          )}
        </Field>
      </SheetBody>
      <SheetFoot>
        <FailureNotice error={props.error} />
        <Button variant="primary" size="big" disabled={!isReady} isBusy={isBusy} onClick={confirm}>
          {isReady ? props.confirmLabel : t('ui.sayWhy')}
        </Button>
      </SheetFoot>
    </SheetFrame>
  );
}
