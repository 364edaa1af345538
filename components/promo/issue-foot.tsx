'use client';

import { Button } from '@/components/ui/button';
import { SheetFoot } from '@/components/ui/sheet';
import type { CouponIntent } from '@/hooks/promo/coupon-intents';
import { RefusalNotice } from './refusal-notice';

type IssueFootProps = {
  intent: CouponIntent | null;
  /** What is still missing, in words; null when it can be confirmed. */
  missing: string | null;
  /** What the confirming tap does. */
  label: string;
  /** What is said while it is under way. */
  busyLabel: string;
  onConfirm: () => void;
};

/** The one confirming tap of a coupon's form, and the refusal of the last one. */
export function IssueFoot({ intent, missing, label, busyLabel, onConfirm }: IssueFootProps) {
  const isSending = intent?.status === 'sending';
  return (
    <SheetFoot>
      <RefusalNotice intent={intent} />
      {/* Not `disabled` while something is missing: whoever tabs through the form finds out what. */}
      <Button
        variant="primary"
        size="big"
        aria-disabled={missing !== null || undefined}
        isBusy={isSending}
        onClick={missing === null ? onConfirm : undefined}
      >
        {isSending ? busyLabel : (missing ?? label)}
      </Button>
    </SheetFoot>
  );
}
