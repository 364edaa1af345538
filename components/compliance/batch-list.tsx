'use client';

import { FileDown, FileUp, Inbox } from 'lucide-react';
import { useRef } from 'react';
import { FailureNotice } from '@/components/forms/failure-notice';
import { Button, buttonStyles } from '@/components/ui/button';
import { ListPanel, LoadMore } from '@/components/ui/list-panel';
import { EmptyState } from '@/components/ui/message-state';
import { Pill } from '@/components/ui/pill';
import { toastSuccess } from '@/components/ui/toast';
import { useMe } from '@/hooks/casino/me-context';
import { useCtrBatches } from '@/hooks/ctr/use-ctr-cases';
import { useSendAcknowledgement } from '@/hooks/ctr/use-ctr-mutations';
import { formatDateTimeWithYear, formatGamingDayWithYear } from '@/lib/shared/format';
import type { CtrBatchItem } from '@/services/ctr/dtos';
import { t } from '@/words/say';
import { Remarks } from './case-filings';
import { batchFileHref, batchState, caseName } from './case-words';

/** The files that went to FinCEN, what a filer has still to check, and where its answers are read back. */
export function BatchList({ onOpen }: { onOpen: (caseId: string) => void }) {
  const list = useCtrBatches();
  return (
    <div className="grid gap-4">
      <details className="rounded-lg border bg-surface px-4">
        <summary className="min-h-12 cursor-pointer content-center font-semibold">{t('ctr.stillToCheck')}</summary>
        <ul className="grid list-disc gap-1 pb-4 pl-5 text-sm">
          {(['accounts', 'rules', 'codes', 'boxes'] as const).map((name) => (
            <li key={name}>{t(`ctr.check_${name}`)}</li>
          ))}
        </ul>
      </details>
      <ListPanel
        list={list}
        loading={t('ctr.loadingFiles')}
        empty={
          <EmptyState icon={Inbox} title={t('ctr.noFiles')}>
            {t('ctr.noFilesMeaning')}
          </EmptyState>
        }
      >
        {(batches) => (
          <ul aria-label={t('ctr.desk_files')} className="grid gap-2">
            {batches.map((batch) => (
              <BatchRow key={batch.batchId} batch={batch} onOpen={onOpen} />
            ))}
          </ul>
        )}
      </ListPanel>
      <LoadMore list={list} />
    </div>
  );
}

type BatchRowProps = { batch: CtrBatchItem; onOpen: (caseId: string) => void };

function BatchRow({ batch, onOpen }: BatchRowProps) {
  const { timeZone } = useMe().settings;
  const state = batchState(batch);
  const when = formatDateTimeWithYear(batch.createdAt, timeZone);
  return (
    <li className="grid gap-3 rounded-lg border bg-surface p-4">
      <div className="flex flex-wrap items-start gap-x-4 gap-y-2">
        <div className="grid min-w-56 flex-1 gap-1">
          <p className="flex flex-wrap items-center gap-x-3 gap-y-1 font-semibold">
            {t('ctr.reports', { count: batch.reportCount })}
            <Pill tone={state === 'rejected' ? 'bad' : state === 'sent' ? 'warn' : 'neutral'}>
              {t(`ctr.batch_${state}`)}
            </Pill>
          </p>
          <p className="text-muted text-sm">{t('ctr.madeBy', { when, staff: batch.staffName ?? '' })}</p>
        </div>
        <a
          className={buttonStyles({})}
          href={batchFileHref(batch.batchId)}
          download
          aria-label={t('ctr.fileOf', { day: when })}
        >
          <FileDown aria-hidden />
          {t('ctr.file')}
        </a>
      </div>
      <ul className="grid gap-1.5 text-sm">
        {batch.results.map((result) => (
          <ResultRow key={result.filingId} result={result} onOpen={onOpen} />
        ))}
      </ul>
      {state === 'sent' ? <SendAcknowledgement batchId={batch.batchId} when={when} /> : null}
    </li>
  );
}

/** What FinCEN said of one report of a file. */
function ResultRow({ result, onOpen }: { result: CtrBatchItem['results'][number]; onOpen: BatchRowProps['onOpen'] }) {
  const outcome =
    result.isAccepted === null
      ? t('ctr.result_sent')
      : result.bsaId === null
        ? t('ctr.result_rejected')
        : t('ctr.result_accepted', { id: result.bsaId });
  return (
    <li className="grid gap-0.5">
      <p className="flex flex-wrap items-center gap-x-2">
        <Button variant="quiet" onClick={() => onOpen(result.caseId)}>
          {caseName(result)} · {formatGamingDayWithYear(result.gamingDay)}
        </Button>
        <span className={result.isAccepted === false ? 'text-danger' : 'text-muted'}>{outcome}</span>
      </p>
      <div className="pl-4">
        <Remarks errors={result.errors} />
      </div>
    </li>
  );
}

function SendAcknowledgement({ batchId, when }: { batchId: string; when: string }) {
  const send = useSendAcknowledgement();
  const input = useRef<HTMLInputElement>(null);
  const choose = (file: File | undefined) => {
    if (!file || send.isPending) return;
    send.mutate(
      { batchId, file, fileName: file.name, sizeBytes: file.size, changedAtMs: file.lastModified },
      {
        onSuccess: ({ isAccepted }) =>
          toastSuccess(t(isAccepted ? 'ctr.batch_accepted' : 'ctr.batch_rejected'), t('ctr.answerRead')),
      },
    );
  };
  return (
    <div className="grid gap-2">
      <FailureNotice error={send.error} />
      <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
        <Button
          variant="primary"
          isBusy={send.isPending}
          aria-label={t('ctr.readAnswerOf', { when })}
          onClick={() => input.current?.click()}
        >
          <FileUp aria-hidden />
          {t('ctr.readAnswer')}
        </Button>
        <p className="min-w-48 flex-1 text-muted text-sm">{t('ctr.readAnswerMeaning')}</p>
      </div>
      <input
        ref={input}
        type="file"
        hidden
        aria-label={t('ctr.answerFile')}
        accept=".xml,application/xml,text/xml"
        onChange={({ target }) => {
          const [file] = target.files ?? [];
          // Without this, choosing the same file again would say nothing.
          target.value = '';
          choose(file);
        }}
      />
    </div>
  );
}
