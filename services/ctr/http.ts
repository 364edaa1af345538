import { callApi, toQueryString } from '@/lib/client/api';
import { downloadFile } from '@/lib/client/download';
import { uploadFile } from '@/lib/client/upload';
import type {
  CtrBatchPage,
  CtrBatchResult,
  CtrCase,
  CtrCasePage,
  CtrCaseQuery,
  CtrCaseResult,
  ExportCtrCasesInput,
  FileCtrCaseInput,
  FilingProfile,
  FilingProfileResult,
  UpdateCtrCaseInput,
  UpdateFilingProfileInput,
} from './dtos';

/** A page of cases. */
export function fetchCases(query: Partial<CtrCaseQuery>, signal?: AbortSignal): Promise<CtrCasePage> {
  const search = toQueryString({ ...query, isWaiting: query.isWaiting?.toString() });
  return callApi<CtrCasePage>(`/ctr-cases${search}`, { signal });
}

/** One case with persons, entries and filings. */
export function fetchCase(caseId: string, signal?: AbortSignal): Promise<CtrCase> {
  return callApi<CtrCase>(`/ctr-cases/${caseId}`, { signal });
}

/** Which case, and what is said of it. */
export type CtrCaseChange = UpdateCtrCaseInput & { caseId: string };

/** Says something of a case. */
export function updateCase({ caseId, ...body }: CtrCaseChange, idempotencyKey: string): Promise<CtrCaseResult> {
  return callApi(`/ctr-cases/${caseId}`, { method: 'PATCH', body, idempotencyKey });
}

/** Files a case; with `bsaId`, one that was typed into FinCEN's own form. */
export function fileCase(
  { caseId, ...body }: FileCtrCaseInput & { caseId: string },
  idempotencyKey: string,
): Promise<CtrCaseResult> {
  return callApi(`/ctr-cases/${caseId}/file`, { method: 'POST', body, idempotencyKey });
}

/** Makes a batch, and takes its file. */
export function exportCases(body: ExportCtrCasesInput, idempotencyKey: string): Promise<{ file: Blob; name: string }> {
  const signal = new AbortController().signal;
  return downloadFile('/ctr-cases/export', body, { idempotencyKey, onBytes: () => undefined, signal });
}

/** A page of batches, newest first. */
export function fetchBatches(cursor?: string, signal?: AbortSignal): Promise<CtrBatchPage> {
  return callApi<CtrBatchPage>(`/ctr-batches${toQueryString({ cursor })}`, { signal });
}

/** FinCEN's answer to a batch, and what tells the file from another: the key of an intent goes by what it says of itself. */
export type SentAcknowledgement = {
  batchId: string;
  file: File;
  fileName: string;
  sizeBytes: number;
  changedAtMs: number;
};

/** Reads FinCEN's answer onto the cases of a batch. */
export function sendAcknowledgement(
  { batchId, file }: SentAcknowledgement,
  idempotencyKey: string,
): Promise<CtrBatchResult> {
  return uploadFile(`/ctr-cases/acknowledgement${toQueryString({ batchId })}`, file, {
    type: 'application/xml',
    idempotencyKey,
    onProgress: () => undefined,
    signal: new AbortController().signal,
  });
}

/** What the form asks of the house. */
export function fetchFilingProfile(signal?: AbortSignal): Promise<FilingProfile> {
  return callApi<FilingProfile>('/casino/filing-profile', { signal });
}

/** Changes what is given of it. */
export function updateFilingProfile(
  body: UpdateFilingProfileInput,
  idempotencyKey: string,
): Promise<FilingProfileResult> {
  return callApi('/casino/filing-profile', { method: 'PATCH', body, idempotencyKey });
}
