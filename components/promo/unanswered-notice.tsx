'use client';

import { UnansweredRequest } from '@/components/ui/unanswered-request';
import { useCouponRequest } from '@/hooks/promo/use-coupon-requests';
import { t } from '@/words/say';

/** A request about a coupon that has no answer. Nothing where there is none. */
export function UnansweredNotice({ place }: { place: string }) {
  const { intent, retry, discard } = useCouponRequest(place);
  if (intent?.status !== 'unanswered' && intent?.status !== 'retrying') return null;
  const isIssue = intent.request.kind === 'issue';
  return (
    <UnansweredRequest
      title={t(isIssue ? 'promo.notYetIssued' : 'promo.notYetConfirmed')}
      what={intent.title}
      warning={t(isIssue ? 'promo.mayBeIssued' : 'promo.mayBeChanged')}
      isRetrying={intent.status === 'retrying'}
      onRetry={retry}
      onDiscard={discard}
    />
  );
}
