'use client';

import { Check, CircleAlert, Equal, Hourglass, type LucideIcon, Rows3, Undo2 } from 'lucide-react';
import { memo } from 'react';
import { importRowStatusLabel } from '@/components/labels';
import { cn } from '@/components/ui/cn';
import { useMe } from '@/hooks/casino/me-context';
import { useLoyaltyTiers } from '@/hooks/loyalty/use-loyalty-tiers';
import { formatPoints } from '@/lib/shared/format';
import type { ImportRow, ImportRowStatus } from '@/services/imports/dtos';
import { t } from '@/words/say';
import { activityWords, errorSentence, type RowReading } from './import-words';

/** The columns of the rows, where there is room for columns. */
export const ROW_COLUMNS = 'grid grid-cols-[52px_minmax(0,1.5fr)_minmax(0,1fr)_80px_124px_104px] items-start gap-x-3';

const ICONS: Record<ImportRowStatus, LucideIcon> = {
  staged: Rows3,
  pending: Hourglass,
  error: CircleAlert,
  applied: Check,
  kept: Equal,
  reverted: Undo2,
};

type ImportRowLineProps = RowReading & { row: ImportRow };

/** One row of the file: whom it is about and what it says, and what of it can't be read. */
export const ImportRowLine = memo(function ImportRowLine({ row, headers, mapping }: ImportRowLineProps) {
  const { timeZone } = useMe().settings;
  const { importedPointsBalance: points, importedLastActivityAt: activity } = row;
  const lastSeen = activity === null ? null : activityWords(activity, row.importedLastActivityDate, timeZone);
  const pointsText = points === null ? null : formatPoints(points);
  return (
    <div className="min-h-[58px] border-b px-2 py-2.5 text-sm">
      <div className={cn(ROW_COLUMNS, '@max-[620px]:grid-cols-[44px_minmax(0,1fr)_auto]')}>
        <span className="text-muted">
          <span className="sr-only">{t('imports.row')} </span>
          {row.rowNumber}
        </span>
        {isRead(row) ? (
          <>
            <Person row={row} />
            <span className="min-w-0 @max-[620px]:hidden">
              <Tier row={row} />
            </span>
            <span className="text-right @max-[620px]:hidden">{pointsText}</span>
            <span className="@max-[620px]:hidden">
              <span className="block">{lastSeen?.day}</span>
              <span className="block text-muted text-xs">{lastSeen?.time}</span>
            </span>
          </>
        ) : (
          <Cells raw={row.raw} />
        )}
        <Status status={row.status} />
        <span className="col-span-2 col-start-2 flex flex-wrap gap-x-3 text-muted @min-[620px]:hidden">
          <Tier row={row} />
          {pointsText === null ? null : <span>{t('domain.points', { points: pointsText })}</span>}
          {lastSeen === null ? null : <span>{lastSeen.day}</span>}
        </span>
      </div>
      {row.errors.length > 0 ? (
        <ul
          className={cn(
            'mt-1 grid gap-0.5 pl-[64px] @max-[620px]:pl-[56px]',
            // Of a row that counts all the same only the cell is left out.
            row.status === 'error' ? 'text-danger' : 'text-warn',
          )}
        >
          {row.errors.map((error) => (
            <li key={`${error.column}:${error.code}`} className="break-words">
              {errorSentence(error, row.raw, { headers, mapping })}
            </li>
          ))}
        </ul>
      ) : null}
    </div>
  );
});

/** Whether a mapping made anything of the row. */
function isRead({ playerName, importedLoyaltyId, importedTier, importedPointsBalance }: ImportRow): boolean {
  return [playerName, importedLoyaltyId, importedTier, importedPointsBalance].some((value) => value !== null);
}

/** What no mapping made sense of, as it stands in the file. */
function Cells({ raw }: Pick<ImportRow, 'raw'>) {
  const cells = raw.filter((cell) => cell.trim() !== '').join(' · ');
  return (
    <span className="wrap-anywhere col-span-4 line-clamp-2 text-muted @max-[620px]:col-span-1">
      {cells || t('imports.noCellsKept')}
    </span>
  );
}

function Person({ row }: { row: ImportRow }) {
  const isUnmatched = row.playerId === null && row.status !== 'error' && row.status !== 'staged';
  return (
    <span className="min-w-0">
      <span className="block truncate font-semibold">{row.playerName ?? t('imports.noName')}</span>
      <span className="block truncate text-muted text-xs">
        {row.importedLoyaltyId}
        {isUnmatched ? (
          <span className="text-warn">
            {row.importedLoyaltyId ? ' · ' : ''}
            {t('imports.notKnown')}
          </span>
        ) : null}
      </span>
    </span>
  );
}

function Tier({ row: { importedTier, tierCode } }: { row: ImportRow }) {
  const tiers = useLoyaltyTiers().data?.items;
  if (importedTier === null) return null;
  const name = tiers?.find(({ code }) => code === tierCode)?.name ?? tierCode;
  if (name === null) {
    return (
      <span className="block min-w-0">
        <span className="block truncate">{importedTier}</span>
        <span className="block text-warn text-xs">{t('imports.noSuchTier')}</span>
      </span>
    );
  }
  return (
    <span className="block min-w-0">
      <span className="block truncate">{name}</span>
      {name.toLowerCase() === importedTier.toLowerCase() ? null : (
        <span className="block truncate text-muted text-xs">{t('imports.asSpelt', { spelling: importedTier })}</span>
      )}
    </span>
  );
}

function Status({ status }: { status: ImportRowStatus }) {
  const Icon = ICONS[status];
  return (
    <span className={cn('flex items-center gap-1.5 font-medium', status === 'error' ? 'text-danger' : 'text-muted')}>
      <Icon aria-hidden className="size-4 shrink-0" />
      {importRowStatusLabel(status)}
    </span>
  );
}
