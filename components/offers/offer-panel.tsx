'use client';

import type { ReactNode } from 'react';
import { listIssuable } from '@/components/domain/issuable-programs';
import { errorText } from '@/components/ui/error-text';
import { Late, lateCode } from '@/components/ui/late';
import { ErrorState } from '@/components/ui/message-state';
import { SheetBody } from '@/components/ui/sheet';
import { Skeleton } from '@/components/ui/skeleton';
import { usePreload } from '@/components/ui/use-preload';
import { useCan, useMe } from '@/hooks/casino/me-context';
import { useOffers } from '@/hooks/catalog/use-offers';
import { useNow } from '@/hooks/floor/use-now';
import { visitPlace } from '@/hooks/promo/use-coupon-requests';
import { usePromoPrograms } from '@/hooks/promo/use-promo-programs';
import type { RewardFamily } from '@/services/catalog/dtos';
import type { PromoProgram } from '@/services/promo/dtos';
import { t } from '@/words/say';
import { OfferFlow } from './offer-flow';
import { OfferForm } from './offer-form';
import { PROGRAM_LOADERS } from './program-parts';

const issueFlow = lateCode(async () => (await import('@/components/promo/issue-flow')).IssueFlow);
const COUPON_LOADERS = [issueFlow.fetch, ...PROGRAM_LOADERS];
const TICK_MS = 10_000;
const NO_PROGRAMS: readonly PromoProgram[] = [];

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
export function CompsPanel({ isShown, onGiven, ...recipient }: OfferPanelProps) {
  const { playerId, playerName } = recipient;
  return (
    <OfferFlow playerId={playerId} playerName={playerName} isShown={isShown} onDone={onGiven}>
      <OffersOf family="points_comp" recipient={recipient} programs={NO_PROGRAMS} onAsked={onGiven} />
    </OfferFlow>
  );
}

/** What a player can have as a coupon: by tier, and, on a visit and by who may, of a promo program. One list. */
export function CouponsPanel({ isShown, onGiven, ...recipient }: OfferPanelProps) {
  const { playerId, playerName, visitId } = recipient;
  const mayIssue = useCan('coupon.manage');
  return (
    <OfferFlow playerId={playerId} playerName={playerName} isShown={isShown} onDone={onGiven}>
      {visitId !== null && mayIssue ? (
        <OnVisit visitId={visitId} onDone={onGiven}>
          <WithPrograms recipient={recipient} onAsked={onGiven} />
        </OnVisit>
      ) : (
        <OffersOf family="entitlement" recipient={recipient} programs={NO_PROGRAMS} onAsked={onGiven} />
      )}
    </OfferFlow>
  );
}

/** What became of the visit's last coupon of a program stands in the list's place until it was read. */
function OnVisit({ visitId, onDone, children }: { visitId: string; onDone: () => void; children: ReactNode }) {
  usePreload(COUPON_LOADERS);
  return (
    <Late
      code={issueFlow}
      props={{ place: visitPlace(visitId), onDone, children }}
      fallback={
        <SheetBody>
          <OffersSkeleton family="entitlement" />
        </SheetBody>
      }
    />
  );
}

type Recipient = Omit<OfferPanelProps, 'isShown' | 'onGiven'>;

function WithPrograms({ recipient, onAsked }: Pick<OffersOfProps, 'recipient' | 'onAsked'>) {
  const { settings } = useMe();
  const nowMs = useNow(TICK_MS);
  const programs = usePromoPrograms();
  if (programs.data === undefined) return <NotYetHere query={programs} family="entitlement" />;
  const issuable = listIssuable(programs.data, settings, nowMs);
  return <OffersOf family="entitlement" recipient={recipient} programs={issuable} onAsked={onAsked} />;
}

type OffersOfProps = {
  family: RewardFamily;
  recipient: Recipient;
  programs: readonly PromoProgram[];
  /** Somebody else was asked to give it. */
  onAsked: () => void;
};

function OffersOf({ family, recipient, programs, onAsked }: OffersOfProps) {
  const offers = useOffers(recipient.playerId, recipient.visitId);
  if (offers.data === undefined) return <NotYetHere query={offers} family={family} />;
  return <OfferForm list={offers.data} {...{ family, recipient, programs, onAsked }} />;
}

type NotYetHereProps = {
  query: { isPending: boolean; isFetching: boolean; error: Error | null; refetch: () => unknown };
  family: RewardFamily;
};

function NotYetHere({ query, family }: NotYetHereProps) {
  return (
    <SheetBody>
      {query.isPending ? (
        <OffersSkeleton family={family} />
      ) : (
        <ErrorState {...errorText(query.error)} onRetry={() => void query.refetch()} isRetrying={query.isFetching} />
      )}
    </SheetBody>
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
