'use client';

import { CircleUser } from 'lucide-react';
import { useMemo, useState } from 'react';
import { FoundPlayer } from '@/components/domain/found-player';
import { Dialog } from '@/components/ui/dialog';
import { NavLink } from '@/components/ui/nav-link';
import { useCan } from '@/hooks/casino/me-context';
import type { Floor, Player } from '@/services/floor/dtos';
import { t } from '@/words/say';
import { EnrolPlayerForm } from './enrol-player-form';
import { listFreeSeats, listSeatedSlips } from './floor-model';
import { OpenSlipForm } from './open-slip-form';
import { PlayerSearch } from './player-search';
import type { PickedSeat } from './seat-picker';

type FindPlayerDialogProps = {
  floor: Floor;
  /** Set when it was opened from a table's free seats: the player found will sit there. */
  tableId: string | null;
  onClose: () => void;
  onShowSlip: (ratingSlipId: string) => void;
};

type Step = { name: 'search' } | { name: 'enrol'; query: string } | { name: 'seat'; player: Player };

/** Finds a player and leads on: to the slip of one who plays, to a free seat for one who does not, or to enrolment. */
export function FindPlayerDialog({ floor, tableId, onClose, onShowSlip }: FindPlayerDialogProps) {
  const [step, setStep] = useState<Step>({ name: 'search' });
  const [query, setQuery] = useState('');
  const canManage = useCan('slip.manage');
  const slipsByPlayer = useMemo(
    () => new Map(listSeatedSlips(floor.pits).map(({ slip }) => [slip.playerId, slip])),
    [floor],
  );
  const offered = tableId === null ? null : firstFreeSeat(floor, tableId);
  const show = (ratingSlipId: string) => {
    onClose();
    onShowSlip(ratingSlipId);
  };
  const titles = {
    search: offered ? t('floor.openSlipAt', { table: offered.tableLabel }) : t('floor.findPlayer'),
    enrol: t('floor.enrolTitle'),
    seat: step.name === 'seat' ? t('floor.openSlipFor', { player: step.player.name }) : '',
  };
  return (
    <Dialog isOpen onClose={onClose} title={titles[step.name]}>
      {step.name === 'search' ? (
        <PlayerSearch
          query={query}
          onQuery={setQuery}
          onEnrol={canManage ? () => setStep({ name: 'enrol', query }) : undefined}
        >
          {(player) => (
            <FoundPlayer
              player={player}
              slip={slipsByPlayer.get(player.id)}
              onShowSlip={show}
              onSeat={canManage ? () => setStep({ name: 'seat', player }) : undefined}
            />
          )}
        </PlayerSearch>
      ) : null}
      {step.name === 'enrol' ? (
        <EnrolPlayerForm
          query={step.query}
          onBack={() => setStep({ name: 'search' })}
          onEnrolled={(player) => setStep({ name: 'seat', player })}
        />
      ) : null}
      {step.name === 'seat' ? (
        <>
          <NavLink
            href={`/players/${step.player.id}`}
            className="-my-2 flex min-h-11 w-fit items-center gap-2 rounded-sm font-semibold text-info text-sm hover:underline"
          >
            <CircleUser aria-hidden className="size-[18px]" />
            {t('domain.playerPageOf', { player: step.player.name })}
          </NavLink>
          <OpenSlipForm
            floor={floor}
            player={step.player}
            offered={offered}
            onBack={() => setStep({ name: 'search' })}
            onOpened={show}
          />
        </>
      ) : null}
    </Dialog>
  );
}

function firstFreeSeat(floor: Floor, tableId: string): PickedSeat | null {
  const table = floor.pits.flatMap((pit) => pit.tables).find((candidate) => candidate.id === tableId);
  const seat = table ? listFreeSeats(table)[0] : undefined;
  if (!table || seat === undefined) return null;
  return { tableId: table.id, tableLabel: table.label, seat, minBetCents: table.minBetCents };
}
