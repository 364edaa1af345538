import { MapPinOff } from 'lucide-react';
import Link from 'next/link';
import { Button } from '@/components/ui/button';
import { EmptyState } from '@/components/ui/message-state';

export default function NotFound() {
  return (
    <main className="grid min-h-dvh place-content-center">
      <EmptyState
        icon={MapPinOff}
        title="There is nothing at this address"
        action={
          <Button asChild variant="primary">
            <Link href="/pit">Go to the pit</Link>
          </Button>
        }
      >
        It may have moved, or the link is incomplete.
      </EmptyState>
    </main>
  );
}
