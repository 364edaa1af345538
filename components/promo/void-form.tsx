'use client';

import { useState } from 'react';
import { Button } from '@/components/ui/button';
import { ReasonPicker } from '@/components/ui/reason-picker';
import { SheetBody, SheetFoot } from '@/components/ui/sheet';
import { useMe } from '@/hooks/casino/me-context';
import { useVoidCoupon } from '@/hooks/promo/use-coupon-requests';
import { formatMoney } from '@/lib/shared/format';
import { formatValidationNumber } from '@/lib/shared/validation-number';
import type { PromoCoupon } from '@/services/promo/dtos';
import { RefusalNotice } from './refusal-notice';

const REASONS = ['Misprint', 'Issued by mistake', 'Player declined'];

/** Takes a coupon out of play for good, with the reason. */
export function VoidForm({ coupon, onBack }: { coupon: PromoCoupon; onBack: () => void }) {
  const { currency } = useMe().settings;
  const { intent, voidCoupon } = useVoidCoupon(coupon.id);
  const [reason, setReason] = useState<string | null>(null);
  const isSending = intent?.status === 'sending';
  const confirm = () => {
    if (reason !== null)
      voidCoupon(reason, `Void ${coupon.programName}, ${formatValidationNumber(coupon.validationNumber)}`);
  };
  return (
    <>
      <SheetBody>
        <p>
          A voided coupon is worth nothing and stays voided. Keep or destroy its paper:{' '}
          {formatMoney(coupon.faceValueCents, currency)} for {coupon.playerName ?? 'no player'}.
        </p>
        <ReasonPicker options={REASONS} onChange={setReason} />
      </SheetBody>
      <SheetFoot>
        <RefusalNotice intent={intent} />
        <div className="grid grid-cols-[auto_1fr] gap-2">
          <Button variant="quiet" size="big" onClick={onBack}>
            Back
          </Button>
          <Button variant="primary" size="big" disabled={reason === null} isBusy={isSending} onClick={confirm}>
            {isSending ? 'Voiding …' : reason === null ? 'Say why' : 'Void coupon'}
          </Button>
        </div>
      </SheetFoot>
    </>
  );
}
