'use client';

import { CircleAlert, Hourglass } from 'lucide-react';
import { reasonLabel } from '@/components/labels';
import { Button } from '@/components/ui/button';
import { errorWords } from '@/components/ui/error-text';
import { toastError, toastMessage } from '@/components/ui/toast';
import { type RewardIntent, useRewardQueue } from '@/hooks/loyalty/reward-queue-context';
import { useConnection } from '@/hooks/use-connection';
import { useSecondsUntil } from '@/hooks/use-seconds-until';
import { formatSignedPoints } from '@/lib/shared/format';
import { t } from '@/words/say';
import { waitingText } from './waiting-words';

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
            <WaitingText intent={intent} />
          </p>
        )}
        {input.note ? <p className="truncate text-muted text-xs">“{input.note}”</p> : null}
      </div>
      <QueuedRewardAction intent={intent} />
    </li>
  );
}

function WaitingText({ intent }: { intent: RewardIntent }) {
  const connection = useConnection();
  const { intents, isPausedForSignIn } = useRewardQueue();
  const seconds = useSecondsUntil(intent.nextAttemptAt);
  const first = intents.find(
    ({ input, status }) => input.ratingSlipId === intent.input.ratingSlipId && status !== 'refused',
  );
  const isBehind = first?.idempotencyKey !== intent.idempotencyKey;
  return (
    <span>{waitingText(intent, { isOnline: connection === 'online', isPausedForSignIn, isBehind, seconds })}</span>
  );
}

/** Only what nothing was sent of can be taken back; what may have reached the server has to be asked about. */
function QueuedRewardAction({ intent }: { intent: RewardIntent }) {
  const { cancel, retry, dismiss } = useRewardQueue();
  const { idempotencyKey, status, input } = intent;
  const points = formatSignedPoints(input.points);
  const takeBack = async () => {
    const isGone = await cancel(idempotencyKey);
    if (isGone) toastMessage(t('domain.takenBack', { points }));
    else toastMessage(t('domain.tooLateToCancel'));
  };
  if (status === 'refused') {
    return (
      <Button
        variant="quiet"
        aria-label={t('domain.dismissPoints', { points })}
        onClick={() => void dismiss(idempotencyKey).catch(toastError)}
      >
        {t('ui.dismiss')}
      </Button>
    );
  }
  if (status === 'unsent') {
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
  if (status === 'unanswered') {
    return (
      <Button variant="quiet" onClick={() => void retry(idempotencyKey).catch(toastError)}>
        {t('ui.retry')}
      </Button>
    );
  }
  return <span />;
}
