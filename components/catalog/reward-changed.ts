import type { ApiError } from '@/lib/client/api';
import { ERRORS } from '@/lib/shared/errors';
import { formatDateTime } from '@/lib/shared/format';

/** Who changed it and when, as a refusal tells: `Changed by Harbor Administrator, Fri 20 Nov, 21:42.` */
export function changedByText({ details }: Pick<ApiError, 'details'>, timeZone: string): string {
  const { at, staffName } = details ?? {};
  if (typeof staffName !== 'string' || typeof at !== 'string') return ERRORS.REWARD_CHANGED.title;
  return `${staffName} changed this reward in the meantime, ${formatDateTime(at, timeZone)}.`;
}
