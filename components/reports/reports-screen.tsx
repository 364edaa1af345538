'use client';

import { FileDown, Printer } from 'lucide-react';
import { findShift } from '@/components/domain/find-shift';
import { ShiftToolbar } from '@/components/domain/shift-toolbar';
import { Button, buttonStyles } from '@/components/ui/button';
import { cn } from '@/components/ui/cn';
import { errorText } from '@/components/ui/error-text';
import { Late, lateCode } from '@/components/ui/late';
import { ErrorState } from '@/components/ui/message-state';
import { Skeleton } from '@/components/ui/skeleton';
import { ViewSwitch } from '@/components/ui/view-switch';
import { useMe } from '@/hooks/casino/me-context';
import { useGamingDayReport } from '@/hooks/reports/use-gaming-day-report';
import { useConnection } from '@/hooks/use-connection';
import type { GamingDayReport } from '@/services/reports/dtos';
import { t } from '@/words/say';
import { ReportSheet } from './report-sheet';
import { useReportUrl } from './use-report-url';

const playerValuesView = lateCode(async () => (await import('./player-values-view')).PlayerValuesView);

/** The reports of the house: of a gaming day or shift, and of players. */
export function ReportsScreen() {
  const { view, days, sort, setView, setDays, setSort } = useReportUrl();
  return (
    <div className="flex h-full flex-col">
      <ViewSwitch
        value={view}
        views={{ day: t('reports.dayAndShift'), players: t('reports.players') }}
        onChange={setView}
        className="mx-[18px] mt-3 w-fit max-sm:mx-3 max-sm:w-auto"
      />
      {view === 'day' ? (
        <DayReport />
      ) : (
        <div className="scroll-area relative min-h-0 flex-1 px-[18px] pt-3 pb-[18px] max-sm:px-3">
          <Late code={playerValuesView} props={{ days, sort, onDays: setDays, onSort: setSort }} />
        </div>
      )}
    </div>
  );
}

/** The report of a gaming day or of one of its shifts: to be read, printed and taken out. */
function DayReport() {
  const me = useMe();
  const { day, shiftName, setDay, setShift } = useReportUrl();
  const dayQuery = { gamingDay: day ?? undefined };
  // Always read: it knows the shifts of the day. Without a chosen shift it is the report itself.
  const wholeDay = useGamingDayReport(dayQuery);
  const isDayHere = wholeDay.data !== undefined && !wholeDay.isPlaceholderData;
  const shifts = wholeDay.data?.dashboard.shifts ?? [];
  const shift = isDayHere ? findShift(shifts, shiftName) : null;
  const report = useGamingDayReport({ ...dayQuery, shiftId: shift?.id });
  return (
    <>
      <ShiftToolbar
        gamingDay={day ?? (isDayHere ? wholeDay.data.gamingDay : me.gamingDay)}
        isToday={day === null}
        shifts={shifts}
        shiftName={shiftName}
        onDay={setDay}
        onShift={setShift}
      >
        <TakeOut report={report.isPlaceholderData ? undefined : report.data} />
      </ShiftToolbar>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by the keyboard. */}
      <div tabIndex={0} className="scroll-area relative min-h-0 flex-1 px-[18px] pb-[18px] max-sm:px-3">
        {report.data ? (
          <div
            data-print=""
            className={cn('mx-auto max-w-[960px]', report.isPlaceholderData && 'opacity-45')}
            aria-busy={report.isPlaceholderData || undefined}
          >
            <ReportSheet report={report.data} />
          </div>
        ) : report.isPending ? (
          <div role="status" className="mx-auto grid max-w-[960px] gap-4">
            <span className="sr-only">{t('reports.loading')}</span>
            <Skeleton className="h-16" />
            <Skeleton className="h-[60vh]" />
          </div>
        ) : (
          <ErrorState
            {...errorText(report.error)}
            onRetry={() => void report.refetch()}
            isRetrying={report.isFetching}
          />
        )}
      </div>
    </>
  );
}

/** The report that is shown on paper, or as a file. */
function TakeOut({ report }: { report: GamingDayReport | undefined }) {
  const isOnline = useConnection() === 'online';
  const address = new URLSearchParams({
    ...(report ? { gamingDay: report.gamingDay } : {}),
    ...(report?.shiftId ? { shiftId: report.shiftId } : {}),
  });
  return (
    <div className="ml-auto flex gap-2 max-sm:w-full max-sm:*:flex-1">
      <Button disabled={!isOnline || !report} onClick={() => window.print()}>
        <Printer aria-hidden />
        {t('reports.print')}
      </Button>
      <a href={`/api/v1/reports/gaming-day.csv?${address}`} download className={buttonStyles()}>
        <FileDown aria-hidden />
        {t('reports.csv')}
      </a>
    </div>
  );
}
