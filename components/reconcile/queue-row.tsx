'use client';

import { memo, type ReactNode } from 'react';
import { cn } from '@/components/ui/cn';
import { useMe } from '@/hooks/casino/me-context';
import { formatDateTimeWithYear, formatKnownDay, formatPoints } from '@/lib/shared/format';
import type { QueueStatus, ReconciliationItem } from '@/services/reconciliation/dtos';
import { t } from '@/words/say';
import { CheckBox } from './check-box';
import { FlagMarks } from './flag-marks';
import { outcomeText } from './reconcile-words';
import { HeldTier, StagedTier } from './tier-words';

/** The columns of the queue, where there is room for columns. */
export const QUEUE_COLUMNS =
  'grid grid-cols-[minmax(150px,1.25fr)_minmax(118px,1fr)_minmax(112px,0.8fr)_136px_minmax(132px,1fr)_minmax(128px,0.9fr)] items-center gap-x-3.5';

type QueueRowProps = {
  item: ReconciliationItem;
  isChosen: boolean;
  /** No more than so many rows are chosen at once. */
  isSelectionFull: boolean;
  canChoose: boolean;
  onToggle: (item: ReconciliationItem) => void;
  onOpen: (rowId: string) => void;
};

/** One row: what the file says, what the player has, and what applying would do. */
export const QueueRow = memo(function QueueRow(props: QueueRowProps) {
  const { item, isChosen, isSelectionFull, canChoose, onToggle, onOpen } = props;
  const name = item.player.name ?? t('reconcile.noName');
  return (
    <div
      className={cn(
        'flex min-h-[66px] items-stretch border-b text-sm has-[button:hover]:bg-raised',
        isChosen && 'bg-accent-soft/50',
      )}
    >
      {canChoose ? (
        <CheckBox
          isChecked={isChosen}
          isDisabled={isSelectionFull && !isChosen}
          onChange={() => onToggle(item)}
          label={t('reconcile.selectRow', { player: name, row: formatPoints(item.rowNumber), file: item.fileName })}
          className="w-11 shrink-0 justify-center"
        />
      ) : null}
      <button
        type="button"
        className="min-w-0 flex-1 rounded-sm px-2 py-2 text-left outline-offset-[-2px]"
        onClick={() => onOpen(item.rowId)}
      >
        <InColumns item={item} name={name} />
        <InLines item={item} name={name} />
      </button>
    </div>
  );
});

type PartProps = { item: ReconciliationItem; name: string };

function InColumns({ item, name }: PartProps) {
  return (
    <span className={`${QUEUE_COLUMNS} @max-[900px]:hidden`}>
      <Pair
        first={<span className="font-semibold">{name}</span>}
        second={item.player.loyaltyId ?? t('reconcile.noLoyaltyId')}
      />
      <Pair first={item.fileName} second={t('reconcile.row', { row: formatPoints(item.rowNumber) })} />
      <Tiers item={item} />
      <span className="min-w-0 text-right text-muted">
        <span className="block">{pointsText(item)}</span>
        <LastActivity item={item} />
      </span>
      <span className="min-w-0">
        <FlagMarks item={item} />
      </span>
      <Outcome item={item} />
    </span>
  );
}

function InLines({ item, name }: PartProps) {
  return (
    <span className="grid grid-cols-[minmax(0,3fr)_minmax(0,2fr)] gap-x-4 gap-y-1 @min-[900px]:hidden">
      <Pair
        first={<span className="font-semibold">{name}</span>}
        second={t('reconcile.idAndRow', {
          id: item.player.loyaltyId ?? t('reconcile.noLoyaltyId'),
          row: formatPoints(item.rowNumber),
          file: item.fileName,
        })}
      />
      <span className="text-right">
        <Outcome item={item} />
        <span className="block whitespace-nowrap text-muted text-xs">
          {item.staged.pointsBalance === null
            ? t('reconcile.noPoints')
            : t('reconcile.points', { count: item.staged.pointsBalance })}
        </span>
      </span>
      <span className="col-span-2 flex flex-wrap items-center gap-x-4 gap-y-1">
        <Tiers item={item} isInLine />
        <span className="text-muted">
          <LastActivity item={item} />
        </span>
        <FlagMarks item={item} />
      </span>
    </span>
  );
}

/** The file's tier, and under it, quieter, the one held. */
function Tiers({ item, isInLine = false }: { item: ReconciliationItem; isInLine?: boolean }) {
  return (
    <span className={cn('min-w-0', isInLine ? 'flex flex-wrap gap-x-2.5' : 'grid gap-0.5')}>
      <span className="flex min-w-0">
        <span className="sr-only">{t('reconcile.inFileHeard')} </span>
        <StagedTier item={item} />
      </span>
      <span className="flex min-w-0 items-center gap-1 text-muted text-xs">
        {item.canonical === null ? null : `${t('reconcile.now')} `}
        <HeldTier item={item} />
      </span>
    </span>
  );
}

function Outcome({ item }: { item: ReconciliationItem }) {
  const { timeZone } = useMe().settings;
  const isRise = item.status === 'applied' || (item.status !== 'kept' && item.would.outcome === 'applied');
  const isSkipped = (item.status === 'pending' || item.status === 'reverted') && item.would.outcome === 'skipped';
  const tone = isRise ? 'font-semibold text-accent' : isSkipped ? 'text-warn' : 'font-medium';
  return (
    <span className="block min-w-0">
      <span className={cn('block', tone)}>{outcomeText(item)}</span>
      {item.reconciledBy === null || item.reconciledAt === null ? null : (
        <span className="block text-muted text-xs">
          <span className="block truncate">{reconciledByText(item.status, item.reconciledBy)}</span>
          <span className="block truncate">{formatDateTimeWithYear(item.reconciledAt, timeZone)}</span>
        </span>
      )}
    </span>
  );
}

function reconciledByText(status: QueueStatus, person: string): string {
  if (status === 'reverted') return t('reconcile.revertedBy', { person });
  return status === 'pending' ? t('reconcile.reopenedBy', { person }) : person;
}

function LastActivity({ item: { staged } }: { item: ReconciliationItem }) {
  const { timeZone } = useMe().settings;
  return (
    <span className="block whitespace-nowrap text-xs">
      <span className="sr-only">{t('reconcile.lastActivityHeard')} </span>
      {staged.lastActivityAt === null
        ? t('reconcile.noDate')
        : formatKnownDay(staged.lastActivityAt, staged.lastActivityDate, timeZone)}
    </span>
  );
}

/** Points of a legacy system, for reading only. */
function pointsText({ staged }: ReconciliationItem): string {
  return staged.pointsBalance === null ? '–' : formatPoints(staged.pointsBalance);
}

function Pair({ first, second }: { first: ReactNode; second: string }) {
  return (
    <span className="min-w-0">
      <span className="block truncate">{first}</span>
      <span className="block truncate text-muted text-xs">{second}</span>
    </span>
  );
}
