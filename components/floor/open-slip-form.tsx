'use client';

import { useState } from 'react';
import { useHeldSeat } from '@/components/domain/use-held-seat';
import { Button } from '@/components/ui/button';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { useMe } from '@/hooks/casino/me-context';
import { useOpenSlip } from '@/hooks/floor/use-slip-mutations';
import { currencySymbol, formatMoneyInput, parseMoney } from '@/lib/shared/format';
import { rule } from '@/lib/shared/rules';
import type { Floor, Player } from '@/services/floor/dtos';
import { t } from '@/words/say';
import { type PickedSeat, SeatPicker } from './seat-picker';
import { useAboveMaximum } from './use-above-maximum';

type OpenSlipFormProps = {
  floor: Floor;
  player: Player;
  /** A seat already meant for the player; others stay to be chosen. */
  offered: PickedSeat | null;
  onBack: () => void;
  onOpened: (ratingSlipId: string) => void;
};

/** Seats a player: a free seat and the average bet, which begins at the table's minimum. */
export function OpenSlipForm({ floor, player, offered, onBack, onOpened }: OpenSlipFormProps) {
  const { currency } = useMe().settings;
  const [picked, setPicked] = useState(offered);
  const [betText, setBetText] = useState<string | null>(null);
  const open = useOpenSlip();
  const shownBet = betText ?? (picked ? formatMoneyInput(picked.minBetCents) : '');
  const averageBetCents = parseMoney(shownBet);
  const above = useAboveMaximum(`${picked?.tableId}/${averageBetCents}`, currency);
  const held = useHeldSeat(player.id);
  const submit = () => {
    if (picked === null || averageBetCents === null || held.isBlocked || open.isPending) return;
    const { tableId, seat } = picked;
    const { confirmAboveMaximum } = above;
    const { confirmExcluded } = held;
    const input = { playerId: player.id, tableId, seat, averageBetCents, confirmAboveMaximum, confirmExcluded };
    open.mutateAsync(input).then(
      (slip) => onOpened(slip.id),
      (error: unknown) => held.onRefused(error) || above.onRefused(error),
    );
  };
  const offeredPit = floor.pits.find((pit) => pit.tables.some((table) => table.id === offered?.tableId));
  return (
    <form
      noValidate
      className="flex min-h-0 flex-1 flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <div className="scroll-area -mx-5 min-h-0 flex-1 border-b px-5 pb-2">
        <SeatPicker floor={floor} picked={picked} onPick={setPicked} pitId={offeredPit?.id} />
      </div>
      <Field
        label={t('floor.averageBetIn', { currency: currencySymbol(currency) })}
        error={
          shownBet !== '' && averageBetCents === null ? rule('amount', { whole: '150', decimals: '62.50' }) : undefined
        }
      >
        {(control) => (
          <Input
            {...control}
            inputMode="decimal"
            autoComplete="off"
            isFigure
            value={shownBet}
            onFocus={(event) => event.target.select()}
            onChange={(event) => setBetText(event.target.value)}
          />
        )}
      </Field>
      {held.notice}
      {above.notice}
      <div className="grid grid-cols-[auto_1fr] gap-2">
        <Button variant="quiet" size="big" onClick={onBack}>
          {t('ui.back')}
        </Button>
        <Button
          type="submit"
          variant="primary"
          size="big"
          disabled={picked === null || averageBetCents === null || held.isBlocked}
          isBusy={open.isPending}
        >
          {openLabel(picked, averageBetCents)}
        </Button>
      </div>
    </form>
  );
}

function openLabel(picked: PickedSeat | null, averageBetCents: number | null): string {
  if (picked === null) return t('floor.chooseSeat');
  if (averageBetCents === null) return t('floor.enterAverageBet');
  return t('floor.openSlipAtSeat', { table: picked.tableLabel, seat: picked.seat });
}
