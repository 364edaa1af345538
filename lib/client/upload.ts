import { ApiError, actingAsHeader, NoAnswerError, toApiError } from '@/lib/client/api';
import { reportAnswered } from '@/lib/client/connection';
import { IDEMPOTENCY_HEADER } from '@/lib/http/headers';

type UploadOptions = {
  type: string;
  idempotencyKey: string;
  /** How much of the file has left the tablet, 0 to 1. */
  onProgress: (share: number) => void;
  signal: AbortSignal;
};

/**
 * Sends a file to `/api/v1`, and says how far it is: `fetch` can't. Waits for the answer as long as it takes; a lost
 * connection ends it. Throws `ApiError`, or `NoAnswerError` when nothing came back; an abort throws its reason.
 */
export function uploadFile<T>(path: string, file: Blob, { type, idempotencyKey, onProgress, signal }: UploadOptions) {
  return new Promise<T>((resolve, reject) => {
    // One that was stopped before it began is not begun: its `abort` event is past.
    signal.throwIfAborted();
    const request = new XMLHttpRequest();
    request.open('POST', `/api/v1${path}`);
    request.responseType = 'json';
    request.setRequestHeader('Content-Type', type);
    request.setRequestHeader(IDEMPOTENCY_HEADER, idempotencyKey);
    for (const [name, value] of Object.entries(actingAsHeader())) request.setRequestHeader(name, value);
    request.upload.onprogress = ({ loaded, total }) => onProgress(total > 0 ? loaded / total : 0);
    request.onload = () => {
      const body: unknown = request.response;
      if (typeof body !== 'object' || body === null || !('ok' in body)) {
        // A proxy in between may have a limit of its own, and says so in its own words. Sending again would not help.
        if (request.status === 413) {
          reject(new ApiError('PAYLOAD_TOO_LARGE', request.status));
          return;
        }
        reportAnswered(false);
        reject(new NoAnswerError(new Error('The answer is not from Pitside.')));
        return;
      }
      reportAnswered(true);
      if (body.ok === true && 'data' in body) resolve(body.data as T);
      else reject(toApiError(request.status, request.getResponseHeader('Retry-After'), body));
    };
    request.onerror = () => {
      reportAnswered(false);
      reject(new NoAnswerError(new Error('The connection was lost.')));
    };
    request.onabort = () => reject(signal.reason);
    signal.addEventListener('abort', () => request.abort(), { once: true });
    request.send(file);
  });
}
