'use client';

import { ClosedLink } from '@/components/domain/closed-link';
import { errorText } from '@/components/ui/error-text';
import { RowsSkeleton } from '@/components/ui/list-states';
import { useAcceptInvitation, useInvitation } from '@/hooks/staff/use-invitation';
import { ApiError } from '@/lib/client/api';
import type { Invitation } from '@/services/staff/dtos';
import { t } from '@/words/say';
import { NewPasswordForm } from './new-password-form';

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
  return (
    <NewPasswordForm
      email={email}
      confirmLabel={t('joining.accept')}
      isBusy={isBusy}
      error={error}
      onConfirm={(password) => void accept(token, password)}
    >
      <p className="font-semibold">{t('joining.welcome', { name, casino: casinoName })}</p>
      <p className="text-muted text-sm">{t('joining.once')}</p>
      <p className="text-muted text-sm">{t('joining.elsewhere')}</p>
    </NewPasswordForm>
  );
}
