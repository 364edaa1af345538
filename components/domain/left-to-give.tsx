'use client';

import { cn } from '@/components/ui/cn';
import { type Asked, useTightestLimit } from '@/hooks/authority/use-authority-left';
import { useMe } from '@/hooks/casino/me-context';
import { formatMoney, formatPoints } from '@/lib/shared/format';
import { t } from '@/words/say';

/** What this person may still give, before it is refused: by the tightest of the limits. Nothing where there is none. */
export function LeftToGive({ playerId, asked }: { playerId: string | null; asked: Asked }) {
  const { currency } = useMe().settings;
  const tightest = useTightestLimit(playerId, asked);
  if (tightest === null) return null;
  const { limit, unit, left, isOver } = tightest;
  const amount = unit === 'cents' ? formatMoney(left, currency) : t('domain.points', { points: formatPoints(left) });
  return (
    <p role="status" className={cn('text-sm', isOver ? 'font-semibold text-danger' : 'text-muted')}>
      {isOver ? `${t('domain.moreThanLeft')} ` : null}
      {t(`domain.left_${limit}`, { amount })}
    </p>
  );
}
