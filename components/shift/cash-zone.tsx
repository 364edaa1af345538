'use client';

import { Banknote, ClipboardList, ClipboardPen } from 'lucide-react';
import { useState } from 'react';
import { countedText, holdOrUnknown, moneyOrUnknown, shiftText } from '@/components/domain/cash-words';
import { Button, buttonStyles } from '@/components/ui/button';
import { cn } from '@/components/ui/cn';
import { errorText } from '@/components/ui/error-text';
import { FIGURE_ROW, Figure } from '@/components/ui/figure';
import { Late, lateCode } from '@/components/ui/late';
import { EmptyState, ErrorState } from '@/components/ui/message-state';
import { NavLink } from '@/components/ui/nav-link';
import { useOpenedKind } from '@/components/ui/use-opened';
import { usePreload } from '@/components/ui/use-preload';
import { useCan, useMe } from '@/hooks/casino/me-context';
import { useShiftDashboard } from '@/hooks/shift/use-shift-dashboard';
import type { Shift, ShiftDashboard, ShiftDashboardQuery, TableFigures } from '@/services/shift/dtos';
import { t } from '@/words/say';
import { isPitBegun } from './cash-words';
import { PitCash } from './pit-cash';
import { CashSkeleton } from './shift-skeleton';
import { useShiftUrl } from './use-shift-url';

const countDrawer = lateCode(async () => (await import('./count-drawer')).CountDrawer);
const countGrid = lateCode(async () => (await import('./count-grid')).CountGrid);
const LOADERS = [countDrawer.fetch, countGrid.fetch];
/** What lies over the screen: the count of a table, or those of a pit. */
const SHIFT_OVERLAYS = ['count', 'counts'] as const;

type CashZoneProps = {
  query: ShiftDashboardQuery;
  /** Null: the whole day. */
  shift: Shift | null;
  shifts: readonly Shift[];
  gamingDay: string;
  onShift: (shiftName: string | null) => void;
};

/** What the tables took: for the casino, by pit, and table by table. Coupons have no part in it. */
export function CashZone({ query, shift, shifts, gamingDay, onShift }: CashZoneProps) {
  const { timeZone } = useMe().settings;
  const { day, shiftName } = useShiftUrl();
  const dashboard = useShiftDashboard(query);
  const canRecord = useCan('shift.manage');
  const current = shifts.find(({ isCurrent }) => isCurrent) ?? shifts.at(-1);
  return (
    <section aria-labelledby="cash-zone" className="@container rounded-lg border bg-surface">
      <div className="flex min-h-[62px] flex-wrap items-center gap-x-3 gap-y-1 px-4 pt-2">
        <Banknote aria-hidden className="size-5 text-muted" strokeWidth={1.8} />
        <h2 id="cash-zone" className="font-bold text-lg tracking-tight">
          {t('shift.cash')}
        </h2>
        <p className="min-w-[168px] flex-1 text-muted text-sm">
          {[
            shift ? shiftText(shift, timeZone) : '',
            dashboard.data && !dashboard.isPlaceholderData ? countedText(dashboard.data.casino) : '',
          ]
            .filter(Boolean)
            .join(' · ')}
        </p>
        <NavLink href={reportPath(day, shiftName)} className={cn(buttonStyles({ size: 'tight' }), 'text-sm')}>
          <ClipboardList aria-hidden className="size-4" />
          {t('shift.report')}
        </NavLink>
        {canRecord && shift === null && current ? (
          <Button size="tight" className="text-sm" onClick={() => onShift(current.name)}>
            <ClipboardPen aria-hidden className="size-4" />
            {t('shift.recordCountsIn', { shift: current.name })}
          </Button>
        ) : null}
      </div>
      {dashboard.data ? (
        <div
          className={cn(dashboard.isPlaceholderData && 'opacity-45')}
          aria-busy={dashboard.isPlaceholderData || undefined}
        >
          <CashFigures dashboard={dashboard.data} shift={shift} gamingDay={gamingDay} />
        </div>
      ) : dashboard.isPending ? (
        <CashSkeleton />
      ) : (
        <ErrorState
          {...errorText(dashboard.error)}
          onRetry={() => void dashboard.refetch()}
          isRetrying={dashboard.isFetching}
        />
      )}
    </section>
  );
}

/** The report of what the screen shows, or is about to show: by the address, which knows before the day is here. */
function reportPath(day: string | null, shiftName: string | null): string {
  const address = new URLSearchParams({
    ...(day ? { day } : {}),
    ...(shiftName ? { shift: shiftName } : {}),
  }).toString();
  return address ? `/reports?${address}` : '/reports';
}

type CashFiguresProps = { dashboard: ShiftDashboard; shift: Shift | null; gamingDay: string };

function CashFigures({ dashboard, shift, gamingDay }: CashFiguresProps) {
  const { currency } = useMe().settings;
  const canRecord = useCan('shift.manage');
  const { openPits, togglePit } = useShiftUrl();
  const { kind, about, open, close } = useOpenedKind('open', SHIFT_OVERLAYS);
  const [taken, take] = useState<TableFigures | null>(null);
  usePreload(LOADERS);
  const { casino, pits } = dashboard;
  const isBegun = pits.some(isPitBegun);
  const money = (cents: number) => moneyOrUnknown(isBegun ? cents : null, currency);
  const isPartly = casino.countedTables < casino.openTables;
  const missing = casino.winCents === null ? t('shift.notCounted') : null;
  const record = (table: TableFigures) => {
    take(table);
    open('count', table.tableId);
  };
  // Another shift's figures must not pass for a change of this count.
  const ofShift = dashboard.shiftId === shift?.id ? pits : [];
  const tables = [...ofShift.flatMap((pit) => pit.tables), taken];
  const table = kind === 'count' ? tables.find((each) => each?.tableId === about) : null;
  const countedPit = kind === 'counts' ? ofShift.find(({ id }) => id === about) : null;
  const canCount = canRecord && shift !== null;
  return (
    <>
      <dl className={`${FIGURE_ROW} px-4 pt-2 pb-4`}>
        <Figure term={t('shift.drop')} isMain note={isBegun ? null : t('shift.nothingRecorded')}>
          {money(casino.dropCents)}
        </Figure>
        <Figure term={t('shift.win')} isMain note={missing ?? (isPartly ? t('shift.ofCountedTables') : null)}>
          {moneyOrUnknown(casino.winCents, currency)}
        </Figure>
        <Figure term={t('shift.hold')} isMain note={missing}>
          {holdOrUnknown(casino.holdPercent)}
        </Figure>
        <Figure term={t('shift.fills')} isMain>
          {money(casino.fillsCents)}
        </Figure>
        <Figure term={t('shift.credits')} isMain>
          {money(casino.creditsCents)}
        </Figure>
      </dl>
      {pits.length === 0 ? (
        <EmptyState icon={Banknote} title={t('shift.noPits')}>
          {t('shift.noPitsWhy')}
        </EmptyState>
      ) : null}
      {pits.map((pit) => (
        <PitCash
          key={pit.id}
          pit={pit}
          currency={currency}
          isOpen={openPits.includes(pit.id)}
          onToggle={togglePit}
          onRecord={canCount ? record : undefined}
          onRecordAll={canCount ? (pitId) => open('counts', pitId) : undefined}
        />
      ))}
      {canCount && table ? <Late code={countDrawer} props={{ table, shift, gamingDay, onClose: close }} /> : null}
      {canCount && countedPit ? (
        <Late code={countGrid} props={{ pit: countedPit, shift, gamingDay, onClose: close }} />
      ) : null}
    </>
  );
}
