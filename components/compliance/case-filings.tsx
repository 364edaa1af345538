'use client';

import { FileDown } from 'lucide-react';
import { buttonStyles } from '@/components/ui/button';
import { Pill } from '@/components/ui/pill';
import { useMe } from '@/hooks/casino/me-context';
import { formatDate, formatDateTime } from '@/lib/shared/format';
import type { CtrCase, CtrFiling } from '@/services/ctr/dtos';
import { t } from '@/words/say';
import { batchFileHref, filingState } from './case-words';

/** What was filed of a case, newest first, and then of cases that became part of it: when, in which file, and what FinCEN said. */
export function CaseFilings({ one }: { one: CtrCase }) {
  if (one.filings.length + one.mergedFilings.length === 0) return null;
  return (
    <section aria-labelledby="case-filings" className="rounded-lg border bg-surface">
      <h3 id="case-filings" className="p-5 pb-3 font-bold text-lg max-sm:p-4">
        {t('ctr.filings')}
      </h3>
      <ul>
        {one.filings.toReversed().map((filing) => (
          <FilingRow key={filing.filingId} filing={filing} />
        ))}
        {one.mergedFilings.toReversed().map((filing) => (
          <FilingRow key={filing.filingId} filing={filing} isMerged />
        ))}
      </ul>
    </section>
  );
}

function FilingRow({ filing, isMerged = false }: { filing: CtrFiling; isMerged?: boolean }) {
  const { timeZone } = useMe().settings;
  const state = filingState(filing);
  return (
    <li className="flex flex-wrap items-start gap-x-4 gap-y-2 border-t px-5 py-3 max-sm:px-4">
      <div className="grid min-w-56 flex-1 gap-1">
        <p className="flex flex-wrap items-center gap-x-3 gap-y-1 font-medium">
          {t(`ctr.kind_${filing.kind}`)}
          <Pill tone={state === 'rejected' ? 'bad' : state === 'unsent' ? 'warn' : 'neutral'}>
            {t(`ctr.filing_${state}`)}
          </Pill>
        </p>
        <p className="text-muted text-sm">
          {t('ctr.filedBy', { day: formatDate(filing.filedOn), staff: filing.staffName ?? '' })}
          {filing.acknowledgedAt
            ? ` · ${t('ctr.answeredAt', { when: formatDateTime(filing.acknowledgedAt, timeZone) })}`
            : ''}
        </p>
        {isMerged ? <p className="text-muted text-sm">{t('ctr.ofMergedCase')}</p> : null}
        {filing.withdrawnAt === null ? null : (
          <p className="text-sm">
            {t('ctr.takenBackBy', {
              staff: filing.withdrawnByStaffName ?? '',
              when: formatDateTime(filing.withdrawnAt, timeZone),
            })}
          </p>
        )}
        {filing.bsaId ? <p className="text-sm">{t('ctr.bsaIdIs', { id: filing.bsaId })}</p> : null}
        <Remarks errors={filing.errors} />
      </div>
      {filing.batchId === null ? null : (
        <a
          className={buttonStyles({})}
          href={batchFileHref(filing.batchId)}
          download
          aria-label={t('ctr.fileOf', { day: formatDate(filing.filedOn) })}
        >
          <FileDown aria-hidden />
          {t('ctr.file')}
        </a>
      )}
    </li>
  );
}

/** What FinCEN remarks on a report, in its own words. */
export function Remarks({ errors }: { errors: CtrFiling['errors'] }) {
  if (errors.length === 0) return null;
  const texts = errors.map(({ code, level, element, text }) => {
    const what = [code, level, element].filter(Boolean).join(' · ');
    return text ? `${what}: ${text}` : what;
  });
  return (
    <ul aria-label={t('ctr.remarks')} className="grid gap-0.5 text-sm">
      {[...new Set(texts)].map((text) => (
        <li key={text} className="wrap-anywhere">
          {text}
        </li>
      ))}
    </ul>
  );
}
