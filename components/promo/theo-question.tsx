'use client';

import { TriangleAlert } from 'lucide-react';
import { Notice } from '@/components/ui/notice';
import { useMe } from '@/hooks/casino/me-context';
import type { CouponIntent } from '@/hooks/promo/coupon-intents';
import type { ErrorDetails } from '@/lib/shared/error-details';
import { formatMoney } from '@/lib/shared/format';
import { t } from '@/words/say';

export type AboveTheo = ErrorDetails<'GIVEN_ABOVE_THEO'>;

/**
 * What the server asked about the last request of a form, where that is still the one: with another program chosen, nothing
 * was asked yet.
 */
export function askedAboveTheo(intent: CouponIntent | null, promoProgramId: string | undefined): AboveTheo | null {
  if (intent?.status !== 'refused' || intent.request.kind !== 'issue') return null;
  const { code, details } = intent.refusal;
  if (code !== 'GIVEN_ABOVE_THEO' || intent.request.input.promoProgramId !== promoProgramId) return null;
  return details ?? null;
}

/** `This is $150 on $20 of expected win.`; with what the visit was given before. */
export function aboveTheoText({ faceValueCents, givenCents, theoCents }: AboveTheo, currency: string): string {
  const theo = formatMoney(theoCents, currency);
  const given = formatMoney(givenCents + faceValueCents, currency);
  return t(givenCents === 0 ? 'promo.aboveTheo' : 'promo.aboveTheoTogether', { given, theo });
}

/** What the confirming tap then does: `Issue $150 all the same`. */
export function allTheSameText({ faceValueCents }: AboveTheo, currency: string): string {
  return t('promo.issueAllTheSame', { worth: formatMoney(faceValueCents, currency) });
}

/** Asks, once, before a visit is given more than its play is worth. */
export function TheoQuestion({ asked }: { asked: AboveTheo }) {
  const { currency } = useMe().settings;
  return (
    <Notice icon={TriangleAlert} tone="warn" role="alert" title={aboveTheoText(asked, currency)}>
      <p>{t('promo.aboveTheoAsk')}</p>
    </Notice>
  );
}
