'use client';

import { Coins } from 'lucide-react';
import type { ReactNode } from 'react';
import { cn } from '@/components/ui/cn';
import { FIGURE_ROW, Figure } from '@/components/ui/figure';
import { Skeleton } from '@/components/ui/skeleton';
import { useMe } from '@/hooks/casino/me-context';
import { useShiftDashboard } from '@/hooks/shift/use-shift-dashboard';
import { formatMoney, formatPoints, formatSignedPoints } from '@/lib/shared/format';
import type { PointFigures, ShiftDashboardQuery } from '@/services/shift/dtos';
import { t } from '@/words/say';

/** Points given and redeemed, and what the house owes in them. The cash above is of the same answer, and says when there is none. */
export function PointsZone({ query }: { query: ShiftDashboardQuery }) {
  const dashboard = useShiftDashboard(query);
  if (!dashboard.data && !dashboard.isPending) return null;
  return (
    <section aria-labelledby="points-zone" className="@container rounded-lg border bg-surface">
      <div className="flex min-h-[62px] flex-wrap items-center gap-x-3 gap-y-1.5 px-4 pt-2.5 pb-1">
        <Coins aria-hidden className="size-5 text-muted" strokeWidth={1.8} />
        <h2 id="points-zone" className="font-bold text-lg tracking-tight">
          {t('shift.points')}
        </h2>
        <p className="flex-1 whitespace-nowrap text-muted text-sm">{t('shift.pointsNotCash')}</p>
      </div>
      {dashboard.data ? (
        <div
          className={cn('grid gap-4 px-4 pt-1 pb-4', dashboard.isPlaceholderData && 'opacity-45')}
          aria-busy={dashboard.isPlaceholderData || undefined}
        >
          <PointsFigures points={dashboard.data.points} />
        </div>
      ) : (
        <Skeleton className="mx-4 mt-1 mb-4 h-[176px] @max-[620px]:h-[400px]" />
      )}
    </section>
  );
}

function PointsFigures({ points }: { points: PointFigures }) {
  const { currency } = useMe().settings;
  const given = points.bonusPoints + points.accruedPoints;
  const net = given - points.takenBackPoints - points.redeemedPoints + points.returnedPoints + points.correctedPoints;
  return (
    <>
      <div className="grid @min-[620px]:grid-cols-[1.25fr_0.8fr_1.15fr] gap-3">
        <PointsGroup title={t('shift.pointsGiven')}>
          <Figure term={t('shift.points')} isMain>
            {formatPoints(given)}
          </Figure>
          <Figure term={t('shift.pointsBonus')} isMain>
            {formatPoints(points.bonusPoints)}
          </Figure>
          <Figure term={t('shift.pointsAccrued')} isMain>
            {formatPoints(points.accruedPoints)}
          </Figure>
        </PointsGroup>
        <PointsGroup title={t('shift.pointsRedeemed')}>
          <Figure term={t('shift.points')} isMain>
            {formatPoints(points.redeemedPoints)}
          </Figure>
          <Figure term={t('shift.pointsComps')} isMain>
            {formatPoints(points.redeemedCount)}
          </Figure>
        </PointsGroup>
        <PointsGroup title={t('shift.outstandingNow')}>
          <Figure
            term={t('shift.points')}
            isMain
            note={t('shift.pointsWorth', { amount: formatMoney(points.outstandingCents, currency) })}
          >
            {formatPoints(points.outstandingPoints)}
          </Figure>
          <Figure term={t('shift.pointsPlayers')} isMain>
            {formatPoints(points.outstandingPlayers)}
          </Figure>
        </PointsGroup>
      </div>
      <dl className="grid grid-cols-2 items-end @min-[620px]:grid-cols-4 gap-x-4 gap-y-3">
        <Figure term={t('shift.pointsTakenBack')}>{formatPoints(points.takenBackPoints)}</Figure>
        <Figure term={t('shift.pointsReturned')}>{formatPoints(points.returnedPoints)}</Figure>
        <Figure term={t('shift.pointsCorrected')}>{formatSignedPoints(points.correctedPoints)}</Figure>
        <Figure term={t('shift.pointsNet')}>{formatSignedPoints(net)}</Figure>
      </dl>
    </>
  );
}

function PointsGroup({ title, children }: { title: string; children: ReactNode }) {
  return (
    <div className="min-w-0 rounded-md bg-bg px-3.5 py-3">
      <h3 className="pb-1.5 font-semibold text-sm">{title}</h3>
      <dl className={`${FIGURE_ROW} items-start`}>{children}</dl>
    </div>
  );
}
