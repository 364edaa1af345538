'use client';

import { Armchair, Pencil, UsersRound } from 'lucide-react';
import { gameLabel } from '@/components/labels';
import { Button } from '@/components/ui/button';
import { EmptyState } from '@/components/ui/message-state';
import { Pill } from '@/components/ui/pill';
import { Spoken } from '@/components/ui/spoken';
import { useCan, useMe } from '@/hooks/casino/me-context';
import { formatMoneyRange } from '@/lib/shared/format';
import type { House, HouseTable, Pit } from '@/services/house/dtos';
import { t } from '@/words/say';
import type { HouseUrl } from './use-house-url';

type TableListProps = { house: House; url: HouseUrl };

/** The tables of the casino, pit by pit, each with what it deals and whether it is open. */
export function TableList({ house, url }: TableListProps) {
  if (house.pits.length === 0)
    return (
      <EmptyState icon={Armchair} title={t('house.noPits')}>
        {t('house.noPitsMeaning')}
      </EmptyState>
    );
  return (
    <div className="grid gap-6">
      {house.pits.map((pit) => (
        <PitTables key={pit.id} pit={pit} house={house} url={url} />
      ))}
    </div>
  );
}

function PitTables({ pit, house, url }: TableListProps & { pit: Pit }) {
  const canWrite = useCan('house.write');
  const tables = house.tables.filter(({ pitId }) => pitId === pit.id);
  const heading = `pit-${pit.id}`;
  return (
    <section aria-labelledby={heading} className="grid gap-2">
      <div className="flex min-h-11 items-center gap-3">
        <h2 id={heading} className="font-bold text-lg tracking-tight">
          {pit.name}
        </h2>
        <span className="text-muted text-sm">
          {t('house.openOfTables', {
            open: tables.filter(({ status }) => status === 'open').length,
            count: tables.length,
          })}
        </span>
        {canWrite ? (
          <Button variant="quiet" size="icon" onClick={() => url.overlay.open('pit', pit.id)}>
            <Spoken as={t('house.editPit', { pit: pit.name })}>
              <Pencil aria-hidden />
            </Spoken>
          </Button>
        ) : null}
      </div>
      {tables.length === 0 ? (
        <p className="text-muted text-sm">{t('house.noTables')}</p>
      ) : (
        <ul className="grid grid-cols-[repeat(auto-fill,minmax(min(100%,340px),1fr))] gap-2">
          {tables.map((table) => (
            <TableRow key={table.id} table={table} house={house} onOpen={() => url.overlay.open('table', table.id)} />
          ))}
        </ul>
      )}
    </section>
  );
}

function TableRow({ table, house, onOpen }: { table: HouseTable; house: House; onOpen: () => void }) {
  const { currency } = useMe().settings;
  const gameName = house.games.find(({ gameType }) => gameType === table.gameType)?.name ?? table.gameType;
  return (
    <li>
      <button
        type="button"
        onClick={onOpen}
        className="grid w-full grid-cols-[minmax(0,1fr)_auto] items-center gap-x-3 rounded-lg border bg-surface px-4 py-3 text-left hover:bg-raised"
      >
        <span className="min-w-0 truncate">
          <span className="font-semibold">{table.label}</span>{' '}
          <span className="text-muted">{gameLabel({ gameType: table.gameType, gameName })}</span>
        </span>
        <span className="row-span-2 flex items-center gap-2">
          {table.liveSlips > 0 ? (
            <Spoken as={t('house.playing', { count: table.liveSlips })} className="flex items-center gap-1 text-muted">
              <UsersRound aria-hidden className="size-4" />
              {table.liveSlips}
            </Spoken>
          ) : null}
          <Pill tone={table.status === 'open' ? 'neutral' : 'warn'}>{t(`house.status_${table.status}`)}</Pill>
        </span>
        <span className="truncate text-muted text-sm">
          {formatMoneyRange(table.minBetCents, table.maxBetCents, currency)} ·{' '}
          {t('house.seatsCounted', { count: table.seatCount })}
        </span>
      </button>
    </li>
  );
}
