import { CirclePause } from 'lucide-react';
import { Notice } from '@/components/ui/notice';
import { t } from '@/words/say';

/** Says of a coupon that it can't be used now, and whom to ask; nothing of why. */
export function CouponHeldNotice() {
  return (
    <Notice icon={CirclePause} tone="warn" role="status" title={t('domain.couponHeld')}>
      <p>{t('domain.couponHeldMeaning')}</p>
    </Notice>
  );
}
