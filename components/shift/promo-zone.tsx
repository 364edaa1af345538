'use client';

import { CircleAlert, Ticket } from 'lucide-react';
import type { ReactNode } from 'react';
import { NOT_KNOWN } from '@/components/domain/cash-words';
import { alertLabel } from '@/components/labels';
import { cn } from '@/components/ui/cn';
import { errorText } from '@/components/ui/error-text';
import { FIGURE_ROW, Figure } from '@/components/ui/figure';
import { Late, lateCode } from '@/components/ui/late';
import { ErrorState } from '@/components/ui/message-state';
import { Pill } from '@/components/ui/pill';
import { usePreload } from '@/components/ui/use-preload';
import { useMe } from '@/hooks/casino/me-context';
import { usePromoRollup } from '@/hooks/promo/use-promo-rollup';
import { formatMoney, formatPercent, formatPoints } from '@/lib/shared/format';
import type { AlertKind } from '@/lib/shared/kinds';
import type { PromoRollup, PromoRollupQuery } from '@/services/promo/dtos';
import type { Alert, Shift } from '@/services/shift/dtos';
import { t, type WordKey } from '@/words/say';
import { PromoChartsSkeleton, PromoSkeleton } from './shift-skeleton';

/** Below what is seen first. */
const promoCharts = lateCode(async () => (await import('./promo-charts')).PromoCharts);
const LOADERS = [promoCharts.fetch];

type PromoZoneProps = { query: PromoRollupQuery; alerts: readonly Alert[]; shift: Shift | null };

/** Promo exposure: what coupons were given out and may still cost. Framed apart from cash, because none of it is cash. */
export function PromoZone({ query, alerts, shift }: PromoZoneProps) {
  const rollup = usePromoRollup(query);
  usePreload(LOADERS);
  return (
    <section aria-labelledby="promo-zone" className="@container rounded-lg border border-info/35 bg-info-soft/30">
      <div className="flex min-h-[62px] flex-wrap items-center gap-x-3 gap-y-1.5 px-4 pt-2.5 pb-1">
        <Ticket aria-hidden className="size-5 text-info" strokeWidth={1.8} />
        <h2 id="promo-zone" className="font-bold text-lg tracking-tight">
          {t('shift.promoExposure')}
        </h2>
        <p className="flex-1 whitespace-nowrap text-muted text-sm">{t('shift.couponsNotCash')}</p>
        <PromoBadges alerts={alerts} />
      </div>
      {rollup.data ? (
        <div
          className={cn('grid gap-4 px-4 pt-1 pb-4', rollup.isPlaceholderData && 'opacity-45')}
          aria-busy={rollup.isPlaceholderData || undefined}
        >
          <PromoFigures rollup={rollup.data} />
          <Late code={promoCharts} props={{ rollup: rollup.data, shift }} fallback={<PromoChartsSkeleton />} />
        </div>
      ) : rollup.isPending ? (
        <PromoSkeleton />
      ) : (
        <ErrorState {...errorText(rollup.error)} onRetry={() => void rollup.refetch()} isRetrying={rollup.isFetching} />
      )}
    </section>
  );
}

const BADGES = [
  ['promo_issuance_spike', 'labels.alert_promo_issuance_spike'],
  ['promo_void_rate', 'shift.highVoidRate'],
  ['promo_replacement_rate', 'shift.highReplacementRate'],
  ['outstanding_aging', 'labels.alert_outstanding_aging'],
  ['expiring_soon', 'labels.alert_expiring_soon'],
] as const satisfies readonly [kind: AlertKind, label: WordKey][];

/** The promo alerts that fire, acknowledged or not: a badge states what is so. */
function PromoBadges({ alerts }: { alerts: readonly Alert[] }) {
  const firing = BADGES.filter(([kind]) => alerts.some((alert) => alert.kind === kind && alert.isFiring));
  if (firing.length === 0) return null;
  return (
    <ul aria-label={t('shift.promoAlerts')} className="flex flex-wrap gap-1.5">
      {firing.map(([kind, label]) => (
        <li key={kind}>
          <Pill tone="warn">
            <CircleAlert aria-hidden />
            {t(label)}
          </Pill>
        </li>
      ))}
    </ul>
  );
}

function PromoFigures({ rollup }: { rollup: PromoRollup }) {
  const { currency } = useMe().settings;
  const money = (cents: number) => formatMoney(cents, currency);
  return (
    <>
      <div className="grid @min-[620px]:grid-cols-2 gap-3">
        <CouponGroup title={t('shift.issued')}>
          <Figure term={t('shift.couponCount')} isMain>
            {formatPoints(rollup.issuedCount)}
          </Figure>
          <Figure term={t('domain.faceValue')} isMain>
            {money(rollup.issuedFaceValueCents)}
          </Figure>
          <Figure term={t('shift.patronRisk')} isMain>
            {money(rollup.issuedPatronRiskCents)}
          </Figure>
        </CouponGroup>
        <CouponGroup title={t('shift.outstandingNow')}>
          <Figure term={t('shift.couponCount')} isMain>
            {formatPoints(rollup.outstandingCount)}
          </Figure>
          <Figure term={t('domain.faceValue')} isMain>
            {money(rollup.outstandingFaceValueCents)}
          </Figure>
          <Figure term={t('shift.patronRisk')} isMain>
            {money(rollup.outstandingPatronRiskCents)}
          </Figure>
        </CouponGroup>
      </div>
      <dl className="grid grid-cols-3 items-end @min-[620px]:grid-cols-6 gap-x-4 gap-y-3">
        <Figure term={t('shift.voided')}>{formatPoints(rollup.voidedCount)}</Figure>
        <Figure term={t('shift.replaced')}>{formatPoints(rollup.replacementCount)}</Figure>
        <Figure term={t('shift.expired')}>{formatPoints(rollup.expiredCount)}</Figure>
        <Figure term={alertLabel('promo_void_rate')}>{rateText(rollup.voidRate)}</Figure>
        <Figure term={alertLabel('promo_replacement_rate')}>{rateText(rollup.replacementRate)}</Figure>
        <Figure term={alertLabel('expiring_soon')}>{formatPoints(rollup.expiringSoonCount)}</Figure>
      </dl>
    </>
  );
}

/** A fraction of those issued, in percent; nothing issued, nothing known. */
function rateText(rate: number | null): string {
  return rate === null ? NOT_KNOWN : formatPercent(rate * 100);
}

function CouponGroup({ title, children }: { title: string; children: ReactNode }) {
  return (
    <div className="rounded-md bg-surface px-3.5 py-3">
      <h3 className="pb-1.5 font-semibold text-sm">{title}</h3>
      <dl className={`${FIGURE_ROW} items-end *:first:grow-[0.7]`}>{children}</dl>
    </div>
  );
}
