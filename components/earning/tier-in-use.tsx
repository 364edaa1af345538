'use client';

import { CircleAlert } from 'lucide-react';
import { useFormContext } from 'react-hook-form';
import { Button } from '@/components/ui/button';
import { Notice } from '@/components/ui/notice';
import type { ErrorDetails } from '@/lib/shared/error-details';
import type { LoyaltyTier } from '@/services/loyalty/dtos';
import { climbedOver, type TierFormValues } from './tier-form-schema';
import { tierInUseText } from './tier-in-use-words';

type TierInUseProps = {
  details: ErrorDetails<'TIER_IN_USE'>;
  saved: readonly LoyaltyTier[];
  onPutBack: (code: string) => void;
  onPutOrderBack: () => void;
};

/** A tier that was taken out or moved down is still used: by whom, and the way to have it back where it was. */
export function TierInUse({ details, saved, onPutBack, onPutOrderBack }: TierInUseProps) {
  const rows = useFormContext<TierFormValues>().watch('tiers');
  const { title, sentence, action } = tierInUseText(details, climbedOver(saved, rows, details.tier));
  return (
    <Notice
      icon={CircleAlert}
      tone="bad"
      role="alert"
      title={title}
      action={<Button onClick={() => (details.isMoved ? onPutOrderBack() : onPutBack(details.tier))}>{action}</Button>}
    >
      <p>{sentence}</p>
    </Notice>
  );
}
