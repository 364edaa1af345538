'use client';

import { errorText } from '@/components/ui/error-text';
import { RowsSkeleton } from '@/components/ui/list-states';
import { ErrorState } from '@/components/ui/message-state';
import { useMe } from '@/hooks/casino/me-context';
import { useFinding } from '@/hooks/lens/use-lens';
import { formatDateTime, formatMoney, formatSignedPoints } from '@/lib/shared/format';
import type { LensDetail, LensFinding, LensPlace } from '@/services/lens/dtos';
import { t } from '@/words/say';
import { rowText } from './lens-words';

/** The rows behind a finding, newest first. */
export function FindingRows({ finding, place }: { finding: LensFinding; place: LensPlace }) {
  const detail = useFinding(finding.id, place);
  if (detail.isPending) {
    const rows = Math.min(finding.rowCount, 6);
    return <RowsSkeleton label={t('lens.loadingRows')} count={rows} row="h-[52px]" className="border-t p-4" />;
  }
  if (detail.data === undefined) {
    const retry = () => void detail.refetch();
    return <ErrorState {...errorText(detail.error)} onRetry={retry} isRetrying={detail.isFetching} />;
  }
  return (
    <ul aria-label={t('lens.rowsBehind')} className="border-t">
      {detail.data.rows.map((row) => (
        <RowBehind key={row.id} row={row} />
      ))}
    </ul>
  );
}

function RowBehind({ row }: { row: LensDetail['rows'][number] }) {
  const { currency, timeZone } = useMe().settings;
  const facts = [formatDateTime(row.happenedAt, timeZone), row.tableLabel, row.playerName, row.staffName];
  return (
    <li className="flex flex-wrap items-baseline gap-x-4 gap-y-1 border-b px-4 py-2.5 last:border-b-0">
      <div className="min-w-[220px] flex-1">
        <p>
          {row.label === null ? null : <span className="text-muted tabular-nums">{row.label} </span>}
          {rowText(row)}
        </p>
        <p className="wrap-anywhere text-muted text-sm">{facts.filter((fact) => fact !== null).join(' · ')}</p>
      </div>
      <p className="font-semibold tabular-nums">
        {row.amountCents === null ? null : formatMoney(row.amountCents, currency)}
        {row.points === null ? null : t('lens.points', { points: formatSignedPoints(row.points) })}
      </p>
    </li>
  );
}
