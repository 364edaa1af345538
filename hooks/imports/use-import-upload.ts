import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useCallback, useSyncExternalStore } from 'react';
import { useMe } from '@/hooks/casino/me-context';
import { newIdempotencyKey } from '@/lib/shared/ids';
import { fetchImports, uploadImport } from '@/services/imports/http';
import { importKeys } from '@/services/imports/keys';
import { type ImportUploads, makeImportUploads, stepOfFailure } from './import-uploads';

type Attempt = { file: File; allowDuplicate: boolean; idempotencyKey: string; signal: AbortSignal };

/**
 * The one file that is being sent to be staged. `send` takes a new one, `sendAgain` the same under its key, `sendAsSecond`
 * the same as an import of its own; `stop`, `keep` and `dismiss` as in `makeImportUploads`.
 */
export function useImportUpload() {
  const { casino, staff } = useMe();
  const uploads = uploadsOf(`${casino.id}:${staff.id}`);
  const upload = useSyncExternalStore(uploads.subscribe, uploads.getSnapshot, none);
  const attempt = useAttempt(uploads);
  const begin = useCallback(
    (file: File, allowDuplicate: boolean, idempotencyKey: string) => {
      const signal = uploads.begin({ file, allowDuplicate, idempotencyKey });
      if (signal) attempt({ file, allowDuplicate, idempotencyKey, signal });
    },
    [uploads, attempt],
  );
  const send = useCallback((file: File) => begin(file, false, newIdempotencyKey('import')), [begin]);
  const sendAgain = useCallback(() => {
    const known = uploads.getSnapshot();
    if (known) begin(known.file, known.allowDuplicate, known.idempotencyKey);
  }, [uploads, begin]);
  const sendAsSecond = useCallback(() => {
    const known = uploads.getSnapshot();
    if (known) begin(known.file, true, newIdempotencyKey('import'));
  }, [uploads, begin]);
  return { upload, send, sendAgain, sendAsSecond, stop: uploads.stop, keep: uploads.keep, dismiss: uploads.dismiss };
}

/** The file that is being sent, and what can be done about it. */
export type UploadRequest = ReturnType<typeof useImportUpload>;

function useAttempt(uploads: ImportUploads) {
  const queryClient = useQueryClient();
  const { casino } = useMe();
  return useMutation({
    mutationFn: async ({ file, allowDuplicate, idempotencyKey, signal }: Attempt) => {
      // An upload does not renew the session's cookie, and may outlast it; an ordinary request right before it does.
      await fetchImports(undefined, signal);
      const onProgress = (share: number) =>
        uploads.note(idempotencyKey, share < 1 ? { step: 'sending', share } : { step: 'reading' });
      return uploadImport({ file, allowDuplicate, onProgress, signal }, idempotencyKey);
    },
    onSuccess: ({ id }, { idempotencyKey }) => uploads.note(idempotencyKey, { step: 'staged', importId: id }),
    onError: (error, { idempotencyKey, signal }) => uploads.note(idempotencyKey, stepOfFailure(error, signal.aborted)),
    onSettled: () => queryClient.invalidateQueries({ queryKey: importKeys.all(casino.id) }),
  }).mutate;
}

const uploadsByOwner = new Map<string, ImportUploads>();

function uploadsOf(owner: string): ImportUploads {
  const known = uploadsByOwner.get(owner);
  if (known) return known;
  const made = makeImportUploads(askBeforeLeaving);
  // On the server nothing is kept between requests.
  if (typeof window !== 'undefined') uploadsByOwner.set(owner, made);
  return made;
}

/** Has the browser ask before a reload or a closed tab breaks the sending off. */
function askBeforeLeaving(isSending: boolean): void {
  if (isSending) window.addEventListener('beforeunload', ask);
  else window.removeEventListener('beforeunload', ask);
}

function ask(event: BeforeUnloadEvent): void {
  event.preventDefault();
}

const none = () => null;
