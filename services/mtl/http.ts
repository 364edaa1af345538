import { callApi, requestApi, toQueryString } from '@/lib/client/api';
import type { Page } from '@/lib/shared/schemas';
import type {
  CloseMtlDayInput,
  IdentifyPatronInput,
  IdentifyPatronResult,
  MtlDayCloseResult,
  MtlEntry,
  MtlEntryQuery,
  MtlEntryResult,
  MtlPreview,
  MtlSummary,
  MtlSummaryQuery,
  PreviewMtlEntryQuery,
  RecordMtlEntryInput,
} from './dtos';

/** A page of the log, the newest first. */
export function fetchMtlEntries(query: Partial<MtlEntryQuery>, signal?: AbortSignal): Promise<Page<MtlEntry>> {
  return callApi<Page<MtlEntry>>(`/mtl/entries${toQueryString(query)}`, { signal });
}

/** Logs one movement of value, at most once per key. */
export function recordMtlEntry(input: RecordMtlEntryInput, idempotencyKey: string): Promise<MtlEntryResult> {
  return callApi<MtlEntryResult>('/mtl/entries', { method: 'POST', body: input, idempotencyKey });
}

/** What an entry would make of the patron's gaming day: the badge while the amount is typed. */
export function fetchMtlPreview(query: PreviewMtlEntryQuery, signal?: AbortSignal): Promise<MtlPreview> {
  return callApi<MtlPreview>(`/mtl/entries/preview${toQueryString(query)}`, { signal });
}

/** Takes an entry out of the totals. */
export function voidMtlEntry(entryId: string, reason: string, idempotencyKey: string): Promise<MtlEntryResult> {
  return callApi<MtlEntryResult>(`/mtl/entries/${entryId}/void`, { method: 'POST', body: { reason }, idempotencyKey });
}

/** Says who an unknown patron turned out to be. */
export function identifyUnknownPatron(
  unknownPatronId: string,
  input: IdentifyPatronInput,
  idempotencyKey: string,
): Promise<IdentifyPatronResult> {
  return callApi<IdentifyPatronResult>(`/mtl/unknown-patrons/${unknownPatronId}/identify`, {
    method: 'POST',
    body: input,
    idempotencyKey,
  });
}

/** A day's log with the tag that the next request offers back. `etag` is null where it did not come over HTTP. */
export type MtlSummaryAnswer = { etag: string | null; summary: MtlSummary };

/** A gaming day's log, today's unless given. While nothing changed in it, the very object given as `previous`. */
export async function fetchMtlSummary(
  query: MtlSummaryQuery,
  previous?: MtlSummaryAnswer,
  signal?: AbortSignal,
): Promise<MtlSummaryAnswer> {
  const path = `/mtl/gaming-day-summary${toQueryString(query)}`;
  const answer = await requestApi<MtlSummary>(path, { ifNoneMatch: previous?.etag ?? undefined, signal });
  if (answer.data !== null) return { etag: answer.etag, summary: answer.data };
  if (previous) return previous;
  // A 304 that was not asked for (a proxy's cache): ask again in a way that must bring the day.
  return { etag: null, summary: await callApi<MtlSummary>(path, { signal }) };
}

/** A second person signs a gaming day. */
export function closeMtlGamingDay(
  gamingDay: string,
  input: CloseMtlDayInput,
  idempotencyKey: string,
): Promise<MtlDayCloseResult> {
  return callApi<MtlDayCloseResult>(`/mtl/gaming-days/${gamingDay}/close`, {
    method: 'POST',
    body: input,
    idempotencyKey,
  });
}
