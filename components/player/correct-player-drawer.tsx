'use client';

import { Users } from 'lucide-react';
import { useState } from 'react';
import { LikelyPlayers, likelyPlayersOf } from '@/components/domain/likely-players';
import { Button } from '@/components/ui/button';
import { errorText } from '@/components/ui/error-text';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { Notice } from '@/components/ui/notice';
import { SheetBody, SheetFoot, SheetFrame, SheetHead } from '@/components/ui/sheet';
import { toastSuccess } from '@/components/ui/toast';
import { useCorrectPlayer } from '@/hooks/floor/use-correct-player';
import { ApiError } from '@/lib/client/api';
import type { Player } from '@/services/floor/dtos';
import { changedDetails, detailsOf, type PlayerDetails } from './player-details';

const FIELDS = [
  { name: 'firstName', label: 'First name', type: 'text' },
  { name: 'lastName', label: 'Last name', type: 'text' },
  { name: 'birthDate', label: 'Date of birth (optional)', type: 'date' },
] as const;

/** Corrects what was mistyped of a player, and says why. */
export function CorrectPlayerDrawer({ player, onClose }: { player: Player; onClose: () => void }) {
  const correct = useCorrectPlayer(player.id);
  const [base, setBase] = useState(player);
  const [typed, setTyped] = useState(() => detailsOf(player));
  const [reason, setReason] = useState('');
  const changes = changedDetails(base, typed);
  const isReady = changes !== null && reason.trim() !== '';
  const save = (isAnother: boolean) => {
    if (!isReady || correct.isPending) return;
    const input = {
      ...changes,
      reason: reason.trim(),
      version: base.version,
      ...(isAnother ? { confirmNew: true } : {}),
    };
    correct.mutate(input, {
      onSuccess: ({ name }) => {
        toastSuccess(`${name} is corrected`, 'The reason is on record.');
        onClose();
      },
    });
  };
  const startAgain = () => {
    correct.reset();
    setBase(player);
    setTyped(detailsOf(player));
  };
  return (
    <SheetFrame isOpen onClose={onClose} isWide>
      <SheetHead title="Correct details" subtitle={base.name} />
      <SheetBody>
        {FIELDS.map(({ name, label, type }) => (
          <Field key={name} label={label} error={fieldError(correct.error, name)}>
            {(control) => (
              <Input
                {...control}
                type={type}
                autoComplete="off"
                value={typed[name]}
                onChange={(event) => setTyped((before: PlayerDetails) => ({ ...before, [name]: event.target.value }))}
              />
            )}
          </Field>
        ))}
        <Field label="Reason" hint="Stays in the audit trail with your name.">
          {(control) => (
            <Input
              {...control}
              required
              maxLength={500}
              autoComplete="off"
              placeholder="Why this is right"
              value={reason}
              onChange={(event) => setReason(event.target.value)}
            />
          )}
        </Field>
        <p className="text-muted text-sm">
          Rows of imports about this player are compared with it anew; what somebody confirmed of them is asked again.
        </p>
        <Refusal error={correct.error} latest={player} onAnother={() => save(true)} onStartAgain={startAgain} />
      </SheetBody>
      <SheetFoot>
        <Button variant="primary" size="big" disabled={!isReady} isBusy={correct.isPending} onClick={() => save(false)}>
          {correct.isPending ? 'Saving …' : changes === null ? 'Nothing changed' : isReady ? 'Save' : 'Say why'}
        </Button>
      </SheetFoot>
    </SheetFrame>
  );
}

type RefusalProps = { error: Error | null; latest: Player; onAnother: () => void; onStartAgain: () => void };

/** Why it was not saved: somebody of the name is here, somebody else was quicker, or whatever else; a field says its own. */
function Refusal({ error, latest, onAnother, onStartAgain }: RefusalProps) {
  if (error === null || FIELDS.some(({ name }) => fieldError(error, name) !== undefined)) return null;
  const likely = likelyPlayersOf(error);
  if (likely.length > 0) {
    return <LikelyPlayers players={likely} confirmLabel="Save anyway: another person" onConfirm={onAnother} />;
  }
  const isOutdated = error instanceof ApiError && error.code === 'PLAYER_CHANGED';
  const { title, remedy } = errorText(error);
  return (
    <Notice
      icon={Users}
      tone="warn"
      role="alert"
      title={title}
      action={isOutdated ? <Button onClick={onStartAgain}>Start again from theirs</Button> : undefined}
    >
      <p>
        {isOutdated ? `Now: ${latest.name}${latest.birthDate === null ? '' : `, born ${latest.birthDate}`}.` : remedy}
      </p>
    </Notice>
  );
}

/** What the server says of one field. */
function fieldError(error: Error | null, name: string): string | undefined {
  const fields = error instanceof ApiError ? error.details?.fields : undefined;
  const text = typeof fields === 'object' && fields !== null ? (fields as Record<string, unknown>)[name] : undefined;
  return typeof text === 'string' ? text : undefined;
}
