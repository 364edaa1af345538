'use client';

import { FileDown, Undo2 } from 'lucide-react';
import { FailureNotice } from '@/components/forms/failure-notice';
import { Button } from '@/components/ui/button';
import { Late, lateCode } from '@/components/ui/late';
import { toastSuccess } from '@/components/ui/toast';
import { useOpenedKind } from '@/components/ui/use-opened';
import { usePreload } from '@/components/ui/use-preload';
import { useExportCases, useFileCase, useUpdateCase } from '@/hooks/ctr/use-ctr-mutations';
import { saveFile } from '@/lib/client/download';
import type { CtrCase } from '@/services/ctr/dtos';
import { t } from '@/words/say';
import {
  caseName,
  filingState,
  isDecided,
  isExportable,
  isMergedAwaited,
  isNothingLeft,
  isOut,
  lastFiling,
} from './case-words';
import { CASE_OVERLAYS } from './use-cases-url';

const notRequired = lateCode(async () => (await import('./not-required-drawer')).NotRequiredDrawer);
const ownForm = lateCode(async () => (await import('./own-form-drawer')).OwnFormDrawer);
const LOADERS = [notRequired.fetch, ownForm.fetch];

/** What can be done with a case now: one step on, and the ways beside it. */
export function CaseActions({ one }: { one: CtrCase }) {
  usePreload(LOADERS);
  const make = useExportCases();
  const file = useFileCase();
  const update = useUpdateCase();
  const { kind, open, close: onClose } = useOpenedKind('open', CASE_OVERLAYS);
  const isBelow = one.missing.includes('belowThreshold');
  const isAmendable = one.status === 'filed' && one.needsAmendment && !isBelow;
  const exportNow = () =>
    make.mutate(
      { caseIds: [one.id] },
      {
        onSuccess: ({ file: made, name }) => {
          saveFile(made, name);
          toastSuccess(t('ctr.exported', { name }), t('ctr.exportedMeaning'));
        },
      },
    );
  const fileNow = () =>
    file.mutate({ caseId: one.id }, { onSuccess: () => toastSuccess(t('ctr.filed'), t('ctr.filedMeaning')) });
  const reopen = () =>
    update.mutate(
      { caseId: one.id, decision: { status: 'open' }, expectedVersion: one.version },
      { onSuccess: () => toastSuccess(t('ctr.reopened'), caseName(one)) },
    );
  return (
    <section
      aria-label={t('ctr.actions')}
      className="sticky bottom-0 grid gap-3 rounded-lg border bg-surface px-5 py-4 empty:hidden max-sm:px-4"
    >
      <FailureNotice error={make.error ?? file.error ?? update.error} />
      <div className="flex flex-wrap items-center gap-2">
        <p className="min-w-48 flex-1 text-muted text-sm">{nextStep(one)}</p>
        {canReopen(one) ? (
          <Button isBusy={update.isPending} onClick={reopen}>
            <Undo2 aria-hidden />
            {t('ctr.reopen')}
          </Button>
        ) : null}
        {canDismiss(one) ? (
          <Button variant={isBelow ? 'primary' : 'secondary'} onClick={() => open('notRequired')}>
            {t(isOut(one) ? 'ctr.nothingToAmend' : 'ctr.notRequired')}
          </Button>
        ) : null}
        {one.status === 'ready' || isAmendable ? (
          <>
            <Button onClick={() => open('ownForm')}>{t('ctr.ownForm')}</Button>
            <Button variant={isAmendable ? 'primary' : 'secondary'} isBusy={file.isPending} onClick={fileNow}>
              {t(isAmendable ? 'ctr.fileAmendment' : 'ctr.fileOnly')}
            </Button>
          </>
        ) : null}
        {isExportable(one) && !isAmendable && !isBelow ? (
          <Button variant="primary" isBusy={make.isPending} onClick={exportNow}>
            <FileDown aria-hidden />
            {t('ctr.exportOne')}
          </Button>
        ) : null}
      </div>
      {kind === 'notRequired' ? <Late code={notRequired} props={{ one, onClose }} /> : null}
      {kind === 'ownForm' ? <Late code={ownForm} props={{ one, onClose }} /> : null}
    </section>
  );
}

const isAwaited = (one: CtrCase) => one.filings.some((filing) => filingState(filing) === 'sent');

/** Whether the decision that nothing is required can be taken back. */
const canReopen = (one: CtrCase) => one.status === 'not_required' || (one.status === 'filed' && isDecided(one));

/** Whether it can be found that no report is required; once one went out, that there is nothing to amend. */
const canDismiss = (one: CtrCase) =>
  isOut(one) ? one.needsAmendment && isNothingLeft(one) && !isAwaited(one) : one.status !== 'not_required';

/** What comes next, in a sentence. */
function nextStep(one: CtrCase): string {
  if (one.status === 'not_required') return t('ctr.next_not_required');
  if (one.status === 'filed') {
    if (one.needsAmendment && isNothingLeft(one))
      return t(isAwaited(one) ? 'ctr.next_nothing_left_awaited' : 'ctr.next_nothing_left');
    if (isDecided(one)) return t('ctr.next_stands');
    if (one.missing.includes('belowThreshold')) return t('ctr.next_take_back');
    if (one.needsAmendment) return t('ctr.next_amend');
    const filing = lastFiling(one);
    if (filing?.isAccepted) return t('ctr.next_done');
    return t(filing?.batchId ? 'ctr.next_sent' : 'ctr.next_unsent');
  }
  if (isMergedAwaited(one)) return t('ctr.next_merged_awaited');
  return t(one.status === 'ready' ? 'ctr.next_ready' : 'ctr.next_complete');
}
