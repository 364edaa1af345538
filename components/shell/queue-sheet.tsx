'use client';

import { Check } from 'lucide-react';
import { QueuedReward } from '@/components/domain/queued-reward';
import { EmptyState } from '@/components/ui/message-state';
import { SheetBody, SheetFrame, SheetHead } from '@/components/ui/sheet';
import { useRewardQueue } from '@/hooks/loyalty/reward-queue-context';
import { formatCount } from '@/lib/shared/format';

/** Every reward confirmed on this device that the server has not issued, wherever on the floor it was meant for. */
export function QueueSheet({ onClose }: { onClose: () => void }) {
  const { intents, othersCount, isPausedForSignIn } = useRewardQueue();
  return (
    <SheetFrame isOpen onClose={onClose}>
      <SheetHead title="Not yet issued" subtitle="Kept on this device until the server answers" />
      <SheetBody>
        {isPausedForSignIn ? (
          <p className="rounded-md bg-warn-soft px-4 py-3 text-sm text-warn">
            Your session ended.{' '}
            <a href="/login?next=/pit" className="font-semibold underline underline-offset-2">
              Sign in again
            </a>{' '}
            and these are sent by themselves.
          </p>
        ) : null}
        {intents.length === 0 ? (
          <EmptyState icon={Check} title="Nothing waits">
            Every reward confirmed on this device has been answered.
          </EmptyState>
        ) : (
          <ul className="divide-y">
            {intents.map((intent) => (
              <QueuedReward key={intent.idempotencyKey} intent={intent} hasPlace />
            ))}
          </ul>
        )}
        {othersCount > 0 ? (
          <p className="text-muted text-sm">
            {formatCount(othersCount, 'reward', 'rewards')} of another person on this device will be sent when that
            person signs in again.
          </p>
        ) : null}
      </SheetBody>
    </SheetFrame>
  );
}
