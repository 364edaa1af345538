'use client';

import { CircleAlert } from 'lucide-react';
import { useState } from 'react';
import { Button } from '@/components/ui/button';
import { Notice } from '@/components/ui/notice';
import { SheetFoot } from '@/components/ui/sheet';
import { useCan, useMe } from '@/hooks/casino/me-context';
import { rowPlace, useApplyRows } from '@/hooks/reconciliation/use-reconcile-requests';
import type { ReconciliationDetail } from '@/services/reconciliation/dtos';
import { t } from '@/words/say';
import { CheckBox } from './check-box';
import { canApply } from './reconcile-model';
import { outcomeText, reconcileRefusal, skipRemedy, wouldSentence } from './reconcile-words';

type RowActionsProps = { row: ReconciliationDetail; isWaiting: boolean; onRevert: () => void };

/** What applying the row would do, and one confirm; of a row that was applied, taking it back. */
export function RowActions({ row, isWaiting, onRevert }: RowActionsProps) {
  const { timeZone } = useMe().settings;
  const canRevert = useCan('reconcile.revert');
  const canReconcile = useCan('reconcile.apply');
  const { intent, apply } = useApplyRows(rowPlace(row.rowId));
  const [isConfirmed, setIsConfirmed] = useState(false);
  if (!canApply(row.status)) {
    return canRevert && row.reconciliationId !== null ? (
      <SheetFoot>
        <Button size="big" disabled={isWaiting} onClick={onRevert}>
          {t('reconcile.revertDots')}
        </Button>
      </SheetFoot>
    ) : null;
  }
  if (!canReconcile) return null;
  const needsConfirm = row.flags.includes('unknown_freshness');
  const refusal = intent?.status === 'refused' ? reconcileRefusal(intent.refusal, timeZone) : null;
  const isSending = intent?.status === 'sending';
  const confirm = () => apply({ rowIds: [row.rowId] }, isConfirmed, rowDecision(row));
  return (
    <SheetFoot>
      {refusal === null ? null : (
        <Notice icon={CircleAlert} tone="bad" role="alert" title={refusal.title}>
          <p>{refusal.remedy}</p>
        </Notice>
      )}
      {row.would.code !== null ? (
        <div className="text-sm">
          <p className="font-semibold text-warn">{outcomeText(row)}</p>
          <p className="text-muted">{skipRemedy(row.would.code)}</p>
        </div>
      ) : (
        <>
          <p className="text-muted text-sm">{wouldSentence(row)}</p>
          {needsConfirm ? (
            <CheckBox isChecked={isConfirmed} onChange={() => setIsConfirmed((before) => !before)} className="text-sm">
              {t('reconcile.knowRowAge')}
            </CheckBox>
          ) : null}
          <Button
            variant="primary"
            size="big"
            disabled={isWaiting || (needsConfirm && !isConfirmed)}
            isBusy={isSending}
            onClick={confirm}
          >
            {isSending ? t('reconcile.applying') : applyLabel(row)}
          </Button>
        </>
      )}
    </SheetFoot>
  );
}

/** What was decided of whom, as it is said while it is on its way. */
function rowDecision(row: ReconciliationDetail): string {
  const player = row.player.name ?? t('reconcile.noName');
  return t('reconcile.rowDecision', { player, outcome: outcomeText(row) });
}

function applyLabel({ would, staged, canonical }: ReconciliationDetail): string {
  return would.outcome === 'applied'
    ? t('reconcile.applyRow_applied', { tier: staged.tierName ?? t('reconcile.aTier') })
    : t('reconcile.applyRow_kept', { tier: canonical?.tierName ?? t('reconcile.aTier') });
}
