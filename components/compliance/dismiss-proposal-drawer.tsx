'use client';

import { toastSuccess } from '@/components/ui/toast';
import { useDismissProposal } from '@/hooks/exclusions/use-exclusion-mutations';
import { formatDate } from '@/lib/shared/format';
import type { ExclusionProposal } from '@/services/exclusions/dtos';
import { t } from '@/words/say';
import { ReasonDrawer } from './reason-drawer';

/** Says, with a reason, that a row of a list means somebody else. */
export function DismissProposalDrawer({ proposal, onClose }: { proposal: ExclusionProposal; onClose: () => void }) {
  const dismiss = useDismissProposal();
  const confirm = (reason: string) =>
    dismiss.mutate(
      { id: proposal.id, reason },
      {
        onSuccess: () => {
          toastSuccess(t('compliance.dismissed'), proposal.playerName);
          onClose();
        },
      },
    );
  return (
    <ReasonDrawer
      title={t('compliance.dismissMatch')}
      subtitle={proposal.playerName}
      label={t('compliance.whyAnother')}
      confirmLabel={t('compliance.dismiss')}
      isBusy={dismiss.isPending}
      error={dismiss.error}
      onConfirm={confirm}
      onClose={onClose}
    >
      <p className="wrap-anywhere">
        {t('compliance.row', { file: proposal.fileName, row: proposal.rowNumber })} ·{' '}
        {t('compliance.born', { day: formatDate(proposal.birthDate) })}
      </p>
      <p>{t('compliance.dismissMeaning')}</p>
    </ReasonDrawer>
  );
}
