import { useMutation } from '@tanstack/react-query';
import { ApiError } from '@/lib/client/api';
import { forgetKept } from '@/lib/client/kept/forget';
import { leaveUnasked, setScreenLocked, tellTabs } from '@/lib/client/screen-lock';
import { signInPath } from '@/lib/shared/sign-in-path';
import { signOut } from '@/services/casino/http';
import { parkSession } from '@/services/staff/http';

/** Refused, a session waits for no PIN: there is none, it is ended, or the sign-in is from long ago. */
const NOT_PARKED = ['PIN_NOT_SET', 'PIN_ENDED', 'SIGN_IN_ANEW'];

/**
 * Parks the session of this device and covers its screen, in every tab. Whoever has no PIN that opens anything is signed out
 * instead, and comes back to where they were. Without an answer everything stays as it is.
 */
export async function lockScreen(): Promise<void> {
  try {
    await parkSession();
  } catch (error) {
    if (!(error instanceof ApiError) || !NOT_PARKED.includes(error.code)) throw error;
    return signOutHere();
  }
  setScreenLocked(true);
  tellTabs({ kind: 'locked' });
  await forgetKept();
}

/** Leaves the tablet to a colleague. */
export function useLockScreen() {
  return useMutation({ mutationFn: lockScreen });
}

async function signOutHere(): Promise<void> {
  await signOut();
  await forgetKept();
  leaveUnasked(signInPath(window.location.pathname + window.location.search, { hasEnded: true }));
}
