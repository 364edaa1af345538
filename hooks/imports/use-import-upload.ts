import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useCallback, useSyncExternalStore } from 'react';
import { useMe } from '@/hooks/casino/me-context';
import { newIdempotencyKey } from '@/lib/shared/ids';
import type { PlayerImport, ReadingOptions } from '@/services/imports/dtos';
import { discardImport, fetchImports, uploadImport } from '@/services/imports/http';
import { importKeys } from '@/services/imports/keys';
import { isResumption } from './import-progress';
import { type ChosenFile, type ImportUploads, makeImportUploads, stepOfFailure } from './import-uploads';

type Attempt = ChosenFile & { signal: AbortSignal };

/**
 * The one file that is being sent to be staged. `send` takes a new one, `sendAgain` the same under its key, `sendAsSecond`
 * the same as an import of its own, `sendToRead` one that is to be read in another way than an import of it was; `stop`, `keep` and `dismiss` as in `makeImportUploads`.
 */
export function useImportUpload() {
  const { casino, staff } = useMe();
  const uploads = uploadsOf(`${casino.id}:${staff.id}`);
  const upload = useSyncExternalStore(uploads.subscribe, uploads.getSnapshot, none);
  const attempt = useAttempt(uploads);
  const begin = useCallback(
    (chosen: ChosenFile) => {
      const signal = uploads.begin(chosen);
      if (signal) attempt({ ...chosen, signal });
    },
    [uploads, attempt],
  );
  const send = useCallback(
    (file: File) => begin({ file, allowDuplicate: false, idempotencyKey: newIdempotencyKey('import') }),
    [begin],
  );
  const sendToRead = useCallback(
    (file: File, reading: ReadingOptions, former: PlayerImport | null) => {
      const replaces = former === null || isResumption(former, reading) ? undefined : former;
      begin({ file, reading, replaces, allowDuplicate: former !== null, idempotencyKey: newIdempotencyKey('import') });
    },
    [begin],
  );
  const sendAgain = useCallback(() => {
    const known = uploads.getSnapshot();
    if (known) begin(known);
  }, [uploads, begin]);
  const sendAsSecond = useCallback(() => {
    const known = uploads.getSnapshot();
    if (known) begin({ ...known, allowDuplicate: true, idempotencyKey: newIdempotencyKey('import') });
  }, [uploads, begin]);
  const { stop, keep, dismiss, findFile } = uploads;
  return { upload, send, sendAgain, sendAsSecond, sendToRead, stop, keep, dismiss, findFile };
}

/** The file that is being sent, and what can be done about it. */
export type UploadRequest = ReturnType<typeof useImportUpload>;

function useAttempt(uploads: ImportUploads) {
  const queryClient = useQueryClient();
  const { casino } = useMe();
  return useMutation({
    mutationFn: async ({ file, allowDuplicate, reading, replaces, idempotencyKey, signal }: Attempt) => {
      // An upload does not renew the session's cookie, and may outlast it; an ordinary request right before it does.
      await fetchImports(undefined, signal);
      const onProgress = (share: number) =>
        uploads.note(idempotencyKey, share < 1 ? { step: 'sending', share } : { step: 'reading' });
      const staged = await uploadImport({ file, allowDuplicate, reading, onProgress, signal }, idempotencyKey);
      // Another file than the former import's takes nothing of it away.
      const isFormerLeft = replaces !== undefined && replaces.id !== staged.id && replaces.sha256 === staged.sha256;
      return { id: staged.id, isFormerKept: isFormerLeft && !(await tryToDiscard(replaces.id, idempotencyKey)) };
    },
    onSuccess: ({ id, isFormerKept }, { idempotencyKey }) =>
      uploads.note(idempotencyKey, { step: 'staged', importId: id, isFormerKept }),
    onError: (error, { idempotencyKey, signal }) => uploads.note(idempotencyKey, stepOfFailure(error, signal.aborted)),
    onSettled: () => queryClient.invalidateQueries({ queryKey: importKeys.all(casino.id) }),
  }).mutate;
}

/** Whether an import could be taken away: what is staged in its place stays in either case. */
function tryToDiscard(importId: string, idempotencyKey: string): Promise<boolean> {
  return discardImport(importId, `${idempotencyKey}:former`).then(
    () => true,
    () => false,
  );
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
