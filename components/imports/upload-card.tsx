'use client';

import { CircleAlert, FileUp } from 'lucide-react';
import { useEffect } from 'react';
import { Button } from '@/components/ui/button';
import { FileButton } from '@/components/ui/file-button';
import { Notice } from '@/components/ui/notice';
import { isUploading } from '@/hooks/imports/import-uploads';
import type { UploadRequest } from '@/hooks/imports/use-import-upload';
import { t } from '@/words/say';
import { ACCEPTED_FILES, IMPORT_MAX_BYTES, sizeText } from './import-words';
import { UploadOutcome } from './upload-outcome';
import { UploadProgress } from './upload-progress';

type UploadCardProps = {
  upload: UploadRequest;
  /** Why what was last chosen was not sent. */
  problem: string | null;
  onProblemRead: () => void;
  onChoose: (files: readonly File[]) => void;
  onOpen: (importId: string) => void;
  openId: string | null;
};

/** Where a file is chosen, and where one sees how far it is and what became of it. */
export function UploadCard({ upload, problem, onProblemRead, onChoose, onOpen, openId }: UploadCardProps) {
  const { upload: current, dismiss } = upload;
  const staged = current?.step === 'staged' && !current.isFormerKept ? current.importId : null;
  // Whoever waits for it is led to it; whoever looks at another import meanwhile is not torn away.
  useEffect(() => {
    if (staged === null || (openId !== null && openId !== staged)) return;
    if (openId === null) onOpen(staged);
    dismiss();
  }, [staged, openId, onOpen, dismiss]);
  return (
    <div className="grid grid-cols-1 gap-2.5">
      {current !== null && isUploading(current) ? (
        <UploadProgress upload={upload} current={current} />
      ) : (
        <ChooseFile onChoose={onChoose} />
      )}
      {problem === null ? null : (
        <Notice
          icon={CircleAlert}
          tone="bad"
          role="alert"
          title={t('imports.notSent')}
          action={<Button onClick={onProblemRead}>{t('ui.close')}</Button>}
        >
          <p>{problem}</p>
        </Notice>
      )}
      {current !== null && !isUploading(current) ? (
        <UploadOutcome upload={upload} current={current} onOpen={onOpen} />
      ) : null}
    </div>
  );
}

function ChooseFile({ onChoose }: { onChoose: (files: readonly File[]) => void }) {
  return (
    <div className="grid justify-items-center gap-2 rounded-lg border border-control border-dashed bg-surface px-4 py-5 text-center">
      <FileUp aria-hidden className="size-7 text-faint" strokeWidth={1.6} />
      <p className="font-semibold">{t('imports.sendWhat')}</p>
      <FileButton variant="primary" inputLabel={t('imports.fileInput')} accept={ACCEPTED_FILES} onFiles={onChoose}>
        {t('imports.chooseFile')}
      </FileButton>
      <p className="max-w-[40ch] text-muted text-xs">
        <span className="pointer-coarse:hidden">{t('imports.mayBeDropped')} </span>
        {t('imports.atMost', { size: sizeText(IMPORT_MAX_BYTES) })}
      </p>
    </div>
  );
}
