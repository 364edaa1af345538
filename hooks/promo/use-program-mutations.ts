import { useIntentMutation } from '@/hooks/intent-mutation';
import type { UpdatePromoProgramInput } from '@/services/promo/dtos';
import { createPromoProgram, updatePromoProgram } from '@/services/promo/http';
import { refreshPromo } from './refresh-promo';

/** A change of one program, read at the `version` it names. */
type ProgramChange = UpdatePromoProgramInput & { promoProgramId: string };

/** Makes a program. */
export function useCreateProgram() {
  return useIntentMutation({ operation: 'create-promo-program', send: createPromoProgram, refresh: refreshPromo });
}

/** Changes a program, for coupons issued from now on. Refused with `PROGRAM_CHANGED` when somebody else did since `version`. */
export function useUpdateProgram() {
  return useIntentMutation({
    operation: 'update-promo-program',
    send: ({ promoProgramId, ...input }: ProgramChange, key) => updatePromoProgram(promoProgramId, input, key),
    refresh: refreshPromo,
  });
}
