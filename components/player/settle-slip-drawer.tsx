'use client';

import { useState } from 'react';
import { Button } from '@/components/ui/button';
import { Fact, Facts } from '@/components/ui/facts';
import { SheetBody, SheetFoot, SheetFrame, SheetHead } from '@/components/ui/sheet';
import { useMe } from '@/hooks/casino/me-context';
import { useSettleSlip } from '@/hooks/loyalty/use-ledger-mutations';
import { useLoyaltyTiers } from '@/hooks/loyalty/use-loyalty-tiers';
import { formatMoney, formatMoneyRounded, formatSignedPoints } from '@/lib/shared/format';
import type { DueSlip } from '@/services/floor/dtos';
import { t } from '@/words/say';
import { duePlay, dueReason, rateText, settlementTitle } from './due-words';
import { PostingFlow } from './posting-flow';
import { BalanceAfter, NoteField, PostingRefusal } from './posting-parts';

type SettleSlipDrawerProps = { slip: DueSlip; balance: number; onClose: () => void };

/** Posts what a closed slip is due, with the rates of its closing and a manager's note. */
export function SettleSlipDrawer({ slip, balance, onClose }: SettleSlipDrawerProps) {
  const { timeZone, currency } = useMe().settings;
  const { intent, settle } = useSettleSlip(slip.playerId);
  const tiers = useLoyaltyTiers();
  const [isConfirmed, setIsConfirmed] = useState(false);
  const [note, setNote] = useState('');
  const isPosting = intent?.status === 'sending';
  const confirm = () => {
    setIsConfirmed(true);
    settle({ ratingSlipId: slip.id, note: note.trim() }, settlementTitle(slip, note.trim()));
  };
  return (
    <SheetFrame isOpen onClose={onClose} isWide>
      <SheetHead title={t('player.settleSlip')} subtitle={slip.playerName} />
      <PostingFlow playerId={slip.playerId} isConfirmedHere={isConfirmed} onDone={onClose}>
        <SheetBody>
          <Facts>
            <Fact term={t('player.played')}>{duePlay(slip, timeZone)}</Fact>
            <Fact term={t('domain.averageBet')}>{formatMoney(slip.averageBetCents, currency)}</Fact>
            <Fact term={t('domain.theo')}>{formatMoneyRounded(slip.theoCents, currency)}</Fact>
            <Fact term={t('player.points')}>{formatSignedPoints(slip.duePoints)}</Fact>
          </Facts>
          <p>{dueReason(slip)}</p>
          <NoteField note={note} onNote={setNote} placeholder={t('player.settleWhy')} />
          <BalanceAfter balance={balance} points={slip.duePoints} />
          <p className="text-muted text-sm">{rateText(slip, tiers.data?.items)}</p>
        </SheetBody>
        <SheetFoot>
          <PostingRefusal intent={intent} />
          <Button variant="primary" size="big" disabled={note.trim() === ''} isBusy={isPosting} onClick={confirm}>
            {confirmLabel(isPosting, note, slip.duePoints)}
          </Button>
        </SheetFoot>
      </PostingFlow>
    </SheetFrame>
  );
}

function confirmLabel(isPosting: boolean, note: string, points: number): string {
  if (isPosting) return t('player.settling');
  return note.trim() === '' ? t('ui.sayWhy') : t('player.post', { points: formatSignedPoints(points) });
}
