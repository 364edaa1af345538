'use client';

import { ReceiptText } from 'lucide-react';
import { useMemo } from 'react';
import { EmptyList } from '@/components/ui/empty-list';
import { EndlessRows } from '@/components/ui/endless-rows';
import { ListPanel } from '@/components/ui/list-panel';
import type { LedgerFilter } from '@/hooks/loyalty/ledger-pages';
import { ledgerReader, useLedger } from '@/hooks/loyalty/use-ledger';
import type { Player } from '@/services/floor/dtos';
import type { LedgerEntry } from '@/services/loyalty/dtos';
import { t } from '@/words/say';
import { ExportButton } from './export-button';
import { LEDGER_COLUMNS, LedgerRow } from './ledger-row';
import { PointsFilter } from './points-filter';
import { useEntryJump } from './use-entry-jump';

type PointsPanelProps = {
  player: Player;
  filter: LedgerFilter;
  onFilter: (filter: LedgerFilter) => void;
  onTakeBack: (entry: LedgerEntry) => void;
};

/** The player's ledger: every movement of points, the newest first. */
export function PointsPanel({ player, filter, onFilter, onTakeBack }: PointsPanelProps) {
  const ledger = useLedger(player.id, filter);
  const entries = ledger.data ?? NONE;
  const isFiltered = Object.keys(filter).length > 0;
  const { target, isLooking, jumpTo } = useEntryJump({ ledger, isFiltered, onClearFilter: () => onFilter({}) });
  const numbers = useMemo(() => new Map(entries.map(({ id, entryNo }) => [id, entryNo])), [entries]);
  return (
    <>
      <PointsFilter filter={filter} onFilter={onFilter}>
        <ExportButton
          player={player}
          list={{ kind: 'points', readPage: ledgerReader(player.id, filter) }}
          isDisabled={entries.length === 0 || ledger.isPlaceholderData}
          expectedCount={isFiltered ? null : (entries[0]?.entryNo ?? null)}
        />
      </PointsFilter>
      {isLooking ? (
        <p role="status" className="animate-late pt-2 text-muted text-sm">
          {t('player.lookingForEntry')}
        </p>
      ) : null}
      <ListPanel
        list={ledger}
        loading={t('player.loadingPoints')}
        empty={<NoEntries isFiltered={isFiltered} onShowAll={() => onFilter({})} />}
      >
        {(items) => (
          <>
            <LedgerHeadings />
            <EndlessRows
              label={t('player.points')}
              list={ledger}
              items={items}
              keyOf={keyOf}
              rowHeight={62}
              target={target}
            >
              {(entry) => (
                <LedgerRow
                  entry={entry}
                  linkedNo={numbers.get(entry.reversedEntryId ?? entry.reversedByEntryId ?? '') ?? null}
                  isTarget={target?.key === entry.id}
                  onJump={jumpTo}
                  onTakeBack={onTakeBack}
                />
              )}
            </EndlessRows>
          </>
        )}
      </ListPanel>
    </>
  );
}

const NONE: LedgerEntry[] = [];

function keyOf(entry: LedgerEntry): string {
  return entry.id;
}

function LedgerHeadings() {
  return (
    <div
      aria-hidden
      className={`${LEDGER_COLUMNS} border-b px-2 py-2 font-medium text-muted text-xs @max-[560px]:hidden`}
    >
      <span>{t('player.entry')}</span>
      <span>{t('player.when')}</span>
      <span>{t('player.what')}</span>
      <span className="text-right">
        {t('player.points')}
        <span className="block">{t('domain.balanceAfter')}</span>
      </span>
      <span />
    </div>
  );
}

export function NoEntries({ isFiltered, onShowAll }: { isFiltered: boolean; onShowAll: () => void }) {
  return (
    <EmptyList
      icon={ReceiptText}
      isNarrowed={isFiltered}
      none={{ title: t('player.noPoints'), meaning: t('player.noPointsMeaning') }}
      narrowed={{
        title: t('player.noEntries'),
        meaning: t('player.noEntriesMeaning'),
        onShowAll,
        showAllLabel: t('player.showAllEntries'),
      }}
    />
  );
}
