'use client';

import { CalendarX } from 'lucide-react';
import { Button } from '@/components/ui/button';
import { Late, lateCode } from '@/components/ui/late';
import { ListPanel } from '@/components/ui/list-panel';
import { RowsSkeleton } from '@/components/ui/list-states';
import { EmptyState } from '@/components/ui/message-state';
import { toastError } from '@/components/ui/toast';
import { useMe } from '@/hooks/casino/me-context';
import { usePlayerVisits } from '@/hooks/floor/use-player-visits';
import { formatDuration, formatGamingDayWithYear, formatMoneyRounded, formatTime } from '@/lib/shared/format';
import type { DueSlip, PlayerVisit } from '@/services/floor/dtos';
import { t } from '@/words/say';

const dueSlips = lateCode(async () => (await import('./due-slips')).DueSlips);

/** The player's visits, newest first, with what was played on each. */
export function VisitList({ playerId, onSettle }: { playerId: string; onSettle: (slip: DueSlip) => void }) {
  const visits = usePlayerVisits(playerId);
  return (
    <section aria-labelledby="visits" className="rounded-lg border bg-surface px-4 pt-3 pb-2">
      <h3 id="visits" className="flex min-h-11 items-center font-bold">
        {t('player.visits')}
      </h3>
      <ListPanel
        list={visits}
        loading={<RowsSkeleton label={t('player.loadingVisits')} count={4} row="h-11" className="pb-2" />}
        empty={
          <EmptyState icon={CalendarX} title={t('player.noVisits')}>
            {t('player.noVisitsMeaning')}
          </EmptyState>
        }
      >
        {(items) => (
          <ul className="divide-y border-t">
            {items.map((visit) => (
              <VisitRow key={visit.id} visit={visit} onSettle={onSettle} />
            ))}
          </ul>
        )}
      </ListPanel>
      {visits.hasNextPage ? (
        <Button
          variant="quiet"
          className="w-full"
          isBusy={visits.isFetchingNextPage}
          onClick={() => void visits.fetchNextPage({ throwOnError: true }).catch(toastError)}
        >
          {visits.isFetchingNextPage ? t('ui.loading') : t('player.showEarlierVisits')}
        </Button>
      ) : null}
    </section>
  );
}

function VisitRow({ visit, onSettle }: { visit: PlayerVisit; onSettle: (slip: DueSlip) => void }) {
  const { timeZone, currency } = useMe().settings;
  const times = `${formatTime(visit.startedAt, timeZone)}–${visit.endedAt ? formatTime(visit.endedAt, timeZone) : ''}`;
  return (
    <li className="grid grid-cols-[minmax(0,1fr)_auto] items-baseline gap-x-3 py-2.5 text-sm">
      <p className="min-w-0">
        <span className="font-semibold">{formatGamingDayWithYear(visit.gamingDay)}</span>
        <span className="block text-muted text-xs">
          {times}
          {visit.endedAt === null ? <span className="font-semibold text-accent">{t('player.running')}</span> : null}
          {visit.kind === 'unrated' ? ` · ${t('player.unrated')}` : ''}
        </span>
      </p>
      <p className="text-right">
        {t('player.playedFor', { duration: formatDuration(visit.playSeconds) })}
        <span className="block text-muted text-xs">
          {t('player.visitTheo', { theo: formatMoneyRounded(visit.theoCents, currency), count: visit.slipCount })}
        </span>
      </p>
      {visit.dueSlips.length > 0 ? <Late code={dueSlips} props={{ slips: visit.dueSlips, onSettle }} isQuiet /> : null}
    </li>
  );
}
