'use client';

import { useEffect, useEffectEvent, useState } from 'react';
import { toastMessage } from '@/components/ui/toast';
import type { useLedger } from '@/hooks/loyalty/use-ledger';
import { t } from '@/words/say';

type EntryJumpOptions = { ledger: ReturnType<typeof useLedger>; isFiltered: boolean; onClearFilter: () => void };

/**
 * Leads to an entry of the ledger wherever it is: a filter that hides it is lifted, and pages are read until it is there.
 * `target` is the entry that was jumped to.
 */
export function useEntryJump({ ledger, isFiltered, onClearFilter }: EntryJumpOptions) {
  const [wanted, setWanted] = useState<string | null>(null);
  const [target, setTarget] = useState<{ key: string } | null>(null);
  const { data, hasNextPage, isFetching, isPlaceholderData, isFetchNextPageError } = ledger;
  const goOn = useEffectEvent((entryId: string) => {
    if (data?.some(({ id }) => id === entryId) && !isPlaceholderData) {
      setTarget({ key: entryId });
      return setWanted(null);
    }
    if (isFiltered) return onClearFilter();
    if (isFetching) return;
    if (hasNextPage && !isFetchNextPageError) return void ledger.fetchNextPage();
    toastMessage(t('player.entryNotFound'));
    setWanted(null);
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: each answer is a reason to look again.
  useEffect(() => {
    if (wanted !== null) goOn(wanted);
  }, [wanted, data, isFetching, isPlaceholderData]);
  return { target, isLooking: wanted !== null, jumpTo: setWanted };
}
