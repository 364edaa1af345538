'use client';

import { useCallback, useEffect, useState } from 'react';
import { ApiError } from '@/lib/client/api';
import { forgetKept } from '@/lib/client/kept/forget';
import { tellTabs } from '@/lib/client/screen-lock';
import { HOME } from '@/lib/shared/sign-in-path';
import type { ParkedPerson } from '@/services/staff/dtos';
import * as http from '@/services/staff/http';
import { pathOfWhatIsAsked } from './asked-next';
import { rememberLanguage } from './language-cookie';

/** After these the PIN opens nothing of that person here any more. */
const GONE = ['PIN_ENDED', 'PIN_NOT_SET', 'PARKED_SESSION_GONE', 'FORBIDDEN', 'LICENCE_EXPIRED'];

/**
 * Who may come in on this device by a PIN (`people`: null until it is known), and the way in. Apart from React Query, as signing
 * in is: nobody is signed in.
 */
export function useUnlock(onEntered: (staffId: string) => void) {
  const [people, setPeople] = useState<ParkedPerson[] | null>(null);
  const [isBusy, setIsBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const look = useCallback((signal?: AbortSignal) => {
    http.fetchParked(signal).then(setPeople, (failure: unknown) => {
      if (!signal?.aborted) setError(failure);
    });
  }, []);
  useEffect(() => {
    const controller = new AbortController();
    look(controller.signal);
    return () => controller.abort();
  }, [look]);
  /** Whether the person may try again. */
  const unlock = async (staffId: string, pin: string): Promise<boolean> => {
    setError(null);
    setIsBusy(true);
    try {
      const { staff } = await http.unlockSession({ staffId, pin });
      rememberLanguage(staff.language);
      tellTabs({ kind: 'entered', staffId });
      onEntered(staffId);
      return false;
    } catch (failure) {
      const onward = pathOfWhatIsAsked(failure, whereToGoOn());
      if (onward !== null) {
        // Signed in, and not let in yet: what the page has in memory may be another's.
        await forgetKept();
        window.location.replace(onward);
        return false;
      }
      setIsBusy(false);
      setError(failure);
      if (!(failure instanceof ApiError) || !GONE.includes(failure.code)) return true;
      setPeople((known) => known?.filter((person) => person.staffId !== staffId) ?? null);
      return false;
    }
  };
  const again = () => {
    setError(null);
    look();
  };
  return { people, unlock, isBusy, error, again, forgetError: () => setError(null) };
}

/** Where the person was when the device was locked; of a page that was loaded anew since, where it leads. */
function whereToGoOn(): string {
  const { pathname, search } = window.location;
  return pathname === '/login' ? (new URLSearchParams(search).get('next') ?? HOME) : pathname + search;
}
