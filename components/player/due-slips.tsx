'use client';

import { Button } from '@/components/ui/button';
import { useCan, useMe } from '@/hooks/casino/me-context';
import type { DueSlip } from '@/services/floor/dtos';
import { t } from '@/words/say';
import { duePlay, dueReason, dueText } from './due-words';

/** The closed slips of a visit that wait for a manager, who settles them or leaves them. */
export function DueSlips({ slips, onSettle }: { slips: readonly DueSlip[]; onSettle: (slip: DueSlip) => void }) {
  const { timeZone } = useMe().settings;
  const canSettle = useCan('ledger.correct');
  return (
    <ul aria-label={t('player.slipsToSettle')} className="col-span-2 mt-2 grid gap-2">
      {slips.map((slip) => (
        <li key={slip.id} className="flex flex-wrap items-center gap-x-3 gap-y-2 rounded-md bg-warn-soft px-3.5 py-2.5">
          <p className="min-w-0 flex-1 basis-48">
            <span className="font-semibold text-warn">{dueText(slip)}</span>
            <span className="block text-ink text-xs">{duePlay(slip, timeZone)}</span>
            <span className="block text-ink text-xs">{dueReason(slip)}</span>
          </p>
          {canSettle && slip.duePoints > 0 ? (
            <Button aria-label={t('player.settleAt', { table: slip.tableLabel })} onClick={() => onSettle(slip)}>
              {t('player.settle')}
            </Button>
          ) : null}
        </li>
      ))}
    </ul>
  );
}
