'use client';

import { CircleAlert } from 'lucide-react';
import { useState } from 'react';
import { AskForApproval } from '@/components/domain/ask-for-approval';
import { couponOf } from '@/components/domain/coupon-words';
import { LeftToGive } from '@/components/domain/left-to-give';
import { Button } from '@/components/ui/button';
import type { ErrorWords } from '@/components/ui/error-text';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { Notice } from '@/components/ui/notice';
import { SheetFoot } from '@/components/ui/sheet';
import { useMayAsk } from '@/hooks/authority/use-authority-left';
import { useRequestCoupon } from '@/hooks/authority/use-reward-requests';
import { useMe } from '@/hooks/casino/me-context';
import type { CouponIntent } from '@/hooks/promo/coupon-intents';
import type { RequestCouponInput } from '@/services/authority/dtos';
import type { PromoProgram } from '@/services/promo/dtos';
import { t } from '@/words/say';
import { RefusalNotice } from './refusal-notice';
import { type AboveTheo, TheoQuestion } from './theo-question';

const NOTE_MAX = 500;

/** A coupon as it would be issued or asked for. */
type CouponWish = Omit<RequestCouponInput, 'note'>;

type IssueFootProps = {
  intent: CouponIntent | null;
  /** What would be issued, and of what; null while no program is chosen. */
  wish: CouponWish | null;
  program: PromoProgram | null;
  /** What is still missing, in words; null when it can be confirmed. */
  missing: string | null;
  /** What the confirming tap does. */
  label: string;
  /** What is said while it is under way. */
  busyLabel: string;
  onConfirm: () => void;
  /** What the server wants to have confirmed of the last request; the confirming tap is the answer. */
  asked?: AboveTheo | null;
  /** What stands against giving this player anything at all. */
  objection?: ErrorWords | null;
  /** Somebody else was asked to issue it. */
  onAsked: () => void;
};

/** The one confirming tap of a coupon's form, and the refusal of the last one or the question about it. */
export function IssueFoot({
  intent,
  wish,
  program,
  missing,
  label,
  busyLabel,
  onConfirm,
  asked,
  objection,
  onAsked,
}: IssueFootProps) {
  const isSending = intent?.status === 'sending';
  const playerId = wish?.playerId ?? null;
  const given = { couponCents: program?.faceValueCents ?? null };
  const ask = useRequestCoupon();
  const mayAsk = useMayAsk(playerId, given);
  return (
    <SheetFoot>
      {objection ? (
        <Notice icon={CircleAlert} tone="neutral" role="status" title={objection.title}>
          <p>{objection.remedy}</p>
        </Notice>
      ) : null}
      {asked ? <TheoQuestion asked={asked} /> : <RefusalNotice intent={intent} />}
      <LeftToGive playerId={playerId} asked={given} />
      {wish && program && (ask.isPending || ask.isSuccess || (mayAsk && missing === null)) ? (
        <AskForCoupon ask={ask} wish={wish} program={program} onAsked={onAsked} />
      ) : (
        // Not `disabled` while something is missing: whoever tabs through the form finds out what.
        <Button
          variant="primary"
          size="big"
          aria-disabled={missing !== null || undefined}
          isBusy={isSending}
          onClick={missing === null ? onConfirm : undefined}
        >
          {isSending ? busyLabel : (missing ?? label)}
        </Button>
      )}
    </SheetFoot>
  );
}

type AskForCouponProps = {
  ask: ReturnType<typeof useRequestCoupon>;
  wish: CouponWish;
  program: PromoProgram;
  onAsked: () => void;
};

/** Beyond what this person may give: why it is wanted, and the tap that asks for it. */
function AskForCoupon({ ask, wish, program, onAsked }: AskForCouponProps) {
  const { currency } = useMe().settings;
  const [note, setNote] = useState('');
  return (
    <>
      <Field label={t('domain.noteForApproval')}>
        {(control) => (
          <Input
            {...control}
            maxLength={NOTE_MAX}
            autoComplete="off"
            value={note}
            onChange={(event) => setNote(event.target.value)}
          />
        )}
      </Field>
      <AskForApproval
        ask={ask}
        request={{ ...wish, note: note.trim() }}
        what={couponOf(program.name, program.faceValueCents, currency)}
        onAsked={onAsked}
      />
    </>
  );
}
