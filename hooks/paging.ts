import type { InfiniteData } from '@tanstack/react-query';
import type { Page } from '@/lib/shared/schemas';

type PageParam = { cursor?: string; limit?: number };

/** How a list is read page by page (`fetchNextPage`). `more` is the length of every page but the first, where that is shorter. */
export function paging<Item>(more?: number) {
  return {
    initialPageParam: {} as PageParam,
    getNextPageParam: ({ nextCursor }: Pick<Page<unknown>, 'nextCursor'>): PageParam | undefined =>
      nextCursor === null ? undefined : { cursor: nextCursor, ...(more && { limit: more }) },
    select: toItems<Item>,
  };
}

/** All items that were read, in their order. */
export function toItems<Item>(data: InfiniteData<Page<Item>>): Item[] {
  return data.pages.flatMap((page) => page.items);
}
