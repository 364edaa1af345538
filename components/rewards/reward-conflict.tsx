'use client';

import { Users } from 'lucide-react';
import { ComparisonTable } from '@/components/forms/comparison-table';
import { changedByText } from '@/components/forms/reward-changed';
import { Button } from '@/components/ui/button';
import { Notice } from '@/components/ui/notice';
import { useMe } from '@/hooks/casino/me-context';
import { useRewards } from '@/hooks/catalog/use-rewards';
import type { ApiError } from '@/lib/client/api';
import type { Reward } from '@/services/catalog/dtos';
import type { LoyaltyTier } from '@/services/loyalty/dtos';
import { factLabel, factText } from './reward-difference-words';
import { compareRewards, documentOf, type RewardDocument } from './reward-document';
import type { RewardFormEditor } from './use-reward-form';

type RewardConflictProps = {
  error: ApiError;
  before: RewardDocument | null;
  /** As it is saved now; null while that could not be read. */
  latest: Reward | null;
  mine: RewardDocument;
  tiers: readonly LoyaltyTier[];
  editor: RewardFormEditor;
};

/** Two people edited the same reward: who was first, what differs, and which of the two is to hold. */
export function RewardConflict({ error, before, latest, mine, tiers, editor }: RewardConflictProps) {
  const { timeZone, currency } = useMe().settings;
  const title = changedByText(error, timeZone);
  if (latest === null || before === null) return <Unread title={title} />;
  const words = { currency, tiers };
  const differences = compareRewards(before, documentOf(latest), mine);
  if (differences.length === 0) {
    return (
      <Notice
        icon={Users}
        tone="neutral"
        role="status"
        title={title}
        action={<Button onClick={editor.goOn}>Go on</Button>}
      >
        <p>Yours and what is saved are the same: there is nothing left to do.</p>
      </Notice>
    );
  }
  return (
    <Notice
      icon={Users}
      tone="warn"
      role="alert"
      title={title}
      action={
        <>
          <Button onClick={editor.takeTheirs}>Take theirs</Button>
          <Button onClick={editor.saveMineOver} isBusy={editor.isBusy}>
            Save mine over it
          </Button>
        </>
      }
    >
      <p className="text-muted">
        Nothing you typed is lost. Saving yours over it sends what you changed; what only they changed stays.
      </p>
      <ComparisonTable
        rows={differences.map(({ fact, theirs, mine: own, changedBy }) => ({
          name: factLabel(fact, words),
          theirs: factText(fact, theirs, words),
          mine: factText(fact, own, words),
          changedBy,
        }))}
      />
    </Notice>
  );
}

/** The refusal came, but what is saved now did not. */
function Unread({ title }: { title: string }) {
  const rewards = useRewards();
  return (
    <Notice
      icon={Users}
      tone="warn"
      role="alert"
      title={title}
      action={
        <Button onClick={() => void rewards.refetch()} isBusy={rewards.isFetching}>
          Look at theirs
        </Button>
      }
    >
      <p>Nothing you typed is lost. What they made of it could not be read yet.</p>
    </Notice>
  );
}
