'use client';

import { useState } from 'react';
import { Button } from '@/components/ui/button';
import { Choice, ChoiceGroup } from '@/components/ui/choice-group';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { SheetBody, SheetFoot, SheetFrame, SheetHead } from '@/components/ui/sheet';
import { toastSuccess } from '@/components/ui/toast';
import { usePostCorrection } from '@/hooks/loyalty/use-ledger-mutations';
import { formatPoints, formatSignedPoints, parsePoints } from '@/lib/shared/format';
import { BalanceAfter, NoteField, PostingFailure } from './posting-parts';

type CorrectPointsDrawerProps = { playerId: string; playerName: string; balance: number; onClose: () => void };

/** A manager's correction: points up or down, and why. It gives nothing: lifetime points and tier stay as they are. */
export function CorrectPointsDrawer({ playerId, playerName, balance, onClose }: CorrectPointsDrawerProps) {
  const post = usePostCorrection(playerId);
  const [direction, setDirection] = useState('add');
  const [text, setText] = useState('');
  const [note, setNote] = useState('');
  const amount = parsePoints(text);
  const points = amount === null ? null : direction === 'add' ? amount : -amount;
  const isTooMuch = points !== null && points < 0 && balance + points < 0;
  const isReady = points !== null && !isTooMuch && note.trim() !== '';
  const confirm = () => {
    if (points === null || !isReady) return;
    post.mutate(
      { playerId, points, note: note.trim() },
      {
        onSuccess: ({ entry }) => {
          toastSuccess(`${formatSignedPoints(entry.points)} points posted`, `Entry #${formatPoints(entry.entryNo)}`);
          onClose();
        },
      },
    );
  };
  return (
    <SheetFrame isOpen onClose={onClose} isWide>
      <SheetHead title="Correct points" subtitle={playerName} />
      <SheetBody>
        <ChoiceGroup label="Direction" value={direction} onChange={setDirection} className="grid grid-cols-2 gap-2">
          <Choice value="add" look="tile">
            Add points
          </Choice>
          <Choice value="take" look="tile">
            Take points away
          </Choice>
        </ChoiceGroup>
        <Field label="Points" error={pointsError(text, amount, isTooMuch, balance)}>
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
        <NoteField note={note} onNote={setNote} placeholder="What was wrong, and how it is known" />
        <BalanceAfter balance={balance} points={points} />
        <p className="text-muted text-sm">A correction mends the record. Lifetime points and tier stay as they are.</p>
      </SheetBody>
      <SheetFoot>
        <PostingFailure error={post.isPending ? null : post.error} />
        <Button variant="primary" size="big" disabled={!isReady} isBusy={post.isPending} onClick={confirm}>
          {confirmLabel(post.isPending, isTooMuch ? null : points, note)}
        </Button>
      </SheetFoot>
    </SheetFrame>
  );
}

function pointsError(text: string, amount: number | null, isTooMuch: boolean, balance: number): string | undefined {
  if (text !== '' && amount === null) return 'Enter a whole number above zero.';
  if (!isTooMuch) return undefined;
  return balance > 0
    ? `A correction may take away at most the balance, ${formatPoints(balance)} points.`
    : 'The balance has no points to take away.';
}

function confirmLabel(isPosting: boolean, points: number | null, note: string): string {
  if (isPosting) return 'Posting …';
  if (points === null) return 'Enter the points';
  return note.trim() === '' ? 'Say why' : `Post ${formatSignedPoints(points)} points`;
}
