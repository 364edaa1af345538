'use client';

import { useState } from 'react';
import { pathOfWhatIsAsked } from '@/hooks/casino/asked-next';
import { rememberLanguage } from '@/hooks/casino/language-cookie';
import { useOneTimeLink } from '@/hooks/use-one-time-link';
import { forgetKept } from '@/lib/client/kept/forget';
import { HOME } from '@/lib/shared/sign-in-path';
import * as http from '@/services/staff/http';

/** Whom the one-time link in the address invites. */
export function useInvitation() {
  return useOneTimeLink(http.readInvitation);
}

/** Sets the password and goes on with a full load, as signing in does; the link leaves the history with it. */
export function useAcceptInvitation() {
  const [isBusy, setIsBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const accept = async (token: string, password: string): Promise<void> => {
    setError(null);
    setIsBusy(true);
    try {
      const { staff } = await http.acceptInvitation({ token, password });
      rememberLanguage(staff.language);
      await forgetKept();
      window.location.replace(HOME);
    } catch (failure) {
      const onward = pathOfWhatIsAsked(failure, HOME);
      if (onward !== null) {
        await forgetKept();
        window.location.replace(onward);
        return;
      }
      setIsBusy(false);
      setError(failure);
    }
  };
  return { accept, isBusy, error };
}
