'use client';

import { FileUp } from 'lucide-react';
import { useState } from 'react';
import { StaleNotice } from '@/components/domain/stale-notice';
import { cn } from '@/components/ui/cn';
import { Late, lateCode } from '@/components/ui/late';
import { EmptyState } from '@/components/ui/message-state';
import { useMediaQuery } from '@/components/ui/use-media-query';
import { usePreload } from '@/components/ui/use-preload';
import { useCan } from '@/hooks/casino/me-context';
import { isUploading } from '@/hooks/imports/import-uploads';
import { useImportUpload } from '@/hooks/imports/use-import-upload';
import { useImports } from '@/hooks/imports/use-imports';
import { t } from '@/words/say';
import { ImportList } from './import-list';
import { fileProblem } from './import-words';
import { PanelSkeleton } from './panel-skeleton';
import { UploadCard } from './upload-card';
import { useFileDrop } from './use-file-drop';
import { useImportsUrl } from './use-imports-url';

const importPanel = lateCode(async () => (await import('./import-panel')).ImportPanel);
const LOADERS = [importPanel.fetch];

/** Legacy files: send one, say what its columns are, see what is wrong with its rows. Nothing is applied here. */
export function ImportsScreen() {
  usePreload(LOADERS);
  const canSend = useCan('import.manage');
  const url = useImportsUrl();
  const upload = useImportUpload();
  const [problem, setProblem] = useState<string | null>(null);
  /** The upload during which another file was chosen. */
  const [busyKey, setBusyKey] = useState<string | null>(null);
  const isBusy = upload.upload !== null && isUploading(upload.upload);
  const imports = useImports(isBusy);
  const choose = (files: readonly File[]) => {
    if (!canSend) return;
    if (isBusy) {
      setBusyKey(upload.upload?.idempotencyKey ?? null);
      return;
    }
    const found = fileProblem(files);
    setProblem(found);
    upload.dismiss();
    const [file] = files;
    if (found === null && file) upload.send(file);
  };
  const isDocked = useMediaQuery('(min-width: 68.75rem)', true);
  const isOver = useFileDrop((files) => {
    // Where one of the two fills the screen, what becomes of the file is seen beside the list.
    if (!isDocked) url.closeImport();
    choose(files);
  });
  return (
    <div className="@container relative h-full">
      <div className="flex h-full">
        <section
          aria-label={t('imports.sendFile')}
          className={cn(
            'scroll-area w-full shrink-0 p-[18px] dock:w-[384px] dock:border-r max-sm:p-3',
            url.importId !== null && 'max-dock:hidden',
          )}
        >
          {canSend ? (
            <UploadCard
              upload={upload}
              problem={isBusy && upload.upload?.idempotencyKey === busyKey ? t('imports.secondFile') : problem}
              onProblemRead={() => {
                setBusyKey(null);
                setProblem(null);
              }}
              onChoose={choose}
              onOpen={url.openImport}
              openId={url.importId}
            />
          ) : null}
          <ImportList imports={imports} openId={url.importId} upload={upload.upload} onOpen={url.openImport} />
        </section>
        {url.importId === null ? (
          <div className="grid min-w-0 flex-1 place-content-center max-dock:hidden">
            <EmptyState icon={FileUp} title={t('imports.noneOpen')}>
              {t('imports.noneOpenWhy')}
            </EmptyState>
          </div>
        ) : (
          <div className="scroll-area min-w-0 flex-1">
            <Late
              key={url.importId}
              code={importPanel}
              props={{ importId: url.importId, url }}
              fallback={<PanelSkeleton />}
            />
          </div>
        )}
      </div>
      {isOver && canSend ? <DropHint /> : null}
      <StaleNotice answeredAt={() => imports.dataUpdatedAt} />
    </div>
  );
}

function DropHint() {
  return (
    <div className="pointer-events-none absolute inset-2 z-30 grid animate-fade-in place-content-center rounded-lg border-2 border-accent border-dashed bg-veil">
      <p className="flex items-center gap-3 rounded-full bg-raised px-6 py-4 font-semibold text-lg shadow-sheet">
        <FileUp aria-hidden className="size-6 text-accent" />
        {t('imports.dropHint')}
      </p>
    </div>
  );
}
