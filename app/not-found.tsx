import { MapPinOff } from 'lucide-react';
import { buttonStyles } from '@/components/ui/button';
import { EmptyState } from '@/components/ui/message-state';

export default function NotFound() {
  return (
    <main className="grid min-h-dvh place-content-center">
      <EmptyState
        icon={MapPinOff}
        title="There is nothing at this address"
        action={
          <a href="/pit" className={buttonStyles({ variant: 'primary' })}>
            Go to the pit
          </a>
        }
      >
        It may have moved, or the link is incomplete.
      </EmptyState>
    </main>
  );
}
