import { reasonLabel } from '@/components/labels';
import type { LedgerEntry } from '@/services/loyalty/dtos';
import { t } from '@/words/say';

/** The reason of an entry in words; a reversal that took a reversal back goes by what it did. */
export function entryLabel({ reason, reinstatesEntryId }: Pick<LedgerEntry, 'reason' | 'reinstatesEntryId'>): string {
  return reinstatesEntryId === null ? reasonLabel(reason) : t('domain.reinstated');
}

/** What an entry was, in words: the reward where there is one, else its reason. */
export function entryTitle(entry: Pick<LedgerEntry, 'reason' | 'rewardName' | 'reinstatesEntryId'>): string {
  if (entry.rewardName === null) return entryLabel(entry);
  return entry.reason === 'redemption'
    ? entry.rewardName
    : t('domain.entryOfReward', { entry: entryLabel(entry), reward: entry.rewardName });
}
