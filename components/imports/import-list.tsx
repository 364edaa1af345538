'use client';

import { FileText } from 'lucide-react';
import { ListPanel, LoadMore } from '@/components/ui/list-panel';
import { RowsSkeleton } from '@/components/ui/list-states';
import { EmptyState } from '@/components/ui/message-state';
import { useCan } from '@/hooks/casino/me-context';
import { useNow } from '@/hooks/floor/use-now';
import { findStaging } from '@/hooks/imports/import-progress';
import { type ImportUpload, isUploading } from '@/hooks/imports/import-uploads';
import type { useImports } from '@/hooks/imports/use-imports';
import { t } from '@/words/say';
import { ImportListRow } from './import-list-row';

/** How soon an import that stands still is called interrupted, give or take. */
const TICK_MS = 5_000;

type ImportListProps = {
  imports: ReturnType<typeof useImports>;
  openId: string | null;
  upload: ImportUpload | null;
  onOpen: (importId: string) => void;
};

/** Imports, newest first. More are loaded below, so that one's place is kept. */
export function ImportList({ imports, openId, upload, onOpen }: ImportListProps) {
  const nowMs = useNow(TICK_MS);
  const sentFromHere =
    upload !== null && isUploading(upload) ? findStaging(imports.data ?? [], upload.file, upload.replaces?.id) : null;
  return (
    <ListPanel
      list={imports}
      loading={<RowsSkeleton label={t('imports.loadingList')} count={4} row="h-[92px]" className="pt-4" />}
      empty={<NoImports />}
    >
      {(items) => (
        <>
          <ul aria-label={t('imports.list')} className="grid grid-cols-1 gap-2 pt-4">
            {items.map((item) => (
              <ImportListRow
                key={item.id}
                item={item}
                isOpen={item.id === openId}
                nowMs={item.id === sentFromHere?.id ? 0 : nowMs}
                onOpen={onOpen}
              />
            ))}
          </ul>
          <LoadMore list={imports} />
        </>
      )}
    </ListPanel>
  );
}

export function NoImports() {
  const canSend = useCan('import.manage');
  return (
    <EmptyState icon={FileText} title={t('imports.none')}>
      {t(canSend ? 'imports.noneWhy' : 'imports.noneRead')}
    </EmptyState>
  );
}
