'use client';

import { useState } from 'react';
import { fromWallTime } from '@/components/domain/casino-time';
import { couponName } from '@/components/domain/coupon-words';
import { MADE_BY_PITSIDE, type NumberSource } from '@/components/domain/number-source';
import { Button } from '@/components/ui/button';
import { ReasonPicker } from '@/components/ui/reason-picker';
import { SheetBody, SheetFoot } from '@/components/ui/sheet';
import { useMe } from '@/hooks/casino/me-context';
import { useReplaceCoupon } from '@/hooks/promo/use-coupon-requests';
import { formatValidationNumber } from '@/lib/shared/validation-number';
import type { PromoCoupon } from '@/services/promo/dtos';
import { t, type WordKey } from '@/words/say';
import { LaterExpiry } from './later-expiry';
import { isNumberReady, NumberChoice, numberInput } from './number-choice';
import { RefusalNotice } from './refusal-notice';

const REASONS = ['promo.reason_damaged', 'promo.reason_lost', 'promo.reason_misprint'] as const satisfies WordKey[];

/** Puts a new coupon in the place of one: same value and player, and the same expiry unless a later one is set. */
export function ReplaceForm({ coupon, onBack }: { coupon: PromoCoupon; onBack: () => void }) {
  const { timeZone } = useMe().settings;
  const { intent, replace } = useReplaceCoupon(coupon.id);
  const [reason, setReason] = useState<string | null>(null);
  const [number, setNumber] = useState<NumberSource>(MADE_BY_PITSIDE);
  const [laterText, setLaterText] = useState<string | null>(null);
  const isSending = intent?.status === 'sending';
  const expiresAt = laterText === null ? null : fromWallTime(laterText, timeZone);
  const isLater = expiresAt !== null && isLaterExpiry(coupon, expiresAt);
  const missing = missingText(reason, number, laterText === null || isLater);
  const confirm = () => {
    if (reason === null || missing !== null) return;
    const expiry = expiresAt === null ? {} : { expiresAt };
    replace(
      { reason, ...numberInput(number), ...expiry },
      t('promo.replaceWhat', { program: couponName(coupon), number: formatValidationNumber(coupon.validationNumber) }),
    );
  };
  return (
    <>
      <SheetBody>
        <p>{t('promo.replaceMeaning')}</p>
        <ReasonPicker options={REASONS.map((reason) => t(reason))} onChange={setReason} />
        <NumberChoice value={number} onChange={setNumber} />
        <LaterExpiry
          expiresAt={coupon.expiresAt}
          latestExpiresAt={coupon.latestExpiresAt}
          value={laterText}
          isLater={isLater}
          onChange={setLaterText}
        />
      </SheetBody>
      <SheetFoot>
        <RefusalNotice intent={intent} />
        <div className="grid grid-cols-[auto_1fr] gap-2">
          <Button variant="quiet" size="big" onClick={onBack}>
            {t('ui.back')}
          </Button>
          <Button variant="primary" size="big" disabled={missing !== null} isBusy={isSending} onClick={confirm}>
            {isSending ? t('promo.replacing') : (missing ?? t('promo.replaceCoupon'))}
          </Button>
        </div>
      </SheetFoot>
    </>
  );
}

/** Later than the coupon's own expiry, and no later than its program allows. */
function isLaterExpiry({ expiresAt, latestExpiresAt }: PromoCoupon, another: string): boolean {
  return Date.parse(another) > Date.parse(expiresAt) && Date.parse(another) <= Date.parse(latestExpiresAt);
}

function missingText(reason: string | null, number: NumberSource, isExpiryRight: boolean): string | null {
  if (reason === null) return t('ui.sayWhy');
  if (!isNumberReady(number)) return t('promo.enterPaperNumber');
  return isExpiryRight ? null : t('promo.setLaterExpiry');
}
