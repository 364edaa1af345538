'use client';

import { type ReactNode, useEffect } from 'react';
import { existingText } from '@/components/domain/coupon-words';
import { IssuedCoupon } from '@/components/domain/issued-coupon';
import { SheetBody } from '@/components/ui/sheet';
import { useMe } from '@/hooks/casino/me-context';
import { useCouponRequest } from '@/hooks/promo/use-coupon-requests';
import { t } from '@/words/say';
import { UnansweredNotice } from './unanswered-notice';

type IssueFlowProps = { place: string; onDone: () => void; children: ReactNode };

/**
 * The form of a place, and what stands in its stead once it was confirmed: the coupon with its number, or, while the
 * server has not answered, that it is not yet issued. The form keeps what was typed until there is a coupon.
 */
export function IssueFlow({ place, onDone, children }: IssueFlowProps) {
  const { timeZone } = useMe().settings;
  const { intent, dismiss } = useCouponRequest(place);
  // An outcome that was read here is not shown again when the person comes back.
  useEffect(() => dismiss, [dismiss]);
  if (intent?.status === 'answered') {
    const { answer, request } = intent;
    const { coupon, isExisting } = answer;
    return (
      <IssuedCoupon
        coupon={coupon}
        heading={isExisting ? t('domain.alreadyIssued') : t('domain.couponIssued')}
        remark={isExisting ? existingText(coupon, timeZone) : undefined}
        isPrePrinted={request.kind !== 'void' && request.input.validationNumber !== undefined}
        onDone={onDone}
      />
    );
  }
  const isWaiting = intent?.status === 'unanswered' || intent?.status === 'retrying';
  return (
    <>
      {isWaiting ? (
        <SheetBody>
          <UnansweredNotice place={place} />
        </SheetBody>
      ) : null}
      <div className={isWaiting ? 'hidden' : 'contents'}>{children}</div>
    </>
  );
}
