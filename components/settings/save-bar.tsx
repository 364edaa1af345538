'use client';

import { useFormState } from 'react-hook-form';
import { Button } from '@/components/ui/button';
import type { SettingsValues } from './settings-model';

type SaveBarProps = { formId: string; isSaving: boolean; onDiscard: () => void };

/** Comes up at the foot of the screen with the first change, and stays until it is saved or discarded. */
export function SaveBar({ formId, isSaving, onDiscard }: SaveBarProps) {
  const { isDirty } = useFormState<SettingsValues>();
  if (!isDirty) return null;
  return (
    <section
      aria-label="Unsaved changes"
      className="flex animate-fade-in items-center justify-end gap-2 border-t bg-surface px-5 py-3 max-sm:px-3"
    >
      <p role="status" className="flex-1 whitespace-nowrap font-medium text-sm text-warn">
        Not saved yet
      </p>
      <Button variant="quiet" onClick={onDiscard} disabled={isSaving}>
        Discard
      </Button>
      <Button type="submit" form={formId} variant="primary" isBusy={isSaving}>
        Save changes
      </Button>
    </section>
  );
}
