'use client';

import { cn } from '@/components/ui/cn';
import { useAuthorityLeft } from '@/hooks/authority/use-authority-left';
import { useMe } from '@/hooks/casino/me-context';
import { formatMoney, formatPoints } from '@/lib/shared/format';
import { t } from '@/words/say';

/** What is about to be given; a figure is null while nothing is chosen. */
export type Asked = { bonusPoints: number | null } | { compPoints: number } | { couponCents: number | null };

/** What this person may still give, before it is refused: by the tightest of the limits. Nothing where there is none. */
export function LeftToGive({ playerId, asked }: { playerId: string | null; asked: Asked }) {
  const { currency } = useMe().settings;
  const authority = useAuthorityLeft(playerId);
  const unit = 'bonusPoints' in asked ? 'points' : 'cents';
  const tightest = authority?.items.find((item) => item.unit === unit);
  if (authority === undefined || tightest === undefined) return null;
  const { limit, left } = tightest;
  const isOver = (amountOf(asked, authority.centsPer1000Points) ?? 0) > left;
  const amount = unit === 'cents' ? formatMoney(left, currency) : t('domain.points', { points: formatPoints(left) });
  return (
    <p role="status" className={cn('text-sm', isOver ? 'font-semibold text-danger' : 'text-muted')}>
      {isOver ? `${t('domain.moreThanLeft')} ` : null}
      {t(`domain.left_${limit}`, { amount })}
    </p>
  );
}

/** In the unit of its limits: a comp by what its points are worth. */
function amountOf(asked: Asked, centsPer1000Points: number): number | null {
  if ('bonusPoints' in asked) return asked.bonusPoints;
  return 'couponCents' in asked ? asked.couponCents : Math.round((asked.compPoints * centsPer1000Points) / 1000);
}
