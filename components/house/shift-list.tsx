'use client';

import { CalendarClock, Clock } from 'lucide-react';
import { Button } from '@/components/ui/button';
import { errorText } from '@/components/ui/error-text';
import { RowsSkeleton } from '@/components/ui/list-states';
import { EmptyState, ErrorState } from '@/components/ui/message-state';
import { useCan } from '@/hooks/casino/me-context';
import { useShiftPatterns } from '@/hooks/shift/use-shift-patterns';
import { formatDate } from '@/lib/shared/format';
import type { ShiftPattern, ShiftPatterns } from '@/services/shift/dtos';
import { t } from '@/words/say';
import type { HouseUrl } from './use-house-url';

/** The shifts of an ordinary gaming day: now, before, and from when on otherwise. */
export function ShiftList({ url }: { url: HouseUrl }) {
  const patterns = useShiftPatterns();
  const canWrite = useCan('house.write');
  if (patterns.isPending) return <RowsSkeleton label={t('house.loading')} row="h-[60px]" />;
  if (patterns.data === undefined)
    return (
      <ErrorState
        {...errorText(patterns.error)}
        onRetry={() => void patterns.refetch()}
        isRetrying={patterns.isFetching}
      />
    );
  return (
    <>
      <div className="flex flex-wrap items-center justify-between gap-3">
        <p className="max-w-[62ch] text-muted text-sm">{t('house.shiftsMeaning')}</p>
        {canWrite ? (
          <Button onClick={() => url.overlay.open('shifts')}>
            <CalendarClock aria-hidden />
            {t('house.changeShifts')}
          </Button>
        ) : null}
      </div>
      <Patterns patterns={patterns.data} />
    </>
  );
}

function Patterns({ patterns }: { patterns: ShiftPatterns }) {
  if (patterns.items.length === 0)
    return (
      <EmptyState icon={Clock} title={t('house.noShifts')}>
        {t('house.noShiftsMeaning')}
      </EmptyState>
    );
  return (
    <ul aria-label={t('house.shifts')} className="grid gap-2">
      {patterns.items.map((pattern) => (
        <PatternRow
          key={pattern.fromGamingDay}
          pattern={pattern}
          phase={
            pattern.fromGamingDay === patterns.fromGamingDay
              ? 'now'
              : pattern.fromGamingDay > patterns.gamingDay
                ? 'later'
                : 'before'
          }
        />
      ))}
    </ul>
  );
}

function PatternRow({ pattern, phase }: { pattern: ShiftPattern; phase: 'now' | 'later' | 'before' }) {
  return (
    <li className="grid gap-2 rounded-lg border bg-surface px-4 py-3">
      <p className="flex flex-wrap items-baseline gap-x-3 text-sm">
        <span className={phase === 'now' ? 'font-bold' : 'font-medium text-muted'}>{t(`house.rate_${phase}`)}</span>
        <span className="text-muted">
          {pattern.setByStaffName === null
            ? t('house.setByNobody')
            : t('house.fromDayBy', { day: formatDate(pattern.fromGamingDay), staff: pattern.setByStaffName })}
        </span>
      </p>
      <ol className="flex flex-wrap gap-2">
        {pattern.shifts.map(({ name, startsAtLocal }) => (
          <li key={name} className="flex items-baseline gap-2 rounded-md bg-raised px-3 py-2">
            <span className="font-semibold">{name}</span>
            <span className="text-muted tabular-nums">{startsAtLocal}</span>
          </li>
        ))}
      </ol>
    </li>
  );
}
