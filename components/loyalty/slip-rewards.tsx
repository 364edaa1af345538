'use client';

import { Gift } from 'lucide-react';
import { reasonLabel } from '@/components/labels';
import { errorText } from '@/components/ui/error-text';
import { EmptyState, ErrorState } from '@/components/ui/message-state';
import { Skeleton } from '@/components/ui/skeleton';
import { useMe } from '@/hooks/casino/me-context';
import { useRewardQueue } from '@/hooks/loyalty/reward-queue-context';
import { useSlipRewards } from '@/hooks/loyalty/use-slip-rewards';
import { formatPoints, formatSignedPoints, formatTime } from '@/lib/shared/format';
import type { LedgerEntry } from '@/services/loyalty/dtos';
import { QueuedReward } from './queued-reward';

/** The rewards of one slip: those that still wait on this device first, then what the ledger says, newest first. */
export function SlipRewards({ ratingSlipId }: { ratingSlipId: string }) {
  const rewards = useSlipRewards(ratingSlipId);
  const { intents } = useRewardQueue();
  const entries = rewards.data?.items ?? [];
  // The ledger may show an entry before the answer to its request is back; then the entry is the truth of the two.
  const known = new Set(entries.map((entry) => entry.correlationId));
  const queued = intents
    .filter((intent) => intent.input.ratingSlipId === ratingSlipId && !known.has(intent.correlationId))
    .toReversed();
  const total = entries.reduce((sum, entry) => sum + entry.points, 0);
  return (
    <section aria-label="Rewards on this slip">
      <div className="flex items-baseline justify-between gap-3 pb-2">
        <h3 className="font-bold">Rewards on this slip</h3>
        {entries.length > 0 ? <p className="text-muted text-xs">{formatPoints(total)} points</p> : null}
      </div>
      <ul className="divide-y border-t">
        {queued.map((intent) => (
          <QueuedReward key={intent.idempotencyKey} intent={intent} />
        ))}
        {entries.map((entry) => (
          <RewardEntry key={entry.id} entry={entry} />
        ))}
      </ul>
      {rewards.isPending ? <RewardsSkeleton /> : null}
      {rewards.isError && entries.length === 0 ? (
        <ErrorState
          {...errorText(rewards.error)}
          onRetry={() => void rewards.refetch()}
          isRetrying={rewards.isFetching}
        />
      ) : null}
      {rewards.isSuccess && entries.length === 0 && queued.length === 0 ? (
        <EmptyState icon={Gift} title="No reward yet" />
      ) : null}
    </section>
  );
}

function RewardEntry({ entry }: { entry: LedgerEntry }) {
  const { settings } = useMe();
  const facts = [
    entry.staffName ?? 'Pitside',
    formatTime(entry.createdAt, settings.timeZone),
    entry.isOverride ? 'over the cap' : null,
  ];
  return (
    <li className="grid grid-cols-[minmax(52px,auto)_1fr] items-center gap-2.5 py-2.5">
      <span className={entry.points < 0 ? 'font-bold text-[16px] text-muted' : 'font-bold text-[16px] text-accent'}>
        {formatSignedPoints(entry.points)}
      </span>
      <div className="min-w-0">
        <p className="text-[14px]">{reasonLabel(entry.reason)}</p>
        <p className="break-words text-muted text-xs">
          {facts.filter(Boolean).join(' · ')}
          {entry.note ? ` · “${entry.note}”` : ''}
        </p>
      </div>
    </li>
  );
}

function RewardsSkeleton() {
  return (
    <div role="status" className="grid gap-2 pt-2.5">
      <span className="sr-only">Loading the rewards</span>
      <Skeleton className="h-11" />
      <Skeleton className="h-11" />
    </div>
  );
}
