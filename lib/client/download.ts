import { actingAsHeader, NoAnswerError, toApiError } from '@/lib/client/api';
import { reportAnswered } from '@/lib/client/connection';
import { IDEMPOTENCY_HEADER } from '@/lib/http/headers';

type DownloadOptions = {
  idempotencyKey: string;
  /** How many bytes have arrived; how many there will be is not known before the end. */
  onBytes: (count: number) => void;
  signal: AbortSignal;
};

/**
 * Asks `/api/v1` for a file that is made meanwhile, and says how much of it has come. Waits as long as it takes. Throws
 * `ApiError`, or `NoAnswerError` when nothing came or it broke off; an abort throws its reason.
 */
export async function downloadFile(
  path: string,
  body: unknown,
  { idempotencyKey, onBytes, signal }: DownloadOptions,
): Promise<{ file: Blob; name: string }> {
  const lost = (cause: unknown) => {
    signal.throwIfAborted();
    reportAnswered(false);
    return new NoAnswerError(cause);
  };
  const response = await fetch(`/api/v1${path}`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', [IDEMPOTENCY_HEADER]: idempotencyKey, ...actingAsHeader() },
    body: JSON.stringify(body),
    signal,
  }).catch((cause: unknown) => {
    throw lost(cause);
  });
  reportAnswered(response.status < 502);
  if (!response.ok || !response.body) {
    const answer: unknown = await response.json().catch(() => null);
    throw toApiError(response.status, response.headers.get('Retry-After'), answer);
  }
  const pieces: Uint8Array<ArrayBuffer>[] = [];
  let count = 0;
  try {
    for (const reader = response.body.getReader(); ; ) {
      const { value, done } = await reader.read();
      if (done) break;
      pieces.push(value);
      count += value.length;
      onBytes(count);
    }
  } catch (cause) {
    throw lost(cause);
  }
  const name = /filename="([^"]+)"/.exec(response.headers.get('Content-Disposition') ?? '')?.[1] ?? 'file';
  return { file: new Blob(pieces), name };
}

/** Hands a file to the browser's own downloads. */
export function saveFile(file: Blob, name: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(file);
  link.download = name;
  link.click();
  URL.revokeObjectURL(link.href);
}
