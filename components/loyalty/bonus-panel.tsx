'use client';

import { useRef, useState } from 'react';
import { AskForApproval } from '@/components/domain/ask-for-approval';
import { LeftToGive } from '@/components/domain/left-to-give';
import { ISSUABLE_REASONS, reasonLabel } from '@/components/labels';
import { Button } from '@/components/ui/button';
import { Choice, ChoiceGroup } from '@/components/ui/choice-group';
import { type ErrorWords, errorText } from '@/components/ui/error-text';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { SheetBody, SheetFoot } from '@/components/ui/sheet';
import { useMayAsk } from '@/hooks/authority/use-authority-left';
import { useRequestReward } from '@/hooks/authority/use-reward-requests';
import { useMe } from '@/hooks/casino/me-context';
import { useRewardQueue } from '@/hooks/loyalty/reward-queue-context';
import { formatPoints } from '@/lib/shared/format';
import type { FloorSlip } from '@/services/floor/dtos';
import type { IssuableReason } from '@/services/loyalty/dtos';
import { t } from '@/words/say';
import { OverrideNotice } from './override-notice';
import { PointsPicker } from './points-picker';
import { RewardSummary } from './reward-summary';

const NOTE_MAX = 500;
/** Points can only be added here, which corrects nothing: what was given by mistake is taken back. */
const OFFERED = ISSUABLE_REASONS.filter((reason) => reason !== 'correction');

/** Bonus points on a slip: how many, why, a note. Confirming hands them to the queue, which sends them exactly once. */
export function BonusPanel({ slip, onIssued }: { slip: FloorSlip; onIssued: () => void }) {
  const { rewardSoftCapPoints } = useMe().settings;
  const { add } = useRewardQueue();
  const [points, setPoints] = useState<number | null>(null);
  const [reason, setReason] = useState<IssuableReason>('mid_session_bonus');
  const [note, setNote] = useState('');
  const [isOverride, setIsOverride] = useState(false);
  const [whyNotKept, setWhyNotKept] = useState<ErrorWords | null>(null);
  const isConfirming = useRef(false);

  const ask = useRequestReward();
  // Without a network what is confirmed is sent later, and the server decides.
  const mayAsk = useMayAsk(slip.playerId, { bonusPoints: points });
  const isToAsk = ask.isPending || ask.isSuccess || mayAsk;
  const isOverCap = !isToAsk && points !== null && points > rewardSoftCapPoints;
  const isNoteMissing = isOverCap && isOverride && note.trim() === '';
  const isReady = points !== null && (!isOverCap || (isOverride && !isNoteMissing));

  const confirm = async () => {
    // A second tap on the way out must not become a second reward.
    if (points === null || !isReady || isConfirming.current) return;
    isConfirming.current = true;
    try {
      await add(
        {
          ratingSlipId: slip.id,
          points,
          reason,
          ...(note.trim() === '' ? {} : { note: note.trim() }),
          ...(isOverCap ? { override: true } : {}),
        },
        { playerName: slip.playerName, tableLabel: slip.tableLabel },
      );
      onIssued();
    } catch (error) {
      // The device could not keep the intent, so nothing was sent.
      isConfirming.current = false;
      setWhyNotKept(errorText(error));
    }
  };

  return (
    <>
      <SheetBody>
        <PointsPicker onChange={setPoints} />
        {isOverCap ? (
          <OverrideNotice capPoints={rewardSoftCapPoints} isOverride={isOverride} onOverride={setIsOverride} />
        ) : null}
        <fieldset>
          <legend className="mb-2 text-muted text-xs">{t('ui.reason')}</legend>
          <ChoiceGroup
            label={t('ui.reason')}
            value={reason}
            onChange={(value) => setReason(value as IssuableReason)}
            className="grid grid-cols-2 gap-2 max-[360px]:grid-cols-1"
          >
            {OFFERED.map((option) => (
              <Choice key={option} value={option} look="tile">
                {reasonLabel(option)}
              </Choice>
            ))}
          </ChoiceGroup>
        </fieldset>
        <Field
          label={noteLabel(isToAsk, isOverCap && isOverride)}
          error={isNoteMissing ? t('loyalty.noteMissing') : undefined}
        >
          {(control) => (
            <Input
              {...control}
              maxLength={NOTE_MAX}
              autoComplete="off"
              placeholder={t('loyalty.noteExample')}
              value={note}
              onChange={(event) => setNote(event.target.value)}
            />
          )}
        </Field>
        <RewardSummary slip={slip} points={points} />
      </SheetBody>
      <SheetFoot>
        {whyNotKept ? (
          <p role="alert" className="text-danger text-sm">
            {t('loyalty.notKept')} {whyNotKept.title} {whyNotKept.remedy}
          </p>
        ) : null}
        <LeftToGive playerId={slip.playerId} asked={{ bonusPoints: points }} />
        {isToAsk && points !== null ? (
          <AskForApproval
            ask={ask}
            request={{ ratingSlipId: slip.id, points, reason, note: note.trim() }}
            what={t('domain.points', { points: formatPoints(points) })}
            onAsked={onIssued}
          />
        ) : (
          <>
            <Button variant="primary" size="big" disabled={!isReady} onClick={() => void confirm()}>
              {points === null ? t('loyalty.choosePoints') : t('loyalty.issuePoints', { points: formatPoints(points) })}
            </Button>
            <p className="text-center text-muted text-xs">{t('loyalty.safeToRepeat')}</p>
          </>
        )}
      </SheetFoot>
    </>
  );
}

function noteLabel(isToAsk: boolean, isOverride: boolean): string {
  if (isToAsk) return t('domain.noteForApproval');
  return isOverride ? t('loyalty.noteNeeded') : t('loyalty.noteOptional');
}
