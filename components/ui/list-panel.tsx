import type { UseInfiniteQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { t } from '@/words/say';
import { Button } from './button';
import { errorText } from './error-text';
import { MoreFailed, RowsSkeleton } from './list-states';
import { ErrorState } from './message-state';

/** A list that is read page by page. */
export type PagedList<Item> = UseInfiniteQueryResult<Item[]>;

type ListPanelProps<Item> = {
  list: PagedList<Item>;
  /** Said of it while it is read, or what holds its place meanwhile. */
  loading: string | ReactNode;
  empty: ReactNode;
  /** In the place of what went wrong and a way to try again. */
  failed?: ReactNode;
  /** Draws what was read, which is something: heading and rows. */
  children: (items: Item[]) => ReactNode;
};

/** A list and its states: on its way, not to be had, empty, there; paler while it still is that of the filter before. */
export function ListPanel<Item>({ list, loading, empty, failed, children }: ListPanelProps<Item>) {
  if (list.isPending) {
    return typeof loading === 'string' ? <RowsSkeleton label={loading} row="h-[68px]" className="pt-2" /> : loading;
  }
  if (list.data === undefined) {
    const retry = () => void list.refetch();
    return failed ?? <ErrorState {...errorText(list.error)} onRetry={retry} isRetrying={list.isFetching} />;
  }
  if (list.data.length === 0) return empty;
  return <div className={list.isPlaceholderData ? 'opacity-60' : undefined}>{children(list.data)}</div>;
}

type LoadMoreProps = { list: PagedList<unknown>; label?: string };

/** Below a list that goes on: the way to its next page, so that one's place is kept. */
export function LoadMore({ list, label = t('ui.loadMore') }: LoadMoreProps) {
  const more = () => void list.fetchNextPage();
  if (list.isFetchNextPageError) return <MoreFailed isFailed isBusy={list.isFetchingNextPage} onRetry={more} />;
  if (!list.hasNextPage) return null;
  return (
    <div className="grid place-items-center py-4">
      <Button isBusy={list.isFetchingNextPage} onClick={more}>
        {list.isFetchingNextPage ? t('ui.loading') : label}
      </Button>
    </div>
  );
}
