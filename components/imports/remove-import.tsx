'use client';

import { Trash2 } from 'lucide-react';
import { useState } from 'react';
import { AlertDialog } from '@/components/ui/alert-dialog';
import { Button } from '@/components/ui/button';
import { toastError, toastSuccess } from '@/components/ui/toast';
import { useDiscardImport } from '@/hooks/imports/use-import-mutations';
import { formatCount } from '@/lib/shared/format';
import type { PlayerImport } from '@/services/imports/dtos';
import { reconciledCount } from './import-words';

/** Takes an import away, after a question. Not offered once rows of it were reconciled: they are the record of that. */
export function RemoveImport({ item }: { item: PlayerImport }) {
  const [isAsking, setIsAsking] = useState(false);
  const discard = useDiscardImport();
  const remove = () => {
    // Said also when the import, and this button with it, is gone from the screen by then.
    discard
      .mutateAsync(item.id)
      .then(() => toastSuccess(`${item.fileName} is removed`, 'Its rows are gone; no tier and no points were changed.'))
      .catch(toastError)
      .finally(() => setIsAsking(false));
  };
  return (
    <>
      <Button
        className="max-sm:flex-1 max-sm:px-2.5"
        disabled={reconciledCount(item) > 0}
        onClick={() => setIsAsking(true)}
      >
        <Trash2 aria-hidden />
        <span>
          Remove<span className="sr-only"> {item.fileName}</span>
        </span>
      </Button>
      <AlertDialog
        isOpen={isAsking}
        onClose={() => setIsAsking(false)}
        title={`Remove ${item.fileName}?`}
        cancelLabel="Keep it"
        confirmLabel={discard.isPending ? 'Removing …' : 'Remove'}
        isBusy={discard.isPending}
        onConfirm={remove}
      >
        Its {formatCount(item.rowCount, 'staged row leaves', 'staged rows leave')} the queue for good. Players enrolled
        from it stay. The file can be sent again.
      </AlertDialog>
    </>
  );
}
