import { useEffect, useState } from 'react';

/**
 * How many rewards wait on this device, of one person or whoever confirmed them, where no queue runs; the store's code is fetched
 * only to look.
 */
export function useWaitingRewards(ofStaffId: string | null = null): number {
  const [count, setCount] = useState(0);
  useEffect(() => {
    let isGone = false;
    void import('@/lib/client/reward-queue/store')
      .then(({ countWaitingRewards }) => countWaitingRewards(ofStaffId))
      // Where the code or the store can't be reached, nothing is said of what waits; it waits all the same.
      .catch(() => 0)
      .then((found) => {
        if (!isGone) setCount(found);
      });
    return () => {
      isGone = true;
    };
  }, [ofStaffId]);
  return count;
}
