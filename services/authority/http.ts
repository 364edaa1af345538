import { callApi, toQueryString } from '@/lib/client/api';
import type {
  ApproveHereInput,
  ApproverList,
  Authority,
  AuthorityLeft,
  AuthorityLeftQuery,
  AuthorityLimitResult,
  DecideRewardInput,
  DeclareRelationInput,
  EndRelationInput,
  RelationList,
  RelationResult,
  RequestCompInput,
  RequestCouponInput,
  RequestRewardInput,
  RewardDecision,
  RewardRequestList,
  RewardRequestResult,
  SetAuthorityLimitInput,
} from './dtos';

/** How much who may give. */
export function fetchAuthority(signal?: AbortSignal): Promise<Authority> {
  return callApi<Authority>('/authority', { signal });
}

/** Sets limits of a role, of a person or of the house. */
export function setAuthorityLimit(body: SetAuthorityLimitInput, idempotencyKey: string): Promise<AuthorityLimitResult> {
  return callApi('/authority', { method: 'PUT', body, idempotencyKey });
}

/** What is left of the caller's authority now. */
export function fetchAuthorityLeft(query: AuthorityLeftQuery, signal?: AbortSignal): Promise<AuthorityLeft> {
  return callApi<AuthorityLeft>(`/authority/left${toQueryString(query)}`, { signal });
}

/** Requests for rewards of the last day: one's own and, of who may decide, everybody's; those that wait, or all. */
export function fetchRewardRequests(query: { isPending?: 'true' }, signal?: AbortSignal): Promise<RewardRequestList> {
  return callApi<RewardRequestList>(`/reward-requests${toQueryString(query)}`, { signal });
}

/** Asks somebody else to give bonus points. */
export function requestReward(body: RequestRewardInput, idempotencyKey: string): Promise<RewardRequestResult> {
  return callApi('/reward-requests', { method: 'POST', body, idempotencyKey });
}

/** Asks somebody else to give a reward of the catalog. */
export function requestComp(body: RequestCompInput, idempotencyKey: string): Promise<RewardRequestResult> {
  return callApi('/reward-requests/comps', { method: 'POST', body, idempotencyKey });
}

/** Asks somebody else to issue a coupon of a program. */
export function requestCoupon(body: RequestCouponInput, idempotencyKey: string): Promise<RewardRequestResult> {
  return callApi('/reward-requests/coupons', { method: 'POST', body, idempotencyKey });
}

/** Gives what was asked for, whole or in part, or refuses it. */
export function decideReward(
  { id, ...body }: DecideRewardInput & { id: string },
  idempotencyKey: string,
): Promise<RewardDecision> {
  return callApi(`/reward-requests/${id}/decide`, { method: 'POST', body, idempotencyKey });
}

/** Who may approve a request of one's own on this tablet. */
export function fetchApprovers(id: string, signal?: AbortSignal): Promise<ApproverList> {
  return callApi<ApproverList>(`/reward-requests/${id}/approvers`, { signal });
}

/** Gives what one asked for, by the PIN of somebody who may approve it. */
export function approveHere(
  { id, ...body }: ApproveHereInput & { id: string },
  idempotencyKey: string,
): Promise<RewardDecision> {
  return callApi(`/reward-requests/${id}/approve-here`, { method: 'POST', body, idempotencyKey });
}

/** Takes back what one asked for oneself. */
export function withdrawRewardRequest({ id }: { id: string }, idempotencyKey: string): Promise<RewardRequestResult> {
  return callApi(`/reward-requests/${id}/withdraw`, { method: 'POST', body: {}, idempotencyKey });
}

/** The relations of a player to staff. */
export function fetchRelations(playerId: string, signal?: AbortSignal): Promise<RelationList> {
  return callApi<RelationList>(`/players/${playerId}/relations`, { signal });
}

/** Declares that somebody gives a player nothing by themselves. */
export function declareRelation(
  { playerId, ...body }: DeclareRelationInput & { playerId: string },
  idempotencyKey: string,
): Promise<RelationResult> {
  return callApi(`/players/${playerId}/relations`, { method: 'POST', body, idempotencyKey });
}

/** Ends a relation. */
export function endRelation(
  { id, ...body }: EndRelationInput & { id: string },
  idempotencyKey: string,
): Promise<RelationResult> {
  return callApi(`/relations/${id}/end`, { method: 'POST', body, idempotencyKey });
}
