'use client';

import { FileDown } from 'lucide-react';
import { useMe } from '@/hooks/casino/me-context';
import { formatDateTime, formatGamingDayWithYear, formatMoneyInColumn } from '@/lib/shared/format';
import type { GamingDayReport } from '@/services/reports/dtos';
import { t } from '@/words/say';
import { CashPart } from './cash-part';
import { CompsPart, CouponsPart, RewardsPart } from './given-parts';
import { PointsPart } from './points-part';
import { PromoPart } from './promo-part';
import type { Money } from './report-parts';
import { AlertsPart, CashLogPart, ExclusionPart } from './watched-parts';

/** A gaming day or shift on one sheet, for the screen and for paper. */
export function ReportSheet({ report }: { report: GamingDayReport }) {
  const { currency } = useMe().settings;
  const money: Money = (cents) => formatMoneyInColumn(cents, currency);
  const part = { report, money };
  return (
    <article className="day-sheet report-sheet grid gap-6 print:gap-[4mm]" aria-label={t('reports.report')}>
      <ReportHead report={report} />
      <CashPart {...part} />
      <div className="grid gap-6 sm:grid-cols-2 print:grid-cols-2 print:gap-[6mm]">
        <PointsPart {...part} />
        <PromoPart {...part} />
      </div>
      <RewardsPart {...part} />
      <CompsPart {...part} />
      <CouponsPart {...part} />
      <AlertsPart {...part} />
      <div className="grid gap-6 sm:grid-cols-2 print:grid-cols-2 print:gap-[6mm]">
        {report.exclusionHits ? <ExclusionPart hits={report.exclusionHits} /> : null}
        {report.cashLog ? (
          <CashLogPart cashLog={report.cashLog} money={money} isShift={report.shiftId !== null} />
        ) : null}
      </div>
    </article>
  );
}

function ReportHead({ report }: { report: GamingDayReport }) {
  const { casino, settings } = useMe();
  const { timeZone } = settings;
  const day = formatGamingDayWithYear(report.gamingDay);
  const asOf = formatDateTime(report.asOf, timeZone);
  return (
    <header className="grid gap-1">
      <h2 className="font-bold text-xl tracking-tight">
        {report.shiftName === null
          ? t('reports.ofDay', { casino: casino.name, day })
          : t('reports.ofShift', { casino: casino.name, day, shift: report.shiftName })}
      </h2>
      <p className="text-muted text-sm">
        {t('reports.hours', {
          from: formatDateTime(report.startsAt, timeZone),
          to: formatDateTime(report.endsAt, timeZone),
        })}
      </p>
      <p className={report.isOver ? 'text-sm' : 'font-semibold text-warn'}>
        {t(report.isOver ? 'reports.asOf' : 'reports.notClosedYet', { time: asOf })}
      </p>
      {report.postedAt ? (
        <p className="flex flex-wrap items-center gap-x-3 text-muted text-sm">
          {t('reports.posted', { time: formatDateTime(report.postedAt, timeZone) })}
          <a
            href={`/api/v1/reports/posted-gaming-day.csv?gamingDay=${report.gamingDay}`}
            download
            className="flex min-h-11 items-center gap-1.5 font-medium text-accent hover:underline print:hidden"
          >
            <FileDown aria-hidden className="size-4" />
            {t('reports.postedFile')}
          </a>
        </p>
      ) : null}
    </header>
  );
}
