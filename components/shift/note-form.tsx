'use client';

import { type FormEvent, type KeyboardEvent, type ReactNode, useEffect, useRef, useState } from 'react';
import { Button } from '@/components/ui/button';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { useBackCloses } from '@/components/ui/use-opened';
import { t } from '@/words/say';

const NOTE_MAX = 500;

type NoteFormProps = {
  /** What is about to be done. */
  submit: string;
  isBusy: boolean;
  onSubmit: (note: { note?: string }) => void;
  onDone: () => void;
  /** What is said above the note. */
  children?: ReactNode;
};

/** Says "seen", with a word about it if there is one. Esc and Back leave it. */
export function NoteForm({ submit, isBusy, onSubmit, onDone, children }: NoteFormProps) {
  const [note, setNote] = useState('');
  useBackCloses(true, onDone);
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => input.current?.focus(), []);
  return (
    <form
      className="grid animate-fade-in gap-2 pt-1 pb-2"
      onSubmit={(event: FormEvent) => {
        event.preventDefault();
        if (!isBusy) onSubmit(note.trim() === '' ? {} : { note: note.trim() });
      }}
      onKeyDown={(event: KeyboardEvent) => event.key === 'Escape' && onDone()}
    >
      {children}
      <Field label={t('shift.note')}>
        {(control) => (
          <Input
            {...control}
            ref={input}
            maxLength={NOTE_MAX}
            autoComplete="off"
            placeholder={t('shift.noteHint')}
            value={note}
            onChange={(event) => setNote(event.target.value)}
          />
        )}
      </Field>
      <div className="grid grid-cols-[auto_1fr] gap-2">
        <Button variant="quiet" onClick={onDone}>
          {t('ui.cancel')}
        </Button>
        <Button type="submit" variant="primary" isBusy={isBusy}>
          {submit}
        </Button>
      </div>
    </form>
  );
}
