import type { Refusal } from '@/lib/client/api';
import { makeMemoryStore } from '@/lib/client/intents/memory-store';
import { outcomeOfFailure } from '@/lib/client/intents/outcome';
import type { Decide } from '@/lib/client/intents/store';
import type { PlayerImport, ReadingOptions } from '@/services/imports/dtos';

/** There is one upload at a time. */
const THE_ONE = 'upload';

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
  const store = makeMemoryStore<ImportUpload>(() => THE_ONE);
  const find = () => store.list()[0] ?? null;
  const change = (decide: Decide<ImportUpload>) => void store.change(THE_ONE, decide);
  store.subscribe(() => guard(find()?.step === 'sending'));
  let abort = new AbortController();
  /** Files that became imports, so that they need not be looked for to be read differently. */
  const sent = new Map<string, File>();
  return {
    getSnapshot: find,
    subscribe: store.subscribe,
    /** Takes a file, unless one is under way; the signal ends its sending. Null when it was not taken. */
    begin(chosen: ChosenFile): AbortSignal | null {
      const known = find();
      if (known !== null && isUploading(known)) return null;
      abort = new AbortController();
      change(() => null);
      store.add({ ...chosenOf(chosen), isStopping: false, step: 'sending', share: 0 });
      return abort.signal;
    },
    /** Notes how far the upload with this key is; one that is here no more is left alone. */
    note(idempotencyKey: string, step: UploadStep): void {
      change((upload) => {
        if (upload.idempotencyKey !== idempotencyKey) return upload;
        if (step.step === 'staged') sent.set(step.importId, upload.file);
        return { ...chosenOf(upload), isStopping: upload.isStopping, ...step };
      });
    },
    /** Stops the sending at once; once rows are being staged, notes that they are to be taken away. */
    stop(): void {
      const step = find()?.step;
      if (step === 'sending') abort.abort(new DOMException('The person stopped it.', 'AbortError'));
      else if (step === 'reading') change((upload) => ({ ...upload, isStopping: true }));
    },
    /** The person wants it to go on after all, or it could not be stopped. */
    keep(): void {
      change((upload) => (upload.isStopping ? { ...upload, isStopping: false } : upload));
    },
    /** The file of an import that was sent from here since the page was loaded, or null. */
    findFile: (importId: string): File | null => sent.get(importId) ?? null,
    /** Takes a finished upload off the screen. */
    dismiss(): void {
      change((upload) => (isUploading(upload) ? upload : null));
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
  // Sent again, it goes on under its key, and meets the refusal anew: what came before settles nothing.
  const outcome = outcomeOfFailure(error, false);
  if (outcome.status === 'unanswered') return { step: 'unanswered' };
  const { code, details } = outcome.refusal;
  if (code === 'UPLOAD_INTERRUPTED') return { step: 'unanswered' };
  if (code === 'IMPORT_NOT_READY' && details?.status === 'discarded') return { step: 'stopped' };
  return { step: 'refused', refusal: outcome.refusal };
}
