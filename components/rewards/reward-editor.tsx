'use client';

import { useState } from 'react';
import { EditorSheet } from '@/components/forms/editor-sheet';
import { errorText } from '@/components/ui/error-text';
import { ErrorState } from '@/components/ui/message-state';
import { SheetBody, SheetHead } from '@/components/ui/sheet';
import { useLoyaltyTiers } from '@/hooks/loyalty/use-loyalty-tiers';
import type { Reward } from '@/services/catalog/dtos';
import { t } from '@/words/say';
import { RewardForm } from './reward-form';

type RewardEditorProps = {
  /** Null to make a new one. */
  reward: Reward | null;
  onClose: () => void;
};

/** Makes or changes a reward. What is typed is given up only when its writer says so. */
export function RewardEditor({ reward, onClose }: RewardEditorProps) {
  const [isDirty, setIsDirty] = useState(false);
  const tiers = useLoyaltyTiers();
  return (
    <EditorSheet isDirty={isDirty} onClose={onClose} isEditor>
      {tiers.data ? (
        <RewardForm reward={reward} tiers={tiers.data.items} onDirty={setIsDirty} />
      ) : (
        <>
          <SheetHead title={reward?.name ?? t('rewards.newReward')} subtitle={reward?.code} />
          <SheetBody>
            {tiers.isPending ? (
              <p role="status" className="py-10 text-center text-muted">
                {t('rewards.loadingTiers')}
              </p>
            ) : (
              <ErrorState
                {...errorText(tiers.error)}
                onRetry={() => void tiers.refetch()}
                isRetrying={tiers.isFetching}
              />
            )}
          </SheetBody>
        </>
      )}
    </EditorSheet>
  );
}
