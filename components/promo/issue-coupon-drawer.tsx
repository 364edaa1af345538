'use client';

import { useState } from 'react';
import { MADE_BY_PITSIDE, type NumberSource } from '@/components/domain/number-source';
import { PlayerPicker } from '@/components/domain/player-picker';
import { Choice, ChoiceGroup } from '@/components/ui/choice-group';
import { SheetBody, SheetFrame, SheetHead } from '@/components/ui/sheet';
import { useMe } from '@/hooks/casino/me-context';
import { DESK, useIssueCoupon } from '@/hooks/promo/use-coupon-requests';
import type { Player } from '@/services/floor/dtos';
import type { PromoProgram } from '@/services/promo/dtos';
import { t } from '@/words/say';
import { IssueFlow } from './issue-flow';
import { IssueFoot } from './issue-foot';
import { IssueSummary, issueText, missingText } from './issue-summary';
import { NumberChoice, numberInput } from './number-choice';
import { ProgramPicker } from './program-picker';
import { allTheSameText, askedAboveTheo, requestOf } from './theo-question';

/** Issues a coupon away from the tables: program, player, number, one confirm, then the number and its paper. */
export function IssueCouponDrawer({ onClose }: { onClose: () => void }) {
  return (
    <SheetFrame isOpen onClose={onClose} isWide>
      <SheetHead title={t('promo.issueCoupon')} />
      <IssueFlow place={DESK} onDone={onClose}>
        <IssueForm onAsked={onClose} />
      </IssueFlow>
    </SheetFrame>
  );
}

function IssueForm({ onAsked }: { onAsked: () => void }) {
  const { settings } = useMe();
  const { intent, issue } = useIssueCoupon(DESK);
  const [program, setProgram] = useState<PromoProgram | null>(null);
  const [player, setPlayer] = useState<Player | null>(null);
  const [isAnonymous, setIsAnonymous] = useState(false);
  const [number, setNumber] = useState<NumberSource>(MADE_BY_PITSIDE);
  const recipient = isAnonymous ? null : player;
  const request = requestOf(intent, { promoProgramId: program?.id, playerId: recipient?.id });
  const asked = askedAboveTheo(request);
  const wish = program && {
    promoProgramId: program.id,
    ...(recipient ? { playerId: recipient.id } : {}),
    ...numberInput(number),
  };
  const confirm = () => {
    if (program === null || wish === null) return;
    issue(
      { ...wish, ...(recipient ? { confirmAboveTheo: asked !== null } : {}) },
      recipient
        ? t('promo.programFor', { program: program.name, player: recipient.name })
        : t('promo.programForNobody', { program: program.name }),
    );
  };
  return (
    <>
      <SheetBody>
        <ProgramPicker value={program} onChange={setProgram} />
        {settings.promoAllowAnonymousIssuance ? (
          <ChoiceGroup
            label={t('promo.issueTo')}
            value={isAnonymous ? 'nobody' : 'player'}
            onChange={(value) => setIsAnonymous(value === 'nobody')}
            className="grid grid-cols-2 gap-2"
          >
            <Choice value="player" look="tile">
              {t('promo.toPlayer')}
            </Choice>
            <Choice value="nobody" look="tile">
              {t('domain.noPlayer')}
            </Choice>
          </ChoiceGroup>
        ) : null}
        {isAnonymous ? null : <PlayerPicker value={player} onChange={setPlayer} />}
        <NumberChoice value={number} onChange={setNumber} />
        {program ? <IssueSummary program={program} playerName={recipient?.name ?? null} /> : null}
      </SheetBody>
      <IssueFoot
        intent={request}
        wish={wish}
        program={program}
        onAsked={onAsked}
        asked={asked}
        missing={missingText(program, isAnonymous || player !== null, number)}
        label={asked ? allTheSameText(asked, settings.currency) : issueText(program, settings.currency)}
        busyLabel={t('promo.issuingProgram', { program: program?.name ?? '' })}
        onConfirm={confirm}
      />
    </>
  );
}
