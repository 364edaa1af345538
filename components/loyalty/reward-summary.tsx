'use client';

import { useMe } from '@/hooks/casino/me-context';
import { useRewardQueue } from '@/hooks/loyalty/reward-queue-context';
import { formatPoints, formatSignedPoints } from '@/lib/shared/format';
import type { FloorSlip } from '@/services/floor/dtos';
import { t } from '@/words/say';

/** What a reward would do: the balance now and after it, what still waits for this slip, and the cap. */
export function RewardSummary({ slip, points }: { slip: FloorSlip; points: number | null }) {
  const { rewardSoftCapPoints } = useMe().settings;
  const { intents } = useRewardQueue();
  const waiting = intents
    .filter((intent) => intent.input.ratingSlipId === slip.id && intent.status !== 'refused')
    .reduce((sum, intent) => sum + intent.input.points, 0);
  const after = slip.balance === null || points === null ? null : slip.balance + waiting + points;
  return (
    <dl className="grid gap-2 rounded-md bg-bg p-3.5">
      <Row term={t('domain.balanceNow')}>{slip.balance === null ? '–' : formatPoints(slip.balance)}</Row>
      {waiting > 0 ? (
        <Row term={t('loyalty.notYetIssued')} tone="text-warn">
          {formatSignedPoints(waiting)}
        </Row>
      ) : null}
      <Row term={t('loyalty.afterThisReward')} tone={after === null ? undefined : 'text-accent'}>
        {after === null ? '–' : formatPoints(after)}
      </Row>
      <Row term={t('loyalty.capPerReward')}>{formatPoints(rewardSoftCapPoints)}</Row>
    </dl>
  );
}

function Row({ term, tone = '', children }: { term: string; tone?: string | undefined; children: string }) {
  return (
    <div className="flex items-baseline justify-between gap-3">
      <dt className="text-muted">{term}</dt>
      <dd className={`font-bold ${tone}`}>{children}</dd>
    </div>
  );
}
