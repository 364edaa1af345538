'use client';

import { type UseFormReturn, useFieldArray } from 'react-hook-form';
import type { LoyaltyTiers } from '@/services/loyalty/dtos';
import { inSavedOrder, ladderOf, type TierFormValues, type TierLadder, tierFormValues } from './tier-form-schema';

const NEW_TIER = { code: '', name: '', multiplier: '', thresholdPoints: '', isNew: true };

/** The rows of the ladder, and what can be done with them. */
export function useTierRows(form: UseFormReturn<TierFormValues, unknown, TierLadder>, saved: LoyaltyTiers) {
  const { fields, append, remove, insert, replace } = useFieldArray({ control: form.control, name: 'tiers' });
  return {
    fields,
    remove,
    add: () => append(NEW_TIER),
    /** The steps of the ladder stay where they are; the tiers on them change places. */
    swap: (place: number, other: number) => {
      const rows = form.getValues('tiers');
      const [a, b] = [rows[place], rows[other]];
      if (!a || !b) return;
      const swapped: Record<number, TierFormValues['tiers'][number]> = {
        [place]: { ...b, thresholdPoints: a.thresholdPoints },
        [other]: { ...a, thresholdPoints: b.thresholdPoints },
      };
      replace(rows.map((row, index) => swapped[index] ?? row));
    },
    /** Has the saved tiers one above the other as they are saved. */
    putOrderBack: () => replace(inSavedOrder(saved.items, form.getValues('tiers'))),
    /** Has a removed tier back where it was. */
    putBack: (code: string) => {
      const ladder = ladderOf(saved.items);
      const place = ladder.findIndex((tier) => tier.code === code);
      const row = tierFormValues(ladder).tiers[place];
      if (row) insert(Math.min(place, fields.length), row);
    },
  };
}
