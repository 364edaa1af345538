'use client';

import { TriangleAlert } from 'lucide-react';
import { useState } from 'react';
import { entryLabel } from '@/components/domain/entry-words';
import { Button } from '@/components/ui/button';
import { Fact, Facts } from '@/components/ui/facts';
import { Notice } from '@/components/ui/notice';
import { SheetBody, SheetFoot, SheetFrame, SheetHead } from '@/components/ui/sheet';
import { useMe } from '@/hooks/casino/me-context';
import { useReverseEntry } from '@/hooks/loyalty/use-ledger-mutations';
import { useLoyaltyTiers } from '@/hooks/loyalty/use-loyalty-tiers';
import { formatDateTimeWithYear, formatPoints, formatSignedPoints } from '@/lib/shared/format';
import type { LedgerEntry } from '@/services/loyalty/dtos';
import { reversalTitle } from './player-words';
import { PostingFlow } from './posting-flow';
import { BalanceAfter, NoteField, PostingRefusal } from './posting-parts';

type TakeBackDrawerProps = { entry: LedgerEntry; playerName: string; balance: number; onClose: () => void };

/** Takes one entry back: a second entry with the opposite points. A reversal too, so that what it took back counts again. */
export function TakeBackDrawer({ entry, playerName, balance, onClose }: TakeBackDrawerProps) {
  const { timeZone } = useMe().settings;
  const { intent, reverse } = useReverseEntry(entry.playerId);
  const [isConfirmed, setIsConfirmed] = useState(false);
  const [note, setNote] = useState('');
  const isGone = intent?.status === 'refused' && intent.refusal.code === 'ENTRY_ALREADY_REVERSED';
  const isPosting = intent?.status === 'sending';
  const number = `#${formatPoints(entry.entryNo)}`;
  const confirm = () => {
    setIsConfirmed(true);
    reverse({ entryId: entry.id, note: note.trim() }, reversalTitle(entry, note.trim(), playerName));
  };
  return (
    <SheetFrame isOpen onClose={onClose} isWide>
      <SheetHead title={`Take back entry ${number}`} subtitle={playerName} />
      <PostingFlow playerId={entry.playerId} isConfirmedHere={isConfirmed} onDone={onClose}>
        <SheetBody>
          <Facts>
            <Fact term="Entry">{entry.rewardName ?? entryLabel(entry)}</Fact>
            <Fact term="Points">{formatSignedPoints(entry.points)}</Fact>
            <Fact term="Posted">{formatDateTimeWithYear(entry.createdAt, timeZone)}</Fact>
            <Fact term="By">{entry.staffName ?? 'Pitside'}</Fact>
            {entry.note ? <Fact term="Note">{entry.note}</Fact> : null}
          </Facts>
          <NoteField note={note} onNote={setNote} placeholder="Why it must not stand" />
          <BalanceAfter balance={balance} points={-entry.points} />
          {balance - entry.points < 0 ? (
            <Notice icon={TriangleAlert} tone="warn" role="status" title="The balance goes below zero.">
              <p>The player owes these points until new ones are earned.</p>
            </Notice>
          ) : null}
          <p className="text-muted text-sm">{consequence(entry)}</p>
          {entry.tierUpgrade ? <TierGoesToo from={entry.tierUpgrade.from} to={entry.tierUpgrade.to} /> : null}
        </SheetBody>
        <SheetFoot>
          <PostingRefusal intent={intent} />
          {isGone ? (
            <Button size="big" onClick={onClose}>
              Close
            </Button>
          ) : (
            <Button variant="primary" size="big" disabled={note.trim() === ''} isBusy={isPosting} onClick={confirm}>
              {confirmLabel(isPosting, note, -entry.points)}
            </Button>
          )}
        </SheetFoot>
      </PostingFlow>
    </SheetFrame>
  );
}

function confirmLabel(isPosting: boolean, note: string, points: number): string {
  if (isPosting) return 'Taking back …';
  return note.trim() === '' ? 'Say why' : `Post ${formatSignedPoints(points)} points`;
}

function consequence({ reason, originalReason, reinstatesEntryId }: LedgerEntry): string {
  const stays = 'Both entries stay in the ledger.';
  if (reason === 'reversal' && reinstatesEntryId === null)
    return `What was taken back counts again, with what it had earned towards a tier. ${stays}`;
  if ((originalReason ?? reason) === 'redemption') return `The reward can then be given again. ${stays}`;
  return `${stays} Taken back by mistake? The new entry can be taken back in turn.`;
}

/** What becomes of the tier that the entry gave. */
function TierGoesToo({ from, to }: { from: string; to: string }) {
  const tiers = useLoyaltyTiers();
  const nameOf = (code: string) => tiers.data?.items.find((tier) => tier.code === code)?.name ?? code;
  return (
    <Notice icon={TriangleAlert} tone="warn" role="status" title={`This entry brought ${nameOf(to)}.`}>
      <p>
        It is taken back too, down to {nameOf(from)}, unless other points, an imported tier or a manager’s decision
        justify it.
      </p>
    </Notice>
  );
}
