'use client';

import { NotebookPen, Plus } from 'lucide-react';
import { Button } from '@/components/ui/button';
import { ListPanel } from '@/components/ui/list-panel';
import { RowsSkeleton } from '@/components/ui/list-states';
import { EmptyState } from '@/components/ui/message-state';
import { toastError } from '@/components/ui/toast';
import { useCan, useMe } from '@/hooks/casino/me-context';
import { usePlayerNotes } from '@/hooks/floor/use-player-notes';
import { formatDateTimeWithYear } from '@/lib/shared/format';
import type { PlayerNote } from '@/services/floor/dtos';
import { t } from '@/words/say';

type PlayerNotesProps = { playerId: string; onAdd: () => void; onStrike: (noteId: string) => void };

/** What the staff noted of the player, newest first; a struck note stays, crossed out. */
export function PlayerNotes({ playerId, onAdd, onStrike }: PlayerNotesProps) {
  const notes = usePlayerNotes(playerId);
  return (
    <section aria-labelledby="notes" className="rounded-lg border bg-surface px-4 pt-3 pb-2">
      <div className="flex min-h-11 items-center justify-between gap-3">
        <h3 id="notes" className="font-bold">
          {t('player.notes')}
        </h3>
        <Button variant="quiet" className="-mr-3" onClick={onAdd}>
          <Plus aria-hidden />
          {t('player.addNote')}
        </Button>
      </div>
      <ListPanel
        list={notes}
        loading={<RowsSkeleton label={t('player.loadingNotes')} count={2} row="h-16" className="pb-2" />}
        empty={
          <EmptyState icon={NotebookPen} title={t('player.noNotes')}>
            {t('player.noNotesMeaning')}
          </EmptyState>
        }
      >
        {(items) => (
          <ul aria-labelledby="notes" className="divide-y border-t">
            {items.map((note) => (
              <Note key={note.id} note={note} onStrike={onStrike} />
            ))}
          </ul>
        )}
      </ListPanel>
      {notes.hasNextPage ? (
        <Button
          variant="quiet"
          className="w-full"
          isBusy={notes.isFetchingNextPage}
          onClick={() => void notes.fetchNextPage({ throwOnError: true }).catch(toastError)}
        >
          {notes.isFetchingNextPage ? t('ui.loading') : t('player.earlierNotes')}
        </Button>
      ) : null}
    </section>
  );
}

function Note({ note, onStrike }: { note: PlayerNote; onStrike: (noteId: string) => void }) {
  const { staff, settings } = useMe();
  const isManager = useCan('ledger.correct');
  const when = formatDateTimeWithYear(note.createdAt, settings.timeZone);
  const isStruck = note.struckAt !== null;
  return (
    <li className="py-2.5 text-sm">
      {isStruck ? (
        <s className="wrap-anywhere block text-muted">{note.body}</s>
      ) : (
        <p className="wrap-anywhere">{note.body}</p>
      )}
      <div className="flex items-center justify-between gap-3">
        <p className="py-1 text-muted text-xs">{`${note.staffName} · ${when}`}</p>
        {!isStruck && (isManager || note.staffId === staff.id) ? (
          <Button
            variant="quiet"
            className="-mr-3 -mb-1 font-medium text-muted text-sm"
            aria-label={t('player.strikeNoteOf', { staff: note.staffName, when })}
            onClick={() => onStrike(note.id)}
          >
            {t('player.strikeNote')}
          </Button>
        ) : null}
      </div>
      {note.struckAt !== null ? (
        <p className="wrap-anywhere text-muted text-xs">
          {t('player.struckBy', {
            staff: note.struckByName ?? '',
            when: formatDateTimeWithYear(note.struckAt, settings.timeZone),
            reason: note.strikeReason ?? '',
          })}
        </p>
      ) : null}
    </li>
  );
}
