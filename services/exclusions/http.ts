import { callApi, toQueryString } from '@/lib/client/api';
import { uploadFile } from '@/lib/client/upload';
import { XLSX_TYPE } from '@/lib/shared/csv-form';
import type {
  ExclusionHitPage,
  ExclusionHitQuery,
  ExclusionListPage,
  ExclusionListQuery,
  ExclusionListResult,
  ExclusionPage,
  ExclusionProposalPage,
  ExclusionProposalQuery,
  ExclusionQuery,
  ExclusionResult,
  ProposalResult,
  ReviewHitResult,
  SetExclusionInput,
} from './dtos';

/** A page of exclusions, newest first. */
export function fetchExclusions(query: Partial<ExclusionQuery>, signal?: AbortSignal): Promise<ExclusionPage> {
  const { isInForce, hasHits, ...rest } = query;
  const search = toQueryString({ ...rest, isInForce: isInForce?.toString(), hasHits: hasHits?.toString() });
  return callApi<ExclusionPage>(`/exclusions${search}`, { signal });
}

/** Puts an exclusion on a player. */
export function setExclusion(body: SetExclusionInput, idempotencyKey: string): Promise<ExclusionResult> {
  return callApi('/exclusions', { method: 'POST', body, idempotencyKey });
}

/** Ends an exclusion now. */
export function liftExclusion(
  { id, reason }: { id: string; reason: string },
  idempotencyKey: string,
): Promise<ExclusionResult> {
  return callApi(`/exclusions/${id}/lift`, { method: 'POST', body: { reason }, idempotencyKey });
}

/** A page of hits, newest first. */
export function fetchHits(query: Partial<ExclusionHitQuery>, signal?: AbortSignal): Promise<ExclusionHitPage> {
  const search = toQueryString({ ...query, isReviewed: query.isReviewed?.toString() });
  return callApi<ExclusionHitPage>(`/exclusion-hits${search}`, { signal });
}

/** Says that somebody looked into a hit. */
export function reviewHit(
  { id, note }: { id: string; note: string | null },
  idempotencyKey: string,
): Promise<ReviewHitResult> {
  return callApi(`/exclusion-hits/${id}/review`, { method: 'POST', body: { note }, idempotencyKey });
}

/** A page of lists that were compared, newest first. */
export function fetchLists(cursor?: string, signal?: AbortSignal): Promise<ExclusionListPage> {
  return callApi<ExclusionListPage>(`/exclusion-lists${toQueryString({ cursor })}`, { signal });
}

/** A file, and what tells it from another: the key of an intent goes by what it says of itself. */
export type SentList = Pick<ExclusionListQuery, 'dateOrder'> & {
  file: File;
  fileName: string;
  sizeBytes: number;
  changedAtMs: number;
};

/** Sends a list to be compared with the players. */
export function sendList(
  { file, fileName, dateOrder }: SentList,
  idempotencyKey: string,
): Promise<ExclusionListResult> {
  const path = `/exclusion-lists${toQueryString({ fileName, dateOrder })}`;
  const type = file.type === XLSX_TYPE ? XLSX_TYPE : 'text/csv';
  return uploadFile(path, file, {
    type,
    idempotencyKey,
    onProgress: () => undefined,
    signal: new AbortController().signal,
  });
}

/** A page of whom lists name, newest first. */
export function fetchProposals(
  query: Partial<ExclusionProposalQuery>,
  signal?: AbortSignal,
): Promise<ExclusionProposalPage> {
  return callApi<ExclusionProposalPage>(`/exclusion-proposals${toQueryString(query)}`, { signal });
}

/** Says that a row of a list means this player. */
export function confirmProposal({ id }: { id: string }, idempotencyKey: string): Promise<ProposalResult> {
  return callApi(`/exclusion-proposals/${id}/confirm`, { method: 'POST', body: {}, idempotencyKey });
}

/** Says that a row of a list means somebody else. */
export function dismissProposal(
  { id, reason }: { id: string; reason: string },
  idempotencyKey: string,
): Promise<ProposalResult> {
  return callApi(`/exclusion-proposals/${id}/dismiss`, { method: 'POST', body: { reason }, idempotencyKey });
}
