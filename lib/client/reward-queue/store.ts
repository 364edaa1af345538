import { makeIndexedDbStore } from '@/lib/client/intents/indexed-db-store';
import type { IntentStore } from '@/lib/client/intents/store';
import type { RewardIntent } from './types';

/** Where this device keeps confirmed rewards until the server has answered. */
export function makeRewardStore<Input>(): IntentStore<RewardIntent<Input>> {
  return makeIndexedDbStore<RewardIntent<Input>>('pitside-reward-queue');
}

/** How many rewards on this device wait to be sent, of one person or whoever confirmed them. */
export async function countWaitingRewards(ofStaffId: string | null = null): Promise<number> {
  const intents = await makeRewardStore().list();
  return intents.filter(({ status, staffId }) => status !== 'refused' && (ofStaffId === null || staffId === ofStaffId))
    .length;
}
