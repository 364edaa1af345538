'use client';

import { toastSuccess } from '@/components/ui/toast';
import { useMe } from '@/hooks/casino/me-context';
import { useAcknowledgeFinding } from '@/hooks/lens/use-lens';
import type { LensFinding, LensPlace } from '@/services/lens/dtos';
import { t } from '@/words/say';
import { findingText, findingTitle, findingWho } from './lens-words';
import { ReasonDrawer } from './reason-drawer';

type AcknowledgeFindingDrawerProps = { finding: LensFinding; place: LensPlace; onClose: () => void };

/** Says that one looked into what stands out, and why it needs nothing more. */
export function AcknowledgeFindingDrawer({ finding, place, onClose }: AcknowledgeFindingDrawerProps) {
  const acknowledge = useAcknowledgeFinding();
  const { currency } = useMe().settings;
  const title = findingTitle(finding.kind);
  const confirm = (reason: string) =>
    acknowledge.mutate(
      { id: finding.id, ...place, reason },
      {
        onSuccess: () => {
          toastSuccess(t('lens.acknowledged'), title);
          onClose();
        },
      },
    );
  return (
    <ReasonDrawer
      title={title}
      subtitle={findingWho(finding) ?? t('lens.acknowledge')}
      label={t('lens.reason')}
      confirmLabel={t('lens.acknowledge')}
      isBusy={acknowledge.isPending}
      error={acknowledge.error}
      onConfirm={confirm}
      onClose={onClose}
    >
      <p>{findingText(finding, currency)}</p>
      <p className="text-muted text-sm">{t('lens.comesBack')}</p>
    </ReasonDrawer>
  );
}
