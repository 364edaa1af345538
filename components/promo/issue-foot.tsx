'use client';

import { CircleAlert } from 'lucide-react';
import { LeftToGive } from '@/components/domain/left-to-give';
import { Button } from '@/components/ui/button';
import type { ErrorWords } from '@/components/ui/error-text';
import { Notice } from '@/components/ui/notice';
import { SheetFoot } from '@/components/ui/sheet';
import type { CouponIntent } from '@/hooks/promo/coupon-intents';
import { RefusalNotice } from './refusal-notice';
import { type AboveTheo, TheoQuestion } from './theo-question';

type IssueFootProps = {
  intent: CouponIntent | null;
  /** Whom it is for, null for nobody by name, and what it is worth; null while no program is chosen. */
  playerId: string | null;
  faceValueCents: number | null;
  /** What is still missing, in words; null when it can be confirmed. */
  missing: string | null;
  /** What the confirming tap does. */
  label: string;
  /** What is said while it is under way. */
  busyLabel: string;
  onConfirm: () => void;
  /** What the server wants to have confirmed of the last request; the confirming tap is the answer. */
  asked?: AboveTheo | null;
  /** What stands against giving this player anything at all. */
  objection?: ErrorWords | null;
};

/** The one confirming tap of a coupon's form, and the refusal of the last one or the question about it. */
export function IssueFoot({
  intent,
  playerId,
  faceValueCents,
  missing,
  label,
  busyLabel,
  onConfirm,
  asked,
  objection,
}: IssueFootProps) {
  const isSending = intent?.status === 'sending';
  return (
    <SheetFoot>
      {objection ? (
        <Notice icon={CircleAlert} tone="neutral" role="status" title={objection.title}>
          <p>{objection.remedy}</p>
        </Notice>
      ) : null}
      {asked ? <TheoQuestion asked={asked} /> : <RefusalNotice intent={intent} />}
      <LeftToGive playerId={playerId} asked={{ couponCents: faceValueCents }} />
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
