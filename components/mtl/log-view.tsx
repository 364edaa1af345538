'use client';

import { Banknote, Lock } from 'lucide-react';
import { mtlAreaLabel, mtlDirectionLabel, mtlKindLabel } from '@/components/labels';
import { Button } from '@/components/ui/button';
import { EmptyList } from '@/components/ui/empty-list';
import { FilterRow } from '@/components/ui/filter-row';
import { ListPanel, LoadMore } from '@/components/ui/list-panel';
import { Notice } from '@/components/ui/notice';
import { Select } from '@/components/ui/select';
import { useCan, useMe } from '@/hooks/casino/me-context';
import { useMtlEntries } from '@/hooks/mtl/use-mtl-entries';
import { formatDateTime } from '@/lib/shared/format';
import { MTL_AREAS, MTL_DIRECTIONS, MTL_KINDS } from '@/lib/shared/kinds';
import type { MtlDayClose, MtlEntry, MtlSummary } from '@/services/mtl/dtos';
import { t } from '@/words/say';
import { EntryRow } from './entry-row';
import { PatronList } from './patron-list';
import type { MtlUrl } from './use-mtl-url';

type LogViewProps = { url: MtlUrl; summary: MtlSummary; onVoid: (entry: MtlEntry) => void; onEnter: () => void };

/**
 * The entries of a day, the newest first, and beside them what each patron's come to. The patrons come first in the document, as a
 * phone has them; where they stand beside the entries, both have their place before the other has arrived.
 */
export function LogView({ url, summary, onVoid, onEnter }: LogViewProps) {
  return (
    <div className="scroll-area h-full dock:grid dock:grid-cols-[minmax(0,1fr)_372px] dock:overflow-hidden">
      <div className="dock:col-start-2 dock:row-start-1 dock:scroll-area relative px-[18px] pb-4 max-sm:px-3 dock:border-l dock:bg-surface dock:pt-3">
        <PatronList
          patrons={summary.patrons}
          onOpen={({ playerId, unknownPatronId }) => openPatron(url, playerId, unknownPatronId)}
        />
      </div>
      <div className="dock:col-start-1 dock:row-start-1 dock:scroll-area relative px-[18px] pb-[18px] max-sm:px-3">
        {summary.close ? <ClosedNotice close={summary.close} /> : null}
        <EntryFilters url={url} />
        <EntryList url={url} gamingDay={summary.gamingDay} onVoid={onVoid} onEnter={onEnter} />
      </div>
    </div>
  );
}

/** Opens the sheet of a player, or of somebody known by a description only. */
function openPatron({ player, unknown }: MtlUrl, playerId: string | null, unknownPatronId: string | null): void {
  if (playerId !== null) player.open(playerId);
  else if (unknownPatronId !== null) unknown.open(unknownPatronId);
}

function ClosedNotice({ close }: { close: MtlDayClose }) {
  const { timeZone } = useMe().settings;
  const when = formatDateTime(close.closedAt, timeZone);
  return (
    <div className="pb-3">
      <Notice
        icon={Lock}
        tone="neutral"
        role="status"
        title={t('mtl.closedBy', { staff: close.closedByStaffName ?? '', when })}
      >
        <p className="text-muted">{t('mtl.closedMeaning')}</p>
      </Notice>
    </div>
  );
}

function EntryFilters({ url }: { url: MtlUrl }) {
  const { direction, kind, area, setUrl } = url;
  const find = <Option extends string>(options: readonly Option[], value: string) =>
    options.find((option) => option === value) ?? null;
  return (
    <FilterRow aria-label={t('mtl.entries')} className="pb-3">
      <Select
        aria-label={t('mtl.direction')}
        value={direction ?? ''}
        onChange={({ target }) => void setUrl({ direction: find(MTL_DIRECTIONS, target.value) })}
      >
        <option value="">{t('mtl.inAndOut')}</option>
        {MTL_DIRECTIONS.map((option) => (
          <option key={option} value={option}>
            {mtlDirectionLabel(option)}
          </option>
        ))}
      </Select>
      <Select
        aria-label={t('mtl.kind')}
        value={kind ?? ''}
        onChange={({ target }) => void setUrl({ kind: find(MTL_KINDS, target.value) })}
      >
        <option value="">{t('mtl.everyKind')}</option>
        {MTL_KINDS.map((option) => (
          <option key={option} value={option}>
            {mtlKindLabel(option)}
          </option>
        ))}
      </Select>
      <Select
        aria-label={t('mtl.area')}
        value={area ?? ''}
        onChange={({ target }) => void setUrl({ area: find(MTL_AREAS, target.value) })}
      >
        <option value="">{t('mtl.everyArea')}</option>
        {MTL_AREAS.map((option) => (
          <option key={option} value={option}>
            {mtlAreaLabel(option)}
          </option>
        ))}
      </Select>
    </FilterRow>
  );
}

type EntryListProps = { url: MtlUrl; gamingDay: string } & Pick<LogViewProps, 'onVoid' | 'onEnter'>;

function EntryList({ url, gamingDay, onVoid, onEnter }: EntryListProps) {
  const { direction, kind, area, setUrl } = url;
  const canWrite = useCan('mtl.write');
  const list = useMtlEntries({
    gamingDay,
    ...(direction && { direction }),
    ...(kind && { kind }),
    ...(area && { area }),
  });
  const isNarrow = direction !== null || kind !== null || area !== null;
  const nothing = (
    <NoEntries
      isNarrow={isNarrow}
      onShowAll={() => void setUrl({ direction: null, kind: null, area: null })}
      onEnter={canWrite ? onEnter : undefined}
    />
  );
  const openPatronOf = ({ playerId, unknownPatron, unknownPatronId }: MtlEntry) =>
    openPatron(url, playerId ?? unknownPatron?.playerId ?? null, unknownPatronId);
  return (
    <ListPanel list={list} loading={t('mtl.loadingEntries')} empty={nothing}>
      {(items) => (
        <>
          <ul aria-label={t('mtl.entries')} className="divide-y border-t">
            {items.map((entry) => (
              <EntryRow key={entry.id} entry={entry} onOpenPatron={openPatronOf} onVoid={onVoid} />
            ))}
          </ul>
          <LoadMore list={list} />
        </>
      )}
    </ListPanel>
  );
}

type NoEntriesProps = { isNarrow: boolean; onShowAll: () => void; onEnter: (() => void) | undefined };

export function NoEntries({ isNarrow, onShowAll, onEnter }: NoEntriesProps) {
  return (
    <EmptyList
      icon={Banknote}
      isNarrowed={isNarrow}
      none={{
        title: t('mtl.noEntries'),
        meaning: t('mtl.noEntriesMeaning'),
        action: onEnter ? <Button onClick={onEnter}>{t('mtl.newEntry')}</Button> : null,
      }}
      narrowed={{ title: t('mtl.noneLikeThat'), onShowAll }}
    />
  );
}
