import { ApiError } from '@/lib/client/api';
import { ERRORS } from '@/lib/shared/errors';
import { takesWager } from '@/lib/shared/promo-types';
import type { RewardDocument } from './reward-document';
import { formPathOf } from './reward-form-schema';
import type { RewardFormValues } from './reward-form-values';

/** A sentence and the field of the form that it belongs under. */
export type FieldMessage = { path: string; message: string };

/** The fields that a refusal speaks of. Empty when it speaks of none, or of none that the form has. */
export function refusedFields(error: Error, sent: RewardDocument, values: RewardFormValues): FieldMessage[] {
  if (!(error instanceof ApiError)) return [];
  return listSentences(error, sent).flatMap(({ path, message }) => {
    const field = formPathOf(path, values);
    return field === null ? [] : [{ path: field, message }];
  });
}

function listSentences({ code, details, message }: ApiError, sent: RewardDocument): FieldMessage[] {
  if (code === 'REWARD_CODE_TAKEN') return [{ path: 'code', message: ERRORS.REWARD_CODE_TAKEN.title }];
  if (code === 'UNKNOWN_TIER') return [{ path: String(details?.field), message }];
  if (code === 'MATCH_NOT_EXACT') return listInexact(sent).map((path) => ({ path, message }));
  const fields = code === 'VALIDATION_FAILED' ? details?.fields : undefined;
  return Object.entries(fields ?? {}).map(([path, sentence]) => ({ path, message: String(sentence) }));
}

function listInexact({ tiers }: RewardDocument): string[] {
  return tiers.flatMap(({ benefit }, place) =>
    takesWager(benefit.instrumentType) && benefit.requiredMatchWagerCents !== benefit.faceValueCents
      ? [`tiers.${place}.benefit.requiredMatchWagerCents`]
      : [],
  );
}
