import { callApi, toQueryString } from '@/lib/client/api';
import { uploadFile } from '@/lib/client/upload';
import { WORK_TIMEOUT_MS } from '@/lib/shared/batch-work';
import { XLSX_TYPE } from '@/lib/shared/csv-form';
import type {
  ConfirmIdentityInput,
  ConfirmIdentityResult,
  EnrolResult,
  ImportMapping,
  ImportRowPage,
  ImportRowStatus,
  PlayerImportDetail,
  PlayerImportPage,
  PlayerImportResult,
  ReadingOptions,
} from './dtos';

type UploadInput = {
  file: File;
  allowDuplicate: boolean;
  /** What is not said of how the file is read is guessed. */
  reading?: ReadingOptions | undefined;
  onProgress: (share: number) => void;
  signal: AbortSignal;
};

/** Sends a file to be staged. The same key and file are the same import; the same file again goes on where it stopped. */
export function uploadImport(
  { file, allowDuplicate, reading, onProgress, signal }: UploadInput,
  idempotencyKey: string,
): Promise<PlayerImportResult> {
  const type = file.type === XLSX_TYPE ? XLSX_TYPE : 'text/csv';
  const query = toQueryString({ fileName: file.name, allowDuplicate: String(allowDuplicate), ...reading });
  return uploadFile(`/player-imports${query}`, file, { type, idempotencyKey, onProgress, signal });
}

/** Imports, newest first. */
export function fetchImports(cursor?: string, signal?: AbortSignal): Promise<PlayerImportPage> {
  return callApi<PlayerImportPage>(`/player-imports${toQueryString({ cursor })}`, { signal });
}

/** One import, with what helps to map it. */
export function fetchImport(importId: string, signal?: AbortSignal): Promise<PlayerImportDetail> {
  return callApi<PlayerImportDetail>(`/player-imports/${importId}`, { signal });
}

/** Rows of an import in the order of the file. */
export function fetchImportRows(
  importId: string,
  query: { status?: ImportRowStatus; cursor?: string; limit?: number },
  signal?: AbortSignal,
): Promise<ImportRowPage> {
  return callApi<ImportRowPage>(`/player-imports/${importId}/rows${toQueryString(query)}`, { signal });
}

/** Says how the columns are read. The answer may still be `checking`: ask for the import until it is not. */
export function mapImport(importId: string, body: ImportMapping, idempotencyKey: string): Promise<PlayerImportResult> {
  const path = `/player-imports/${importId}/mapping`;
  return callApi(path, { method: 'POST', body, idempotencyKey, timeoutMs: WORK_TIMEOUT_MS });
}

/** Enrols the players whom rows name and nobody knows. */
export function enrolImportPlayers(importId: string, idempotencyKey: string): Promise<EnrolResult> {
  const path = `/player-imports/${importId}/players`;
  return callApi(path, { method: 'POST', body: {}, idempotencyKey, timeoutMs: 5 * WORK_TIMEOUT_MS });
}

/** Stops an import that is being staged, or takes one away. */
export function discardImport(importId: string, idempotencyKey: string): Promise<PlayerImportResult> {
  return callApi(`/player-imports/${importId}/discard`, { method: 'POST', body: {}, idempotencyKey });
}

/** Confirms whom rows are about. */
export function confirmIdentity(body: ConfirmIdentityInput, idempotencyKey: string): Promise<ConfirmIdentityResult> {
  return callApi('/reconciliations/confirm-identity', { method: 'POST', body, idempotencyKey });
}
