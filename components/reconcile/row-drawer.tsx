'use client';

import { useEffect } from 'react';
import { errorText } from '@/components/ui/error-text';
import { ErrorState } from '@/components/ui/message-state';
import { SheetBody, SheetFrame, SheetHead } from '@/components/ui/sheet';
import { Skeleton } from '@/components/ui/skeleton';
import { useOpenedKind } from '@/components/ui/use-opened';
import { useMe } from '@/hooks/casino/me-context';
import { rowPlace, useReconcileForm, useReconcileRequest } from '@/hooks/reconciliation/use-reconcile-requests';
import { useReconcileRow } from '@/hooks/reconciliation/use-reconcile-row';
import { formatPoints } from '@/lib/shared/format';
import type { ReconciliationDetail } from '@/services/reconciliation/dtos';
import { t } from '@/words/say';
import { RowActions } from './row-actions';
import { RowDiff } from './row-diff';
import { RowHistory } from './row-history';
import { RowIdentity } from './row-identity';
import { RowRevertForm } from './row-revert-form';
import { RowSource } from './row-source';
import { tellReconcile } from './tell-reconcile';
import { UnansweredInDrawer } from './unanswered-reconcile';

type RowDrawerProps = {
  rowId: string;
  onClose: () => void;
  onOpenRow: (rowId: string) => void;
  onOpenRun: (runId: string) => void;
};

/** One row of the queue: whose it is, file and record side by side, and what is done with it. */
export function RowDrawer(props: RowDrawerProps) {
  const { rowId, onClose } = props;
  const row = useReconcileRow(rowId);
  if (row.data) return <LoadedDrawer key={rowId} row={row.data} {...props} />;
  return (
    <SheetFrame isOpen onClose={onClose} isWide>
      <SheetHead title={t('reconcile.rowTitle')} />
      <SheetBody>
        {row.isError ? (
          <ErrorState {...errorText(row.error)} onRetry={() => void row.refetch()} isRetrying={row.isFetching} />
        ) : (
          <div role="status" className="grid gap-4">
            <span className="sr-only">{t('reconcile.loadingRow')}</span>
            <Skeleton className="h-28" />
            <Skeleton className="h-52" />
            <Skeleton className="h-40" />
          </div>
        )}
      </SheetBody>
    </SheetFrame>
  );
}

/** What comes after the row: taking back what was made of it. */
const STEPS = ['revertRow'] as const;

function LoadedDrawer({ row, onClose, onOpenRow, onOpenRun }: RowDrawerProps & { row: ReconciliationDetail }) {
  const place = rowPlace(row.rowId);
  useReconcileForm(place);
  const { timeZone } = useMe().settings;
  const { intent, dismiss } = useReconcileRequest(place);
  const step = useOpenedKind('step', STEPS);
  const { close: leaveStep } = step;
  useEffect(() => {
    if (intent?.status !== 'answered') return;
    tellReconcile(intent, timeZone);
    dismiss();
    leaveStep();
  }, [intent, timeZone, dismiss, leaveStep]);
  const isWaiting = intent?.status === 'unanswered' || intent?.status === 'retrying';
  const title = row.player.name ?? t('reconcile.noName');
  const subtitle = t('reconcile.fileAndRow', { file: row.fileName, row: formatPoints(row.rowNumber) });
  const back = () => {
    dismiss();
    leaveStep();
  };
  if (step.kind && !isWaiting && row.reconciliationId !== null && row.status !== 'reverted') {
    return (
      <SheetFrame isOpen onClose={onClose} onEscape={back} isWide>
        <SheetHead title={t('reconcile.revertOf', { what: title })} subtitle={subtitle} />
        <RowRevertForm row={row} reconciliationId={row.reconciliationId} onBack={back} />
      </SheetFrame>
    );
  }
  return (
    <SheetFrame isOpen onClose={onClose} isWide>
      <SheetHead title={title} subtitle={subtitle} />
      <UnansweredInDrawer place={place} />
      <SheetBody>
        <RowDiff row={row} />
        <RowIdentity row={row} />
        <RowHistory row={row} onOpenRow={onOpenRow} onOpenRun={onOpenRun} />
        <RowSource row={row} />
      </SheetBody>
      <RowActions row={row} isWaiting={isWaiting} onRevert={() => step.open('revertRow')} />
    </SheetFrame>
  );
}
