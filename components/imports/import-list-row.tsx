'use client';

import { memo } from 'react';
import { cn } from '@/components/ui/cn';
import { useMe } from '@/hooks/casino/me-context';
import { formatDateTime } from '@/lib/shared/format';
import type { PlayerImport } from '@/services/imports/dtos';
import { t } from '@/words/say';
import { ImportStateMark } from './import-state-mark';
import { importState, listCounts } from './import-words';
import { RemoveImport } from './remove-import';

type ImportListRowProps = {
  item: PlayerImport;
  isOpen: boolean;
  /** 0 while it is being sent from here: then it is never called interrupted. */
  nowMs: number;
  onOpen: (importId: string) => void;
};

/** One import of the list: what, who, when, where it stands. */
export const ImportListRow = memo(function ImportListRow({ item, isOpen, nowMs, onOpen }: ImportListRowProps) {
  const { timeZone } = useMe().settings;
  const state = importState(item, nowMs);
  return (
    <li className={cn('rounded-md border', isOpen ? 'border-accent bg-accent-soft' : 'bg-surface')}>
      <button
        type="button"
        aria-current={isOpen ? 'true' : undefined}
        onClick={() => onOpen(item.id)}
        className={cn(
          'grid w-full grid-cols-1 gap-1 rounded-md px-3.5 py-3 text-left text-sm',
          isOpen || 'hover:bg-raised',
        )}
      >
        <span className="flex items-center gap-2">
          <span className="min-w-0 flex-1 truncate font-semibold text-base">{item.fileName}</span>
          <ImportStateMark state={state} />
        </span>
        <span className={cn('block truncate text-xs', isOpen ? 'text-ink' : 'text-muted')}>
          {t('imports.whenAndWho', { when: formatDateTime(item.createdAt, timeZone), person: item.uploadedBy })}
        </span>
        {state === 'discarded' ? null : <span className="block">{listCounts(item)}</span>}
      </button>
      {state === 'interrupted' ? (
        <div className="flex flex-wrap items-center justify-between gap-2 border-t px-3.5 py-2 text-sm">
          <p className="min-w-0 flex-[2]">{t('imports.sendSameAgain')}</p>
          <RemoveImport item={item} />
        </div>
      ) : null}
    </li>
  );
});
