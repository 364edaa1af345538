'use client';

import { TriangleAlert } from 'lucide-react';
import { useState } from 'react';
import { entryLabel } from '@/components/domain/entry-words';
import { actorLabel } from '@/components/labels';
import { Button } from '@/components/ui/button';
import { Fact, Facts } from '@/components/ui/facts';
import { Notice } from '@/components/ui/notice';
import { SheetBody, SheetFoot, SheetFrame, SheetHead } from '@/components/ui/sheet';
import { useMe } from '@/hooks/casino/me-context';
import { useReverseEntry } from '@/hooks/loyalty/use-ledger-mutations';
import { useLoyaltyTiers } from '@/hooks/loyalty/use-loyalty-tiers';
import { formatDateTimeWithYear, formatPoints, formatSignedPoints } from '@/lib/shared/format';
import type { LedgerEntry } from '@/services/loyalty/dtos';
import { t } from '@/words/say';
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
  const confirm = () => {
    setIsConfirmed(true);
    reverse({ entryId: entry.id, note: note.trim() }, reversalTitle(entry, note.trim(), playerName));
  };
  return (
    <SheetFrame isOpen onClose={onClose} isWide>
      <SheetHead title={t('player.takeBackTitle', { number: formatPoints(entry.entryNo) })} subtitle={playerName} />
      <PostingFlow playerId={entry.playerId} isConfirmedHere={isConfirmed} onDone={onClose}>
        <SheetBody>
          <Facts>
            <Fact term={t('player.entry')}>{entry.rewardName ?? entryLabel(entry)}</Fact>
            <Fact term={t('player.points')}>{formatSignedPoints(entry.points)}</Fact>
            <Fact term={t('player.posted')}>{formatDateTimeWithYear(entry.createdAt, timeZone)}</Fact>
            <Fact term={t('player.by')}>{actorLabel(entry.staffName)}</Fact>
            {entry.note ? <Fact term={t('player.note')}>{entry.note}</Fact> : null}
          </Facts>
          <NoteField note={note} onNote={setNote} placeholder={t('player.takeBackWhy')} />
          <BalanceAfter balance={balance} points={-entry.points} />
          {balance - entry.points < 0 ? (
            <Notice icon={TriangleAlert} tone="warn" role="status" title={t('player.goesBelowZero')}>
              <p>{t('player.goesBelowZeroMeaning')}</p>
            </Notice>
          ) : null}
          <p className="text-muted text-sm">{consequence(entry)}</p>
          {entry.tierUpgrade ? <TierGoesToo from={entry.tierUpgrade.from} to={entry.tierUpgrade.to} /> : null}
        </SheetBody>
        <SheetFoot>
          <PostingRefusal intent={intent} />
          {isGone ? (
            <Button size="big" onClick={onClose}>
              {t('ui.close')}
            </Button>
          ) : (
            <Button variant="danger" size="big" disabled={note.trim() === ''} isBusy={isPosting} onClick={confirm}>
              {confirmLabel(isPosting, note, -entry.points)}
            </Button>
          )}
        </SheetFoot>
      </PostingFlow>
    </SheetFrame>
  );
}

function confirmLabel(isPosting: boolean, note: string, points: number): string {
  if (isPosting) return t('player.takingBack');
  return note.trim() === '' ? t('ui.sayWhy') : t('player.post', { points: formatSignedPoints(points) });
}

function consequence({ reason, originalReason, reinstatesEntryId }: LedgerEntry): string {
  if (reason === 'reversal' && reinstatesEntryId === null) return t('player.takeBackOf_reversal');
  return t((originalReason ?? reason) === 'redemption' ? 'player.takeBackOf_redemption' : 'player.takeBackOf_other');
}

/** What becomes of the tier that the entry gave. */
function TierGoesToo({ from, to }: { from: string; to: string }) {
  const tiers = useLoyaltyTiers();
  const nameOf = (code: string) => tiers.data?.items.find((tier) => tier.code === code)?.name ?? code;
  return (
    <Notice icon={TriangleAlert} tone="warn" role="status" title={t('player.broughtTier', { tier: nameOf(to) })}>
      <p>{t('player.tierGoesToo', { tier: nameOf(from) })}</p>
    </Notice>
  );
}
