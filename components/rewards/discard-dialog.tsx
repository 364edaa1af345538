'use client';

import { AlertDialog } from '@/components/ui/alert-dialog';

type DiscardDialogProps = { isOpen: boolean; onStay: () => void; onDiscard: () => void };

/** Asks before what was typed is given up. */
export function DiscardDialog({ isOpen, onStay, onDiscard }: DiscardDialogProps) {
  return (
    <AlertDialog
      isOpen={isOpen}
      onClose={onStay}
      title="Discard what you typed?"
      cancelLabel="Keep editing"
      confirmLabel="Discard"
      onConfirm={onDiscard}
    >
      It has not been saved.
    </AlertDialog>
  );
}
