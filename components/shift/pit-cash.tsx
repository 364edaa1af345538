'use client';

import { ChevronRight, ClipboardPen, Pencil } from 'lucide-react';
import { memo } from 'react';
import { countedText, holdOrUnknown, moneyOrUnknown } from '@/components/domain/cash-words';
import { gameLabel } from '@/components/labels';
import { Button } from '@/components/ui/button';
import { cn } from '@/components/ui/cn';
import type { PitFigures, TableFigures } from '@/services/shift/dtos';
import { t } from '@/words/say';
import { isPitBegun } from './cash-words';

/** Rows side by side under one head where there is room for it; below that, each row names its own figures. */
const WIDE_GRID =
  '@min-[660px]:grid @min-[660px]:grid-cols-[minmax(96px,1.3fr)_repeat(6,minmax(60px,1fr))_minmax(58px,0.8fr)_46px] @min-[660px]:gap-x-2';

type PitCashProps = {
  pit: PitFigures;
  currency: string;
  isOpen: boolean;
  onToggle: (pitId: string) => void;
  /** Left out where counts can't be recorded: for lack of the capability, or because a whole day is shown. */
  onRecord: ((table: TableFigures) => void) | undefined;
  /** Opens the counts of all its tables; left out in the same cases. */
  onRecordAll: ((pitId: string) => void) | undefined;
};

/** One pit: its sums in a line, and its tables under it once they are asked for. */
export function PitCash({ pit, currency, isOpen, onToggle, onRecord, onRecordAll }: PitCashProps) {
  const panelId = `pit-cash-${pit.id}`;
  return (
    <section aria-label={t('shift.cashOf', { pit: pit.name })} className="border-t">
      <h3>
        <button
          type="button"
          aria-expanded={isOpen}
          aria-controls={panelId}
          onClick={() => onToggle(pit.id)}
          className="flex min-h-14 w-full flex-wrap items-center gap-x-2 gap-y-1.5 px-4 py-2 text-left hover:bg-raised/60"
        >
          <ChevronRight
            aria-hidden
            className={cn('size-4 shrink-0 text-muted transition-transform duration-100', isOpen && 'rotate-90')}
          />
          <span className="min-w-0 flex-1">
            <span className="block font-semibold">{pit.name}</span>
            <span className="block text-muted text-xs">{countedText(pit)}</span>
          </span>
          <span className="flex gap-2 @max-[460px]:w-full @max-[460px]:pl-6">
            <PitSum term={t('shift.drop')}>{moneyOrUnknown(isPitBegun(pit) ? pit.dropCents : null, currency)}</PitSum>
            <PitSum term={t('shift.win')}>{moneyOrUnknown(pit.winCents, currency)}</PitSum>
            <PitSum term={t('shift.hold')}>{holdOrUnknown(pit.holdPercent)}</PitSum>
          </span>
        </button>
      </h3>
      <div id={panelId} hidden={!isOpen}>
        {isOpen ? (
          <>
            {onRecordAll && pit.tables.length > 0 ? (
              <div className="flex justify-end px-4 pb-2">
                <Button size="tight" className="text-sm" onClick={() => onRecordAll(pit.id)}>
                  <ClipboardPen aria-hidden className="size-4" />
                  {t('shift.countAll', { pit: pit.name })}
                </Button>
              </div>
            ) : null}
            <TableHeads />
            <ul>
              {pit.tables.map((table) => (
                <TableRow key={table.tableId} table={table} currency={currency} onRecord={onRecord} />
              ))}
            </ul>
          </>
        ) : null}
      </div>
    </section>
  );
}

function PitSum({ term, children }: { term: string; children: string }) {
  return (
    <span className="w-[92px] shrink-0 text-right @max-[460px]:w-auto @max-[460px]:flex-1 @max-[460px]:text-left">
      <span className="block text-muted text-xs">{term}</span>
      <span className="block font-semibold">{children}</span>
    </span>
  );
}

const HEADS = ['opening', 'fills', 'credits', 'drop', 'closing', 'win', 'hold'] as const;

/** Each row names its figures itself; this names the columns for the eye only. */
function TableHeads() {
  return (
    <div aria-hidden className={cn('hidden bg-raised/50 px-4 py-1.5 text-muted text-xs', WIDE_GRID)}>
      <span>{t('shift.table')}</span>
      {HEADS.map((head) => (
        <span key={head} className="text-right">
          {t(`shift.${head}`)}
        </span>
      ))}
    </div>
  );
}

type TableRowProps = Pick<PitCashProps, 'currency' | 'onRecord'> & { table: TableFigures };

const TableRow = memo(function TableRow({ table, currency, onRecord }: TableRowProps) {
  const money = (cents: number | null) => moneyOrUnknown(cents, currency);
  const isBegun = table.openingCents !== null;
  const sums = [
    ['opening', table.openingCents],
    ['fills', table.fillsCents],
    ['credits', table.creditsCents],
    ['drop', table.dropCents],
  ] as const;
  return (
    <li
      className={cn(
        'relative border-t px-4 py-2.5 @min-[660px]:min-h-[54px] @min-[660px]:items-center @min-[660px]:py-1',
        WIDE_GRID,
      )}
    >
      <div className="min-w-0 pr-14 @min-[660px]:pr-0">
        <p className="font-semibold">{table.label}</p>
        <p className="text-muted text-xs">
          {table.status === 'closed' ? t('shift.tableClosed', { game: gameLabel(table) }) : gameLabel(table)}
        </p>
      </div>
      <dl className="grid grid-cols-4 gap-x-3 gap-y-1.5 pt-1.5 @min-[660px]:contents">
        {isBegun
          ? sums.map(([term, cents]) => (
              <TableFigure key={term} term={t(`shift.${term}`)}>
                {money(cents)}
              </TableFigure>
            ))
          : null}
        {table.isCounted ? (
          <>
            <TableFigure term={t('shift.closing')}>{money(table.closingCents)}</TableFigure>
            <TableFigure term={t('shift.win')}>{money(table.winCents)}</TableFigure>
            <TableFigure term={t('shift.hold')}>{holdOrUnknown(table.holdPercent)}</TableFigure>
          </>
        ) : (
          <div
            className={cn(
              'col-span-4 @min-[660px]:text-right',
              isBegun ? '@min-[660px]:col-span-3' : '@min-[660px]:col-span-7',
            )}
          >
            <dt className="sr-only">{isBegun ? t('shift.closingWinHold') : t('shift.count')}</dt>
            <dd className="text-muted text-sm">{t('shift.notCounted')}</dd>
          </div>
        )}
      </dl>
      {onRecord ? (
        <Button
          variant="quiet"
          size="icon"
          className="absolute top-1 right-2 @min-[660px]:static"
          aria-label={t(table.version === 0 ? 'shift.recordCountOf' : 'shift.correctCountOf', { table: table.label })}
          onClick={() => onRecord(table)}
        >
          <Pencil aria-hidden />
        </Button>
      ) : null}
    </li>
  );
});

function TableFigure({ term, children }: { term: string; children: string }) {
  return (
    <div className="min-w-0 @min-[660px]:text-right">
      <dt className="text-muted text-xs @min-[660px]:sr-only">{term}</dt>
      <dd className="font-medium text-sm">{children}</dd>
    </div>
  );
}
