'use client';

import { useMe } from '@/hooks/casino/me-context';
import { formatMoney, formatPoints } from '@/lib/shared/format';
import type { PromoRollup } from '@/services/promo/dtos';
import { t } from '@/words/say';

type Bucket = PromoRollup['outstandingByAge'][number];

/** How long the outstanding coupons have been out. The bars compare counts; every figure stands beside its bar. */
export function AgeBars({ buckets }: { buckets: readonly Bucket[] }) {
  const { currency } = useMe().settings;
  const most = Math.max(1, ...buckets.map(({ count }) => count));
  return (
    <section aria-labelledby="outstanding-by-age">
      <h3 id="outstanding-by-age" className="pb-1.5 font-semibold text-sm">
        {t('shift.outstandingByAge')}
      </h3>
      <ul className="grid gap-1.5">
        {buckets.map((bucket) => (
          <li key={bucket.fromHours} className="grid grid-cols-[92px_1fr_148px] items-center gap-3 text-sm">
            <span className="text-muted">{ageLabel(bucket)}</span>
            <span aria-hidden className="h-2.5 overflow-hidden rounded-full bg-bg">
              <span
                className="block h-full rounded-full bg-info"
                style={{ width: `${(bucket.count / most) * 100}%`, minWidth: bucket.count > 0 ? 6 : 0 }}
              />
            </span>
            <span className="text-right">
              {t('shift.couponsWorth', { count: bucket.count, worth: formatMoney(bucket.faceValueCents, currency) })}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}

function ageLabel({ fromHours, toHours }: Bucket): string {
  const from = formatPoints(fromHours);
  if (toHours === null) return t('shift.hoursOver', { hours: from });
  return t('shift.hoursBetween', { from, to: formatPoints(toHours) });
}
