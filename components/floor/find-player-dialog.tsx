'use client';

import { CircleUser } from 'lucide-react';
import { useMemo, useState } from 'react';
import { FoundPlayer } from '@/components/domain/found-player';
import { Dialog } from '@/components/ui/dialog';
import { errorText } from '@/components/ui/error-text';
import { ErrorState } from '@/components/ui/message-state';
import { NavLink } from '@/components/ui/nav-link';
import { useOpenedKind } from '@/components/ui/use-opened';
import { useCan } from '@/hooks/casino/me-context';
import { usePlayer } from '@/hooks/floor/use-player';
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

/** What comes after the search: enrolling somebody who is not found, or seating the player of this id. */
const STEPS = ['enrol', 'seat'] as const;

/** Finds a player and leads on: to the slip of one who plays, to a free seat for one who does not, or to enrolment. */
export function FindPlayerDialog({ floor, tableId, onClose, onShowSlip }: FindPlayerDialogProps) {
  const canManage = useCan('slip.manage');
  const { kind, about, open, close: backToSearch } = useOpenedKind('step', STEPS);
  const step = canManage ? kind : null;
  const [query, setQuery] = useState('');
  const [found, setFound] = useState<Player | null>(null);
  const known = found?.id === about ? found : null;
  const asked = usePlayer(step === 'seat' && known === null ? about : null);
  const player = known ?? asked.data ?? null;
  const slipsByPlayer = useMemo(
    () => new Map(listSeatedSlips(floor.pits).map(({ slip }) => [slip.playerId, slip])),
    [floor],
  );
  const offered = tableId === null ? null : firstFreeSeat(floor, tableId);
  const show = (ratingSlipId: string) => {
    onClose();
    onShowSlip(ratingSlipId);
  };
  const seat = (next: Player) => {
    setFound(next);
    open('seat', next.id);
  };
  const title = offered ? t('floor.openSlipAt', { table: offered.tableLabel }) : t('floor.findPlayer');
  const titles = {
    enrol: t('floor.enrolTitle'),
    seat: player ? t('floor.openSlipFor', { player: player.name }) : title,
  };
  return (
    <Dialog
      isOpen
      onClose={onClose}
      onEscape={step === null ? undefined : backToSearch}
      title={step === null ? title : titles[step]}
    >
      {step === null ? (
        <PlayerSearch query={query} onQuery={setQuery} onEnrol={canManage ? () => open('enrol') : undefined}>
          {(each) => (
            <FoundPlayer
              player={each}
              slip={slipsByPlayer.get(each.id)}
              onShowSlip={show}
              onSeat={canManage ? () => seat(each) : undefined}
            />
          )}
        </PlayerSearch>
      ) : null}
      {step === 'enrol' ? <EnrolPlayerForm query={query} onBack={backToSearch} onEnrolled={seat} /> : null}
      {step === 'seat' && player ? (
        <>
          <NavLink
            href={`/players/${player.id}`}
            className="-my-2 flex min-h-11 w-fit items-center gap-2 rounded-sm font-semibold text-info text-sm hover:underline"
          >
            <CircleUser aria-hidden className="size-[18px]" />
            {t('domain.playerPageOf', { player: player.name })}
          </NavLink>
          <OpenSlipForm floor={floor} player={player} offered={offered} onBack={backToSearch} onOpened={show} />
        </>
      ) : null}
      {step === 'seat' && asked.isError ? (
        <ErrorState {...errorText(asked.error)} onRetry={() => void asked.refetch()} isRetrying={asked.isFetching} />
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
