'use client';

import { useState } from 'react';
import { AlertDialog } from '@/components/ui/alert-dialog';
import { goBackAfterAll, useBackGuard } from '@/components/ui/use-opened';
import { t } from '@/words/say';

/** For a form that stands on the screen itself: what is typed and not saved is given up to Back only when its writer says so. */
export function LeaveGuard({ isDirty, onDiscard }: { isDirty: boolean; onDiscard: () => void }) {
  const [isAsking, setIsAsking] = useState(false);
  useBackGuard(isDirty, () => setIsAsking(true));
  return (
    <AlertDialog
      isOpen={isAsking}
      isHarm
      onClose={() => setIsAsking(false)}
      title={t('forms.discardTyped')}
      cancelLabel={t('forms.keepEditing')}
      confirmLabel={t('ui.discard')}
      onConfirm={() => {
        setIsAsking(false);
        onDiscard();
        goBackAfterAll();
      }}
    >
      {t('forms.notSaved')}
    </AlertDialog>
  );
}
