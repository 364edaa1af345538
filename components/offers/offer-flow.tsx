'use client';

import type { ReactNode } from 'react';
import { existingText } from '@/components/domain/coupon-words';
import { IssuedCoupon } from '@/components/domain/issued-coupon';
import { UnansweredReward } from '@/components/domain/unanswered-reward';
import { SheetBody } from '@/components/ui/sheet';
import { useMe } from '@/hooks/casino/me-context';
import { useOfferForm, useRewardRequest } from '@/hooks/catalog/use-issue-reward';
import type { IssuedReward } from '@/services/catalog/dtos';
import { t } from '@/words/say';
import { GivenComp } from './given-comp';

type OfferFlowProps = {
  playerId: string;
  playerName: string;
  /** Whether its tab is the one in view. */
  isShown: boolean;
  onDone: () => void;
  children: ReactNode;
};

/**
 * The form for a player, and what stands in its stead once it was confirmed: what was given, or, while the server has
 * not answered, that it is not yet given. The form keeps what was typed until there is an answer.
 */
export function OfferFlow({ playerId, playerName, isShown, onDone, children }: OfferFlowProps) {
  const { intent, dismiss } = useRewardRequest(playerId);
  useOfferForm(playerId, isShown);
  if (isShown && intent?.status === 'answered') {
    return <Given reward={intent.answer} playerName={playerName} onMore={dismiss} onDone={onDone} />;
  }
  const isWaiting = isShown && (intent?.status === 'unanswered' || intent?.status === 'retrying');
  return (
    <>
      {isWaiting ? (
        <SheetBody>
          <UnansweredReward playerId={playerId} />
        </SheetBody>
      ) : null}
      <div className={isWaiting ? 'hidden' : 'contents'}>{children}</div>
    </>
  );
}

type GivenProps = { reward: IssuedReward; playerName: string; onMore: () => void; onDone: () => void };

/** A comp has an entry, an entitlement a coupon. */
function Given({ reward, playerName, onMore, onDone }: GivenProps) {
  const { timeZone } = useMe().settings;
  const { entry, coupon, balance, isExisting } = reward;
  if (entry) return <GivenComp {...{ entry, playerName, balance, isExisting, onMore, onDone }} />;
  if (coupon === null) return null;
  return (
    <IssuedCoupon
      coupon={coupon}
      heading={isExisting ? t('domain.alreadyIssued') : t('domain.couponIssued')}
      remark={isExisting ? existingText(coupon, timeZone) : (coupon.rewardName ?? undefined)}
      isPrePrinted={false}
      onDone={onDone}
    />
  );
}
