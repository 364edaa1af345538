import { useIntentMutation } from '@/hooks/intent-mutation';
import type { PinResult, SetPinInput } from '@/services/staff/dtos';
import { setPin } from '@/services/staff/http';

/** Sets the PIN of whoever is signed in. Refused with `PASSWORD_WRONG`. */
export const useSetPin = () =>
  useIntentMutation<SetPinInput, PinResult>({
    operation: 'set-pin',
    send: setPin,
    canRecur: true,
    // What says whether there is one comes with the page.
    refresh: () => undefined,
  });
