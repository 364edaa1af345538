'use client';

import { ReasonForm } from '@/components/forms/reason-form';
import { SheetFrame, SheetHead } from '@/components/ui/sheet';
import { toastSuccess } from '@/components/ui/toast';
import { useStrikePlayerNote } from '@/hooks/floor/use-player-notes';
import type { PlayerNote } from '@/services/floor/dtos';
import { t } from '@/words/say';

/** Strikes a note, with a reason. */
export function StrikeNoteDrawer({ note, onClose }: { note: PlayerNote; onClose: () => void }) {
  const strike = useStrikePlayerNote(note.playerId);
  const confirm = (reason: string) =>
    strike.mutate(
      { noteId: note.id, reason },
      {
        onSuccess: () => {
          toastSuccess(t('player.noteStruck'), t('player.reasonOnRecord'));
          onClose();
        },
      },
    );
  return (
    <SheetFrame isOpen onClose={onClose} isWide>
      <SheetHead title={t('player.strikeNote')} subtitle={note.staffName} />
      <ReasonForm
        label={t('player.strikeWhy')}
        hint={t('player.reasonStays')}
        confirmLabel={t('player.strikeNote')}
        isHarm
        isBusy={strike.isPending}
        error={strike.error}
        onConfirm={confirm}
      >
        <blockquote className="wrap-anywhere rounded-md bg-bg p-3.5">{note.body}</blockquote>
        <p className="text-muted text-sm">{t('player.strikeMeaning')}</p>
      </ReasonForm>
    </SheetFrame>
  );
}
