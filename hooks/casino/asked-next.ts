import { ApiError } from '@/lib/client/api';
import { choosePath, secondFactorPath } from '@/lib/shared/sign-in-path';

/** Where somebody goes on who is signed in and asked for something more first: the casino, the code of a second factor; else null. */
export function pathOfWhatIsAsked(failure: unknown, next: string): string | null {
  if (!(failure instanceof ApiError)) return null;
  if (failure.code === 'CASINO_NOT_CHOSEN') return choosePath(next);
  return failure.code === 'SECOND_FACTOR_NEEDED' ? secondFactorPath(next) : null;
}
