'use client';

import { Plus } from 'lucide-react';
import { useState } from 'react';
import { DayPicker } from '@/components/domain/day-picker';
import { StaleNotice } from '@/components/domain/stale-notice';
import { Button } from '@/components/ui/button';
import { errorText } from '@/components/ui/error-text';
import { Late, lateCode } from '@/components/ui/late';
import { RowsSkeleton } from '@/components/ui/list-states';
import { ErrorState } from '@/components/ui/message-state';
import { ShortLabel } from '@/components/ui/short-label';
import { usePreload } from '@/components/ui/use-preload';
import { ViewSwitch } from '@/components/ui/view-switch';
import { useCan, useMe } from '@/hooks/casino/me-context';
import { useMtlEntries } from '@/hooks/mtl/use-mtl-entries';
import { useMtlSummary } from '@/hooks/mtl/use-mtl-summary';
import type { MtlEntry, MtlSummary } from '@/services/mtl/dtos';
import { t } from '@/words/say';
import { EntryNotices } from './entry-notices';
import { LogView } from './log-view';
import { type MtlUrl, useMtlUrl } from './use-mtl-url';

const entryDrawer = lateCode(async () => (await import('./entry-drawer')).EntryDrawer);
const patronDrawer = lateCode(async () => (await import('./patron-drawer')).PatronDrawer);
const voidDrawer = lateCode(async () => (await import('./void-drawer')).VoidDrawer);
const dayView = lateCode(async () => (await import('./day-view')).DayView);
const LOADERS = [entryDrawer.fetch, patronDrawer.fetch, voidDrawer.fetch, dayView.fetch];

/** The cash log of a gaming day: who brought and was given what, how near that is to a report, and the sheet that two people sign. */
export function MtlScreen() {
  usePreload(LOADERS);
  const url = useMtlUrl();
  const me = useMe();
  const { kind, about, open, close } = url.overlay;
  const summary = useMtlSummary(url.day === null ? {} : { gamingDay: url.day });
  const isHere = summary.data !== undefined && !summary.isPlaceholderData;
  const gamingDay = url.day ?? (isHere ? summary.data.gamingDay : me.gamingDay);
  const [voiding, setVoiding] = useState<MtlEntry | null>(null);
  const enter = () => open('enter');
  const startVoid = (entry: MtlEntry) => {
    setVoiding(entry);
    open('void', entry.id);
  };
  return (
    <div className="@container relative flex h-full flex-col">
      <MtlToolbar url={url} gamingDay={gamingDay} onEnter={enter} />
      <EntryNotices onLook={enter} />
      {summary.data === undefined ? (
        <NoSummary summary={summary} />
      ) : (
        <Day url={url} summary={summary.data} isPale={!isHere} onVoid={startVoid} onEnter={enter} />
      )}
      <StaleNotice answeredAt={() => summary.dataUpdatedAt} />
      {kind === 'enter' ? (
        <Late
          code={entryDrawer}
          props={{
            patrons: summary.data?.patrons ?? [],
            shownDay: url.day,
            isClosed: summary.data?.isClosed === true,
            onClose: close,
          }}
        />
      ) : null}
      {kind === null ? <Patron url={url} gamingDay={gamingDay} summary={summary.data} onVoid={startVoid} /> : null}
      {kind === 'void' ? <Void entryId={about} taken={voiding} gamingDay={gamingDay} onClose={close} /> : null}
    </div>
  );
}

type VoidProps = { entryId: string | null; taken: MtlEntry | null; gamingDay: string; onClose: () => void };

/** Of an address that names an entry, it is looked for among those that the day begins with. */
function Void({ entryId, taken, gamingDay, onClose }: VoidProps) {
  const list = useMtlEntries({ gamingDay });
  const entry = [taken, ...(list.data ?? [])].find((each) => each?.id === entryId);
  return entry ? <Late code={voidDrawer} props={{ entry, onClose }} /> : null;
}

type ToolbarProps = { url: MtlUrl; gamingDay: string; onEnter: () => void };

function MtlToolbar({ url, gamingDay, onEnter }: ToolbarProps) {
  const canWrite = useCan('mtl.write');
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-2 px-[18px] pt-4 pb-3 max-sm:px-3 max-sm:pt-3">
      <DayPicker gamingDay={gamingDay} isToday={url.day === null} onDay={(day) => void url.setUrl({ day })} />
      <ViewSwitch
        value={url.view}
        views={{ log: t('mtl.view_log'), day: t('mtl.view_day') }}
        onChange={(view) => void url.setUrl({ view })}
        className="max-sm:flex-1"
      />
      {canWrite ? (
        <Button variant="primary" className="ml-auto min-h-[54px]" onClick={onEnter}>
          <Plus aria-hidden className="max-sm:hidden" />
          <ShortLabel whole={t('mtl.newEntry')} short={t('mtl.new')} />
        </Button>
      ) : null}
    </div>
  );
}

type DayProps = {
  url: MtlUrl;
  summary: MtlSummary;
  isPale: boolean;
  onVoid: (entry: MtlEntry) => void;
  onEnter: () => void;
};

function Day({ url, summary, isPale, onVoid, onEnter }: DayProps) {
  return (
    <div className={isPale ? 'min-h-0 flex-1 opacity-60' : 'min-h-0 flex-1'}>
      {url.view === 'log' ? (
        <LogView url={url} summary={summary} onVoid={onVoid} onEnter={onEnter} />
      ) : (
        <Late
          code={dayView}
          props={{ summary, overlay: url.overlay }}
          fallback={<RowsSkeleton label={t('mtl.loading')} row="h-[58px]" className="px-[18px] max-sm:px-3" />}
        />
      )}
    </div>
  );
}

function NoSummary({ summary }: { summary: ReturnType<typeof useMtlSummary> }) {
  if (summary.isPending) {
    return <RowsSkeleton label={t('mtl.loading')} row="h-[68px]" className="px-[18px] pt-2 max-sm:px-3" />;
  }
  return (
    <ErrorState {...errorText(summary.error)} onRetry={() => void summary.refetch()} isRetrying={summary.isFetching} />
  );
}

type PatronProps = {
  url: MtlUrl;
  gamingDay: string;
  summary: MtlSummary | undefined;
  onVoid: (entry: MtlEntry) => void;
};

/** The sheet of whoever the address names. */
function Patron({ url, gamingDay, summary, onVoid }: PatronProps) {
  const player = url.player.value;
  const unknown = url.unknown.value;
  if (player === null && unknown === null) return null;
  const who = player === null ? { unknownPatronId: unknown ?? '' } : { playerId: player };
  const totals = summary?.patrons.find((patron) =>
    player === null ? patron.unknownPatronId === unknown : patron.playerId === player,
  );
  const props = {
    who,
    gamingDay,
    totals: totals ?? null,
    onVoid,
    onOpenPlayer: (playerId: string) => {
      url.unknown.close();
      url.player.open(playerId);
    },
    onClose: player === null ? url.unknown.close : url.player.close,
  };
  return <Late key={player ?? unknown} code={patronDrawer} props={props} />;
}
