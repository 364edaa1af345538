import { callApi, toQueryString } from '@/lib/client/api';
import type {
  Authority,
  AuthorityLeft,
  AuthorityLeftQuery,
  AuthorityLimitResult,
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
