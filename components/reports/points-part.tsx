'use client';

import { formatPoints, formatSignedPoints } from '@/lib/shared/format';
import type { GamingDayReport } from '@/services/reports/dtos';
import { t } from '@/words/say';
import { type Money, ReportPart, ReportTable } from './report-parts';

/** Points given, redeemed and taken back, and what is owed in them, each with its worth. */
export function PointsPart({ report, money }: { report: GamingDayReport; money: Money }) {
  const { points } = report.dashboard;
  const row = (name: string, count: number, cents: number, isTotal = false) => ({
    key: name,
    isTotal,
    cells: [name, formatPoints(count), money(cents)],
  });
  return (
    <ReportPart title={t('reports.points')} note={t('reports.pointValue', { value: money(report.centsPer1000Points) })}>
      <ReportTable
        label={t('reports.points')}
        columns={[{ title: t('reports.what') }, { title: t('shift.points') }, { title: t('reports.worth') }]}
        rows={[
          row(t('shift.pointsBonus'), points.bonusPoints, points.bonusCents),
          row(t('shift.pointsAccrued'), points.accruedPoints, points.accruedCents),
          row(t('shift.pointsTakenBack'), points.takenBackPoints, points.takenBackCents),
          row(t('shift.pointsRedeemed'), points.redeemedPoints, points.redeemedCents),
          row(t('shift.pointsReturned'), points.returnedPoints, points.returnedCents),
          {
            key: 'corrected',
            cells: [
              t('shift.pointsCorrected'),
              formatSignedPoints(points.correctedPoints),
              money(points.correctedCents),
            ],
          },
          row(
            t('reports.outstandingNow', { count: points.outstandingPlayers }),
            points.outstandingPoints,
            points.outstandingCents,
            true,
          ),
        ]}
        nothing=""
      />
    </ReportPart>
  );
}
