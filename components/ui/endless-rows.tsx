'use client';

import { type ReactNode, useCallback } from 'react';
import type { PagedList } from './list-panel';
import { MoreFailed } from './list-states';
import { VirtualList } from './virtual-list';

type EndlessRowsProps<Item> = {
  label: string;
  list: PagedList<Item>;
  items: readonly Item[];
  keyOf: (item: Item) => string;
  rowHeight: number;
  target?: { key: string } | null;
  children: (item: Item) => ReactNode;
};

/** The rows of a list of any length: only those in view are drawn, and more are read as one comes near the end. */
export function EndlessRows<Item>({ list, ...rows }: EndlessRowsProps<Item>) {
  const { fetchNextPage, isFetchingNextPage, isFetchNextPageError, hasNextPage, isPlaceholderData } = list;
  const onNearEnd = useCallback(() => void fetchNextPage({ cancelRefetch: false }), [fetchNextPage]);
  return (
    <>
      <VirtualList
        {...rows}
        hasMore={hasNextPage && !isFetchNextPageError && !isPlaceholderData}
        onNearEnd={onNearEnd}
      />
      <MoreFailed isFailed={isFetchNextPageError} isBusy={isFetchingNextPage} onRetry={() => void fetchNextPage()} />
    </>
  );
}
