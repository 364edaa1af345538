'use client';

import { ArrowLeft, CircleAlert, FilePen, TriangleAlert } from 'lucide-react';
import { StaleNotice } from '@/components/domain/stale-notice';
import { Button } from '@/components/ui/button';
import { errorText } from '@/components/ui/error-text';
import { RowsSkeleton } from '@/components/ui/list-states';
import { ErrorState } from '@/components/ui/message-state';
import { NavLink } from '@/components/ui/nav-link';
import { Notice } from '@/components/ui/notice';
import { useCan, useMe } from '@/hooks/casino/me-context';
import { useCtrCase } from '@/hooks/ctr/use-ctr-cases';
import { formatDateTime, formatGamingDayWithYear, formatMoney } from '@/lib/shared/format';
import type { CtrCase } from '@/services/ctr/dtos';
import { t } from '@/words/say';
import { CaseActions } from './case-actions';
import { CaseEntries } from './case-entries';
import { CaseFilings } from './case-filings';
import { CasePersons } from './case-persons';
import { CasePills } from './case-pills';
import { caseName, changedTitle, isDecided, isOut, lastFiling, missingLabel } from './case-words';

/** A case whole: how much and when it is due, who is in it and what is missing of them, every entry behind it, and what was filed. */
export function CaseSheet({ caseId, onBack }: { caseId: string; onBack: () => void }) {
  const query = useCtrCase(caseId);
  return (
    <div className="relative grid gap-4">
      <div>
        <Button variant="quiet" onClick={onBack}>
          <ArrowLeft aria-hidden />
          {t('ctr.allCases')}
        </Button>
      </div>
      {query.data ? <Case one={query.data} /> : null}
      {query.isPending ? <RowsSkeleton label={t('ctr.loadingCase')} row="h-[120px]" /> : null}
      {query.isError && !query.data ? (
        <ErrorState {...errorText(query.error)} onRetry={() => void query.refetch()} isRetrying={query.isFetching} />
      ) : null}
      <StaleNotice answeredAt={() => query.dataUpdatedAt} />
    </div>
  );
}

function Case({ one }: { one: CtrCase }) {
  const canManage = useCan('ctr.manage');
  return (
    <article aria-labelledby="case" className="grid gap-4">
      <CaseHead one={one} />
      <CaseNotices one={one} />
      <CasePersons one={one} />
      <CaseEntries one={one} />
      <CaseFilings one={one} />
      {canManage ? <CaseActions one={one} /> : null}
    </article>
  );
}

function CaseHead({ one }: { one: CtrCase }) {
  const { currency, timeZone } = useMe().settings;
  return (
    <header className="grid gap-3 rounded-lg border bg-surface p-5 max-sm:p-4">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
        <h2 id="case" className="wrap-anywhere font-bold text-xl tracking-tight">
          {one.playerId === null ? (
            caseName(one)
          ) : (
            <NavLink href={`/players/${one.playerId}`} className="underline-offset-2 hover:underline">
              {caseName(one)}
            </NavLink>
          )}
        </h2>
        <CasePills one={one} />
      </div>
      <dl className="grid grid-cols-2 gap-x-6 gap-y-3 sm:grid-cols-4">
        {(['in', 'out'] as const).map((direction) => (
          <div key={direction}>
            <dt className="text-muted text-sm">{t(`ctr.cash_${direction}`)}</dt>
            <dd className="font-semibold text-lg tabular-nums">
              {formatMoney(direction === 'in' ? one.cashInCents : one.cashOutCents, currency)}
            </dd>
            <dd className="text-muted text-xs">
              {t(one.reported.includes(direction) ? 'ctr.isReported' : 'ctr.isNotReported')}
            </dd>
          </div>
        ))}
        <div>
          <dt className="text-muted text-sm">{t('ctr.gamingDay')}</dt>
          <dd className="font-semibold text-lg">{formatGamingDayWithYear(one.gamingDay)}</dd>
          <dd className="text-muted text-xs">{t('ctr.openedAt', { when: formatDateTime(one.openedAt, timeZone) })}</dd>
        </div>
        <div>
          <dt className="text-muted text-sm">{t('ctr.due')}</dt>
          <dd className="font-semibold text-lg">{formatGamingDayWithYear(one.dueOn)}</dd>
          <dd className="text-muted text-xs">{t('ctr.dueMeaning')}</dd>
        </div>
      </dl>
    </header>
  );
}

const CHANGED_MEANING = {
  'ctr.nothingLeft': 'ctr.nothingLeftMeaning',
  'ctr.needsAmendment': 'ctr.amendmentMeaning',
  'ctr.needsALook': 'ctr.needsALookMeaning',
} as const;

/** What somebody has to know before anything else: that figures changed, that nothing is to be reported, and what the house has not set. */
function CaseNotices({ one }: { one: CtrCase }) {
  const { timeZone } = useMe().settings;
  const ofHouse = one.missing.filter((missing) => missing.startsWith('profile'));
  return (
    <>
      {one.needsAmendment ? (
        <Notice icon={FilePen} tone="warn" role="status" title={t(changedTitle(one))}>
          <p>{t(CHANGED_MEANING[changedTitle(one)])}</p>
        </Notice>
      ) : null}
      {one.missing.includes('belowThreshold') && !isOut(one) && !isDecided(one) ? (
        <Notice icon={TriangleAlert} tone="warn" role="status" title={t('ctr.belowThreshold')}>
          <p>{missingLabel('belowThreshold')}</p>
        </Notice>
      ) : null}
      {one.notRequiredReason === null ? null : (
        <Notice
          icon={CircleAlert}
          tone="neutral"
          role="status"
          title={t(one.status === 'filed' ? 'ctr.nothingToAmend' : 'compliance.status_not_required')}
        >
          <p>{one.notRequiredReason}</p>
          <p className="text-muted">
            {t('ctr.decidedBy', {
              staff: one.decidedByStaffName ?? '',
              when: one.decidedAt ? formatDateTime(one.decidedAt, timeZone) : '',
            })}
          </p>
        </Notice>
      )}
      {one.amendsBsaId !== null && lastFiling(one) === null ? (
        <Notice icon={FilePen} tone="neutral" role="status" title={t('ctr.amendsMerged')}>
          <p>{t('ctr.amendsMergedMeaning', { id: one.amendsBsaId })}</p>
        </Notice>
      ) : null}
      {one.otherBsaIds.length > 0 ? (
        <Notice icon={TriangleAlert} tone="warn" role="status" title={t('ctr.otherReports')}>
          <p>{t('ctr.otherReportsMeaning', { ids: one.otherBsaIds.join(', '), count: one.otherBsaIds.length })}</p>
        </Notice>
      ) : null}
      {ofHouse.length > 0 ? (
        <Notice
          icon={CircleAlert}
          tone="warn"
          role="status"
          title={t('ctr.missingOfHouse')}
          action={
            <NavLink className="min-h-11 content-center underline" href="/compliance?section=cases&desk=profile">
              {t('ctr.openProfile')}
            </NavLink>
          }
        >
          <ul className="list-inside list-disc sm:columns-2">
            {ofHouse.map((missing) => (
              <li key={missing}>{missingLabel(missing)}</li>
            ))}
          </ul>
        </Notice>
      ) : null}
    </>
  );
}
