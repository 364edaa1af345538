import { ArrowRightLeft, Ban, CircleCheck, ClockAlert, Ticket } from 'lucide-react';
import { couponStatusLabel } from '@/components/labels';
import { cn } from '@/components/ui/cn';
import type { PromoCouponStatus } from '@/services/promo/dtos';

const ICONS = { issued: Ticket, voided: Ban, replaced: ArrowRightLeft, expired: ClockAlert, cleared: CircleCheck };

/** What a coupon is now: a sign and its word. Only what is outstanding stands out. */
export function CouponStatus({ status }: { status: PromoCouponStatus }) {
  const Icon = ICONS[status];
  return (
    <span className={cn('whitespace-nowrap text-sm', status === 'issued' ? 'font-semibold text-accent' : 'text-muted')}>
      <Icon aria-hidden className="mr-1.5 inline size-4 align-[-3px]" />
      {couponStatusLabel(status)}
    </span>
  );
}
