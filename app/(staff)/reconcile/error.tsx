'use client';

import { ErrorState } from '@/components/ui/message-state';

export default function ReconcileError({ retry }: { retry: () => void }) {
  return (
    <div className="grid h-full place-content-center">
      <ErrorState
        title="The queue could not be loaded."
        remedy="Nothing was changed. Try again in a moment."
        onRetry={retry}
      />
    </div>
  );
}
