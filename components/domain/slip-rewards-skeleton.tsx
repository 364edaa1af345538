import { Skeleton } from '@/components/ui/skeleton';

export const SLIP_REWARDS_TITLE = 'Rewards on this slip';

/** The place of a slip's rewards while their code is on its way. */
export function SlipRewardsSkeleton() {
  return (
    <section aria-label={SLIP_REWARDS_TITLE}>
      <h3 className="pb-2 font-bold">{SLIP_REWARDS_TITLE}</h3>
      <div className="border-t" />
      <RewardRowsSkeleton />
    </section>
  );
}

/** The place of its rows while they are read. */
export function RewardRowsSkeleton() {
  return (
    <div role="status" className="grid gap-2 pt-2.5">
      <span className="sr-only">Loading the rewards</span>
      <Skeleton className="h-11" />
      <Skeleton className="h-11" />
    </div>
  );
}
