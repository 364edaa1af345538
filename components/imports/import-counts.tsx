'use client';

import { importRowStatusLabel } from '@/components/labels';
import { Choice, ChoiceGroup } from '@/components/ui/choice-group';
import { formatPoints } from '@/lib/shared/format';
import type { PlayerImport } from '@/services/imports/dtos';
import { t } from '@/words/say';
import { countOf, listStatuses, sumText } from './import-words';
import type { RowFilter } from './use-imports-url';

type ImportCountsProps = { item: PlayerImport; filter: RowFilter; onFilter: (filter: RowFilter) => void };

/** How many rows are where, and that none is lost. Tapping a count lists its rows. */
export function ImportCounts({ item, filter, onFilter }: ImportCountsProps) {
  // A count that went to nothing while its rows were listed stays until another is chosen.
  const statuses = listStatuses(item);
  const shown = filter === 'all' || statuses.includes(filter) ? statuses : [...statuses, filter];
  return (
    <div className="grid gap-2">
      <ChoiceGroup
        label={t('imports.rowsByStatus')}
        value={filter}
        onChange={(next) => onFilter(next as RowFilter)}
        className="flex flex-wrap gap-2 p-1 max-sm:gap-1.5"
      >
        <Choice value="all" look="sum">
          <Count label={t('imports.allRows')} count={item.rowCount} />
        </Choice>
        {shown.map((status) => (
          <Choice key={status} value={status} look="sum">
            <Count label={importRowStatusLabel(status)} count={countOf(item, status)} />
          </Choice>
        ))}
      </ChoiceGroup>
      <p className="text-muted text-sm">
        {sumText(item)}
        {item.unmatchedCount > 0 ? ` ${t('imports.unmatched', { count: item.unmatchedCount })}` : null}
      </p>
    </div>
  );
}

function Count({ label, count }: { label: string; count: number }) {
  return (
    <span className="grid">
      <span className="text-sm">{label}</span>
      <span className="font-[680] text-ink text-lg leading-6">{formatPoints(count)}</span>
    </span>
  );
}
