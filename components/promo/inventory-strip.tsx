'use client';

import {
  ArrowRightLeft,
  Ban,
  CircleCheck,
  CirclePause,
  ClockAlert,
  Layers,
  type LucideIcon,
  Ticket,
} from 'lucide-react';
import { type Ref, useEffect, useRef } from 'react';
import { couponStatusLabel } from '@/components/labels';
import { Choice, ChoiceGroup } from '@/components/ui/choice-group';
import { useMe } from '@/hooks/casino/me-context';
import { usePromoInventory } from '@/hooks/promo/use-promo-inventory';
import { formatMoney, formatPoints } from '@/lib/shared/format';
import type { PromoInventory } from '@/services/promo/dtos';
import { t } from '@/words/say';
import { STATUS_FILTERS, type StatusFilter } from './use-promo-url';

const ICONS: Record<StatusFilter, LucideIcon> = {
  issued: Ticket,
  held: CirclePause,
  voided: Ban,
  replaced: ArrowRightLeft,
  expired: ClockAlert,
  cleared: CircleCheck,
  all: Layers,
};

type InventoryStripProps = { status: StatusFilter; onStatus: (status: StatusFilter) => void };

/** Every coupon there ever was, summed up by what it is now. Tapping a sum lists its coupons. */
export function InventoryStrip({ status, onStatus }: InventoryStripProps) {
  const inventory = usePromoInventory();
  const chosen = useRef<HTMLSpanElement>(null);
  // On a phone the strip is longer than the screen, and the address may choose a sum at its far end.
  useEffect(() => {
    const tile = chosen.current?.closest('label');
    tile?.scrollIntoView({ block: 'nearest', inline: 'nearest', behavior: 'instant' });
  }, []);
  return (
    <ChoiceGroup
      label={t('promo.byStatus')}
      value={status}
      onChange={(value) => onStatus(value as StatusFilter)}
      className="grid shrink-0 grid-cols-7 gap-2 p-1 [scrollbar-width:none] @max-[1180px]:grid-cols-4 max-sm:auto-cols-[132px] max-sm:grid-flow-col max-sm:overflow-x-auto @max-[560px]:grid-cols-none"
    >
      {STATUS_FILTERS.map((filter) => (
        <Choice key={filter} value={filter} look="sum">
          <Sum ref={filter === status ? chosen : null} filter={filter} inventory={inventory.data} />
        </Choice>
      ))}
    </ChoiceGroup>
  );
}

type SumProps = { ref: Ref<HTMLSpanElement>; filter: StatusFilter; inventory: PromoInventory | undefined };

/** A patron's stake is at risk only while the coupon is outstanding; of others it is what it was. */
function Sum({ ref, filter, inventory }: SumProps) {
  const { currency } = useMe().settings;
  const Icon = ICONS[filter];
  const items = inventory?.items.filter((item) => filter === 'all' || item.status === filter);
  const sum = (field: 'count' | 'faceValueCents' | 'patronRiskCents') =>
    items?.reduce((total, item) => total + item[field], 0) ?? 0;
  const risk = filter === 'issued' || filter === 'held' ? 'promo.sumAtRisk' : 'promo.sumMatchWager';
  return (
    <span ref={ref} className="grid min-w-0 flex-1">
      <span className="flex items-center gap-1.5 text-sm">
        <Icon aria-hidden className="size-4 shrink-0" />
        {filter === 'all' ? t('ui.all') : couponStatusLabel(filter)}
      </span>
      <span className="font-[680] text-[21px] text-ink leading-8">{items ? formatPoints(sum('count')) : '–'}</span>
      <span className="text-muted text-xs">
        {items ? t('promo.sumFaceValue', { amount: formatMoney(sum('faceValueCents'), currency) }) : '–'}
      </span>
      <span className="text-muted text-xs">
        {items ? t(risk, { amount: formatMoney(sum('patronRiskCents'), currency) }) : '–'}
      </span>
    </span>
  );
}
