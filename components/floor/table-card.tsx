'use client';

import { Plus } from 'lucide-react';
import { memo } from 'react';
import { gameLabel } from '@/components/labels';
import { cn } from '@/components/ui/cn';
import { NavLink } from '@/components/ui/nav-link';
import { Pill } from '@/components/ui/pill';
import { Spoken } from '@/components/ui/spoken';
import { formatMoneyRange } from '@/lib/shared/format';
import type { FloorTable } from '@/services/floor/dtos';
import { t } from '@/words/say';
import { isDue, listFreeSeats } from './floor-model';
import { SeatTile } from './seat-tile';

export type TableCardProps = {
  table: FloorTable;
  currency: string;
  nowMs: number;
  /** The chosen slip, if it is at this table. */
  selectedSlipId: string | null;
  queuedPointsBySlip: ReadonlyMap<string, number>;
  /** Shows only who is due for recognition, without free seats. */
  isDueOnly: boolean;
  canOpenSlip: boolean;
  /** Whether the reader may open a table that is closed. */
  canOpenTable: boolean;
  onSelectSlip: (ratingSlipId: string) => void;
  onOpenSlip: (tableId: string) => void;
};

/**
 * A gaming table with its players. A closed table is one line. Drawn anew only when something at the table is. Out of sight it costs
 * the browser nothing: each tap asks it several times what lies under the finger, and it would look through every seat of the casino.
 */
export const TableCard = memo(function TableCard(props: TableCardProps) {
  const { table, currency } = props;
  const free = listFreeSeats(table);
  const isOpen = table.status === 'open';
  const seatsTaken = t('floor.seatsTaken', { taken: table.seats.length - free.length, seats: table.seats.length });
  return (
    <article
      aria-label={table.label}
      className="rounded-lg border bg-surface p-3 [contain-intrinsic-size:auto_240px] [content-visibility:auto]"
    >
      <header className="flex min-h-7 items-center gap-2">
        <h3 className="font-bold text-[16px]">{table.label}</h3>
        <p className="min-w-0 flex-1 truncate text-muted text-sm">
          {gameLabel(table)} · {formatMoneyRange(table.minBetCents, table.maxBetCents, currency)}
        </p>
        {isOpen ? (
          <Spoken as={`${seatsTaken} ${t('floor.seatsTakenWord')}`} className="text-muted text-sm">
            {seatsTaken}
          </Spoken>
        ) : (
          <ClosedTable table={table} canOpen={props.canOpenTable} />
        )}
      </header>
      {isOpen ? <Seats {...props} freeCount={free.length} /> : null}
    </article>
  );
});

function ClosedTable({ table, canOpen }: { table: FloorTable; canOpen: boolean }) {
  if (!canOpen) return <Pill>{t('floor.tableClosed')}</Pill>;
  return (
    <NavLink
      href={`/house?open=table.${table.id}`}
      className="-my-2 flex min-h-11 items-center gap-2 rounded-md px-2 text-muted text-sm hover:bg-raised"
    >
      {t('floor.tableClosed')}
      <span className="font-semibold text-ink">{t('floor.openTable')}</span>
    </NavLink>
  );
}

function Seats({ table, freeCount, ...props }: TableCardProps & { freeCount: number }) {
  const hasFreeTile = props.canOpenSlip && freeCount > 0 && !props.isDueOnly;
  if (freeCount === table.seats.length && !hasFreeTile) {
    return <p className="pt-1 text-muted text-sm">{t('floor.nobodyPlays')}</p>;
  }
  return (
    <div className="grid grid-cols-[repeat(auto-fill,minmax(min(100%,165px),1fr))] gap-2 pt-2.5">
      {table.seats.map(({ slip }) => {
        if (slip === null) return null;
        const isSlipDue = isDue(slip, props.nowMs);
        if (props.isDueOnly && !isSlipDue) return null;
        return (
          <SeatTile
            key={slip.id}
            slip={slip}
            currency={props.currency}
            isSelected={slip.id === props.selectedSlipId}
            isDue={isSlipDue}
            queuedPoints={props.queuedPointsBySlip.get(slip.id) ?? 0}
            onSelect={props.onSelectSlip}
          />
        );
      })}
      {hasFreeTile ? <FreeSeats table={table} count={freeCount} onOpenSlip={props.onOpenSlip} /> : null}
    </div>
  );
}

type FreeSeatsProps = { table: FloorTable; count: number; onOpenSlip: (tableId: string) => void };

/** All free seats of a table as one tile; at an empty table, as one line. */
function FreeSeats({ table, count, onOpenSlip }: FreeSeatsProps) {
  const isEmpty = count === table.seats.length;
  return (
    <button
      type="button"
      onClick={() => onOpenSlip(table.id)}
      className={cn(
        'flex items-center justify-center rounded-md border border-control/60 border-dashed text-muted text-sm transition-colors duration-100 hover:bg-raised',
        isEmpty ? 'col-span-full min-h-12 gap-3' : 'min-h-[84px] flex-col',
      )}
    >
      {t('floor.freeSeats', { count })}
      <Spoken
        as={`${t('domain.openSlip')} ${t('floor.atTable', { table: table.label })}`}
        className="flex items-center gap-1"
      >
        <Plus aria-hidden className="size-3.5" />
        {t('domain.openSlip')}
      </Spoken>
    </button>
  );
}
