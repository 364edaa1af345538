'use client';

import { useCallback, useEffect, useRef, useState } from 'react';
import { StaleNotice } from '@/components/domain/stale-notice';
import { Late, lateCode } from '@/components/ui/late';
import { toastSuccess } from '@/components/ui/toast';
import { usePreload } from '@/components/ui/use-preload';
import { ViewSwitch } from '@/components/ui/view-switch';
import { useReconcileIntents } from '@/hooks/reconciliation/use-reconcile-requests';
import { useRunWork } from '@/hooks/reconciliation/use-run-work';
import type { RunOutcome } from '@/services/reconciliation/dtos';
import { t } from '@/words/say';
import { QueueSearch } from './queue-filters';
import { QueueView } from './queue-view';
import type { ApplyTarget } from './reconcile-model';
import { ReconcileNotices } from './reconcile-notices';
import { endText } from './reconcile-words';
import { RunBanners } from './run-banners';
import type { RunWork } from './run-progress';
import { type ReconcileUrl, useReconcileUrl } from './use-reconcile-url';

const rowDrawer = lateCode(async () => (await import('./row-drawer')).RowDrawer);
const applyDialog = lateCode(async () => (await import('./apply-dialog')).ApplyDialog);
const runDrawer = lateCode(async () => (await import('./run-drawer')).RunDrawer);
const runList = lateCode(async () => (await import('./run-list')).RunList);
const LOADERS = [rowDrawer.fetch, applyDialog.fetch, runDrawer.fetch, runList.fetch];

/** What is about to be applied, and what to do once it is. */
type Applying = { target: ApplyTarget; onApplied: () => void };

/** Imported tiers beside the players' own: what waits, what would happen, apply, revert, and what was done so far. */
export function ReconcileScreen() {
  usePreload(LOADERS);
  const url = useReconcileUrl();
  const [applying, setApplying] = useState<Applying | null>(null);
  const isLookingOn = applying !== null || url.run.value !== null;
  const { work, ended, isSending } = useRunsFromHere(isLookingOn);
  const beginApply = useCallback(
    (target: ApplyTarget, onApplied: () => void) => setApplying({ target, onApplied }),
    [],
  );
  return (
    <div className="@container flex h-full flex-col">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-2.5 px-[18px] pt-4 pb-2.5 max-sm:px-3 max-sm:pt-3">
        <ViewSwitch
          value={url.view}
          views={{ queue: t('reconcile.queue'), history: t('reconcile.history') }}
          onChange={url.setView}
          className="max-sm:flex-1"
        />
        {url.view === 'queue' ? <QueueSearch url={url} /> : null}
      </div>
      <ReconcileNotices />
      {isLookingOn ? null : <RunBanners work={work} isSending={isSending} />}
      {url.view === 'queue' ? (
        <QueueView url={url} onApply={beginApply} />
      ) : (
        <div className="scroll-area min-h-0 flex-1 px-[18px] pb-[18px] max-sm:px-2">
          <Late code={runList} props={{ onOpen: url.run.open }} />
        </div>
      )}
      <Overlays url={url} work={work} ended={ended} applying={applying} onApplied={() => setApplying(null)} />
      <StaleNotice className="bottom-20 z-20" />
    </div>
  );
}

/** Has the runs that were begun here worked on until they end, whatever is on screen meanwhile. */
function useRunsFromHere(isLookingOn: boolean) {
  const [ended, setEnded] = useState<RunOutcome | null>(null);
  const intents = useReconcileIntents();
  const isSeen = useRef(isLookingOn);
  useEffect(() => {
    isSeen.current = isLookingOn;
  }, [isLookingOn]);
  const end = useCallback((outcome: RunOutcome) => {
    setEnded(outcome);
    if (isSeen.current) return;
    const { title, remedy } = endText(outcome.run);
    toastSuccess(title, remedy);
  }, []);
  const work = useRunWork(end);
  const { goOn } = work;
  const begun = useRef(new Set<string>());
  useEffect(() => {
    for (const intent of intents) {
      if (intent.status !== 'answered' || intent.answer.kind !== 'run') continue;
      const { run } = intent.answer.outcome;
      if (run.status !== 'running' || begun.current.has(run.id)) continue;
      begun.current.add(run.id);
      goOn(run.id);
    }
  }, [intents, goOn]);
  const isSending = intents.some(({ status }) => status === 'sending' || status === 'retrying');
  return { work, ended, isSending };
}

type OverlaysProps = {
  url: ReconcileUrl;
  work: RunWork;
  ended: RunOutcome | null;
  applying: Applying | null;
  onApplied: () => void;
};

function Overlays({ url, work, ended, applying, onApplied }: OverlaysProps) {
  const { row, run } = url;
  const ways = { onOpenRow: row.open, onOpenRun: run.open };
  return (
    <>
      {row.value === null ? null : <Late code={rowDrawer} props={{ rowId: row.value, onClose: row.close, ...ways }} />}
      {run.value === null ? null : (
        <Late code={runDrawer} props={{ runId: run.value, work, onClose: run.close, ...ways }} />
      )}
      {applying === null ? null : (
        <Late code={applyDialog} props={{ ...applying, work, ended, onClose: onApplied, onOpenRun: run.open }} />
      )}
    </>
  );
}
