'use client';

import { FileUp, ListChecks, SearchX } from 'lucide-react';
import { importRowStatusLabel } from '@/components/labels';
import { Button, buttonStyles } from '@/components/ui/button';
import { EndlessRows } from '@/components/ui/endless-rows';
import { ListPanel } from '@/components/ui/list-panel';
import { EmptyState } from '@/components/ui/message-state';
import { NavLink } from '@/components/ui/nav-link';
import type { useReconcileQueue } from '@/hooks/reconciliation/use-reconcile-queue';
import { formatPoints } from '@/lib/shared/format';
import type { QueueStatus, ReconciliationItem } from '@/services/reconciliation/dtos';
import { CheckBox } from './check-box';
import { QUEUE_COLUMNS, QueueRow } from './queue-row';
import { canApply, SELECTED_MAX } from './reconcile-model';

const HEADINGS = ['Player', 'File and row', 'Tier in the file', 'Points, last activity', 'Flags'];

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
  const canChoose = canApply(status);
  return (
    <ListPanel list={queue} loading="Loading the queue" empty={<NoRows {...props} />}>
      {(items) => (
        <>
          <Headings items={items} canChoose={canChoose} choosing={choosing} status={status} />
          <EndlessRows label="Rows of the queue" list={queue} items={items} keyOf={keyOf} rowHeight={66}>
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
          label={`Select the ${formatPoints(room)} rows loaded so far`}
          className="w-11 shrink-0 justify-center"
        >
          <span className="sr-only">Select all loaded</span>
        </CheckBox>
      ) : null}
      <span aria-hidden className={`${QUEUE_COLUMNS} flex-1 px-2 font-medium @max-[900px]:hidden`}>
        {HEADINGS.map((heading) => (
          <span key={heading} className={heading.startsWith('Points') ? 'text-right' : undefined}>
            {heading}
          </span>
        ))}
        <span>{canApply(status) ? 'Applying would' : 'What was done'}</span>
      </span>
      {canChoose ? (
        <span aria-hidden className="@min-[900px]:hidden">
          Select the {formatPoints(room)} loaded so far
        </span>
      ) : null}
    </div>
  );
}

function NoRows({ status, isNarrowed, onShowAll }: QueueListProps) {
  if (isNarrowed) {
    return (
      <EmptyState icon={SearchX} title="No row is like this" action={<Button onClick={onShowAll}>Show all</Button>}>
        Nothing passes these filters. A search looks at names and loyalty ids, in the files and on record.
      </EmptyState>
    );
  }
  if (status !== 'pending') {
    return (
      <EmptyState icon={ListChecks} title={`Nothing is ${importRowStatusLabel(status).toLowerCase()}`}>
        Rows come here once they are decided on.
      </EmptyState>
    );
  }
  return (
    <EmptyState
      icon={FileUp}
      title="Nothing waits. Import a file first."
      action={
        <NavLink href="/imports" className={buttonStyles({ variant: 'primary' })}>
          Import a file
        </NavLink>
      }
    >
      A file's rows wait here until somebody applies them. Nothing is applied by itself.
    </EmptyState>
  );
}
