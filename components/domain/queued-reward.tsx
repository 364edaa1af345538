'use client';

import { CircleAlert, Hourglass } from 'lucide-react';
import { reasonLabel } from '@/components/labels';
import { Button, buttonStyles } from '@/components/ui/button';
import { errorWords } from '@/components/ui/error-text';
import { toastError, toastMessage } from '@/components/ui/toast';
import { type RewardIntent, useRewardQueue } from '@/hooks/loyalty/reward-queue-context';
import { useConnection } from '@/hooks/use-connection';
import { useSecondsUntil } from '@/hooks/use-seconds-until';
import { formatSignedPoints } from '@/lib/shared/format';
import { t } from '@/words/say';
import { type Circumstances, waitingFor, waitingText } from './waiting-words';

type QueuedRewardProps = {
  intent: RewardIntent;
  /** Names player and table, for lists that go across slips. */
  hasPlace?: boolean;
};

/** A confirmed reward that the server has not issued: where it stands, and what can still be done about it. */
export function QueuedReward({ intent, hasPlace = false }: QueuedRewardProps) {
  const { input, display, status, refusal } = intent;
  const isRefused = status === 'refused';
  const why = refusal && errorWords(refusal.code);
  const circumstances = useCircumstances(intent);
  return (
    <li className="grid grid-cols-[minmax(52px,auto)_1fr_auto] items-center gap-2.5 py-2.5">
      <span className={isRefused ? 'font-bold text-[16px] text-muted' : 'font-bold text-[16px] text-warn'}>
        {formatSignedPoints(input.points)}
      </span>
      <div className="min-w-0">
        <p className="truncate text-[14px]">
          {hasPlace ? `${display.playerName} · ${display.tableLabel}` : reasonLabel(input.reason)}
        </p>
        {isRefused ? (
          <p className="text-xs">
            <span className="flex items-start gap-1 font-semibold text-danger">
              <CircleAlert aria-hidden className="mt-px size-3.5 shrink-0" />
              <span>{t('domain.notIssued', { why: why?.title ?? '' })}</span>
            </span>
            <span className="text-muted">{why?.remedy}</span>
          </p>
        ) : (
          <p className="flex items-start gap-1 text-warn text-xs">
            <Hourglass aria-hidden className="mt-px size-3.5 shrink-0" />
            <span>{waitingText(intent, circumstances)}</span>
          </p>
        )}
        {input.note ? <p className="truncate text-muted text-xs">“{input.note}”</p> : null}
      </div>
      {isRefused ? (
        <DismissAction intent={intent} />
      ) : (
        <WaitingAction intent={intent} isSending={waitingFor(intent, circumstances) === 'sending'} />
      )}
    </li>
  );
}

/** What keeps this reward from being sent, counted down each second. */
function useCircumstances(intent: RewardIntent): Circumstances {
  const connection = useConnection();
  const { intents, isPausedForSignIn } = useRewardQueue();
  const seconds = useSecondsUntil(intent.nextAttemptAt);
  const first = intents.find(
    ({ input, status }) => input.ratingSlipId === intent.input.ratingSlipId && status !== 'refused',
  );
  const isBehind = first?.idempotencyKey !== intent.idempotencyKey;
  return { isOnline: connection === 'online', isPausedForSignIn, isBehind, seconds };
}

/** What can be done about a reward while it waits. Its place is kept from the first frame, so that the row never moves. */
function WaitingAction({ intent, isSending }: { intent: RewardIntent; isSending: boolean }) {
  const reserved = 'invisible col-start-1 row-start-1';
  return (
    // As high as the two lines beside it: the button reaches into the row's own margin.
    <span className="-my-[5px] grid min-h-[46px] items-center justify-items-end">
      <span aria-hidden className={buttonStyles({ className: reserved })}>
        {t('ui.cancel')}
      </span>
      <span aria-hidden className={buttonStyles({ className: reserved })}>
        {t('ui.retry')}
      </span>
      {isSending ? null : (
        <span key={intent.status} className="col-start-1 row-start-1 animate-if-lasting">
          <CancelOrRetry intent={intent} />
        </span>
      )}
    </span>
  );
}

/** Only what nothing was sent of can be taken back; what may have reached the server has to be asked about. */
function CancelOrRetry({ intent }: { intent: RewardIntent }) {
  const { cancel, retry } = useRewardQueue();
  const { idempotencyKey, status, input } = intent;
  const points = formatSignedPoints(input.points);
  const takeBack = async () => {
    const isGone = await cancel(idempotencyKey);
    if (isGone) toastMessage(t('domain.takenBack', { points }));
    else toastMessage(t('domain.tooLateToCancel'));
  };
  if (status === 'unanswered') {
    return (
      <Button variant="quiet" onClick={() => void retry(idempotencyKey).catch(toastError)}>
        {t('ui.retry')}
      </Button>
    );
  }
  return (
    <Button
      variant="secondary"
      aria-label={t('domain.cancelPoints', { points })}
      onClick={() => void takeBack().catch(toastError)}
    >
      {t('ui.cancel')}
    </Button>
  );
}

function DismissAction({ intent }: { intent: RewardIntent }) {
  const { dismiss } = useRewardQueue();
  const points = formatSignedPoints(intent.input.points);
  return (
    <Button
      variant="quiet"
      aria-label={t('domain.dismissPoints', { points })}
      onClick={() => void dismiss(intent.idempotencyKey).catch(toastError)}
    >
      {t('ui.dismiss')}
    </Button>
  );
}
