'use client';

import { useEffect, useRef } from 'react';
import type { NumberSource } from '@/components/domain/number-source';
import type { ErrorWords } from '@/components/ui/error-text';
import { useMe } from '@/hooks/casino/me-context';
import { useIssueCoupon, visitPlace } from '@/hooks/promo/use-coupon-requests';
import type { PromoProgram } from '@/services/promo/dtos';
import { t } from '@/words/say';
import { IssueFoot } from './issue-foot';
import { IssueSummary, issueText, missingText } from './issue-summary';
import { isNumberReady, NumberChoice, numberInput } from './number-choice';
import { allTheSameText, askedAboveTheo, requestOf } from './theo-question';

type VisitCouponDetailsProps = {
  program: PromoProgram;
  playerName: string;
  number: NumberSource;
  onNumber: (number: NumberSource) => void;
};

/** What a coupon of the chosen program would be, and where its number comes from. It comes into view by itself. */
export function VisitCouponDetails({ program, playerName, number, onNumber }: VisitCouponDetailsProps) {
  const details = useRef<HTMLDivElement>(null);
  useEffect(() => {
    details.current?.scrollIntoView({ block: 'nearest' });
  }, []);
  return (
    <div ref={details} className="grid scroll-mb-4 animate-fade-in gap-4 pt-3 pb-1">
      <NumberChoice value={number} onChange={onNumber} />
      <IssueSummary program={program} playerName={playerName} />
    </div>
  );
}

type VisitCouponFootProps = {
  program: PromoProgram;
  recipient: { playerId: string; playerName: string };
  visitId: string;
  number: NumberSource;
  /** What stands against giving this player anything at all; null where nothing does. */
  objection: ErrorWords | null;
  /** Somebody else was asked to issue it. */
  onAsked: () => void;
};

/** Issues a coupon of a program to the player of a visit: the one confirming tap. */
export function VisitCouponFoot({ program, recipient, visitId, number, objection, onAsked }: VisitCouponFootProps) {
  const { settings } = useMe();
  const { playerId, playerName } = recipient;
  const { intent, issue } = useIssueCoupon(visitPlace(visitId));
  const request = requestOf(intent, { promoProgramId: program.id, playerId });
  const asked = askedAboveTheo(request);
  const wish = { promoProgramId: program.id, playerId, visitId, ...numberInput(number) };
  const confirm = () => {
    if (!isNumberReady(number)) return;
    issue(
      { ...wish, confirmAboveTheo: asked !== null },
      t('promo.programFor', { program: program.name, player: playerName }),
    );
  };
  return (
    <IssueFoot
      intent={request}
      wish={wish}
      program={program}
      onAsked={onAsked}
      asked={asked}
      objection={objection}
      missing={objection ? t('domain.notNow') : missingText(program, true, number)}
      label={asked ? allTheSameText(asked, settings.currency) : issueText(program, settings.currency)}
      busyLabel={t('promo.issuingProgram', { program: program.name })}
      onConfirm={confirm}
    />
  );
}
