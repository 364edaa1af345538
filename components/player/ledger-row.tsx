'use client';

import { ArrowDown, ArrowUp, Undo2 } from 'lucide-react';
import { memo } from 'react';
import { entryLabel } from '@/components/domain/entry-words';
import { compVoucherPath, PrintLink } from '@/components/domain/print-link';
import { actorLabel } from '@/components/labels';
import { Button } from '@/components/ui/button';
import { cn } from '@/components/ui/cn';
import { useCan, useMe } from '@/hooks/casino/me-context';
import { useLoyaltyTiers } from '@/hooks/loyalty/use-loyalty-tiers';
import {
  formatDateTimeWithYear,
  formatGamingDay,
  formatMoney,
  formatPoints,
  formatSignedPoints,
} from '@/lib/shared/format';
import type { LedgerEntry } from '@/services/loyalty/dtos';
import { t } from '@/words/say';
import { canBeTakenBack } from './player-words';

/** The columns of the list, where there is room for columns. */
export const LEDGER_COLUMNS = 'grid grid-cols-[64px_176px_minmax(0,1fr)_104px_46px] items-start gap-x-3';

type LedgerRowProps = {
  entry: LedgerEntry;
  /** The number of the entry that this one took back, or that took it back; null while that one has not been read. */
  linkedNo: number | null;
  isTarget: boolean;
  onJump: (entryId: string) => void;
  onTakeBack: (entry: LedgerEntry) => void;
};

/** One movement of points: a row of columns, or where there is no room for them, its facts in lines. */
export const LedgerRow = memo(function LedgerRow(props: LedgerRowProps) {
  const { entry, isTarget } = props;
  const { timeZone } = useMe().settings;
  const number = `#${formatPoints(entry.entryNo)}`;
  const at = formatDateTimeWithYear(entry.createdAt, timeZone);
  const balanceAfter = formatPoints(entry.balanceAfter);
  // The year stands in the time beside it; a gaming day is at most a day off.
  const day = t('player.onGamingDay', { day: formatGamingDay(entry.gamingDay) });
  return (
    <div
      className={cn(
        LEDGER_COLUMNS,
        'min-h-[62px] border-b px-2 py-2.5 text-sm @max-[560px]:grid-cols-[minmax(0,1fr)_auto] @max-[560px]:gap-y-1',
        isTarget && 'rounded-sm bg-accent-soft/60',
      )}
    >
      <span className="pt-px text-right text-muted @max-[560px]:hidden">{number}</span>
      <span className="min-w-0 @max-[560px]:hidden">
        <span className="block">{at}</span>
        <span className="block text-muted text-xs">{day}</span>
      </span>
      <div className="min-w-0 @max-[560px]:row-span-2">
        <What {...props} />
        <p className="hidden text-muted text-xs @max-[560px]:block">
          {number} · {at}
          <span className="block">{day}</span>
        </p>
      </div>
      <span className="text-right">
        <span className={cn('block font-bold text-[16px]', entry.points < 0 ? 'text-muted' : 'text-accent')}>
          {formatSignedPoints(entry.points)}
        </span>
        <span className="block text-muted text-xs">
          <span className="sr-only">{t('player.balanceAfterIs', { points: balanceAfter })}</span>
          <span aria-hidden className="@max-[560px]:hidden">
            {balanceAfter}
          </span>
          <span aria-hidden className="hidden @max-[560px]:inline">
            {t('player.toBalance', { points: balanceAfter })}
          </span>
        </span>
      </span>
      <TakeBack {...props} />
    </div>
  );
});

/** What it was, who posted it, and what else there is to know about it. */
function What({ entry, linkedNo, onJump }: LedgerRowProps) {
  const { currency } = useMe().settings;
  const reason = entry.rewardName === null ? null : entryLabel(entry);
  const amount = entry.amountCents === null ? null : formatMoney(entry.amountCents, currency);
  const facts = [reason, amount, actorLabel(entry.staffName)].filter(Boolean).join(' · ');
  return (
    <>
      <p className="break-words font-semibold">{entry.rewardName ?? entryLabel(entry)}</p>
      <p className="break-words text-muted text-xs">
        {facts}
        {entry.note ? ` · “${entry.note}”` : ''}
      </p>
      <p className="flex flex-wrap items-center gap-x-3 text-xs">
        {entry.isOverride ? <span className="font-semibold text-warn">{t('player.overCap')}</span> : null}
        {entry.tierUpgrade ? <TierReached code={entry.tierUpgrade.to} /> : null}
        <LinkedEntry entry={entry} linkedNo={linkedNo} onJump={onJump} />
      </p>
      <Paper entry={entry} />
    </>
  );
}

function TierReached({ code }: { code: string }) {
  const tiers = useLoyaltyTiers();
  const name = tiers.data?.items.find((tier) => tier.code === code)?.name ?? code;
  return <span className="font-semibold text-accent">{t('domain.reachedTier', { tier: name })}</span>;
}

/** A comp by voucher is printed again from here, by who may give one, unless it was taken back. */
function Paper({ entry }: Pick<LedgerRowProps, 'entry'>) {
  const canGive = useCan('reward.issue');
  if (!canGive || !entry.isByVoucher || entry.reversedByEntryId !== null) return null;
  return (
    <p className="pt-1.5">
      <PrintLink href={compVoucherPath(entry)} />
    </p>
  );
}

/** A reversal leads down to its entry, an entry that was taken back up to its reversal. */
function LinkedEntry({ entry, linkedNo, onJump }: Pick<LedgerRowProps, 'entry' | 'linkedNo' | 'onJump'>) {
  const { reversedEntryId, reversedByEntryId } = entry;
  const linkedId = reversedEntryId ?? reversedByEntryId;
  if (linkedId === null) return null;
  const Arrow = reversedEntryId ? ArrowDown : ArrowUp;
  return (
    <button
      type="button"
      onClick={() => onJump(linkedId)}
      className="-my-2 -ml-1 flex min-h-11 items-center gap-1 rounded-sm px-1 font-semibold text-info hover:underline"
    >
      <Arrow aria-hidden className="size-3.5" />
      {reversedEntryId ? takesBackText(linkedNo) : takenBackText(linkedNo)}
    </button>
  );
}

function takesBackText(entryNo: number | null): string {
  return entryNo === null ? t('player.takesBackEarlier') : t('player.takesBack', { number: formatPoints(entryNo) });
}

function takenBackText(entryNo: number | null): string {
  return entryNo === null ? t('domain.entryTakenBack') : t('player.takenBackBy', { number: formatPoints(entryNo) });
}

function TakeBack({ entry, onTakeBack }: LedgerRowProps) {
  const canCorrect = useCan('ledger.correct');
  if (!canCorrect || !canBeTakenBack(entry)) return null;
  return (
    <Button
      variant="quiet"
      size="icon"
      title={t('player.takeBack')}
      aria-label={t('player.takeBackEntryOf', {
        number: formatPoints(entry.entryNo),
        points: formatSignedPoints(entry.points),
      })}
      className="-mt-1.5 text-muted @max-[560px]:col-start-2 @max-[560px]:justify-self-end"
      onClick={() => onTakeBack(entry)}
    >
      <Undo2 aria-hidden />
    </Button>
  );
}
