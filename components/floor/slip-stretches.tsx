'use client';

import { useMe } from '@/hooks/casino/me-context';
import { useSlipStretches } from '@/hooks/floor/use-slip-stretches';
import { formatDuration, formatMoney, formatMoneyRounded, formatTime } from '@/lib/shared/format';
import type { FloorSlip, SlipStretch } from '@/services/floor/dtos';
import { t } from '@/words/say';
import { stretchMarks } from './stretch-words';

/** What a slip's theo is made of, once there is more than the bet that the facts above it show. */
export function SlipStretches({ slip }: { slip: FloorSlip }) {
  const { currency, timeZone } = useMe().settings;
  const stretches = useSlipStretches(slip).data ?? [];
  if (stretches.length < 2 && stretches.every((stretch) => stretchMarks(stretch, currency).length === 0)) return null;
  return (
    <section aria-label={t('floor.playSoFar')}>
      <h3 className="pb-2 font-bold">{t('floor.playSoFar')}</h3>
      <ol className="divide-y border-t">
        {stretches.map((stretch, place) => (
          <li key={`${stretch.startedAt}/${stretch.averageBetCents}`} className="grid gap-0.5 py-2">
            <span className="flex items-baseline justify-between gap-3">
              <b className="font-semibold">
                {formatMoney(stretch.averageBetCents, currency)}
                <span className="font-normal text-muted text-sm">
                  {' '}
                  {t('floor.stretchAt', { table: stretch.tableLabel, time: formatTime(stretch.startedAt, timeZone) })}
                </span>
              </b>
              <StretchFigures stretch={stretch} currency={currency} isLast={place === stretches.length - 1} />
            </span>
            {stretchMarks(stretch, currency).map((mark) => (
              <span key={mark} className="text-sm text-warn">
                {mark}
              </span>
            ))}
          </li>
        ))}
      </ol>
    </section>
  );
}

type StretchFiguresProps = { stretch: SlipStretch; currency: string; isLast: boolean };

/** The last stretch goes on, and the facts above count it: figures of a moment ago would contradict them. */
function StretchFigures({ stretch, currency, isLast }: StretchFiguresProps) {
  if (isLast) return <span className="shrink-0 text-muted text-sm">{t('floor.inForce')}</span>;
  return (
    <span className="shrink-0 text-sm">
      {t('floor.stretchFigures', {
        duration: formatDuration(stretch.playSeconds),
        theo: formatMoneyRounded(stretch.theoCents, currency),
      })}
    </span>
  );
}
