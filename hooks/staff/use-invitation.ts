'use client';

import { useCallback, useEffect, useState, useSyncExternalStore } from 'react';
import { rememberLanguage } from '@/hooks/casino/language-cookie';
import { forgetKept } from '@/lib/client/kept/forget';
import { HOME } from '@/lib/shared/sign-in-path';
import type { Invitation } from '@/services/staff/dtos';
import * as http from '@/services/staff/http';

type Read = { token: string; invitation: Invitation | null; error: unknown };

/**
 * Whom the one-time link in the address invites: `token` is null while the server draws, and empty where the address has none.
 * Apart from React Query, as signing in is: nobody is signed in, and nothing is to be cached.
 */
export function useInvitation() {
  const token = useSyncExternalStore(onTokenChange, readToken, () => null);
  const [read, setRead] = useState<Read | null>(null);
  const [attempt, setAttempt] = useState(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: each attempt asks anew.
  useEffect(() => {
    if (!token) return;
    const controller = new AbortController();
    http.readInvitation(token, controller.signal).then(
      (invitation) => setRead({ token, invitation, error: null }),
      (error: unknown) => {
        if (!controller.signal.aborted) setRead({ token, invitation: null, error });
      },
    );
    return () => controller.abort();
  }, [token, attempt]);
  const again = useCallback(() => {
    setRead(null);
    setAttempt((before) => before + 1);
  }, []);
  const current = read?.token === token ? read : null;
  return { token, invitation: current?.invitation ?? null, error: current?.error ?? null, again };
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
      setIsBusy(false);
      setError(failure);
    }
  };
  return { accept, isBusy, error };
}

const readToken = () => window.location.hash.slice(1);

function onTokenChange(listener: () => void): () => void {
  window.addEventListener('hashchange', listener);
  return () => window.removeEventListener('hashchange', listener);
}
