'use client';

import { ChevronLeft, ChevronRight } from 'lucide-react';
import { Button } from '@/components/ui/button';
import { useMe } from '@/hooks/casino/me-context';
import { formatGamingDay, formatGamingDayWithYear } from '@/lib/shared/format';
import { t } from '@/words/say';
import { addGamingDays, relativeDay } from './gaming-day';

type DayPickerProps = {
  gamingDay: string;
  /** Whatever day is the running one is shown, also after the day has changed. */
  isToday: boolean;
  onDay: (gamingDay: string | null) => void;
};

/** Which gaming day a screen is about. */
export function DayPicker({ gamingDay, isToday, onDay }: DayPickerProps) {
  const today = useMe().gamingDay;
  const relative = isToday ? t('domain.today') : relativeDay(gamingDay, today);
  const isOfThisYear = gamingDay.slice(0, 4) === today.slice(0, 4);
  const go = (days: number) => {
    const target = addGamingDays(gamingDay, days);
    onDay(target === today ? null : target);
  };
  return (
    <fieldset className="flex items-center gap-1 max-sm:w-full" aria-label={t('shell.gamingDay')}>
      <Button variant="quiet" size="icon" aria-label={t('domain.dayBefore')} onClick={() => go(-1)}>
        <ChevronLeft aria-hidden />
      </Button>
      <p aria-live="polite" className="min-w-[108px] text-center max-sm:flex-1">
        <span className="block font-[650] leading-tight">
          {isOfThisYear ? formatGamingDay(gamingDay) : formatGamingDayWithYear(gamingDay)}
        </span>
        <span className="block min-h-4 text-muted text-xs leading-tight">{relative ?? t('shell.gamingDay')}</span>
      </p>
      <Button
        variant="quiet"
        size="icon"
        aria-label={t('domain.dayAfter')}
        disabled={isToday || gamingDay >= today}
        onClick={() => go(1)}
      >
        <ChevronRight aria-hidden />
      </Button>
      <Button size="tight" disabled={isToday} onClick={() => onDay(null)}>
        {t('domain.today')}
      </Button>
    </fieldset>
  );
}
