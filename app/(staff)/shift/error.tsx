'use client';

import { ErrorState } from '@/components/ui/message-state';

export default function ShiftError({ retry }: { retry: () => void }) {
  return (
    <div className="grid h-full place-content-center">
      <ErrorState
        title="The shift could not be loaded."
        remedy="Nothing is lost: what was recorded is kept. Try again in a moment."
        onRetry={retry}
      />
    </div>
  );
}
