import { MapPinOff } from 'lucide-react';
import Link from 'next/link';
import { buttonStyles } from '@/components/ui/button';
import { EmptyState } from '@/components/ui/message-state';

export default function NotFound() {
  return (
    <main className="grid min-h-dvh place-content-center">
      <EmptyState
        icon={MapPinOff}
        title="There is nothing at this address"
        action={
          <Link href="/pit" className={buttonStyles({ variant: 'primary' })}>
            Go to the pit
          </Link>
        }
      >
        It may have moved, or the link is incomplete.
      </EmptyState>
    </main>
  );
}
