'use client';

import { ReasonForm } from '@/components/forms/reason-form';
import { SheetFrame, SheetHead } from '@/components/ui/sheet';
import { toastSuccess } from '@/components/ui/toast';
import { useChangePermissions } from '@/hooks/permissions/use-permissions';
import type { ChangePermissionsInput, PermissionChange } from '@/services/permissions/dtos';
import { t } from '@/words/say';
import { FactorMeaning } from './factor-meaning';
import { changeText } from './permission-words';

type AskDrawerProps = { changes: PermissionChange[]; onAsked: () => void; onClose: () => void };

/** Asks, with a reason, for changes that somebody else decides. */
export function AskDrawer({ changes, onAsked, onClose }: AskDrawerProps) {
  const ask = useChangePermissions();
  const confirm = (reason: string) =>
    ask.mutate(
      { changes: changes.map(wireOf), reason },
      {
        onSuccess: () => {
          toastSuccess(t('permissions.askSent'), t('permissions.askSentWho'));
          onAsked();
        },
      },
    );
  return (
    <SheetFrame isOpen onClose={onClose} isWide>
      <SheetHead title={t('permissions.askTitle')} subtitle={t('permissions.askSubtitle', { count: changes.length })} />
      <ReasonForm
        label={t('permissions.askReason')}
        hint={t('permissions.staysOnRecord')}
        confirmLabel={t('permissions.ask')}
        isBusy={ask.isPending}
        error={ask.error}
        onConfirm={confirm}
      >
        <ul className="grid gap-1 font-semibold">
          {changes.map((change) => (
            <li key={`${change.role} ${change.staffId} ${change.capability}`}>{changeText(change)}</li>
          ))}
        </ul>
        <FactorMeaning changes={changes} />
        <p>{t('permissions.askMeaning')}</p>
      </ReasonForm>
    </SheetFrame>
  );
}

function wireOf(asked: PermissionChange) {
  const { role, staffId, capability, isGranted, throughGamingDay, demandsSecondFactor } = asked;
  if (role !== null && demandsSecondFactor !== null) return { role, demandsSecondFactor };
  const change = role === null ? { staffId, capability, isGranted } : { role, capability, isGranted };
  const until = throughGamingDay === null ? {} : { throughGamingDay };
  return { ...change, ...until } as ChangePermissionsInput['changes'][number];
}
