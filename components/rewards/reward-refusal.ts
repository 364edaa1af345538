import { type FieldMessage, namedFields } from '@/components/forms/save-outcome';
import { errorWords } from '@/components/ui/error-text';
import type { Refusal } from '@/lib/client/api';
import { takesWager } from '@/lib/shared/promo-types';
import type { RewardDocument } from './reward-document';
import { formPathOf } from './reward-form-schema';
import type { RewardFormValues } from './reward-form-values';

/** The fields that a refusal speaks of. Empty when it speaks of none, or of none that the form has. */
export function refusedFields(refusal: Refusal, sent: RewardDocument, values: RewardFormValues): FieldMessage[] {
  return listSentences(refusal, sent).flatMap(({ path, message }) => {
    const field = formPathOf(path, values);
    return field === null ? [] : [{ path: field, message }];
  });
}

function listSentences(refusal: Refusal, sent: RewardDocument): FieldMessage[] {
  const { code, details } = refusal;
  const message = errorWords(code).title;
  if (code === 'REWARD_CODE_TAKEN') return [{ path: 'code', message }];
  if (code === 'UNKNOWN_TIER') return details?.field ? [{ path: details.field, message }] : [];
  if (code === 'MATCH_NOT_EXACT') return listInexact(sent).map((path) => ({ path, message }));
  return namedFields(refusal);
}

function listInexact({ tiers }: RewardDocument): string[] {
  return tiers.flatMap(({ benefit }, place) =>
    takesWager(benefit.instrumentType) && benefit.requiredMatchWagerCents !== benefit.faceValueCents
      ? [`tiers.${place}.benefit.requiredMatchWagerCents`]
      : [],
  );
}
