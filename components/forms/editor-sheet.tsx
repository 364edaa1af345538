'use client';

import { type ComponentProps, useState } from 'react';
import { AlertDialog } from '@/components/ui/alert-dialog';
import { SheetFrame } from '@/components/ui/sheet';
import { useBackGuard } from '@/components/ui/use-opened';
import { t } from '@/words/say';

type EditorSheetProps = Omit<ComponentProps<typeof SheetFrame>, 'isOpen'> & { isDirty: boolean };

/** A sheet with a form: what is typed and not saved is given up only when its writer says so. */
export function EditorSheet({ isDirty, onClose, children, ...frame }: EditorSheetProps) {
  const [isAsking, setIsAsking] = useState(false);
  useBackGuard(isDirty, () => setIsAsking(true));
  return (
    <SheetFrame {...frame} isOpen onClose={() => (isDirty ? setIsAsking(true) : onClose())}>
      {children}
      <AlertDialog
        isHarm
        isOpen={isAsking}
        onClose={() => setIsAsking(false)}
        title={t('forms.discardTyped')}
        cancelLabel={t('forms.keepEditing')}
        confirmLabel={t('ui.discard')}
        onConfirm={onClose}
      >
        {t('forms.notSaved')}
      </AlertDialog>
    </SheetFrame>
  );
}
