import { useEffect, useState } from 'react';

/** How many rewards wait on this device, for who is not signed in; the store's code is fetched only to look. */
export function useWaitingRewards(): number {
  const [count, setCount] = useState(0);
  useEffect(() => {
    let isGone = false;
    void import('@/lib/client/reward-queue/store')
      .then(({ countWaitingRewards }) => countWaitingRewards())
      // Where the code or the store can't be reached, nothing is said of what waits; it waits all the same.
      .catch(() => 0)
      .then((found) => {
        if (!isGone) setCount(found);
      });
    return () => {
      isGone = true;
    };
  }, []);
  return count;
}
