'use client';

import { CircleAlert } from 'lucide-react';
import { refusalText } from '@/components/domain/coupon-words';
import { Notice } from '@/components/ui/notice';
import { useMe } from '@/hooks/casino/me-context';
import type { CouponIntent } from '@/hooks/promo/coupon-intents';

/** Why the server refused the last request of a form, if it did. */
export function RefusalNotice({ intent }: { intent: CouponIntent | null }) {
  const { timeZone } = useMe().settings;
  if (intent?.status !== 'refused') return null;
  const { title, remedy } = refusalText(intent.refusal, timeZone);
  return (
    <Notice icon={CircleAlert} tone="bad" role="alert" title={title}>
      {remedy ? <p>{remedy}</p> : null}
    </Notice>
  );
}
