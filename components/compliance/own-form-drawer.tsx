'use client';

import { useState } from 'react';
import { FailureNotice } from '@/components/forms/failure-notice';
import { Button } from '@/components/ui/button';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { SheetBody, SheetFoot, SheetFrame, SheetHead } from '@/components/ui/sheet';
import { toastSuccess } from '@/components/ui/toast';
import { useFileCase } from '@/hooks/ctr/use-ctr-mutations';
import type { CtrCase } from '@/services/ctr/dtos';
import { t } from '@/words/say';
import { caseName } from './case-words';

const DIGITS = 14;

/** Files a report that was typed into FinCEN's own form, by the identifier that FinCEN gave it. */
export function OwnFormDrawer({ one, onClose }: { one: CtrCase; onClose: () => void }) {
  const file = useFileCase();
  const [typed, setTyped] = useState('');
  const bsaId = typed.replaceAll(/\D/g, '');
  const isReady = bsaId.length === DIGITS;
  const confirm = () => {
    if (!isReady || file.isPending) return;
    file.mutate(
      { caseId: one.id, bsaId },
      {
        onSuccess: () => {
          toastSuccess(t('ctr.filed'), t('ctr.bsaIdIs', { id: bsaId }));
          onClose();
        },
      },
    );
  };
  return (
    <SheetFrame isOpen onClose={onClose} isWide>
      <SheetHead title={t('ctr.ownForm')} subtitle={caseName(one)} />
      <SheetBody>
        <p>{t('ctr.ownFormMeaning')}</p>
        <Field label={t('ctr.bsaId')} hint={t('ctr.bsaIdHint')}>
          {(control) => (
            <Input
              {...control}
              inputMode="numeric"
              autoComplete="off"
              maxLength={20}
              value={typed}
              onChange={(event) => setTyped(event.target.value)}
              onKeyDown={(event) => {
                if (event.key === 'Enter') confirm();
              }}
            />
          )}
        </Field>
      </SheetBody>
      <SheetFoot>
        <FailureNotice error={file.error} />
        <Button variant="primary" size="big" disabled={!isReady} isBusy={file.isPending} onClick={confirm}>
          {t(isReady ? 'ctr.fileWithId' : 'ctr.enterId')}
        </Button>
      </SheetFoot>
    </SheetFrame>
  );
}
