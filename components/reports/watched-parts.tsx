'use client';

import { alertName, alertText } from '@/components/domain/alert-text';
import { alertLabel, severityLabel } from '@/components/labels';
import { useMe } from '@/hooks/casino/me-context';
import { formatDate, formatGamingDayWithYear, formatPoints, formatTime } from '@/lib/shared/format';
import type { CashLogFigures, ExclusionHitFigures, GamingDayReport } from '@/services/reports/dtos';
import { findWords, t } from '@/words/say';
import { type Money, ReportFigures, ReportPart, ReportTable } from './report-parts';

/** Alerts that fire, and those that somebody took: who, when, and what they said. */
export function AlertsPart({ report }: { report: GamingDayReport; money: Money }) {
  const { timeZone, currency } = useMe().settings;
  const open = report.alerts.filter(({ acknowledgement }) => acknowledgement === null);
  return (
    <ReportPart title={t('reports.alerts')} note={t('reports.alertsOpen', { count: open.length })}>
      {open.length > 0 ? (
        <ul className="text-sm">
          {open.map((alert) => (
            <li key={`${alert.kind}/${alert.entityKey}`} className="border-t py-1.5 first:border-t-0 print:py-[0.4mm]">
              <span className="font-medium">
                {severityLabel(alert.severity)}: {alertName(alert)}
              </span>{' '}
              {alertText(alert, currency)}
            </li>
          ))}
        </ul>
      ) : null}
      <ReportTable
        label={t('reports.alertsTaken')}
        columns={[
          { title: t('reports.alertsTaken') },
          { title: t('reports.takenBy'), isText: true },
          { title: t('reports.time'), isText: true },
          { title: t('reports.note'), isText: true },
        ]}
        rows={report.takenAlerts.map((alert) => ({
          key: alert.id,
          cells: [
            [severityLabel(alert.severity), alertLabel(alert.kind), alert.thing].filter(Boolean).join(' · '),
            alert.staffName,
            formatTime(alert.at, timeZone),
            alert.note ?? '',
          ],
        }))}
        nothing={t('reports.noAlertsTaken')}
      />
    </ReportPart>
  );
}

/** How often excluded players were met. Nobody is named on a sheet that lies about. */
export function ExclusionPart({ hits }: { hits: ExclusionHitFigures }) {
  return (
    <ReportPart title={t('reports.exclusionHits')}>
      <ReportFigures
        figures={[
          [t('reports.hits'), formatPoints(hits.count)],
          [t('reports.hitsNotReviewed'), formatPoints(hits.notReviewedCount)],
          ...hits.byAttempt.map(({ attempt, count }): [string, string] => [
            findWords('reports', `attempt_${attempt}`) ?? attempt,
            formatPoints(count),
          ]),
        ]}
      />
    </ReportPart>
  );
}

type CashLogPartProps = { cashLog: CashLogFigures; money: Money; isShift: boolean };

/** The cash log of the day, and what of its cases is due. */
export function CashLogPart({ cashLog, money, isShift }: CashLogPartProps) {
  return (
    <ReportPart
      title={t('reports.cashLog')}
      note={[
        isShift ? t('reports.ofWholeDay') : '',
        t(cashLog.isClosed ? 'reports.cashLogClosed' : 'reports.cashLogOpen'),
      ]
        .filter(Boolean)
        .join(' · ')}
    >
      <ReportFigures
        figures={[
          [t('reports.cashIn'), money(cashLog.cashInCents)],
          [t('reports.cashOut'), money(cashLog.cashOutCents)],
          [t('reports.entries'), formatPoints(cashLog.entryCount)],
          [t('reports.patronsWatched'), formatPoints(cashLog.watchlistPatrons)],
          [t('reports.patronsNear'), formatPoints(cashLog.nearCtrPatrons)],
          [t('reports.patronsOver'), formatPoints(cashLog.ctrPatrons)],
          [t('reports.casesWaiting'), formatPoints(cashLog.waitingCases)],
          [t('reports.casesOverdue'), formatPoints(cashLog.overdueCases)],
          ...cashLog.due.map(({ caseId, gamingDay, dueOn }): [string, string] => [
            t('reports.caseOf', { day: formatGamingDayWithYear(gamingDay), id: caseId.slice(-8) }),
            t('reports.dueOn', { date: formatDate(dueOn) }),
          ]),
        ]}
      />
    </ReportPart>
  );
}
