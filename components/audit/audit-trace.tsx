'use client';

import { ArrowLeft, SearchX } from 'lucide-react';
import { type ReactNode, useId } from 'react';
import { entryTitle } from '@/components/domain/entry-words';
import { Button } from '@/components/ui/button';
import { errorText } from '@/components/ui/error-text';
import { RowsSkeleton } from '@/components/ui/list-states';
import { EmptyState, ErrorState } from '@/components/ui/message-state';
import { useAuditTrace } from '@/hooks/audit/use-audit';
import { useMe } from '@/hooks/casino/me-context';
import { ApiError } from '@/lib/client/api';
import { formatDateTimeWithYear, formatPoints, formatSignedPoints } from '@/lib/shared/format';
import type { AuditTrace as Trace } from '@/services/audit/dtos';
import { t } from '@/words/say';
import { AuditRowSheet } from './audit-row-sheet';
import { actionText, actorText, thingText } from './audit-words';
import { TracedEvents } from './traced-events';
import { type AuditUrl, useOpenRow } from './use-audit-url';

/** One correlation id from the tap to the webhook: what was done, the points that moved, what was told and to whom. */
export function AuditTrace({ correlationId, url }: { correlationId: string; url: AuditUrl }) {
  const trace = useAuditTrace(correlationId);
  const showTrail = () => {
    url.trace.close();
    // It may have been followed from a row whose sheet lies over the trail.
    url.overlay.close();
  };
  return (
    <section aria-labelledby="audit-trace" className="grid gap-4">
      <div className="flex flex-wrap items-center gap-3">
        <Button onClick={showTrail}>
          <ArrowLeft aria-hidden />
          {t('audit.backToTrail')}
        </Button>
        <div className="min-w-0">
          <h2 id="audit-trace" className="font-bold text-xl tracking-tight">
            {t('audit.trace')}
          </h2>
          <p className="break-all text-muted text-xs">{correlationId}</p>
        </div>
      </div>
      {trace.isPending ? <RowsSkeleton label={t('audit.loadingTrace')} row="h-[68px]" /> : null}
      {trace.data ? <Steps trace={trace.data} url={url} /> : null}
      {trace.isError && !trace.data ? <NoTrace trace={trace} /> : null}
    </section>
  );
}

function NoTrace({ trace }: { trace: ReturnType<typeof useAuditTrace> }) {
  if (trace.error instanceof ApiError && ['CORRELATION_NOT_FOUND', 'VALIDATION_FAILED'].includes(trace.error.code)) {
    const { title, remedy } = errorText(trace.error);
    return (
      <EmptyState icon={SearchX} title={title}>
        {remedy}
      </EmptyState>
    );
  }
  return <ErrorState {...errorText(trace.error)} onRetry={() => void trace.refetch()} isRetrying={trace.isFetching} />;
}

function Steps({ trace, url }: { trace: Trace; url: AuditUrl }) {
  const [open, openRow] = useOpenRow(url.traced, trace.audit);
  const { timeZone } = useMe().settings;
  return (
    <>
      <Step title={t('audit.step_done')} isEmpty={false}>
        {trace.audit.map((row) => (
          <li key={row.id} className="hover:bg-raised">
            <button
              type="button"
              className="flex min-h-[60px] w-full flex-wrap items-center gap-x-4 gap-y-0.5 px-4 py-2.5 text-left"
              onClick={() => openRow(row)}
            >
              <span className="min-w-52 flex-1">
                <span className="block font-semibold">{actionText(row)}</span>
                <span className="text-muted text-sm">{thingText(row.entityType)}</span>
              </span>
              {row.outcome === 'refused' ? (
                <span className="font-semibold text-danger text-sm">{t('audit.outcome_refused')}</span>
              ) : null}
              <span className="text-sm sm:w-36">{actorText(row)}</span>
              <span className="text-muted text-sm sm:w-44">{formatDateTimeWithYear(row.at, timeZone)}</span>
            </button>
          </li>
        ))}
        {trace.hasMore ? <li className="px-4 py-3 text-muted text-sm">{t('audit.traceGoesOn')}</li> : null}
      </Step>
      <Step title={t('audit.step_points')} isEmpty={trace.entries.length === 0}>
        {trace.entries.map((entry) => (
          <li key={entry.id} className="flex flex-wrap items-center gap-x-4 gap-y-0.5 px-4 py-3">
            <span className="min-w-52 flex-1 font-semibold">{entryTitle(entry)}</span>
            <span className="font-semibold">{formatSignedPoints(entry.points)}</span>
            <span className="text-muted text-sm sm:w-44">
              {t('audit.balanceAfter', { points: formatPoints(entry.balanceAfter) })}
            </span>
          </li>
        ))}
      </Step>
      <Step title={t('audit.step_told')} isEmpty={trace.events.length === 0}>
        <TracedEvents events={trace.events} />
      </Step>
      {open ? <AuditRowSheet row={open} url={url} onClose={url.traced.close} /> : null}
    </>
  );
}

function Step({ title, isEmpty, children }: { title: string; isEmpty: boolean; children: ReactNode }) {
  const headingId = useId();
  return (
    <section aria-labelledby={headingId}>
      <h3 id={headingId} className="pb-2 font-semibold">
        {title}
      </h3>
      {isEmpty ? (
        <p className="text-muted text-sm">{t('audit.stepEmpty')}</p>
      ) : (
        <ol className="divide-y overflow-hidden rounded-lg border bg-surface">{children}</ol>
      )}
    </section>
  );
}
