'use client';

import { useMe } from '@/hooks/casino/me-context';
import { formatDateTime, formatDuration, formatGamingDayWithYear } from '@/lib/shared/format';
import type { DayChange } from '@/services/house/dtos';
import { t } from '@/words/say';

/** What becomes of the last gaming day by one rule, in a sentence, by the clock that hangs on the wall now. */
export function DayChangeText({ change, isOver = false }: { change: DayChange; isOver?: boolean }) {
  const { timeZone } = useMe().settings;
  const facts = {
    day: formatGamingDayWithYear(change.gamingDay),
    ends: formatDateTime(change.endsAt, timeZone),
    otherwise: formatDateTime(change.endsOtherwiseAt, timeZone),
    duration: formatDuration(change.minutes * 60),
    zone: timeZone,
  };
  const isSame = change.endsAt === change.endsOtherwiseAt;
  return (
    <p className="max-w-[72ch] text-muted text-sm">
      {isOver
        ? t('house.dayEnded', facts)
        : isSame
          ? t('house.dayEndsAsBefore', facts)
          : t('house.dayEndsOtherwise', facts)}
    </p>
  );
}
