'use client';

import { useQueryClient } from '@tanstack/react-query';
import {
  createContext,
  type ReactNode,
  useContext,
  useEffect,
  useEffectEvent,
  useState,
  useSyncExternalStore,
} from 'react';
import { useMe } from '@/hooks/casino/me-context';
import { type LateQueue, makeLateQueue, NOTHING_WAITS } from '@/lib/client/reward-queue/late-queue';
import type { RewardIntent as QueuedIntent } from '@/lib/client/reward-queue/types';
import { floorKeys } from '@/services/floor/keys';
import type { LedgerPosting, MidSessionRewardInput } from '@/services/loyalty/dtos';
import { issueMidSessionReward } from '@/services/loyalty/http';
import { handOverIssued } from './after-issue';

/** A confirmed mid-session reward that the server has not yet acknowledged. */
export type RewardIntent = QueuedIntent<MidSessionRewardInput>;

type Queue = LateQueue<MidSessionRewardInput, LedgerPosting>;

type ProviderProps = {
  children: ReactNode;
  /** The server acknowledged a reward: the moment, and the only one, to call it issued. */
  onIssued?: (intent: RewardIntent, posting: LedgerPosting, isReplay: boolean) => void;
  /** The server refused a reward; it stays in `intents` with its `refusal` until dismissed. */
  onRefused?: (intent: RewardIntent) => void;
};

const RewardQueueContext = createContext<Queue | null>(null);

/** Runs the queue of the signed-in person. Put it once around all staff screens, so that sending never stops. */
export function RewardQueueProvider(props: ProviderProps) {
  const me = useMe();
  // A queue serves one person at one casino; for another there is another queue.
  return <QueueOfOne key={`${me.casino.id}:${me.staff.id}`} {...props} />;
}

/**
 * What waits, and what can be done about it. `add` resolves when the reward is safely on the device and rejects when it
 * could not be kept; `cancel` resolves to false when the reward may already have reached the server.
 */
export function useRewardQueue() {
  const queue = useContext(RewardQueueContext);
  if (queue === null) throw new Error('useRewardQueue is used outside RewardQueueProvider.');
  const snapshot = useSyncExternalStore(queue.subscribe, queue.getSnapshot, () => NOTHING_WAITS);
  const { add, cancel, retry, dismiss, hold, resume } = queue;
  return { ...snapshot, add, cancel, retry, dismiss, hold, resume };
}

function QueueOfOne({ children, onIssued, onRefused }: ProviderProps) {
  const me = useMe();
  const queryClient = useQueryClient();
  const [queue] = useState(() => makeQueue(me.casino.id, me.staff.id));
  const handleIssued = useEffectEvent((intent: RewardIntent, posting: LedgerPosting, isReplay: boolean) => {
    handOverIssued(queryClient, intent.casinoId, intent.input.ratingSlipId, posting);
    onIssued?.(intent, posting, isReplay);
  });
  const handleRefused = useEffectEvent((intent: RewardIntent) => {
    // A refusal such as a closed slip means that the floor on screen is out of date.
    void queryClient.invalidateQueries({ queryKey: floorKeys.floor(intent.casinoId) });
    onRefused?.(intent);
  });
  useEffect(() => {
    void queue.start({
      onIssued: (intent, posting, isReplay) => handleIssued(intent, posting, isReplay),
      onRefused: (intent) => handleRefused(intent),
    });
    return queue.stop;
  }, [queue]);
  return <RewardQueueContext value={queue}>{children}</RewardQueueContext>;
}

/** The code that sends is fetched once the screen stands; a reward that is confirmed before waits for it. */
function makeQueue(casinoId: string, staffId: string): Queue {
  return makeLateQueue(async () => {
    const { makeBrowserRewardQueue } = await import('@/lib/client/reward-queue/browser');
    return makeBrowserRewardQueue<MidSessionRewardInput, LedgerPosting>({
      identity: { casinoId, staffId },
      operation: 'mid-session-reward',
      // A slip belongs to one player, so this keeps each player's rewards in order.
      laneOf: (input) => input.ratingSlipId,
      send: ({ input, idempotencyKey, correlationId }) =>
        issueMidSessionReward(input, { idempotencyKey, correlationId }),
    });
  });
}
