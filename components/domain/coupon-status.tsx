import { ArrowRightLeft, Ban, CircleCheck, CirclePause, ClockAlert, Ticket } from 'lucide-react';
import { couponStatusLabel } from '@/components/labels';
import { cn } from '@/components/ui/cn';
import type { PromoCouponStatus } from '@/services/promo/dtos';

const ICONS = {
  issued: Ticket,
  held: CirclePause,
  voided: Ban,
  replaced: ArrowRightLeft,
  expired: ClockAlert,
  cleared: CircleCheck,
};
const TONES: Partial<Record<PromoCouponStatus, string>> = {
  issued: 'font-semibold text-accent',
  held: 'font-semibold text-warn',
};

/** What a coupon is now: a sign and its word. Only what is outstanding, or held meanwhile, stands out. */
export function CouponStatus({ status }: { status: PromoCouponStatus }) {
  const Icon = ICONS[status];
  return (
    <span className={cn('whitespace-nowrap text-sm', TONES[status] ?? 'text-muted')}>
      <Icon aria-hidden className="mr-1.5 inline size-4 align-[-3px]" />
      {couponStatusLabel(status)}
    </span>
  );
}
