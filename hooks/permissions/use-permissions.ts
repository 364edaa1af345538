import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useMe } from '@/hooks/casino/me-context';
import { useIntentMutation } from '@/hooks/intent-mutation';
import { paging } from '@/hooks/paging';
import { badgePolling, pagePolling, polling } from '@/hooks/polling';
import type { Approval } from '@/services/permissions/dtos';
import {
  approve,
  changePermissions,
  fetchApprovals,
  fetchPermissions,
  refuseApproval,
  withdrawApproval,
} from '@/services/permissions/http';
import { permissionKeys } from '@/services/permissions/keys';
import { obstacleTo } from './obstacle-to';

/** What a colleague asks for, or decides, shows within two seconds while the page is visible. */
const POLL_MS = 2_000;

/** The role matrix of the casino, its bounds and the exceptions that run, live: what is approved elsewhere shows here. */
export function usePermissions() {
  const { casino } = useMe();
  return useQuery({
    queryKey: permissionKeys.matrix(casino.id),
    queryFn: ({ signal }) => fetchPermissions(signal),
    ...polling(POLL_MS),
  });
}

/** Requests page by page, newest first, live. */
export function useApprovals() {
  const { casino } = useMe();
  return useInfiniteQuery({
    queryKey: permissionKeys.approvals(casino.id),
    queryFn: ({ pageParam, signal }) => fetchApprovals(pageParam, signal),
    ...paging<Approval>(),
    ...pagePolling(POLL_MS),
  });
}

/** How many requests wait for this person to decide; 0 while nobody knows. */
export function useRequestsToDecide(): number {
  const me = useMe();
  const { data } = useQuery({
    queryKey: permissionKeys.waiting(me.casino.id),
    queryFn: ({ signal }) => fetchApprovals({ isPending: true, limit: 200 }, signal),
    ...badgePolling(me.capabilities.includes('permission.approve')),
  });
  return data?.items.filter((approval) => obstacleTo(approval, me) === null).length ?? 0;
}

/** Asks for changes that somebody else decides. Refused with `DUTIES_NOT_SEPARATE` beyond the bounds. */
export const useChangePermissions = () => usePermissionMutation('change-permissions', changePermissions, true);
/** Does what was asked for. Refused with `APPROVAL_NOT_PENDING` when somebody was first. */
export const useApprove = () => usePermissionMutation('approve', approve);
/** Says no, and why. Refused with `APPROVAL_NOT_PENDING` when somebody was first. */
export const useRefuseApproval = () => usePermissionMutation('refuse-approval', refuseApproval);
/** Takes one's own request back. */
export const useWithdrawApproval = () => usePermissionMutation('withdraw-approval', withdrawApproval);

function usePermissionMutation<Input, Output>(
  operation: string,
  send: (input: Input, key: string) => Promise<Output>,
  canRecur = false,
) {
  return useIntentMutation({
    operation,
    send,
    canRecur,
    refresh: (client, casinoId) => client.invalidateQueries({ queryKey: permissionKeys.all(casinoId) }),
  });
}
