'use client';

import { CloudOff, Hourglass } from 'lucide-react';
import { Button } from '@/components/ui/button';
import { Notice } from '@/components/ui/notice';
import type { CouponIntent } from '@/hooks/promo/coupon-intents';
import { useCouponIntents, useCouponRequest } from '@/hooks/promo/use-coupon-requests';
import { useConnection } from '@/hooks/use-connection';
import { t } from '@/words/say';

type PromoNoticesProps = { onLookAtIssue: () => void; onOpenCoupon: (couponId: string) => void };

/** What on this screen is not as it seems: requests without an answer, and figures that are not live. */
export function PromoNotices({ onLookAtIssue, onOpenCoupon }: PromoNoticesProps) {
  const connection = useConnection();
  const unanswered = useCouponIntents().filter((intent) => intent.status === 'unanswered');
  return (
    <>
      {unanswered.length > 0 ? (
        <div className="grid gap-2 px-[18px] pb-3 max-sm:px-3">
          {unanswered.map((intent) => (
            <Unanswered
              key={intent.idempotencyKey}
              intent={intent}
              onLookAtIssue={onLookAtIssue}
              onOpenCoupon={onOpenCoupon}
            />
          ))}
        </div>
      ) : null}
      {connection === 'online' ? null : <NotLive />}
    </>
  );
}

/** Floats, so that nothing moves when the connection comes and goes. */
function NotLive() {
  return (
    <p
      role="status"
      className="pointer-events-none absolute inset-x-0 bottom-3 z-20 mx-auto flex w-fit max-w-[calc(100%-24px)] animate-rise-in items-center gap-2 rounded-full border bg-raised px-4 py-2 font-medium text-sm text-warn shadow-sheet"
    >
      <CloudOff aria-hidden className="size-4 shrink-0" />
      {t('domain.notLiveSince')}
    </p>
  );
}

function Unanswered({ intent, onLookAtIssue, onOpenCoupon }: PromoNoticesProps & { intent: CouponIntent }) {
  const { request, place } = intent;
  const { retry } = useCouponRequest(place);
  const isIssue = request.kind === 'issue';
  const look = isIssue ? onLookAtIssue : () => onOpenCoupon(request.couponId);
  const retryAndLook = () => {
    retry();
    look();
  };
  // What was begun at a table is finished there.
  const isElsewhere = place.startsWith('visit:');
  return (
    <Notice
      icon={Hourglass}
      tone="warn"
      role="status"
      title={t(isIssue ? 'promo.notYetIssued' : 'promo.notYetConfirmed')}
      action={
        isElsewhere ? null : (
          <>
            <Button onClick={retryAndLook}>{t('ui.retry')}</Button>
            <Button variant="quiet" onClick={look}>
              {t('promo.lookAtIt')}
            </Button>
          </>
        )
      }
    >
      <p>{isElsewhere ? t('promo.begunAtTable', { what: intent.title }) : intent.title}</p>
    </Notice>
  );
}
