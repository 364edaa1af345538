'use client';

import { Armchair } from 'lucide-react';
import { useState } from 'react';
import { gameLabel } from '@/components/labels';
import { Choice, ChoiceGroup } from '@/components/ui/choice-group';
import { EmptyState } from '@/components/ui/message-state';
import { useMe } from '@/hooks/casino/me-context';
import { formatMoneyRange } from '@/lib/shared/format';
import type { Floor, FloorTable } from '@/services/floor/dtos';
import { t } from '@/words/say';
import { listFreeSeats, type Pit } from './floor-model';

/** A free seat. */
export type PickedSeat = { tableId: string; tableLabel: string; seat: number; minBetCents: number };

type SeatPickerProps = {
  floor: Floor;
  picked: PickedSeat | null;
  onPick: (seat: PickedSeat) => void;
  /** The pit to begin with; the first one when it has none. */
  pitId?: string | undefined;
};

/** Every free seat of the open tables, by pit: one tap picks table and seat. */
export function SeatPicker({ floor, picked, onPick, pitId }: SeatPickerProps) {
  const [shownPitId, setShownPitId] = useState(pitId ?? floor.pits[0]?.id ?? '');
  const shown = floor.pits.find((pit) => pit.id === shownPitId) ?? floor.pits[0];
  const tables = shown ? listTablesWithSeats(shown) : [];
  const pick = (value: string) => {
    const [tableId, seat] = value.split('/');
    const table = tables.find((candidate) => candidate.id === tableId);
    if (!table) return;
    onPick({ tableId: table.id, tableLabel: table.label, seat: Number(seat), minBetCents: table.minBetCents });
  };
  return (
    <div className="grid gap-3">
      {floor.pits.length > 1 ? (
        <ChoiceGroup
          label={t('floor.pit')}
          value={shown?.id ?? ''}
          onChange={setShownPitId}
          className="flex gap-1 overflow-x-auto rounded-md border p-1 [scrollbar-width:none]"
        >
          {floor.pits.map((pit) => (
            <Choice key={pit.id} value={pit.id} look="segment" className="flex-1">
              {pit.name}
            </Choice>
          ))}
        </ChoiceGroup>
      ) : null}
      {tables.length === 0 ? (
        <EmptyState icon={Armchair} title={t('floor.noFreeSeat')}>
          {t('floor.noFreeSeatWhy')}
        </EmptyState>
      ) : null}
      <ChoiceGroup
        label={t('floor.freeSeatsLabel')}
        value={picked ? `${picked.tableId}/${picked.seat}` : ''}
        onChange={pick}
        className="grid divide-y"
      >
        {tables.map((table) => (
          <TableSeats key={table.id} table={table} />
        ))}
      </ChoiceGroup>
    </div>
  );
}

function TableSeats({ table }: { table: FloorTable }) {
  const { currency } = useMe().settings;
  return (
    <div className="grid gap-2 py-3">
      <p className="text-sm">
        <b className="font-bold text-base">{table.label}</b>{' '}
        <span className="text-muted">
          {gameLabel(table)} · {formatMoneyRange(table.minBetCents, table.maxBetCents, currency)}
        </span>
      </p>
      <div className="flex flex-wrap gap-2">
        {listFreeSeats(table).map((seat) => (
          <Choice
            key={seat}
            value={`${table.id}/${seat}`}
            look="square"
            label={t('domain.tableAndSeat', { table: table.label, seat })}
          >
            {seat}
          </Choice>
        ))}
      </div>
    </div>
  );
}

function listTablesWithSeats(pit: Pit): FloorTable[] {
  return pit.tables.filter((table) => table.status === 'open' && listFreeSeats(table).length > 0);
}
