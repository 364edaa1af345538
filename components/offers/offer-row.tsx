import { CircleSlash, Clock } from 'lucide-react';
import { memo } from 'react';
import { wagerText } from '@/components/domain/coupon-words';
import { figureText } from '@/components/domain/offer-words';
import { rewardKindLabel } from '@/components/labels';
import { Choice } from '@/components/ui/choice-group';
import { useMe } from '@/hooks/casino/me-context';
import type { Offer } from '@/services/catalog/dtos';
import { t } from '@/words/say';

type OfferRowProps = {
  offer: Offer;
  /** Why it cannot be given now; null when it can. */
  reason: string | null;
};

/** One offer to choose: what it is, what it costs or is worth, and why not where not. */
export const OfferRow = memo(function OfferRow({ offer, reason }: OfferRowProps) {
  const { currency } = useMe().settings;
  const figure = figureText(offer, currency);
  const Mark = offer.nextEligibleAt === null ? CircleSlash : Clock;
  return (
    <Choice value={offer.rewardId} look="card">
      <span className="flex min-w-0 flex-1 items-center gap-3">
        <span className="min-w-0 flex-1">
          <span
            className={
              reason === null ? 'block truncate font-semibold text-ink' : 'block truncate font-medium text-muted'
            }
          >
            {offer.name}
          </span>
          {reason === null ? (
            <span className="block truncate text-muted text-xs">{rewardKindLabel(offer.kind)}</span>
          ) : (
            <span className="flex items-start gap-1.5 whitespace-normal text-muted text-xs">
              <Mark aria-hidden className="mt-px size-3.5 shrink-0" />
              <span>
                <span className="sr-only">{t('offers.notAvailable')} </span>
                {reason}
              </span>
            </span>
          )}
        </span>
        {figure === null ? null : (
          <span className={reason === null ? 'text-right' : 'text-right text-muted'}>
            <span className="block font-[680] text-[19px] leading-6">{figure}</span>
            <span className="block text-muted text-xs">{unitText(offer, currency)}</span>
          </span>
        )}
      </span>
    </Choice>
  );
});

function unitText({ requiredMatchWagerCents }: Offer, currency: string): string {
  return requiredMatchWagerCents === null ? t('offers.points') : wagerText({ requiredMatchWagerCents }, currency);
}
