'use client';

import { toastSuccess } from '@/components/ui/toast';
import { useReviewHit } from '@/hooks/exclusions/use-exclusion-mutations';
import type { ExclusionHit } from '@/services/exclusions/dtos';
import { t } from '@/words/say';
import { attemptText } from './exclusion-words';
import { ReasonDrawer } from './reason-drawer';

/** Says that one looked into a hit, and what came of it. */
export function ReviewHitDrawer({ hit, onClose }: { hit: ExclusionHit; onClose: () => void }) {
  const review = useReviewHit();
  const confirm = (note: string) =>
    review.mutate(
      { id: hit.id, note: note || null },
      {
        onSuccess: () => {
          toastSuccess(t('compliance.reviewed'), hit.playerName);
          onClose();
        },
      },
    );
  return (
    <ReasonDrawer
      title={t('compliance.reviewHit')}
      subtitle={hit.playerName}
      label={t('compliance.reviewNote')}
      confirmLabel={t('compliance.review')}
      isOptional
      isBusy={review.isPending}
      error={review.error}
      onConfirm={confirm}
      onClose={onClose}
    >
      <p>{attemptText(hit)}</p>
    </ReasonDrawer>
  );
}
