'use client';

import { useState } from 'react';
import { Button } from '@/components/ui/button';
import { Choice, ChoiceGroup } from '@/components/ui/choice-group';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { SheetBody, SheetFoot, SheetFrame, SheetHead } from '@/components/ui/sheet';
import { useMe } from '@/hooks/casino/me-context';
import { usePostCorrection } from '@/hooks/loyalty/use-ledger-mutations';
import { formatPoints, formatSignedPoints, parsePoints } from '@/lib/shared/format';
import { t } from '@/words/say';
import { correctionTitle } from './player-words';
import { PostingFlow } from './posting-flow';
import { BalanceAfter, NoteField, PostingRefusal } from './posting-parts';

type CorrectPointsDrawerProps = { playerId: string; playerName: string; balance: number; onClose: () => void };

/** A manager's correction: points up or down, and why. It gives nothing: lifetime points and tier stay as they are. */
export function CorrectPointsDrawer({ playerId, playerName, balance, onClose }: CorrectPointsDrawerProps) {
  const { intent, post } = usePostCorrection(playerId);
  const { correctionDebtLimitPoints } = useMe().settings;
  const [isConfirmed, setIsConfirmed] = useState(false);
  const [direction, setDirection] = useState('add');
  const [text, setText] = useState('');
  const [note, setNote] = useState('');
  const amount = parsePoints(text);
  const points = amount === null ? null : direction === 'add' ? amount : -amount;
  const atMost = Math.max(0, balance + correctionDebtLimitPoints);
  const isTooMuch = points !== null && points < -atMost;
  const isReady = points !== null && !isTooMuch && note.trim() !== '';
  const confirm = () => {
    if (points === null || !isReady) return;
    const input = { playerId, points, note: note.trim() };
    setIsConfirmed(true);
    post(input, correctionTitle(input, playerName));
  };
  const isPosting = intent?.status === 'sending';
  return (
    <SheetFrame isOpen onClose={onClose} isWide>
      <SheetHead title={t('player.correctPoints')} subtitle={playerName} />
      <PostingFlow playerId={playerId} isConfirmedHere={isConfirmed} onDone={onClose}>
        <SheetBody>
          <ChoiceGroup
            label={t('player.direction')}
            value={direction}
            onChange={setDirection}
            className="grid grid-cols-2 gap-2"
          >
            <Choice value="add" look="tile">
              {t('player.addPoints')}
            </Choice>
            <Choice value="take" look="tile">
              {t('player.takePoints')}
            </Choice>
          </ChoiceGroup>
          <Field label={t('player.points')} error={pointsError(text, amount, isTooMuch, atMost)}>
            {(control) => (
              <Input
                {...control}
                isFigure
                inputMode="numeric"
                autoComplete="off"
                value={text}
                onChange={(event) => setText(event.target.value)}
              />
            )}
          </Field>
          <NoteField note={note} onNote={setNote} placeholder={t('player.correctionWhy')} />
          <BalanceAfter balance={balance} points={points} />
          <p className="text-muted text-sm">{t('player.correctionMeaning')}</p>
        </SheetBody>
        <SheetFoot>
          <PostingRefusal intent={intent} />
          <Button variant="primary" size="big" disabled={!isReady} isBusy={isPosting} onClick={confirm}>
            {confirmLabel(isPosting, isTooMuch ? null : points, note)}
          </Button>
        </SheetFoot>
      </PostingFlow>
    </SheetFrame>
  );
}

function pointsError(text: string, amount: number | null, isTooMuch: boolean, atMost: number): string | undefined {
  if (text !== '' && amount === null) return t('ui.wholeAboveZero');
  if (!isTooMuch) return undefined;
  return atMost > 0 ? t('player.takeAtMost', { points: formatPoints(atMost) }) : t('player.nothingToTake');
}

function confirmLabel(isPosting: boolean, points: number | null, note: string): string {
  if (isPosting) return t('player.posting');
  if (points === null) return t('player.enterPoints');
  return note.trim() === '' ? t('ui.sayWhy') : t('player.post', { points: formatSignedPoints(points) });
}
