import type { RewardIntent } from '@/hooks/loyalty/reward-queue-context';
import { formatNumber } from '@/lib/shared/format';
import { t } from '@/words/say';

type Circumstances = {
  isOnline: boolean;
  isPausedForSignIn: boolean;
  /** An earlier reward of the same slip is not answered yet. */
  isBehind: boolean;
  /** Until its next attempt. */
  seconds: number;
};

/** What a confirmed reward without an answer waits for, in the figures of the server where it was the server who asked for the wait. */
export function waitingText(intent: RewardIntent, circumstances: Circumstances): string {
  const { isOnline, isPausedForSignIn, isBehind, seconds } = circumstances;
  if (isPausedForSignIn) return t('domain.waiting_signIn');
  if (intent.status === 'sending') return t('domain.waiting_sending');
  const isUnanswered = intent.status === 'unanswered';
  if (!isOnline) return t(isUnanswered ? 'domain.waiting_checking' : 'domain.waiting_offline');
  if (intent.refusal?.code === 'RATE_LIMITED' && seconds > 0) return rateText(intent.refusal, seconds);
  if (isUnanswered) return t('domain.waiting_checking');
  return t(isBehind ? 'domain.waiting_next' : 'domain.waiting_sending');
}

function rateText(
  { details }: NonNullable<RewardIntent['refusal']> & { code: 'RATE_LIMITED' },
  seconds: number,
): string {
  const wait = { seconds: formatNumber(seconds) };
  if (details?.limit === undefined) return t('domain.waitingFor', wait);
  return t('domain.waitingForRate', { ...wait, limit: formatNumber(details.limit), window: details.windowSeconds });
}
