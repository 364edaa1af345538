import type { RewardIntent } from '@/hooks/loyalty/reward-queue-context';
import { formatNumber } from '@/lib/shared/numbers';
import { t } from '@/words/say';

export type Circumstances = {
  isOnline: boolean;
  isPausedForSignIn: boolean;
  /** An earlier reward of the same slip is not answered yet. */
  isBehind: boolean;
  /** Until its next attempt. */
  seconds: number;
};

/** What a confirmed reward without an answer waits for; `sending` for nothing but the answer. */
export function waitingFor({ status, refusal }: RewardIntent, circumstances: Circumstances) {
  const { isOnline, isPausedForSignIn, isBehind, seconds } = circumstances;
  if (status === 'sending') return 'sending';
  if (isPausedForSignIn) return 'signIn';
  if (!isOnline) return status === 'unanswered' ? 'checking' : 'offline';
  if (refusal?.code === 'RATE_LIMITED' && seconds > 0) return 'rate';
  if (status === 'unanswered') return 'checking';
  return isBehind ? 'next' : 'sending';
}

/** The same in words, in the figures of the server where it was the server who asked for the wait. */
export function waitingText(intent: RewardIntent, circumstances: Circumstances): string {
  const wanted = waitingFor(intent, circumstances);
  return wanted === 'rate' ? rateText(intent.refusal, circumstances.seconds) : t(`domain.waiting_${wanted}`);
}

function rateText(refusal: RewardIntent['refusal'], left: number): string {
  const seconds = formatNumber(left);
  const facts = refusal?.code === 'RATE_LIMITED' ? refusal.details : undefined;
  if (facts?.limit === undefined) return t('domain.waitingFor', { seconds });
  return t('domain.waitingForRate', { seconds, limit: formatNumber(facts.limit), window: facts.windowSeconds });
}
