'use client';

import { errorText } from '@/components/ui/error-text';
import { ErrorState } from '@/components/ui/message-state';
import { SheetBody } from '@/components/ui/sheet';
import { Skeleton } from '@/components/ui/skeleton';
import { useOffers } from '@/hooks/catalog/use-offers';
import type { RewardFamily } from '@/services/catalog/dtos';
import { t } from '@/words/say';
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

/** What a player can have for points. */
export function CompsPanel(props: OfferPanelProps) {
  return <OfferPanel family="points_comp" {...props} />;
}

/** What a player can have by tier, as a coupon. */
export function OffersPanel(props: OfferPanelProps) {
  return <OfferPanel family="entitlement" {...props} />;
}

type FamilyPanelProps = OfferPanelProps & { family: RewardFamily };

function OfferPanel({ family, isShown, onGiven, ...recipient }: FamilyPanelProps) {
  const { playerId, playerName, visitId } = recipient;
  const offers = useOffers(playerId, visitId);
  return (
    <OfferFlow playerId={playerId} playerName={playerName} isShown={isShown} onDone={onGiven}>
      {offers.data ? (
        <OfferForm list={offers.data} family={family} recipient={recipient} />
      ) : (
        <SheetBody>
          {offers.isPending ? (
            <OffersSkeleton family={family} />
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

function OffersSkeleton({ family }: { family: RewardFamily }) {
  return (
    <div role="status" className="grid gap-2">
      <span className="sr-only">{t('offers.loading', { family })}</span>
      <Skeleton className="mb-2 h-[50px]" />
      {['a', 'b', 'c', 'd'].map((row) => (
        <Skeleton key={row} className="h-[66px]" />
      ))}
    </div>
  );
}
