'use client';

import type { FamilyWords } from '@/components/domain/offer-words';
import { errorText } from '@/components/ui/error-text';
import { ErrorState } from '@/components/ui/message-state';
import { SheetBody } from '@/components/ui/sheet';
import { Skeleton } from '@/components/ui/skeleton';
import { useOffers } from '@/hooks/catalog/use-offers';
import type { RewardFamily } from '@/services/catalog/dtos';
import { OfferFlow } from './offer-flow';
import { OfferForm } from './offer-form';

type OfferPanelProps = {
  playerId: string;
  playerName: string;
  /** Without one the server looks for the running visit by itself. */
  visitId: string | null;
  /** The live slip the reward belongs to, where there is one. */
  ratingSlipId: string | null;
  /** Whether its tab is the one in view. */
  isShown: boolean;
  onGiven: () => void;
};

const COMPS: FamilyWords = { one: 'comp', many: 'comps' };
const OFFERS: FamilyWords = { one: 'offer', many: 'offers' };

/** What a player can have for points. */
export function CompsPanel(props: OfferPanelProps) {
  return <OfferPanel family="points_comp" words={COMPS} {...props} />;
}

/** What a player can have by tier, as a coupon. */
export function OffersPanel(props: OfferPanelProps) {
  return <OfferPanel family="entitlement" words={OFFERS} {...props} />;
}

type FamilyPanelProps = OfferPanelProps & { family: RewardFamily; words: FamilyWords };

function OfferPanel({ family, words, isShown, onGiven, ...recipient }: FamilyPanelProps) {
  const { playerId, playerName, visitId } = recipient;
  const offers = useOffers(playerId, visitId);
  return (
    <OfferFlow playerId={playerId} playerName={playerName} isShown={isShown} onDone={onGiven}>
      {offers.data ? (
        <OfferForm list={offers.data} family={family} words={words} recipient={recipient} />
      ) : (
        <SheetBody>
          {offers.isPending ? (
            <OffersSkeleton words={words} />
          ) : (
            <ErrorState
              {...errorText(offers.error)}
              onRetry={() => void offers.refetch()}
              isRetrying={offers.isFetching}
            />
          )}
        </SheetBody>
      )}
    </OfferFlow>
  );
}

function OffersSkeleton({ words }: { words: FamilyWords }) {
  return (
    <div role="status" className="grid gap-2">
      <span className="sr-only">Loading the {words.many}</span>
      <Skeleton className="mb-2 h-[50px]" />
      {['a', 'b', 'c', 'd'].map((row) => (
        <Skeleton key={row} className="h-[66px]" />
      ))}
    </div>
  );
}
