'use client';

import { useState } from 'react';
import { SheetBody } from '@/components/ui/sheet';
import { useIssueCoupon, visitPlace } from '@/hooks/promo/use-coupon-requests';
import type { FloorSlip } from '@/services/floor/dtos';
import type { PromoProgram } from '@/services/promo/dtos';
import { IssueFlow } from './issue-flow';
import { IssueFoot } from './issue-foot';
import { IssueSummary, missingText } from './issue-summary';
import { isNumberReady, MADE_BY_PITSIDE, NumberChoice, type NumberSource, numberInput } from './number-choice';
import { ProgramPicker } from './program-picker';

type CouponPanelProps = { slip: FloorSlip; onIssued: () => void };

/** A coupon for a player at the table: the program, one confirm, and the number to read out or print. */
export function CouponPanel({ slip, onIssued }: CouponPanelProps) {
  const place = visitPlace(slip.visitId);
  return (
    <IssueFlow place={place} onDone={onIssued}>
      <SlipCouponForm slip={slip} place={place} />
    </IssueFlow>
  );
}

function SlipCouponForm({ slip, place }: { slip: FloorSlip; place: string }) {
  const { intent, issue } = useIssueCoupon(place);
  const [program, setProgram] = useState<PromoProgram | null>(null);
  const [number, setNumber] = useState<NumberSource>(MADE_BY_PITSIDE);
  const confirm = () => {
    if (program === null || !isNumberReady(number)) return;
    issue(
      { promoProgramId: program.id, playerId: slip.playerId, visitId: slip.visitId, ...numberInput(number) },
      `${program.name} for ${slip.playerName}`,
    );
  };
  return (
    <>
      <SheetBody>
        <ProgramPicker value={program} onChange={setProgram} />
        <NumberChoice value={number} onChange={setNumber} />
        {program ? <IssueSummary program={program} playerName={slip.playerName} /> : null}
      </SheetBody>
      <IssueFoot
        intent={intent}
        missing={missingText(program, true, number)}
        label={`Issue ${program?.name}`}
        busyLabel={`Issuing ${program?.name ?? ''} …`}
        onConfirm={confirm}
      />
    </>
  );
}
