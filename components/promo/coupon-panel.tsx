'use client';

import { useState } from 'react';
import { SheetBody } from '@/components/ui/sheet';
import { useMe } from '@/hooks/casino/me-context';
import { useIssueCoupon, visitPlace } from '@/hooks/promo/use-coupon-requests';
import type { PromoProgram } from '@/services/promo/dtos';
import { t } from '@/words/say';
import { IssueFlow } from './issue-flow';
import { IssueFoot } from './issue-foot';
import { IssueSummary, issueText, missingText } from './issue-summary';
import { isNumberReady, MADE_BY_PITSIDE, NumberChoice, type NumberSource, numberInput } from './number-choice';
import { ProgramPicker } from './program-picker';
import { allTheSameText, askedAboveTheo } from './theo-question';

type Recipient = { playerId: string; playerName: string; visitId: string };
type CouponPanelProps = Recipient & { onIssued: () => void };

/** A coupon for a player on a visit: the program, one confirm, and the number to read out or print. */
export function CouponPanel({ onIssued, ...recipient }: CouponPanelProps) {
  const place = visitPlace(recipient.visitId);
  return (
    <IssueFlow place={place} onDone={onIssued}>
      <VisitCouponForm {...recipient} place={place} />
    </IssueFlow>
  );
}

function VisitCouponForm({ playerId, playerName, visitId, place }: Recipient & { place: string }) {
  const { settings } = useMe();
  const { intent, issue } = useIssueCoupon(place);
  const [program, setProgram] = useState<PromoProgram | null>(null);
  const [number, setNumber] = useState<NumberSource>(MADE_BY_PITSIDE);
  const asked = askedAboveTheo(intent, program?.id);
  const confirm = () => {
    if (program === null || !isNumberReady(number)) return;
    issue(
      { promoProgramId: program.id, playerId, visitId, confirmAboveTheo: asked !== null, ...numberInput(number) },
      t('promo.programFor', { program: program.name, player: playerName }),
    );
  };
  return (
    <>
      <SheetBody>
        <ProgramPicker value={program} onChange={setProgram} />
        <NumberChoice value={number} onChange={setNumber} />
        {program ? <IssueSummary program={program} playerName={playerName} /> : null}
      </SheetBody>
      <IssueFoot
        intent={intent}
        asked={asked}
        missing={missingText(program, true, number)}
        label={asked ? allTheSameText(asked, settings.currency) : issueText(program, settings.currency)}
        busyLabel={t('promo.issuingProgram', { program: program?.name ?? '' })}
        onConfirm={confirm}
      />
    </>
  );
}
