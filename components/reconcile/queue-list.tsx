'use client';

import { FileUp, ListChecks } from 'lucide-react';
import { buttonStyles } from '@/components/ui/button';
import { EmptyList } from '@/components/ui/empty-list';
import { EndlessRows } from '@/components/ui/endless-rows';
import { ListPanel } from '@/components/ui/list-panel';
import { NavLink } from '@/components/ui/nav-link';
import { useCan } from '@/hooks/casino/me-context';
import type { useReconcileQueue } from '@/hooks/reconciliation/use-reconcile-queue';
import { formatPoints } from '@/lib/shared/format';
import type { QueueStatus, ReconciliationItem } from '@/services/reconciliation/dtos';
import { t } from '@/words/say';
import { CheckBox } from './check-box';
import { QUEUE_COLUMNS, QueueRow } from './queue-row';
import { canApply, SELECTED_MAX } from './reconcile-model';

const HEADINGS = ['player', 'source', 'tier', 'points', 'flags'] as const;

/** The rows chosen, and how to choose. */
export type Choosing = {
  chosen: ReadonlyMap<string, ReconciliationItem>;
  onToggle: (item: ReconciliationItem) => void;
  onChooseAll: (items: readonly ReconciliationItem[]) => void;
  onClear: () => void;
};

type QueueListProps = {
  queue: ReturnType<typeof useReconcileQueue>;
  status: QueueStatus;
  /** Whether a filter or an import leaves rows of this status out. */
  isNarrowed: boolean;
  choosing: Choosing;
  onOpen: (rowId: string) => void;
  onShowAll: () => void;
};

/** The rows of the queue that pass the filter. More are read as one comes near the end, so that one's place is kept. */
export function QueueList(props: QueueListProps) {
  const { queue, status, choosing, onOpen } = props;
  const canReconcile = useCan('reconcile.apply');
  const canChoose = canReconcile && canApply(status);
  return (
    <ListPanel list={queue} loading={t('reconcile.loadingQueue')} empty={<NoRows {...props} />}>
      {(items) => (
        <>
          <Headings items={items} canChoose={canChoose} choosing={choosing} status={status} />
          <EndlessRows label={t('reconcile.rowsOfQueue')} list={queue} items={items} keyOf={keyOf} rowHeight={66}>
            {(item) => (
              <QueueRow
                item={item}
                isChosen={choosing.chosen.has(item.rowId)}
                isSelectionFull={choosing.chosen.size >= SELECTED_MAX}
                canChoose={canChoose}
                onToggle={choosing.onToggle}
                onOpen={onOpen}
              />
            )}
          </EndlessRows>
        </>
      )}
    </ListPanel>
  );
}

function keyOf(item: ReconciliationItem): string {
  return item.rowId;
}

type HeadingsProps = {
  items: readonly ReconciliationItem[];
  canChoose: boolean;
  choosing: Choosing;
  status: QueueStatus;
};

function Headings({ items, canChoose, choosing, status }: HeadingsProps) {
  const room = Math.min(items.length, SELECTED_MAX);
  const isAll = items.slice(0, room).every(({ rowId }) => choosing.chosen.has(rowId));
  const toggleAll = () => (isAll ? choosing.onClear() : choosing.onChooseAll(items));
  return (
    <div className="sticky top-0 z-10 flex min-h-11 items-center border-b bg-bg text-muted text-xs">
      {canChoose ? (
        <CheckBox
          isChecked={isAll}
          onChange={toggleAll}
          label={t('reconcile.selectLoaded', { count: formatPoints(room) })}
          className="w-11 shrink-0 justify-center"
        >
          <span className="sr-only">{t('reconcile.selectAllLoaded')}</span>
        </CheckBox>
      ) : null}
      <span aria-hidden className={`${QUEUE_COLUMNS} flex-1 px-2 font-medium @max-[900px]:hidden`}>
        {HEADINGS.map((heading) => (
          <span key={heading} className={heading === 'points' ? 'text-right' : undefined}>
            {t(`reconcile.heading_${heading}`)}
          </span>
        ))}
        <span>{t(canApply(status) ? 'reconcile.applyingWould' : 'reconcile.whatWasDone')}</span>
      </span>
      {canChoose ? (
        <span aria-hidden className="@min-[900px]:hidden">
          {t('reconcile.selectLoadedShort', { count: formatPoints(room) })}
        </span>
      ) : null}
    </div>
  );
}

export function NoRows({ status, isNarrowed, onShowAll }: Pick<QueueListProps, 'status' | 'isNarrowed' | 'onShowAll'>) {
  const canImport = useCan('import.manage');
  const waiting = canImport
    ? {
        title: t('reconcile.nothingWaits'),
        meaning: t('reconcile.nothingWaitsWhy'),
        action: (
          <NavLink href="/imports" className={buttonStyles({ variant: 'primary' })}>
            {t('reconcile.importFile')}
          </NavLink>
        ),
      }
    : { title: t('reconcile.nothingWaitsRead'), meaning: t('reconcile.nothingWaitsReadWhy') };
  return (
    <EmptyList
      icon={status === 'pending' ? FileUp : ListChecks}
      isNarrowed={isNarrowed}
      none={
        status === 'pending'
          ? waiting
          : { title: t(`reconcile.nothing_${status}`), meaning: t('reconcile.nothingDecided') }
      }
      narrowed={{ title: t('reconcile.noRowLikeThis'), meaning: t('reconcile.noRowLikeThisWhy'), onShowAll }}
    />
  );
}
