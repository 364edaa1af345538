import { toastError, toastFailure } from '@/components/ui/toast';
import { ApiError } from '@/lib/client/api';
import { t } from '@/words/say';
import { changedByText } from './changed-by-text';
import type { Edited } from './facts';

/** Why a switch in a list did not switch: who changed the thing meanwhile and when, or whatever else was in the way. */
export function toastNotSwitched(
  error: unknown,
  { name, changedCode }: Pick<Edited<unknown>, 'name' | 'changedCode'>,
  timeZone: string,
): void {
  if (error instanceof ApiError && error.code === changedCode)
    toastFailure(changedByText(error.refusal, timeZone, name), t('forms.nothingSwitched'));
  else toastError(error);
}
