'use client';

import { formatPoints } from '@/lib/shared/format';
import type { GamingDayReport } from '@/services/reports/dtos';
import { t } from '@/words/say';
import { type Money, ReportPart, ReportTable } from './report-parts';

/** What became of coupons, and what the house is exposed to by them. */
export function PromoPart({ report, money }: { report: GamingDayReport; money: Money }) {
  const { promo } = report;
  const row = (name: string, count: number, face?: number, risk?: number, isTotal = false) => ({
    key: name,
    isTotal,
    cells: [name, formatPoints(count), face === undefined ? '' : money(face), risk === undefined ? '' : money(risk)],
  });
  return (
    <ReportPart title={t('reports.coupons')}>
      <ReportTable
        label={t('reports.coupons')}
        columns={[
          { title: t('reports.what') },
          { title: t('reports.number') },
          { title: t('reports.faceValue') },
          { title: t('shift.patronRisk') },
        ]}
        rows={[
          row(t('shift.issued'), promo.issuedCount, promo.issuedFaceValueCents, promo.issuedPatronRiskCents),
          row(t('shift.voided'), promo.voidedCount),
          row(t('shift.replaced'), promo.replacedCount),
          row(t('shift.expired'), promo.expiredCount),
          row(
            t('shift.outstandingNow'),
            promo.outstandingCount,
            promo.outstandingFaceValueCents,
            promo.outstandingPatronRiskCents,
            true,
          ),
          row(t('reports.heldNow'), promo.heldCount, promo.heldFaceValueCents, promo.heldPatronRiskCents),
        ]}
        nothing=""
      />
    </ReportPart>
  );
}
