'use client';

import { useState } from 'react';
import { toastSuccess } from '@/components/ui/toast';
import { useMe } from '@/hooks/casino/me-context';
import { useAcknowledgeFindings } from '@/hooks/lens/use-lens';
import { formatNumber } from '@/lib/shared/numbers';
import type { LensFinding, LensPlace } from '@/services/lens/dtos';
import { t } from '@/words/say';
import { findingTitle, isMineToAcknowledge } from './lens-words';
import { ReasonDrawer } from './reason-drawer';

type AcknowledgeFindingsDrawerProps = { listed: readonly LensFinding[]; place: LensPlace; onClose: () => void };

/**
 * Says of every finding that was listed when it was opened that one looked into it. What comes while it is open, and what a
 * new row comes to, has been seen by nobody, and stays.
 */
export function AcknowledgeFindingsDrawer({ listed, place, onClose }: AcknowledgeFindingsDrawerProps) {
  const myStaffId = useMe().staff.id;
  const [shown] = useState(listed);
  const acknowledge = useAcknowledgeFindings();
  const seen = shown.filter((finding) => isMineToAcknowledge(finding, myStaffId));
  const ownCount = shown.filter((finding) => !finding.isAcknowledged && finding.staffId === myStaffId).length;
  const confirm = (reason: string) =>
    acknowledge.mutate(
      { findings: seen.map(({ id }) => id), ...place, reason },
      {
        onSuccess: ({ acknowledgedCount: count }) => {
          const passedOver = seen.length - count;
          const rest = passedOver > 0 ? t('lens.passedOver', { count: passedOver }) : t('lens.findings');
          toastSuccess(t('lens.allAcknowledged', { count }), rest);
          onClose();
        },
      },
    );
  return (
    <ReasonDrawer
      title={t('lens.acknowledgeMany', { count: seen.length })}
      subtitle={t('lens.findings')}
      label={t('lens.reasonMany')}
      confirmLabel={t('lens.acknowledgeMany', { count: seen.length })}
      missing={seen.length === 0 ? t('lens.nothing') : null}
      isBusy={acknowledge.isPending}
      error={acknowledge.error}
      onConfirm={confirm}
      onClose={onClose}
    >
      <ul className="divide-y border-y">
        {countByKind(seen).map(([kind, count]) => (
          <li key={kind} className="flex items-baseline justify-between gap-4 py-2">
            {findingTitle(kind)}
            <span className="font-semibold tabular-nums">{formatNumber(count)}</span>
          </li>
        ))}
      </ul>
      <p className="text-muted text-sm">
        {t('lens.comeBack')} {ownCount > 0 ? t('lens.ownStay', { count: ownCount }) : null}
      </p>
    </ReasonDrawer>
  );
}

/** How many there are of each kind, in the order of the list. */
function countByKind(findings: readonly LensFinding[]): [LensFinding['kind'], number][] {
  const counts = new Map<LensFinding['kind'], number>();
  for (const { kind } of findings) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  return [...counts];
}
