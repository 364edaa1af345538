'use client';

import { Armchair, LayoutGrid, PartyPopper } from 'lucide-react';
import { memo } from 'react';
import { Button, buttonStyles } from '@/components/ui/button';
import { EmptyList } from '@/components/ui/empty-list';
import { EmptyState } from '@/components/ui/message-state';
import { NavLink } from '@/components/ui/nav-link';
import { t } from '@/words/say';
import { isDue, type Pit } from './floor-model';
import { TableCard, type TableCardProps } from './table-card';

type NoTablesWays = { onShowAll: () => void; onShowAllPits: () => void; onFindPlayer: () => void };

type FloorGridProps = Omit<TableCardProps, 'table'> & {
  pits: readonly Pit[];
  /** One pit of several is shown. */
  isOnePit: boolean;
} & NoTablesWays;

/** The tables of the chosen pits. With several pits each has its heading. What opens over the floor does not draw it anew. */
export const FloorGrid = memo(function FloorGrid({
  pits,
  isOnePit,
  onShowAll,
  onShowAllPits,
  onFindPlayer,
  ...card
}: FloorGridProps) {
  const shown = pits
    .map((pit) => ({
      ...pit,
      tables: card.isDueOnly ? pit.tables.filter((table) => hasDue(table, card.nowMs)) : pit.tables,
    }))
    .filter((pit) => pit.tables.length > 0);
  if (shown.length === 0) {
    return (
      <NoTables
        isDueOnly={card.isDueOnly && pits.some(({ tables }) => tables.length > 0)}
        isOnePit={isOnePit}
        onShowAll={onShowAll}
        onShowAllPits={onShowAllPits}
        onFindPlayer={onFindPlayer}
      />
    );
  }
  return (
    <div className="grid gap-4">
      {shown.map((pit) => (
        <section key={pit.id} aria-label={pit.name}>
          {pits.length > 1 ? <h2 className="px-1 pb-2 font-semibold text-muted text-sm">{pit.name}</h2> : null}
          <div className="grid grid-cols-[repeat(auto-fill,minmax(min(100%,400px),1fr))] items-start gap-3">
            {pit.tables.map((table) => (
              <TableCard
                key={table.id}
                table={table}
                {...card}
                selectedSlipId={hasSlip(table, card.selectedSlipId) ? card.selectedSlipId : null}
              />
            ))}
          </div>
        </section>
      ))}
      {card.canOpenTable ? <ToHouse /> : null}
    </div>
  );
});

/** The way to where tables are opened, closed and set up. */
function ToHouse() {
  return (
    <NavLink href="/house" className={buttonStyles({ className: 'justify-self-start' })}>
      <LayoutGrid aria-hidden />
      {t('floor.toTables')}
    </NavLink>
  );
}

function hasSlip(table: Pit['tables'][number], slipId: string | null): boolean {
  return slipId !== null && table.seats.some(({ slip }) => slip?.id === slipId);
}

function hasDue(table: Pit['tables'][number], nowMs: number): boolean {
  return table.seats.some(({ slip }) => slip !== null && isDue(slip, nowMs));
}

type NoTablesProps = NoTablesWays & {
  /** Only who is due is shown. */
  isDueOnly: boolean;
  isOnePit: boolean;
};

/** A floor without a table to show: nobody is due, the pit that was chosen has none, or the casino has none yet. */
export function NoTables({ isDueOnly, isOnePit, onShowAll, onShowAllPits, onFindPlayer }: NoTablesProps) {
  if (isDueOnly) {
    return (
      <EmptyState
        icon={PartyPopper}
        title={t('floor.nobodyWaiting')}
        action={<Button onClick={onShowAll}>{t('floor.showEveryone')}</Button>}
      >
        {t('floor.nobodyWaitingWhy')}
      </EmptyState>
    );
  }
  return (
    <EmptyList
      icon={Armchair}
      isNarrowed={isOnePit}
      none={{
        title: t('floor.noTables'),
        meaning: t('floor.noTablesWhy'),
        action: <Button onClick={onFindPlayer}>{t('floor.findPlayer')}</Button>,
      }}
      narrowed={{
        title: t('floor.noTablesHere'),
        meaning: t('floor.noTablesHereWhy'),
        onShowAll: onShowAllPits,
        showAllLabel: t('floor.showAllPits'),
      }}
    />
  );
}
