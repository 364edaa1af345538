'use client';

import { Plus } from 'lucide-react';
import { Button } from '@/components/ui/button';
import { errorText } from '@/components/ui/error-text';
import { Late, lateCode } from '@/components/ui/late';
import { RowsSkeleton } from '@/components/ui/list-states';
import { ErrorState } from '@/components/ui/message-state';
import { usePreload } from '@/components/ui/use-preload';
import { ViewSwitch } from '@/components/ui/view-switch';
import { useCan } from '@/hooks/casino/me-context';
import { useHouse } from '@/hooks/house/use-house';
import type { House } from '@/services/house/dtos';
import { t } from '@/words/say';
import { DayList } from './day-list';
import { GameList } from './game-list';
import { ShiftList } from './shift-list';
import { TableList } from './table-list';
import { type HouseUrl, useHouseUrl } from './use-house-url';

const tableDrawer = lateCode(async () => (await import('./table-drawer')).TableDrawer);
const pitDrawer = lateCode(async () => (await import('./pit-drawer')).PitDrawer);
const gameDrawer = lateCode(async () => (await import('./game-drawer')).GameDrawer);
const shiftsDrawer = lateCode(async () => (await import('./shifts-drawer')).ShiftsDrawer);
const dayDrawer = lateCode(async () => (await import('./day-drawer')).DayDrawer);
const LOADERS = [tableDrawer.fetch, pitDrawer.fetch, gameDrawer.fetch, shiftsDrawer.fetch, dayDrawer.fetch];

/** How the floor is set up: which tables stand where, and which games they deal. */
export function HouseScreen() {
  usePreload(LOADERS);
  const url = useHouseUrl();
  const house = useHouse();
  return (
    <div className="scroll-area h-full">
      <div className="mx-auto grid max-w-[1280px] gap-4 p-5 max-sm:p-3">
        <div className="flex flex-wrap items-center justify-between gap-3">
          <ViewSwitch
            value={url.view}
            views={{
              tables: t('house.tables'),
              games: t('house.games'),
              shifts: t('house.shifts'),
              day: t('house.day'),
            }}
            onChange={url.setView}
          />
          <Adding url={url} hasPits={house.data !== undefined && house.data.pits.length > 0} />
        </div>
        {house.data ? (
          <LoadedHouse house={house.data} url={url} />
        ) : house.isPending ? (
          <RowsSkeleton label={t('house.loading')} row="h-[60px]" />
        ) : (
          <ErrorState {...errorText(house.error)} onRetry={() => void house.refetch()} isRetrying={house.isFetching} />
        )}
      </div>
    </div>
  );
}

/** What there may be more of, for who sets up the house. A table needs a pit to stand in. */
function Adding({ url, hasPits }: { url: HouseUrl; hasPits: boolean }) {
  const { open } = url.overlay;
  if (!useCan('house.write') || url.view === 'shifts' || url.view === 'day') return null;
  if (url.view === 'games') return <AddButton label={t('house.addGame')} onClick={() => open('game')} />;
  return (
    <div className="flex gap-2">
      <AddButton label={t('house.addPit')} onClick={() => open('pit')} />
      {hasPits ? <AddButton label={t('house.addTable')} onClick={() => open('table')} /> : null}
    </div>
  );
}

function AddButton({ label, onClick }: { label: string; onClick: () => void }) {
  return (
    <Button onClick={onClick}>
      <Plus aria-hidden />
      {label}
    </Button>
  );
}

function LoadedHouse({ house, url }: { house: House; url: HouseUrl }) {
  const { kind, about, close: onClose } = url.overlay;
  return (
    <>
      {url.view === 'tables' ? <TableList house={house} url={url} /> : null}
      {url.view === 'games' ? <GameList house={house} url={url} /> : null}
      {url.view === 'shifts' ? <ShiftList url={url} /> : null}
      {url.view === 'day' ? <DayList url={url} /> : null}
      {kind === 'table' ? <Late code={tableDrawer} props={{ house, id: about, onClose }} /> : null}
      {kind === 'pit' ? <Late code={pitDrawer} props={{ house, id: about, onClose }} /> : null}
      {kind === 'shifts' ? <Late code={shiftsDrawer} props={{ gamingDay: house.gamingDay, onClose }} /> : null}
      {kind === 'day' ? <Late code={dayDrawer} props={{ onClose }} /> : null}
      {kind === 'game' ? <Late code={gameDrawer} props={{ house, gameType: about, onClose }} /> : null}
    </>
  );
}
