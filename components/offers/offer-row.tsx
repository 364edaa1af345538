import { CircleSlash, Clock } from 'lucide-react';
import { memo } from 'react';
import { wagerText } from '@/components/domain/coupon-words';
import { figureText, leftText } from '@/components/domain/offer-words';
import { Choice } from '@/components/ui/choice-group';
import { useMe } from '@/hooks/casino/me-context';
import { formatHours, formatMoney } from '@/lib/shared/format';
import { t } from '@/words/say';
import { type GiftRow, kindText, nameOf } from './offer-model';

type OfferRowProps = {
  row: GiftRow;
  /** Of the player: what an entitlement goes by. */
  tierName: string;
  /** Why it cannot be given now; null when it can. */
  reason: string | null;
};

/** One thing to choose: what it is, where it comes from and what is left, what it costs or is worth, and why not where not. */
export const OfferRow = memo(function OfferRow({ row, tierName, reason }: OfferRowProps) {
  const { currency } = useMe().settings;
  const figure = row.offer ? figureText(row.offer, currency) : formatMoney(row.program.faceValueCents, currency);
  const Mark = row.offer?.nextEligibleAt ? Clock : CircleSlash;
  return (
    <Choice value={row.id} look="card">
      <span className="flex min-w-0 flex-1 items-center gap-3">
        <span className="min-w-0 flex-1">
          <span
            className={
              reason === null ? 'block truncate font-semibold text-ink' : 'block truncate font-medium text-muted'
            }
          >
            {nameOf(row)}
          </span>
          <span className="block whitespace-normal text-muted text-xs">{sourceText(row, tierName, reason)}</span>
          {reason === null ? null : (
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
            <span className="block text-muted text-xs">{unitText(row, currency)}</span>
          </span>
        )}
      </span>
    </Choice>
  );
});

/** Where it comes from, and what is left: `By tier: Platinum · 1 of 1 left today`, `By program · valid 24 h`, `Meal`. */
function sourceText({ kind, offer, program }: GiftRow, tierName: string, reason: string | null): string {
  if (program) return t('offers.byProgram', { hours: formatHours(program.validHours) });
  const source = offer.family === 'entitlement' ? t('offers.byTier', { tier: tierName }) : kindText(kind);
  // Where a limit stands in the way, the reason says so.
  const left = reason === null ? offer.remaining.map(leftText) : [];
  return [source, ...left].join(' · ');
}

function unitText({ offer, program }: GiftRow, currency: string): string {
  if (offer?.minAmountCents) return t('offers.amountTyped');
  const requiredMatchWagerCents = (offer ?? program).requiredMatchWagerCents;
  return requiredMatchWagerCents === null ? t('offers.points') : wagerText({ requiredMatchWagerCents }, currency);
}
