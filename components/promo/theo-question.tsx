'use client';

import { TriangleAlert } from 'lucide-react';
import { Notice } from '@/components/ui/notice';
import { useMe } from '@/hooks/casino/me-context';
import type { CouponIntent } from '@/hooks/promo/coupon-intents';
import type { ErrorDetails } from '@/lib/shared/error-details';
import { formatMoney } from '@/lib/shared/format';
import { t } from '@/words/say';

export type AboveTheo = ErrorDetails<'GIVEN_ABOVE_THEO'>;

/** What a form has chosen now: nothing yet, or nobody, where it is undefined. */
type Chosen = { promoProgramId: string | undefined; playerId: string | undefined };

/** The last request of a form, unless it was refused for another program or player than those that are chosen now. */
export function requestOf(intent: CouponIntent | null, { promoProgramId, playerId }: Chosen): CouponIntent | null {
  if (intent?.status !== 'refused' || intent.request.kind !== 'issue') return intent;
  const { input } = intent.request;
  return input.promoProgramId === promoProgramId && input.playerId === playerId ? intent : null;
}

/** What the server asked about a form's request. */
export function askedAboveTheo(request: CouponIntent | null): AboveTheo | null {
  if (request?.status !== 'refused' || request.refusal.code !== 'GIVEN_ABOVE_THEO') return null;
  return request.refusal.details ?? null;
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

/** Asks, once, before a player is given more than the play of the visit is worth. */
export function TheoQuestion({ asked }: { asked: AboveTheo }) {
  const { currency } = useMe().settings;
  return (
    <Notice icon={TriangleAlert} tone="warn" role="alert" title={aboveTheoText(asked, currency)}>
      <p>{t('promo.aboveTheoAsk')}</p>
    </Notice>
  );
}
