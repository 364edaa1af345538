'use client';

import { Hourglass } from 'lucide-react';
import { useState } from 'react';
import { AlertDialog } from '@/components/ui/alert-dialog';
import { Button } from '@/components/ui/button';
import { Notice } from '@/components/ui/notice';
import { useCouponRequest } from '@/hooks/promo/use-coupon-requests';

/** A request without an answer: never shown as done, sent again under its key, or given up knowing what that may mean. */
export function UnansweredNotice({ place }: { place: string }) {
  const { intent, retry, discard } = useCouponRequest(place);
  const [isDiscarding, setIsDiscarding] = useState(false);
  if (intent?.status !== 'unanswered' && intent?.status !== 'retrying') return null;
  const isIssue = intent.request.kind === 'issue';
  return (
    <>
      <Notice
        icon={Hourglass}
        tone="warn"
        role="status"
        title={isIssue ? 'Not yet issued: no answer from the server' : 'Not yet confirmed: no answer from the server'}
        action={
          <>
            <Button isBusy={intent.status === 'retrying'} onClick={retry}>
              {intent.status === 'retrying' ? 'Asking the server …' : 'Retry'}
            </Button>
            <Button variant="quiet" disabled={intent.status === 'retrying'} onClick={() => setIsDiscarding(true)}>
              Discard
            </Button>
          </>
        }
      >
        <p className="font-semibold">{intent.title}</p>
        <p className="text-muted">Retry sends the same request: it takes place once, however often it is sent.</p>
      </Notice>
      <AlertDialog
        isOpen={isDiscarding}
        onClose={() => setIsDiscarding(false)}
        title="Discard this request?"
        cancelLabel="Keep it"
        confirmLabel="Discard"
        onConfirm={discard}
      >
        {isIssue
          ? 'The coupon may exist: the server may have issued it before the answer was lost. Look for it in the list of coupons before you issue another.'
          : 'The change may have been made before the answer was lost. Look at the coupon once more before you go on.'}
      </AlertDialog>
    </>
  );
}
