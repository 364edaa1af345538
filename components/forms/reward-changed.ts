import type { ApiError } from '@/lib/client/api';
import { ERRORS } from '@/lib/shared/errors';
import { formatDateTime } from '@/lib/shared/format';

/** What two people may edit at once. */
type Edited = 'this reward' | 'the tiers' | 'the earn rates';

/** Who changed it and when, as a refusal tells: `Harbor Administrator changed the tiers in the meantime, Fri 20 Nov, 21:42.` */
export function changedByText(
  { code, details }: Pick<ApiError, 'code' | 'details'>,
  timeZone: string,
  what: Edited = 'this reward',
): string {
  const { at, staffName } = details ?? {};
  if (typeof staffName !== 'string' || typeof at !== 'string') return ERRORS[code].title;
  return `${staffName} changed ${what} in the meantime, ${formatDateTime(at, timeZone)}.`;
}
