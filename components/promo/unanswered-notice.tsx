'use client';

import { UnansweredRequest } from '@/components/ui/unanswered-request';
import { useCouponRequest } from '@/hooks/promo/use-coupon-requests';

/** A request about a coupon that has no answer. Nothing where there is none. */
export function UnansweredNotice({ place }: { place: string }) {
  const { intent, retry, discard } = useCouponRequest(place);
  if (intent?.status !== 'unanswered' && intent?.status !== 'retrying') return null;
  const isIssue = intent.request.kind === 'issue';
  return (
    <UnansweredRequest
      title={isIssue ? 'Not yet issued: no answer from the server' : 'Not yet confirmed: no answer from the server'}
      what={intent.title}
      meaning="Retry sends the same request: it takes place once, however often it is sent."
      warning={
        isIssue
          ? 'The coupon may exist: the server may have issued it before the answer was lost. Look for it in the list of coupons before you issue another.'
          : 'The change may have been made before the answer was lost. Look at the coupon once more before you go on.'
      }
      isRetrying={intent.status === 'retrying'}
      onRetry={retry}
      onDiscard={discard}
    />
  );
}
