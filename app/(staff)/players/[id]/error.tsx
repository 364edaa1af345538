'use client';

import { ErrorState } from '@/components/ui/message-state';

export default function PlayerError({ retry }: { retry: () => void }) {
  return (
    <div className="grid h-full place-content-center">
      <ErrorState
        title="The player could not be loaded."
        remedy="Nothing is lost: rewards that wait on this device are still sent. Try again in a moment."
        onRetry={retry}
      />
    </div>
  );
}
