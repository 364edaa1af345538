'use client';

import { Trash2 } from 'lucide-react';
import { useState } from 'react';
import { Button } from '@/components/ui/button';
import { Late, lateCode } from '@/components/ui/late';
import { toastError, toastSuccess } from '@/components/ui/toast';
import { usePreload } from '@/components/ui/use-preload';
import { useDiscardImport } from '@/hooks/imports/use-import-mutations';
import type { PlayerImport } from '@/services/imports/dtos';
import { t } from '@/words/say';
import { reconciledCount } from './import-words';

const alertDialog = lateCode(async () => (await import('@/components/ui/alert-dialog')).AlertDialog);
const LOADERS = [alertDialog.fetch];

/** Takes an import away, after a question. Not offered once rows of it were reconciled: they are the record of that. */
export function RemoveImport({ item }: { item: PlayerImport }) {
  usePreload(LOADERS);
  const [isAsking, setIsAsking] = useState(false);
  const discard = useDiscardImport();
  const remove = () => {
    // Said also when the import, and this button with it, is gone from the screen by then.
    discard
      .mutateAsync(item.id)
      .then(() => toastSuccess(t('imports.isRemoved', { file: item.fileName }), t('imports.isRemovedWhy')))
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
        <span aria-hidden>{t('imports.remove')}</span>
        <span className="sr-only">{t('imports.removeFile', { file: item.fileName })}</span>
      </Button>
      {isAsking ? (
        <Late
          code={alertDialog}
          props={{
            isOpen: true,
            isHarm: true,
            onClose: () => setIsAsking(false),
            title: t('imports.removeAsk', { file: item.fileName }),
            cancelLabel: t('ui.keepIt'),
            confirmLabel: t(discard.isPending ? 'imports.removing' : 'imports.remove'),
            isBusy: discard.isPending,
            onConfirm: remove,
            children: t('imports.removeMeaning', { count: item.rowCount }),
          }}
        />
      ) : null}
    </>
  );
}
