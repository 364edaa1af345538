import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useMe } from '@/hooks/casino/me-context';
import { paging } from '@/hooks/paging';
import type { StaffMember, StaffQuery } from '@/services/staff/dtos';
import { fetchStaff, fetchStaffMember } from '@/services/staff/http';
import { staffKeys } from '@/services/staff/keys';

/** What narrows the staff down. */
export type StaffFilter = Partial<Omit<StaffQuery, 'cursor' | 'limit'>>;

/** The staff page by page, by name; the list before stays until the next one is there. */
export function useStaff(filter: StaffFilter) {
  const { casino } = useMe();
  return useInfiniteQuery({
    queryKey: staffKeys.list(casino.id, filter),
    queryFn: ({ pageParam, signal }) => fetchStaff({ ...filter, ...pageParam }, signal),
    ...paging<StaffMember>(),
    placeholderData: keepPreviousData,
  });
}

/** One person of the staff. */
export function useStaffMember(id: string) {
  const { casino } = useMe();
  return useQuery({
    queryKey: staffKeys.member(casino.id, id),
    queryFn: ({ signal }) => fetchStaffMember(id, signal),
  });
}
