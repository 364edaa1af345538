import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useEffectEvent, useState } from 'react';
import { useRewardQueue } from '@/hooks/loyalty/reward-queue-context';
import { lookAtPage, type Moment, watchTouches } from '@/lib/client/offline/calm';
import { makeRenewal, type Renewal } from '@/lib/client/offline/renewal';

/** What loads this page anew between two rewards, and never in the middle of one. */
export function useRenewal(): Renewal {
  const queryClient = useQueryClient();
  const { intents } = useRewardQueue();
  const [renewal] = useState(() => makeRenewal({ every: repeat, reload: () => window.location.reload() }));
  const look = useEffectEvent((quietMs: number): Moment => {
    const rewardsWaiting = intents.filter(({ status }) => status !== 'refused').length;
    return { ...lookAtPage(), rewardsWaiting, changesUnderWay: queryClient.isMutating(), quietMs };
  });
  useEffect(() => {
    const touches = watchTouches();
    const stop = renewal.watch(() => look(touches.quietMs()));
    return () => {
      stop();
      touches.stop();
    };
  }, [renewal]);
  return renewal;
}

function repeat(callback: () => void, intervalMs: number): () => void {
  const timer = setInterval(callback, intervalMs);
  return () => clearInterval(timer);
}
