'use client';

import { CalendarClock } from 'lucide-react';
import { Button } from '@/components/ui/button';
import { errorText } from '@/components/ui/error-text';
import { RowsSkeleton } from '@/components/ui/list-states';
import { ErrorState } from '@/components/ui/message-state';
import { useCan } from '@/hooks/casino/me-context';
import { useDayRules } from '@/hooks/house/use-day-rules';
import { formatDate } from '@/lib/shared/format';
import type { DayRule } from '@/services/house/dtos';
import { t } from '@/words/say';
import { DayChangeText } from './day-change-text';
import type { HouseUrl } from './use-house-url';

/** When gaming days begin and by which clock: now, before, and from when on otherwise. */
export function DayList({ url }: { url: HouseUrl }) {
  const rules = useDayRules();
  const canWrite = useCan('house.write');
  if (rules.isPending) return <RowsSkeleton label={t('house.loading')} row="h-[60px]" />;
  if (rules.data === undefined)
    return (
      <ErrorState {...errorText(rules.error)} onRetry={() => void rules.refetch()} isRetrying={rules.isFetching} />
    );
  return (
    <>
      <div className="flex flex-wrap items-center justify-between gap-3">
        <p className="max-w-[62ch] text-muted text-sm">{t('house.dayMeaning')}</p>
        {canWrite ? (
          <Button onClick={() => url.overlay.open('day')}>
            <CalendarClock aria-hidden />
            {t('house.changeDay')}
          </Button>
        ) : null}
      </div>
      <ul aria-label={t('house.day')} className="grid gap-2">
        {rules.data.items.map((rule) => (
          <DayRuleRow key={rule.fromGamingDay} rule={rule} />
        ))}
      </ul>
    </>
  );
}

function DayRuleRow({ rule }: { rule: DayRule }) {
  const { phase, fromGamingDay, setByStaffName } = rule;
  return (
    <li className="grid gap-2 rounded-lg border bg-surface px-4 py-3">
      <p className="flex flex-wrap items-baseline gap-x-3 text-sm">
        <span className={phase === 'now' ? 'font-bold' : 'font-medium text-muted'}>{t(`house.rate_${phase}`)}</span>
        <span className="text-muted">
          {fromGamingDay === null || setByStaffName === null
            ? t('house.setByNobody')
            : t('house.fromDayBy', { day: formatDate(fromGamingDay), staff: setByStaffName })}
        </span>
      </p>
      <p className="flex flex-wrap items-baseline gap-x-3">
        <span className="font-semibold tabular-nums">{t('house.dayFrom', { time: rule.gamingDayStart })}</span>
        <span className="text-muted">{rule.timeZone}</span>
      </p>
      {rule.dayBefore ? <DayChangeText change={rule.dayBefore} isOver={phase !== 'later'} /> : null}
    </li>
  );
}
