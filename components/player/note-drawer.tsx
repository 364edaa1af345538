'use client';

import { useState } from 'react';
import { EditorSheet } from '@/components/forms/editor-sheet';
import { FailureNotice } from '@/components/forms/failure-notice';
import { Button } from '@/components/ui/button';
import { Field } from '@/components/ui/field';
import { SheetBody, SheetFoot, SheetHead } from '@/components/ui/sheet';
import { TextArea } from '@/components/ui/text-area';
import { toastSuccess } from '@/components/ui/toast';
import { useAddPlayerNote } from '@/hooks/floor/use-player-notes';
import type { Player } from '@/services/floor/dtos';
import { t } from '@/words/say';

const NOTE_MAX = 500;

/** Notes something of the player, under one's name. */
export function NoteDrawer({ player, onClose }: { player: Player; onClose: () => void }) {
  const add = useAddPlayerNote(player.id);
  const [body, setBody] = useState('');
  const isEmpty = body.trim() === '';
  const confirm = () =>
    add.mutate(
      { body: body.trim() },
      {
        onSuccess: () => {
          toastSuccess(t('player.noteAdded'), player.name);
          onClose();
        },
      },
    );
  return (
    <EditorSheet isDirty={!isEmpty && !add.isSuccess} onClose={onClose} isWide>
      <SheetHead title={t('player.addNote')} subtitle={player.name} />
      <SheetBody>
        <Field label={t('player.note')} hint={t('player.charactersLeft', { count: NOTE_MAX - body.length })}>
          {(control) => (
            <TextArea
              {...control}
              required
              maxLength={NOTE_MAX}
              placeholder={t('player.notePlaceholder')}
              value={body}
              onChange={(event) => setBody(event.target.value)}
            />
          )}
        </Field>
        <p className="text-muted text-sm">{t('player.noteMeaning')}</p>
        <FailureNotice error={add.error} />
      </SheetBody>
      <SheetFoot>
        <Button variant="primary" size="big" disabled={isEmpty} isBusy={add.isPending} onClick={confirm}>
          {add.isPending ? t('forms.saving') : t(isEmpty ? 'player.writeNote' : 'player.addNote')}
        </Button>
      </SheetFoot>
    </EditorSheet>
  );
}
