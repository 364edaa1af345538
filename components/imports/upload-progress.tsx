'use client';

import { Loader } from 'lucide-react';
import { useEffect, useEffectEvent } from 'react';
import { Button } from '@/components/ui/button';
import { ProgressLine } from '@/components/ui/progress-line';
import { toastError } from '@/components/ui/toast';
import { findStaging, stagedShare } from '@/hooks/imports/import-progress';
import type { ImportUpload } from '@/hooks/imports/import-uploads';
import { useDiscardImport } from '@/hooks/imports/use-import-mutations';
import type { UploadRequest } from '@/hooks/imports/use-import-upload';
import { useImports } from '@/hooks/imports/use-imports';
import { formatPercent } from '@/lib/shared/format';
import type { PlayerImport } from '@/services/imports/dtos';
import { t } from '@/words/say';
import { sizeText } from './import-words';

type UploadProgressProps = { upload: UploadRequest; current: ImportUpload };

/** A file on its way: first it is sent, then its rows are read one by one. Either can be stopped. */
export function UploadProgress({ upload, current }: UploadProgressProps) {
  const imports = useImports(true).data ?? NONE;
  const { file, step, isStopping } = current;
  const staging = step === 'reading' ? findStaging(imports, file, current.replaces?.id) : null;
  useStopping(upload, isStopping ? (staging?.id ?? null) : null);
  const share = current.step === 'sending' ? current.share : staging ? stagedShare(staging) : 0;
  const phase = isStopping ? 'stopping' : step === 'sending' ? 'sending' : 'reading';
  return (
    <div className="grid grid-cols-1 gap-2.5 rounded-lg border bg-surface p-4">
      <div className="flex items-center gap-2.5">
        <Loader aria-hidden className="size-5 shrink-0 text-accent motion-safe:animate-spin" />
        <p role="status" className="min-w-0 flex-1">
          <span className="block truncate font-semibold">{file.name}</span>
          <span className="block text-muted text-sm">{t(`imports.phase_${phase}`)}</span>
        </p>
        <Button isBusy={isStopping} onClick={upload.stop}>
          {t('imports.stop')}
        </Button>
      </div>
      <ProgressLine label={t(`imports.phaseOf_${phase}`, { file: file.name })} share={share} />
      <p className="text-muted text-sm">
        {current.step === 'sending'
          ? t('imports.sent', { share: formatPercent(Math.floor(share * 100)), size: sizeText(file.size) })
          : readingText(staging, isStopping)}
      </p>
    </div>
  );
}

const NONE: PlayerImport[] = [];

function readingText(staging: PlayerImport | null, isStopping: boolean): string {
  if (isStopping) return t('imports.takenAway');
  if (staging === null) return t('imports.arrived');
  return t('imports.stagedSoFar', { count: staging.rowCount });
}

/** Takes the import away as soon as it is known which one it is. */
function useStopping({ keep }: UploadRequest, importId: string | null): void {
  const { mutateAsync } = useDiscardImport();
  const discard = useEffectEvent((id: string) => {
    mutateAsync(id).catch((error: unknown) => {
      keep();
      toastError(error);
    });
  });
  useEffect(() => {
    if (importId !== null) discard(importId);
  }, [importId]);
}
