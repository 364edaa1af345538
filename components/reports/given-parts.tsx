'use client';

import { actorLabel, promoTypeLabel, reasonLabel } from '@/components/labels';
import { formatPoints } from '@/lib/shared/format';
import type { GamingDayReport } from '@/services/reports/dtos';
import { t } from '@/words/say';
import { type Money, ReportPart, ReportTable } from './report-parts';

type PartProps = { report: GamingDayReport; money: Money };

const sumOf = <Row,>(rows: readonly Row[], figure: (row: Row) => number) =>
  rows.reduce((sum, row) => sum + figure(row), 0);

/** Bonuses and comps by who gave them, and why. */
export function RewardsPart({ report: { rewards }, money }: PartProps) {
  return (
    <ReportPart title={t('reports.rewardsByIssuer')}>
      <ReportTable
        label={t('reports.rewardsByIssuer')}
        columns={[
          { title: t('reports.issuer') },
          { title: t('reports.reason'), isText: true },
          { title: t('reports.number') },
          { title: t('shift.points') },
          { title: t('reports.worth') },
        ]}
        rows={rewards.map(({ staffId, staffName, reason, count, points, cents }) => ({
          key: `${staffId}/${reason}`,
          cells: [
            actorLabel(staffName),
            reason === 'redemption' ? t('shift.pointsComps') : reasonLabel(reason),
            formatPoints(count),
            formatPoints(points),
            money(cents),
          ],
        }))}
        nothing={t('reports.noRewards')}
      />
    </ReportPart>
  );
}

/** Comps by reward, with what the points they took are worth. */
export function CompsPart({ report: { comps }, money }: PartProps) {
  return (
    <ReportPart title={t('reports.compsByReward')}>
      <ReportTable
        label={t('reports.compsByReward')}
        columns={[
          { title: t('reports.reward') },
          { title: t('reports.number') },
          { title: t('shift.points') },
          { title: t('reports.worth') },
          { title: t('shift.pointsReturned') },
        ]}
        rows={comps.map(({ rewardId, name, code, count, points, cents, returnedPoints }) => ({
          key: rewardId ?? '',
          cells: [
            name ?? code ?? t('reports.unknownReward'),
            formatPoints(count),
            formatPoints(points),
            money(cents),
            formatPoints(returnedPoints),
          ],
        }))}
        nothing={t('reports.noComps')}
      />
    </ReportPart>
  );
}

/** Coupons by who issued them, and of which program. */
export function CouponsPart({ report: { coupons }, money }: PartProps) {
  const total = {
    key: 'total',
    isTotal: true,
    cells: [
      t('reports.total'),
      '',
      formatPoints(sumOf(coupons, ({ count }) => count)),
      money(sumOf(coupons, ({ faceValueCents }) => faceValueCents)),
      money(sumOf(coupons, ({ patronRiskCents }) => patronRiskCents)),
    ],
  };
  const lines = coupons.map(
    ({ staffId, staffName, programName, promoType, count, faceValueCents, patronRiskCents }) => ({
      key: `${staffId}/${programName}/${promoType}`,
      cells: [
        actorLabel(staffName),
        `${programName} · ${promoTypeLabel(promoType)}`,
        formatPoints(count),
        money(faceValueCents),
        money(patronRiskCents),
      ],
    }),
  );
  return (
    <ReportPart title={t('reports.couponsByIssuer')}>
      <ReportTable
        label={t('reports.couponsByIssuer')}
        columns={[
          { title: t('reports.issuer') },
          { title: t('reports.program'), isText: true },
          { title: t('reports.number') },
          { title: t('reports.faceValue') },
          { title: t('shift.patronRisk') },
        ]}
        rows={lines.length === 0 ? [] : [...lines, total]}
        nothing={t('reports.noCoupons')}
      />
    </ReportPart>
  );
}
