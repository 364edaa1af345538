'use client';

import { UserRound } from 'lucide-react';
import { Field } from '@/components/ui/field';
import { ListPanel, LoadMore } from '@/components/ui/list-panel';
import { EmptyState } from '@/components/ui/message-state';
import { NavLink } from '@/components/ui/nav-link';
import { Select } from '@/components/ui/select';
import { useMe } from '@/hooks/casino/me-context';
import { usePlayerValues } from '@/hooks/reports/use-player-values';
import { formatDayWithYear, formatHold, formatMoneyInColumn, formatPoints } from '@/lib/shared/format';
import type { PlayerValue, PlayerValueSort } from '@/services/reports/dtos';
import { t } from '@/words/say';
import { ReportTable } from './report-parts';
import { PERIODS, type Period, SORTS } from './use-report-url';

type PlayerValuesViewProps = {
  days: Period;
  sort: PlayerValueSort;
  onDays: (days: Period) => void;
  onSort: (sort: PlayerValueSort) => void;
};

/** Players by what their play is worth to the house, against what they were given. */
export function PlayerValuesView({ days, sort, onDays, onSort }: PlayerValuesViewProps) {
  const values = usePlayerValues({ days, sort });
  return (
    <div className="mx-auto grid max-w-[960px] grid-cols-[minmax(0,1fr)] gap-4">
      <div className="grid max-w-lg grid-cols-[repeat(2,minmax(0,1fr))] gap-3 print:hidden max-sm:grid-cols-[minmax(0,1fr)]">
        <Field label={t('reports.period')}>
          {(control) => (
            <Select {...control} value={days} onChange={(event) => onDays(Number(event.target.value) as Period)}>
              {PERIODS.map((period) => (
                <option key={period} value={period}>
                  {t('reports.lastDays', { count: period })}
                </option>
              ))}
            </Select>
          )}
        </Field>
        <Field label={t('reports.sortedBy')}>
          {(control) => (
            <Select {...control} value={sort} onChange={(event) => onSort(event.target.value as PlayerValueSort)}>
              {SORTS.map((by) => (
                <option key={by} value={by}>
                  {t(`reports.sort_${by}`)}
                </option>
              ))}
            </Select>
          )}
        </Field>
      </div>
      <ListPanel
        list={values}
        loading={t('reports.loadingPlayers')}
        empty={
          <EmptyState icon={UserRound} title={t('reports.noPlayers')}>
            {t('reports.noPlayersWhy')}
          </EmptyState>
        }
      >
        {(players) => <PlayersTable players={players} />}
      </ListPanel>
      <LoadMore list={values} />
    </div>
  );
}

function PlayersTable({ players }: { players: readonly PlayerValue[] }) {
  const { currency, timeZone } = useMe().settings;
  const money = (cents: number) => formatMoneyInColumn(cents, currency);
  return (
    <ReportTable
      label={t('reports.players')}
      isWide
      isLinked
      columns={[
        { title: t('reports.player') },
        { title: t('reports.theo') },
        { title: t('reports.comps') },
        { title: t('reports.coupons') },
        { title: t('reports.reinvestment') },
        { title: t('reports.visits') },
        { title: t('reports.lastVisit') },
      ]}
      rows={players.map((player) => ({
        key: player.playerId,
        cells: [
          <NavLink
            key="player"
            href={`/players/${player.playerId}`}
            className="flex min-h-11 min-w-32 items-center hover:underline"
          >
            {player.playerName}
          </NavLink>,
          money(player.theoCents),
          money(player.compCents),
          money(player.couponCents),
          player.reinvestmentRate === null ? '–' : formatHold(player.reinvestmentRate * 100),
          formatPoints(player.visitCount),
          player.lastVisitAt === null ? '–' : formatDayWithYear(player.lastVisitAt, timeZone),
        ],
      }))}
      nothing={t('reports.noPlayers')}
    />
  );
}
