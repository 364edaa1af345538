'use client';

import { CircleAlert } from 'lucide-react';
import type { ComponentProps } from 'react';
import { AskForApproval } from '@/components/domain/ask-for-approval';
import { LeftToGive } from '@/components/domain/left-to-give';
import type { OfferFigures } from '@/components/domain/offer-words';
import { exclusionText, giveText, rewardRefusalText } from '@/components/domain/offer-words';
import { Button } from '@/components/ui/button';
import { Notice } from '@/components/ui/notice';
import { SheetFoot } from '@/components/ui/sheet';
import type { Asked } from '@/hooks/authority/use-authority-left';
import { useMe } from '@/hooks/casino/me-context';
import type { CatalogRewardIntent } from '@/hooks/catalog/use-issue-reward';
import { useNow } from '@/hooks/floor/use-now';
import type { RequestCompInput } from '@/services/authority/dtos';
import type { Offer, RewardFamily } from '@/services/catalog/dtos';
import { t } from '@/words/say';
import { ChangedFigures } from './changed-figures';
import { isSameFigures } from './offer-model';

const TICK_MS = 10_000;

type OfferFootProps = {
  intent: CatalogRewardIntent | null;
  playerId: string;
  family: RewardFamily;
  offer: Offer | null;
  /** The figures the offer showed when it was chosen. */
  agreed: OfferFigures | null;
  now: OfferFigures | null;
  /** What giving it counts against the limits. */
  asked: Asked;
  isAmountMissing: boolean;
  isNoteMissing: boolean;
  onConfirm: () => void;
  /** Beyond what this person may give, somebody else is asked in the place of it. */
  toAsk: ComponentProps<typeof AskForApproval<RequestCompInput>> | null;
};

/** The one confirming tap, and above it what stands against it: a refusal, or figures that changed. */
export function OfferFoot(props: OfferFootProps) {
  const { intent, playerId, family, offer, agreed, now, asked, isAmountMissing, isNoteMissing, onConfirm, toAsk } =
    props;
  const { currency } = useMe().settings;
  const isSending = intent?.status === 'sending';
  const isChanged = agreed !== null && now !== null && !isSameFigures(agreed, now);
  const give = offer && now ? giveText(offer, now, currency) : null;
  return (
    <SheetFoot>
      {isChanged && !isSending ? (
        <ChangedFigures before={agreed} now={now} isAvailable={offer?.eligible === true} />
      ) : (
        <Objection intent={intent} offer={offer} />
      )}
      <LeftToGive playerId={playerId} asked={asked} />
      {toAsk ? (
        <AskForApproval {...toAsk} />
      ) : (
        // Not `disabled` while something is missing: whoever tabs through the form finds out what.
        <Button
          variant="primary"
          size="big"
          aria-disabled={offer?.eligible !== true || isAmountMissing || isNoteMissing || undefined}
          isBusy={isSending}
          onClick={onConfirm}
        >
          <span className="text-balance whitespace-normal leading-tight">
            {isSending ? t('offers.giving') : (missingText(offer, { isAmountMissing, isNoteMissing, family }) ?? give)}
          </span>
        </Button>
      )}
    </SheetFoot>
  );
}

type Missing = Pick<OfferFootProps, 'isAmountMissing' | 'isNoteMissing' | 'family'>;

function missingText(offer: Offer | null, { isAmountMissing, isNoteMissing, family }: Missing): string | null {
  if (offer === null) return t('offers.choose', { family });
  if (!offer.eligible) return t('offers.notAvailableNow');
  if (isAmountMissing) return t('offers.amountMissing');
  return isNoteMissing ? t('offers.noteMissing') : null;
}

type ObjectionProps = Pick<OfferFootProps, 'intent' | 'offer'>;

/** Why the last confirm was refused; or, before one, that nothing can be given to this player at all. */
function Objection({ intent, offer }: ObjectionProps) {
  const { timeZone } = useMe().settings;
  const nowMs = useNow(TICK_MS);
  const refusal = intent?.status === 'refused' ? intent.refusal : null;
  const words = refusal ? rewardRefusalText(refusal, { timeZone, nowMs }) : offer && exclusionText(offer);
  if (words === null) return null;
  // An exclusion is nothing to draw eyes to: the player may look on.
  const isPlain = refusal === null || refusal.code === 'PLAYER_EXCLUDED';
  return (
    <Notice
      icon={CircleAlert}
      tone={isPlain ? 'neutral' : 'bad'}
      role={refusal ? 'alert' : 'status'}
      title={words.title}
    >
      <p>{words.remedy}</p>
    </Notice>
  );
}
