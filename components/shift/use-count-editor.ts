import { useMemo } from 'react';
import type { Resolver } from 'react-hook-form';
import type { Versioned } from '@/components/forms/save-outcome';
import { useVersionedForm } from '@/components/forms/use-versioned-form';
import { useMe } from '@/hooks/casino/me-context';
import { useRecordTableCount } from '@/hooks/shift/use-record-table-count';
import { useRereadDashboards } from '@/hooks/shift/use-shift-dashboard';
import type { TableFigures } from '@/services/shift/dtos';
import {
  type CountFigures,
  type CountTexts,
  editedCount,
  type RecordedFigures,
  readCount,
  recordedCount,
  toCountTexts,
} from './count-model';

const resolver: Resolver<CountTexts, unknown, CountFigures> = (texts) => {
  const { figures, errors } = readCount(texts);
  if (figures !== null) return { values: figures, errors: {} };
  const sentences = Object.entries(errors).map(([field, message]) => [field, { type: 'validate', message }]);
  return { values: {}, errors: Object.fromEntries(sentences) };
};
const resolverFor = () => resolver;

type CountEditorOptions = {
  /** As it is recorded now; it goes on being read meanwhile. */
  table: TableFigures;
  shiftId: string;
  onSaved: () => void;
};

/** The form of one table's count in a shift, wherever it stands. */
export function useCountEditor({ table, shiftId, onSaved }: CountEditorOptions) {
  const { currency } = useMe().settings;
  const record = useRecordTableCount();
  return useVersionedForm<CountTexts, CountFigures, Versioned<CountFigures>>({
    edited: editedCount(currency),
    // Before the first count there is nothing that two people could have changed.
    saved: useMemo(() => savedCount(table, table.version), [table]),
    reread: useRereadDashboards(),
    toValues: (figures) => toCountTexts(figures ?? withCarriedOpening(table)),
    resolverFor,
    send: async (figures, onto) => {
      const input = { ...figures, tableId: table.tableId, shiftId, expectedVersion: Number(onto?.version ?? 0) };
      const { version } = await record.mutateAsync(input);
      return { content: figures, version };
    },
    onSaved,
    mode: 'onChange',
  });
}

/** What a table closed with is proposed as what it opens with; it is recorded only by whoever records the count. */
function withCarriedOpening(table: TableFigures): RecordedFigures {
  return { ...table, openingCents: table.openingCents ?? table.carriedOpening?.cents ?? null };
}

function savedCount(table: RecordedFigures, version: number | null): Versioned<CountFigures> | null {
  const content = recordedCount(table);
  return content === null || version === null ? null : { content, version };
}
