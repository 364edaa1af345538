'use client';

import type { ReactNode } from 'react';
import { Button } from '@/components/ui/button';
import { t } from '@/words/say';
import { LeaveGuard } from './leave-guard';
import { SaveFailure } from './save-failure';
import type { SaveState } from './use-versioned-form';

type SaveBarProps = {
  editor: SaveState;
  saveLabel: string;
  className: string;
  /** The form that it saves, where it stands outside of it. */
  formId?: string;
  /** Said in place of the general notice, where the screen knows more of this refusal. */
  refusal?: ReactNode;
};

/** The foot of a form: why it was not saved, and what can be done with the changes in it. It is there only while there are some. */
export function SaveBar({ editor, saveLabel, className, formId, refusal }: SaveBarProps) {
  const { failure, isDirty, isBusy, takeTheirs } = editor;
  if (failure === null && !isDirty) return null;
  return (
    <section aria-label={t('forms.unsavedChanges')} className={className}>
      <LeaveGuard isDirty={isDirty} onDiscard={takeTheirs} />
      <SaveFailure editor={editor} refusal={refusal} />
      {needsDecision(failure) || !isDirty ? null : (
        <div className="flex animate-fade-in flex-wrap items-center justify-end gap-2">
          <p role="status" className="flex-1 whitespace-nowrap font-medium text-sm text-warn">
            {t('forms.notSavedYet')}
          </p>
          <Button variant="quiet" onClick={takeTheirs} disabled={isBusy}>
            {t('ui.discard')}
          </Button>
          <Button type="submit" form={formId} variant="primary" isBusy={isBusy}>
            {isBusy ? t('forms.saving') : saveLabel}
          </Button>
        </div>
      )}
    </section>
  );
}

/** Whether its writer has to say first which of two versions is to hold. */
export function needsDecision(failure: SaveState['failure']): boolean {
  return failure?.kind === 'changed' || failure?.kind === 'arrived';
}
