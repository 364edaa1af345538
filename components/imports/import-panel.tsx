'use client';

import { ArrowLeft, Trash2, X } from 'lucide-react';
import { LeaveGuard } from '@/components/forms/leave-guard';
import { Button } from '@/components/ui/button';
import { errorText } from '@/components/ui/error-text';
import { EmptyState, ErrorState } from '@/components/ui/message-state';
import { ViewSwitch } from '@/components/ui/view-switch';
import { useCan, useMe } from '@/hooks/casino/me-context';
import { useNow } from '@/hooks/floor/use-now';
import { useImport } from '@/hooks/imports/use-import';
import { useFreshRows } from '@/hooks/imports/use-import-rows';
import { formatDateTime } from '@/lib/shared/format';
import type { PlayerImportDetail } from '@/services/imports/dtos';
import { t } from '@/words/say';
import { ImportActions } from './import-actions';
import { ImportFacts } from './import-facts';
import { ImportNext } from './import-next';
import { ImportRows } from './import-rows';
import { ImportStateMark } from './import-state-mark';
import { importState } from './import-words';
import { MappingEditor } from './mapping-editor';
import { PanelSkeleton } from './panel-skeleton';
import type { useImportsUrl } from './use-imports-url';
import { useMappingDraft } from './use-mapping-draft';

const TICK_MS = 5_000;

type Url = ReturnType<typeof useImportsUrl>;
type ImportPanelProps = { importId: string; url: Url };

/** One import: where it came from, how its rows add up, how its columns are read, and what is wrong in which row. */
export function ImportPanel({ importId, url }: ImportPanelProps) {
  const detail = useImport(importId);
  useFreshRows(detail.data);
  if (detail.isPending) return <PanelSkeleton />;
  if (detail.data === undefined) {
    const retry = () => void detail.refetch();
    return (
      <div className="grid h-full place-content-center justify-items-center">
        <ErrorState {...errorText(detail.error)} onRetry={retry} isRetrying={detail.isFetching} />
        <Button variant="quiet" onClick={url.closeImport}>
          {t('imports.backToImports')}
        </Button>
      </div>
    );
  }
  return (
    <div className="@container grid grid-cols-1 gap-4 p-[18px] max-sm:p-3">
      <PanelHead item={detail.data} onClose={url.closeImport} />
      {detail.data.status === 'discarded' ? (
        <EmptyState icon={Trash2} title={t('imports.wasRemoved')}>
          {t('imports.wasRemovedWhy')}
        </EmptyState>
      ) : (
        <PanelBody item={detail.data} url={url} />
      )}
    </div>
  );
}

function PanelHead({ item, onClose }: { item: PlayerImportDetail; onClose: () => void }) {
  const { timeZone } = useMe().settings;
  const state = importState(item, useNow(TICK_MS));
  return (
    <div className="flex items-start gap-2">
      <Button
        variant="quiet"
        size="icon"
        aria-label={t('imports.allImports')}
        className="-mt-1 -ml-3 dock:hidden"
        onClick={onClose}
      >
        <ArrowLeft aria-hidden />
      </Button>
      <div className="min-w-0 flex-1">
        <h2 className="wrap-anywhere line-clamp-3 font-[680] text-xl tracking-tight">{item.fileName}</h2>
        <p className="text-muted text-sm">
          {t('imports.sentBy', { when: formatDateTime(item.createdAt, timeZone), person: item.uploadedBy })}
        </p>
      </div>
      <ImportStateMark state={state} />
      <Button
        variant="quiet"
        size="icon"
        aria-label={t('imports.closeImport')}
        className="-mt-2 -mr-3 max-dock:hidden"
        onClick={onClose}
      >
        <X aria-hidden />
      </Button>
    </div>
  );
}

function PanelBody({ item, url }: { item: PlayerImportDetail; url: Url }) {
  // Nothing can be made of the rows before somebody says what the columns are.
  const canManage = useCan('import.manage');
  const view = canManage ? (url.view ?? (item.status === 'mapping' ? 'columns' : 'rows')) : 'rows';
  const showColumns = () => url.setView('columns');
  // Kept here, so that a look at the rows does not take what was not saved.
  const draft = useMappingDraft(item);
  return (
    <>
      <LeaveGuard isDirty={draft.isDirty} onDiscard={draft.discard} />
      {canManage ? (
        <ImportNext
          item={item}
          onShowColumns={showColumns}
          isOnColumns={view === 'columns'}
          onReadAgain={url.closeImport}
        />
      ) : null}
      <ImportActions item={item} onReadAgain={url.closeImport} />
      {canManage ? (
        <ViewSwitch
          value={view}
          views={{
            rows: t('imports.rows'),
            columns: `${t('imports.columns')}${draft.isDirty ? ` · ${t('imports.notSavedMark')}` : ''}`,
          }}
          onChange={url.setView}
        />
      ) : (
        <ImportFacts item={item} />
      )}
      {view === 'columns' ? (
        <>
          <ImportFacts item={item} />
          <MappingEditor item={item} draft={draft} onSave={showColumns} />
        </>
      ) : (
        <ImportRows item={item} filter={url.rows} onFilter={url.setRows} />
      )}
    </>
  );
}
