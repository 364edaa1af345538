'use client';

import { ArrowUp, Undo2 } from 'lucide-react';
import { entryTitle } from '@/components/domain/entry-words';
import { tierNameOf } from '@/components/domain/loyalty-words';
import { actorLabel } from '@/components/labels';
import { cn } from '@/components/ui/cn';
import { useMe } from '@/hooks/casino/me-context';
import { useNow } from '@/hooks/floor/use-now';
import { useLoyaltyTiers } from '@/hooks/loyalty/use-loyalty-tiers';
import { formatMoney, formatSignedPoints, formatTime } from '@/lib/shared/format';
import type { LedgerEntry } from '@/services/loyalty/dtos';
import { t } from '@/words/say';
import { canTakeBack } from './take-back-model';
import { TakeBackReward } from './take-back-reward';

/** How soon what may no longer be taken back stops saying that it may. */
const TICK_MS = 10_000;

/** One entry of a slip: the points, what they were for, by whom and when; struck through once it was taken back. */
export function RewardEntry({ entry }: { entry: LedgerEntry }) {
  const me = useMe();
  const { settings } = me;
  const nowMs = useNow(TICK_MS);
  const isTakenBack = entry.reversedByEntryId !== null;
  const facts = [
    entry.amountCents === null ? null : formatMoney(entry.amountCents, settings.currency),
    actorLabel(entry.staffName),
    formatTime(entry.createdAt, settings.timeZone),
    entry.isOverride ? t('loyalty.overCap') : null,
  ];
  const isGift = entry.points > 0 && entry.reason !== 'reversal' && !isTakenBack;
  return (
    <li className="grid grid-cols-[minmax(52px,auto)_1fr_auto] items-center gap-2.5 py-2.5">
      <span
        className={cn('font-bold text-[16px]', isGift ? 'text-accent' : 'text-muted', isTakenBack && 'line-through')}
      >
        {formatSignedPoints(entry.points)}
      </span>
      <div className="min-w-0">
        <p className={cn('break-words text-[14px]', isTakenBack && 'text-muted line-through')}>{entryTitle(entry)}</p>
        {isTakenBack ? (
          <p className="flex items-center gap-1 font-semibold text-xs">
            <Undo2 aria-hidden className="size-3.5 shrink-0" />
            {t('domain.entryTakenBack')}
          </p>
        ) : null}
        {entry.tierUpgrade ? <ReachedTier code={entry.tierUpgrade.to} /> : null}
        <p className="break-words text-muted text-xs">
          {facts.filter(Boolean).join(' · ')}
          {entry.note ? ` · “${entry.note}”` : ''}
        </p>
      </div>
      {canTakeBack(entry, me, nowMs) ? <TakeBackReward entry={entry} /> : null}
    </li>
  );
}

/** Asks for the tiers only where one was reached. */
function ReachedTier({ code }: { code: string }) {
  const tiers = useLoyaltyTiers();
  return (
    <p className="flex items-center gap-1 font-semibold text-accent text-xs">
      <ArrowUp aria-hidden className="size-3.5 shrink-0" />
      {t('domain.reachedTier', { tier: tierNameOf(code, tiers.data?.items) })}
    </p>
  );
}
