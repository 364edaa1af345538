'use client';

import { useState } from 'react';
import { errorText } from '@/components/ui/error-text';
import { ErrorState } from '@/components/ui/message-state';
import { SheetBody, SheetFrame, SheetHead } from '@/components/ui/sheet';
import { useLoyaltyTiers } from '@/hooks/loyalty/use-loyalty-tiers';
import type { Reward } from '@/services/catalog/dtos';
import { DiscardDialog } from './discard-dialog';
import { RewardForm } from './reward-form';

type RewardEditorProps = {
  /** Null to make a new one. */
  reward: Reward | null;
  onClose: () => void;
};

/** Makes or changes a reward. What is typed is given up only when its writer says so. */
export function RewardEditor({ reward, onClose }: RewardEditorProps) {
  const [isDirty, setIsDirty] = useState(false);
  const [isAsking, setIsAsking] = useState(false);
  const tiers = useLoyaltyTiers();
  const leave = () => (isDirty ? setIsAsking(true) : onClose());
  return (
    <SheetFrame isOpen onClose={leave} isEditor>
      {tiers.data ? (
        <RewardForm reward={reward} tiers={tiers.data.items} onDirty={setIsDirty} onClose={leave} />
      ) : (
        <>
          <SheetHead title={reward?.name ?? 'New reward'} subtitle={reward?.code} />
          <SheetBody>
            {tiers.isPending ? (
              <p role="status" className="py-10 text-center text-muted">
                Loading the tiers …
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
      <DiscardDialog isOpen={isAsking} onStay={() => setIsAsking(false)} onDiscard={onClose} />
    </SheetFrame>
  );
}
