'use client';

import { CircleAlert, TriangleAlert } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { Button } from '@/components/ui/button';
import { cn } from '@/components/ui/cn';
import { Dialog } from '@/components/ui/dialog';
import { errorText } from '@/components/ui/error-text';
import { ErrorState } from '@/components/ui/message-state';
import { Notice } from '@/components/ui/notice';
import { Skeleton } from '@/components/ui/skeleton';
import { useReconcilePreview } from '@/hooks/reconciliation/use-reconcile-preview';
import type { AppliedRows } from '@/hooks/reconciliation/use-reconcile-requests';
import { formatPoints } from '@/lib/shared/format';
import type { ApplyPreview } from '@/services/reconciliation/dtos';
import { t } from '@/words/say';
import { CheckBox } from './check-box';
import { type ApplyTarget, previewOf, tally } from './reconcile-model';
import { previewLines } from './reconcile-words';

type ApplyReviewProps = {
  target: ApplyTarget;
  refusal: ReactNode;
  onClose: () => void;
  onConfirm: (rows: AppliedRows, isFreshnessConfirmed: boolean, title: string) => void;
};

/** The policy, what it would do with these rows, and one confirm. */
export function ApplyReview({ target, refusal, onClose, onConfirm }: ApplyReviewProps) {
  const isSelected = 'items' in target;
  const asked = useReconcilePreview(isSelected ? {} : target.filter, !isSelected);
  const preview = isSelected ? previewOf(target.items) : asked.data;
  const [isConfirmed, setIsConfirmed] = useState(false);
  const subtitle = isSelected ? t('reconcile.selectedRows', { count: target.items.length }) : target.words;
  const confirm = (applicable: number) =>
    isSelected
      ? onConfirm({ rowIds: target.items.map(({ rowId }) => rowId) }, isConfirmed, subtitle)
      : onConfirm(
          { filter: target.filter },
          isConfirmed,
          t('reconcile.rowsOf', { count: applicable, which: subtitle }),
        );
  return (
    <Dialog
      isOpen
      isStep
      onClose={onClose}
      title={t(isSelected ? 'reconcile.applySelected' : 'reconcile.applyAllMatching')}
      subtitle={subtitle}
      footer={
        <>
          {refusal}
          {preview === undefined ? null : <Confirm preview={preview} isConfirmed={isConfirmed} onConfirm={confirm} />}
        </>
      }
    >
      <div className="rounded-md bg-bg px-4 py-3 text-sm">
        <p className="font-semibold">{t('reconcile.policyUpgradeOnly')}</p>
        <p className="text-muted">
          {t('reconcile.policyWhy')} {t('reconcile.pointsSentence')}
        </p>
      </div>
      {preview === undefined && asked.isError ? (
        <ErrorState {...errorText(asked.error)} onRetry={() => void asked.refetch()} isRetrying={asked.isFetching} />
      ) : null}
      {preview === undefined && !asked.isError ? <PreviewSkeleton /> : null}
      {preview === undefined ? null : (
        <Preview preview={preview} isConfirmed={isConfirmed} onConfirmed={() => setIsConfirmed((before) => !before)} />
      )}
    </Dialog>
  );
}

type PreviewProps = { preview: ApplyPreview; isConfirmed: boolean; onConfirmed: () => void };

function Preview({ preview, isConfirmed, onConfirmed }: PreviewProps) {
  return (
    <>
      <ul aria-label={t('reconcile.preview')} className="grid divide-y rounded-md border">
        {previewLines(preview, isConfirmed).map(({ count, label, isSkipped }) => (
          <li key={label} className={cn('flex items-baseline gap-3 px-4 py-2', isSkipped && 'text-muted')}>
            <span className="min-w-[72px] text-right font-[680] text-lg">{formatPoints(count)}</span>
            <span>{label}</span>
          </li>
        ))}
      </ul>
      {preview.upgrade > 1 ? <p className="text-muted text-sm">{t('reconcile.countedByRow')}</p> : null}
      {preview.stale > 0 ? (
        <Notice
          icon={TriangleAlert}
          tone="warn"
          role="status"
          title={t('reconcile.rowsStale', { count: preview.stale })}
        >
          <p>{t('reconcile.rowsStaleWhy')}</p>
        </Notice>
      ) : null}
      {preview.unknownFreshness > 0 ? (
        <CheckBox
          isChecked={isConfirmed}
          onChange={onConfirmed}
          className="shrink-0 rounded-md border border-control px-4 py-2.5 text-sm"
        >
          <span>
            <span className="block font-semibold">
              {t('reconcile.knowRowsAge', { count: preview.unknownFreshness })}
            </span>
            <span className="block text-muted">
              {t('reconcile.wouldRaise', { count: preview.unknownFreshnessUpgrade })}
            </span>
          </span>
        </CheckBox>
      ) : null}
    </>
  );
}

type ConfirmProps = { preview: ApplyPreview; isConfirmed: boolean; onConfirm: (applicable: number) => void };

function Confirm({ preview, isConfirmed, onConfirm }: ConfirmProps) {
  const { rise, keep, unconfirmed } = tally(preview, isConfirmed);
  const applicable = rise + keep;
  if (applicable === 0) {
    return (
      <p className="flex items-center gap-2 py-2 text-muted text-sm">
        <CircleAlert aria-hidden className="size-4 shrink-0" />
        {t(unconfirmed > 0 ? 'reconcile.onlyUnknownFreshness' : 'reconcile.noneApplicable')}
      </p>
    );
  }
  return (
    <Button variant="primary" size="big" onClick={() => onConfirm(applicable)}>
      {t('reconcile.applyRows', { count: applicable })}
    </Button>
  );
}

function PreviewSkeleton() {
  return (
    <div role="status">
      <span className="sr-only">{t('reconcile.countingPreview')}</span>
      <Skeleton className="h-[168px]" />
    </div>
  );
}
