import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { useMe } from '@/hooks/casino/me-context';
import { paging } from '@/hooks/paging';
import { pagePolling } from '@/hooks/polling';
import type {
  Exclusion,
  ExclusionHit,
  ExclusionHitQuery,
  ExclusionList,
  ExclusionProposal,
  ExclusionProposalQuery,
  ExclusionQuery,
} from '@/services/exclusions/dtos';
import { fetchExclusions, fetchHits, fetchLists, fetchProposals } from '@/services/exclusions/http';
import { exclusionKeys } from '@/services/exclusions/keys';

/** An attempt shows within two seconds while the page is visible. */
const HITS_POLL_MS = 2_000;

/** What narrows the list of exclusions down. */
export type ExclusionFilter = Partial<Omit<ExclusionQuery, 'cursor' | 'limit'>>;

/** Exclusions page by page, newest first; the list before stays until the next one is there. */
export function useExclusions(filter: ExclusionFilter) {
  const { casino } = useMe();
  return useInfiniteQuery({
    queryKey: exclusionKeys.list(casino.id, filter),
    queryFn: ({ pageParam, signal }) => fetchExclusions({ ...filter, ...pageParam }, signal),
    ...paging<Exclusion>(),
    placeholderData: keepPreviousData,
  });
}

/** Hits page by page, newest first, live. */
export function useExclusionHits(filter: Partial<Omit<ExclusionHitQuery, 'cursor' | 'limit'>>) {
  const { casino } = useMe();
  return useInfiniteQuery({
    queryKey: exclusionKeys.hits(casino.id, filter),
    queryFn: ({ pageParam, signal }) => fetchHits({ ...filter, ...pageParam }, signal),
    ...paging<ExclusionHit>(),
    placeholderData: keepPreviousData,
    ...pagePolling(HITS_POLL_MS),
  });
}

/** Lists that were compared, newest first. */
export function useSentLists() {
  const { casino } = useMe();
  return useInfiniteQuery({
    queryKey: exclusionKeys.lists(casino.id),
    queryFn: ({ pageParam, signal }) => fetchLists(pageParam.cursor, signal),
    ...paging<ExclusionList>(),
  });
}

/** Whom lists name, newest first. */
export function useProposals(filter: Partial<Omit<ExclusionProposalQuery, 'cursor' | 'limit'>>) {
  const { casino } = useMe();
  return useInfiniteQuery({
    queryKey: exclusionKeys.proposals(casino.id, filter),
    queryFn: ({ pageParam, signal }) => fetchProposals({ ...filter, ...pageParam }, signal),
    ...paging<ExclusionProposal>(),
    placeholderData: keepPreviousData,
  });
}
