import { ApiError } from '@/lib/client/api';
import type { Refusal } from '@/lib/client/intents/kept-intents';
import { isUnanswered } from '@/lib/client/intents/outcome';
import type { PlayerImport, ReadingOptions } from '@/services/imports/dtos';

/**
 * How far an upload is. `reading`: all of it has left the tablet, and its rows are being staged. `unanswered`: the
 * connection was lost; the same file under the same key goes on where it stopped. `stopped`: nothing of it is left.
 */
type UploadStep =
  | { step: 'sending'; share: number }
  | { step: 'reading' | 'unanswered' | 'stopped' }
  /** `isFormerKept`: the import that it was to replace could not be taken away. */
  | { step: 'staged'; importId: string; isFormerKept?: boolean }
  | { step: 'refused'; refusal: Refusal };

/** What a person chose to send: how it is to be read, and the import of it that was read otherwise and goes afterwards. */
export type ChosenFile = {
  file: File;
  allowDuplicate: boolean;
  idempotencyKey: string;
  reading?: ReadingOptions | undefined;
  replaces?: Pick<PlayerImport, 'id' | 'sha256'> | undefined;
};

/** One chosen file, its key, and how far it is. `isStopping`: to be stopped as soon as there is something to stop. */
export type ImportUpload = UploadStep & ChosenFile & { isStopping: boolean };

/** The upload of one person at one casino, in this tab. */
export type ImportUploads = ReturnType<typeof makeImportUploads>;

/**
 * Holds one upload at a time, outside any screen: a look at another screen neither breaks it off nor forgets it.
 * `guard` is told whether leaving the page would break it off.
 */
export function makeImportUploads(guard: (isSending: boolean) => void) {
  let upload: ImportUpload | null = null;
  let abort = new AbortController();
  /** Files that became imports, so that they need not be looked for to be read differently. */
  const sent = new Map<string, File>();
  const listeners = new Set<() => void>();
  const change = (next: ImportUpload | null) => {
    upload = next;
    guard(next?.step === 'sending');
    for (const listener of listeners) listener();
  };
  return {
    getSnapshot: () => upload,
    subscribe: (listener: () => void) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    /** Takes a file, unless one is under way; the signal ends its sending. Null when it was not taken. */
    begin(chosen: ChosenFile): AbortSignal | null {
      if (upload !== null && isUploading(upload)) return null;
      abort = new AbortController();
      change({ ...chosenOf(chosen), isStopping: false, step: 'sending', share: 0 });
      return abort.signal;
    },
    /** Notes how far the upload with this key is; one that is here no more is left alone. */
    note(idempotencyKey: string, step: UploadStep): void {
      if (upload?.idempotencyKey !== idempotencyKey) return;
      if (step.step === 'staged') sent.set(step.importId, upload.file);
      change({ ...chosenOf(upload), isStopping: upload.isStopping, ...step });
    },
    /** Stops the sending at once; once rows are being staged, notes that they are to be taken away. */
    stop(): void {
      if (upload === null || !isUploading(upload)) return;
      if (upload.step === 'sending') abort.abort(new DOMException('The person stopped it.', 'AbortError'));
      else change({ ...upload, isStopping: true });
    },
    /** The person wants it to go on after all, or it could not be stopped. */
    keep(): void {
      if (upload?.isStopping) change({ ...upload, isStopping: false });
    },
    /** The file of an import that was sent from here since the page was loaded, or null. */
    findFile: (importId: string): File | null => sent.get(importId) ?? null,
    /** Takes a finished upload off the screen. */
    dismiss(): void {
      if (upload !== null && !isUploading(upload)) change(null);
    },
  };
}

function chosenOf({ file, allowDuplicate, idempotencyKey, reading, replaces }: ChosenFile): ChosenFile {
  return { file, allowDuplicate, idempotencyKey, reading, replaces };
}

/** Whether the server has yet to answer. */
export function isUploading({ step }: Pick<ImportUpload, 'step'>): boolean {
  return step === 'sending' || step === 'reading';
}

/** What a failed attempt makes of an upload. Until somebody knows better, the file goes on where it stopped. */
export function stepOfFailure(error: unknown, wasAborted: boolean): UploadStep {
  if (wasAborted) return { step: 'stopped' };
  if (!(error instanceof ApiError) || isUnanswered(error) || error.code === 'UPLOAD_INTERRUPTED') {
    return { step: 'unanswered' };
  }
  const { code, details, retryAfterSeconds } = error;
  if (code === 'IMPORT_NOT_READY' && details?.status === 'discarded') return { step: 'stopped' };
  return { step: 'refused', refusal: { code, details, retryAfterSeconds } };
}
