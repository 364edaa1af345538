'use client';

import { Gift } from 'lucide-react';
import { slipTotalsText } from '@/components/domain/loyalty-words';
import { QueuedReward } from '@/components/domain/queued-reward';
import { SlipRequests } from '@/components/domain/reward-requests';
import { RewardRowsSkeleton } from '@/components/domain/slip-rewards-skeleton';
import { TrailLink } from '@/components/domain/trail-link';
import { UnansweredRewardNotice } from '@/components/domain/unanswered-reward';
import { errorText } from '@/components/ui/error-text';
import { EmptyState, ErrorState } from '@/components/ui/message-state';
import { useRewardQueue } from '@/hooks/loyalty/reward-queue-context';
import { useSlipRewards } from '@/hooks/loyalty/use-slip-rewards';
import { t } from '@/words/say';
import { RewardEntry } from './reward-entry';

type SlipRewardsProps = {
  ratingSlipId: string;
  /** Null when the slip is not on the floor. */
  playerId: string | null;
};

/** The rewards of one slip: those that still wait on this device first, then what the ledger says, newest first. */
export function SlipRewards({ ratingSlipId, playerId }: SlipRewardsProps) {
  const rewards = useSlipRewards(ratingSlipId);
  const { intents } = useRewardQueue();
  const entries = rewards.data?.items ?? [];
  // The ledger may show an entry before the answer to its request is back; then the entry is the truth of the two.
  const known = new Set(entries.map((entry) => entry.correlationId));
  const queued = intents
    .filter((intent) => intent.input.ratingSlipId === ratingSlipId && !known.has(intent.correlationId))
    .toReversed();
  const totals = slipTotalsText(entries);
  return (
    <section aria-label={t('domain.slipRewards')}>
      <div className="flex items-baseline justify-between gap-3 pb-2">
        <h3 className="shrink-0 font-bold">{t('domain.slipRewards')}</h3>
        {totals ? <p className="text-right text-muted text-xs">{totals}</p> : null}
      </div>
      {playerId === null ? null : (
        <div className="pb-2.5 empty:hidden">
          <UnansweredRewardNotice playerId={playerId} />
        </div>
      )}
      <SlipRequests ratingSlipId={ratingSlipId} playerId={playerId} />
      <ul className="divide-y border-t">
        {queued.map((intent) => (
          <QueuedReward key={intent.idempotencyKey} intent={intent} />
        ))}
        {entries.map((entry) => (
          <RewardEntry key={entry.id} entry={entry} />
        ))}
      </ul>
      {rewards.isPending ? <RewardRowsSkeleton /> : null}
      {rewards.isLoadingError && queued.length === 0 ? (
        <ErrorState
          {...errorText(rewards.error)}
          onRetry={() => void rewards.refetch()}
          isRetrying={rewards.isFetching}
        />
      ) : null}
      {/* Of what waits in order, nothing alarming is said: only that more may follow. */}
      {rewards.isLoadingError && queued.length > 0 ? (
        <p className="border-t py-2.5 text-muted text-sm">{t('loyalty.othersNotRead')}</p>
      ) : null}
      {rewards.data?.items.length === 0 && queued.length === 0 ? (
        <EmptyState icon={Gift} title={t('loyalty.noReward')}>
          {t('loyalty.noRewardMeaning')}
        </EmptyState>
      ) : null}
      <TrailLink entity="rating_slip" entityId={ratingSlipId} />
    </section>
  );
}
