'use client';

import { Armchair, MousePointerClick } from 'lucide-react';
import { memo } from 'react';
import { PlayTime } from '@/components/domain/play-time';
import { TierMark } from '@/components/domain/tier-mark';
import { EmptyState } from '@/components/ui/message-state';
import { useCan, useMe } from '@/hooks/casino/me-context';
import { formatMoney } from '@/lib/shared/format';
import { t } from '@/words/say';
import type { SeatedSlip } from './floor-model';

const SHOWN_MAX = 12;

type DueListProps = {
  due: readonly SeatedSlip[];
  /** Whether anybody plays at the tables that are shown. */
  hasPlayers: boolean;
  onSelect: (ratingSlipId: string) => void;
};

/** Who has waited longest for recognition, beside the floor while no slip is chosen. One tap opens the slip. */
export const DueList = memo(function DueList({ due, hasPlayers, onSelect }: DueListProps) {
  const { currency } = useMe().settings;
  const canOpenSlip = useCan('slip.manage');
  if (!hasPlayers) {
    return (
      <EmptyState icon={Armchair} title={t('floor.nobodySeated')}>
        {t(canOpenSlip ? 'floor.nobodySeatedWhy' : 'floor.nobodySeatedRead')}
      </EmptyState>
    );
  }
  if (due.length === 0) {
    return (
      <EmptyState icon={MousePointerClick} title={t('floor.tapSeat')}>
        {t('floor.nobodyDue')}
      </EmptyState>
    );
  }
  return (
    <div className="scroll-area flex min-h-0 flex-1 flex-col p-[18px]">
      <h2 className="font-bold text-lg">{t('floor.dueTitle')}</h2>
      <p className="pb-2 text-muted text-sm">{t('floor.dueWhy')}</p>
      <ul className="divide-y border-t">
        {due.slice(0, SHOWN_MAX).map(({ slip }) => (
          <li key={slip.id}>
            <button
              type="button"
              onClick={() => onSelect(slip.id)}
              className="grid min-h-[58px] w-full grid-cols-[auto_1fr_auto] items-center gap-3 rounded-sm px-1 text-left hover:bg-raised"
            >
              <TierMark tier={slip.tier} tierName={slip.tierName} />
              <span className="min-w-0">
                <b className="block truncate font-semibold">{slip.playerName}</b>
                <span className="text-muted text-xs">
                  {t('domain.tableAndSeat', { table: slip.tableLabel, seat: slip.seat })}
                </span>
              </span>
              <span className="text-right">
                <span className="block font-semibold text-warn">
                  <PlayTime slip={slip} />
                </span>
                <span className="text-muted text-xs">{formatMoney(slip.averageBetCents, currency)}</span>
              </span>
            </button>
          </li>
        ))}
      </ul>
      {due.length > SHOWN_MAX ? (
        <p className="pt-2 text-muted text-sm">{t('floor.andMore', { count: due.length - SHOWN_MAX })}</p>
      ) : null}
    </div>
  );
});
