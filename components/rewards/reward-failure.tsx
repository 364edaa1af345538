'use client';

import { CircleAlert, CircleCheck, Hourglass } from 'lucide-react';
import { Button } from '@/components/ui/button';
import { Notice } from '@/components/ui/notice';
import { ERRORS } from '@/lib/shared/errors';
import type { Reward } from '@/services/catalog/dtos';
import type { LoyaltyTier } from '@/services/loyalty/dtos';
import { RewardConflict } from './reward-conflict';
import { documentOf } from './reward-document';
import type { RewardFormEditor, SaveFailure } from './use-reward-form';

type RewardFailureProps = {
  failure: SaveFailure;
  base: Reward | null;
  tiers: readonly LoyaltyTier[];
  editor: RewardFormEditor;
};

/** Why a reward was not saved, and the ways on. What was typed is there in every case. */
export function RewardFailure({ failure, base, tiers, editor }: RewardFailureProps) {
  switch (failure.kind) {
    case 'unanswered':
      return (
        <Notice icon={Hourglass} tone="warn" role="alert" title="Not yet saved: no answer from the server">
          <p>Save again: the same change takes place once, however often it is sent.</p>
        </Notice>
      );
    case 'arrived':
      return (
        <Notice
          icon={CircleCheck}
          tone="neutral"
          role="status"
          title="Saved after all: only the answer got lost"
          action={<Button onClick={editor.goOn}>Go on</Button>}
        >
          <p>What you typed since then is still here, and can be saved next.</p>
        </Notice>
      );
    case 'changed':
      return (
        <RewardConflict
          error={failure.error}
          before={base && documentOf(base)}
          latest={failure.latest}
          mine={failure.mine}
          tiers={tiers}
          editor={editor}
        />
      );
    case 'refused':
      return (
        <Notice icon={CircleAlert} tone="bad" role="alert" title={failure.error.message}>
          <p>{failure.isAtField ? 'Correct the fields marked above.' : failure.error.remedy}</p>
        </Notice>
      );
    case 'unknown':
      return (
        <Notice icon={CircleAlert} tone="bad" role="alert" title={ERRORS.INTERNAL.title}>
          <p>{ERRORS.INTERNAL.remedy}</p>
        </Notice>
      );
  }
}
