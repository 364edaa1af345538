'use client';

import { Button } from '@/components/ui/button';

type CatalogSaveBarProps = { isDirty: boolean; isSaving: boolean; onDiscard: () => void; saveLabel: string };

/** The foot of a section: what can be done with the changes in it. It is there only while there are some. */
export function CatalogSaveBar({ isDirty, isSaving, onDiscard, saveLabel }: CatalogSaveBarProps) {
  if (!isDirty) return null;
  return (
    <div className="flex animate-fade-in flex-wrap items-center justify-end gap-2">
      <p role="status" className="flex-1 whitespace-nowrap font-medium text-sm text-warn">
        Not saved yet
      </p>
      <Button variant="quiet" onClick={onDiscard} disabled={isSaving}>
        Discard
      </Button>
      <Button type="submit" variant="primary" isBusy={isSaving}>
        {isSaving ? 'Saving …' : saveLabel}
      </Button>
    </div>
  );
}
