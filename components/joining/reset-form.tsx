'use client';

import { CircleCheck } from 'lucide-react';
import { ClosedLink } from '@/components/domain/closed-link';
import { buttonStyles } from '@/components/ui/button';
import { errorText } from '@/components/ui/error-text';
import { RowsSkeleton } from '@/components/ui/list-states';
import { Notice } from '@/components/ui/notice';
import { type Reset, useReset, useSetPassword } from '@/hooks/staff/use-reset';
import { ApiError } from '@/lib/client/api';
import { t } from '@/words/say';
import { NewPasswordForm } from './new-password-form';

/** What a link for a new password opens: whose it is, and the password to set; or why it opens nothing. */
export function ResetForm() {
  const { token, opened: reset, error, again } = useReset();
  const { set, isSet, isBusy, needsCode, error: refused } = useSetPassword();
  if (isSet) return <PasswordSet />;
  if (token === '') return <ClosedLink title={t('joining.noToken')} remedy={t('joining.noTokenRemedy')} />;
  if (error !== null)
    return <ClosedLink {...errorText(error)} {...(error instanceof ApiError && error.status < 500 ? {} : { again })} />;
  if (token === null || reset === null) return <RowsSkeleton label={t('joining.reading')} count={3} row="h-[60px]" />;
  return (
    <NewPasswordForm
      {...(reset.by === 'link' ? { email: reset.link.email } : {})}
      confirmLabel={t('joining.setPassword')}
      isBusy={isBusy}
      error={refused}
      needsCode={needsCode}
      onConfirm={(password, code) => void set(reset, password, code)}
    >
      <WhatFollows reset={reset} />
    </NewPasswordForm>
  );
}

function WhatFollows({ reset }: { reset: Reset }) {
  if (reset.by === 'mail') return <p>{t('joining.resetByMail')}</p>;
  const { name, casinoName, madeByName, losesRole } = reset.link;
  return (
    <>
      <p className="font-semibold">{t('joining.resetFor', { name, casino: casinoName })}</p>
      <p className="text-muted text-sm">
        {madeByName === null ? t('joining.resetByServer') : t('joining.resetBy', { name: madeByName })}{' '}
        {t('joining.resetEnds')}
      </p>
      {losesRole ? <p className="text-sm">{t('joining.resetLosesRole')}</p> : null}
    </>
  );
}

function PasswordSet() {
  return (
    <>
      <Notice icon={CircleCheck} tone="neutral" role="status" title={t('joining.passwordSet')}>
        <p>{t('joining.passwordSetMeaning')}</p>
      </Notice>
      <a href="/login" className={buttonStyles({ variant: 'primary', size: 'big' })}>
        {t('domain.linkToSignIn')}
      </a>
    </>
  );
}
