'use client';

import type { PromoRollup } from '@/services/promo/dtos';
import type { Shift } from '@/services/shift/dtos';
import { AgeBars } from './age-bars';
import { IssuanceChart } from './issuance-chart';

type PromoChartsProps = { rollup: PromoRollup; shift: Shift | null };

/** What the figures above come from: when coupons were issued, and how old those are that are outstanding. */
export function PromoCharts({ rollup, shift }: PromoChartsProps) {
  return (
    <div className="grid gap-4">
      <IssuanceChart rollup={rollup} shift={shift} />
      <AgeBars buckets={rollup.outstandingByAge} />
    </div>
  );
}
