'use client';

import { reasonLabel } from '@/components/labels';
import { useMe } from '@/hooks/casino/me-context';
import { formatMoney, formatPoints, formatTime } from '@/lib/shared/format';
import type { ListedRewardRequest } from '@/services/authority/dtos';
import { t } from '@/words/say';

/** Who asks for what, for whom and why, what it is worth, and what the player had today. */
export function RequestAbout({ request }: { request: ListedRewardRequest }) {
  const { settings } = useMe();
  const { playerName, points, reason, name, valueCents, note, requestedByName, lapsesAt, givenTodayCents } = request;
  const figures = [
    name,
    points === null ? null : t('domain.points', { points: formatPoints(points) }),
    formatMoney(valueCents, settings.currency),
  ];
  const why = [reason && reasonLabel(reason), `“${note}”`];
  return (
    <div className="wrap-anywhere grid gap-0.5">
      <h3 className="font-bold">{playerName ?? t('domain.noPlayer')}</h3>
      <p>
        <b className="font-semibold">{figures.filter(Boolean).join(' · ')}</b>
        {` · ${why.filter(Boolean).join(' · ')}`}
      </p>
      <p className="text-muted text-sm">
        {t('domain.askedUntil', { name: requestedByName, time: formatTime(lapsesAt, settings.timeZone) })}
      </p>
      {givenTodayCents === null ? null : (
        <p className="text-muted text-sm">
          {t('domain.givenTodayByAll', { amount: formatMoney(givenTodayCents, settings.currency) })}
        </p>
      )}
    </div>
  );
}
