'use client';

import { useState } from 'react';
import { couponName } from '@/components/domain/coupon-words';
import { Button } from '@/components/ui/button';
import { ReasonPicker } from '@/components/ui/reason-picker';
import { SheetBody, SheetFoot } from '@/components/ui/sheet';
import { useMe } from '@/hooks/casino/me-context';
import { useVoidCoupon } from '@/hooks/promo/use-coupon-requests';
import { formatMoney } from '@/lib/shared/format';
import { formatValidationNumber } from '@/lib/shared/validation-number';
import type { PromoCoupon } from '@/services/promo/dtos';
import { t, type WordKey } from '@/words/say';
import { RefusalNotice } from './refusal-notice';

const REASONS = ['promo.reason_misprint', 'promo.reason_mistake', 'promo.reason_declined'] as const satisfies WordKey[];

/** Takes a coupon out of play for good, with the reason. */
export function VoidForm({ coupon, onBack }: { coupon: PromoCoupon; onBack: () => void }) {
  const { currency } = useMe().settings;
  const { intent, voidCoupon } = useVoidCoupon(coupon.id);
  const [reason, setReason] = useState<string | null>(null);
  const isSending = intent?.status === 'sending';
  const confirm = () => {
    if (reason === null) return;
    const number = formatValidationNumber(coupon.validationNumber);
    voidCoupon(reason, t('promo.voidWhat', { program: couponName(coupon), number }));
  };
  return (
    <>
      <SheetBody>
        <p>{meaningText(coupon, currency)}</p>
        <ReasonPicker options={REASONS.map((reason) => t(reason))} onChange={setReason} />
      </SheetBody>
      <SheetFoot>
        <RefusalNotice intent={intent} />
        <div className="grid grid-cols-[auto_1fr] gap-2">
          <Button variant="quiet" size="big" onClick={onBack}>
            {t('ui.back')}
          </Button>
          <Button variant="danger" size="big" disabled={reason === null} isBusy={isSending} onClick={confirm}>
            {isSending ? t('promo.voiding') : t(reason === null ? 'ui.sayWhy' : 'promo.voidCoupon')}
          </Button>
        </div>
      </SheetFoot>
    </>
  );
}

function meaningText({ faceValueCents, playerName }: PromoCoupon, currency: string): string {
  const amount = formatMoney(faceValueCents, currency);
  return playerName ? t('promo.voidMeaning', { amount, player: playerName }) : t('promo.voidMeaningNobody', { amount });
}
