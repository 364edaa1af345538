'use client';

import { useState } from 'react';
import { useOneTimeLink } from '@/hooks/use-one-time-link';
import { ApiError } from '@/lib/client/api';
import type { PasswordLink } from '@/services/staff/dtos';
import * as http from '@/services/staff/http';

type MailSession = { accessToken: string; refreshToken: string };
/** By what a password is set: a one-time link of the house, or that of an e-mail, which brings a session. */
export type Reset = { by: 'link'; token: string; link: PasswordLink } | ({ by: 'mail' } & MailSession);

/** What the link in the address sets. */
export function useReset() {
  return useOneTimeLink(readReset);
}

async function readReset(token: string, signal: AbortSignal): Promise<Reset> {
  const brought = new URLSearchParams(token);
  const [accessToken, refreshToken] = [brought.get('access_token'), brought.get('refresh_token')];
  if (accessToken !== null && refreshToken !== null) return { by: 'mail', accessToken, refreshToken };
  // What Supabase Auth says of a link that has lapsed, or was used.
  if (brought.has('error_code')) throw new ApiError('LINK_LAPSED', 409);
  return { by: 'link', token, link: await http.readPasswordLink(token, signal) };
}

/** Sets the password; the link leaves the address with it. */
export function useSetPassword() {
  const [isBusy, setIsBusy] = useState(false);
  const [isSet, setIsSet] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const set = async (reset: Reset, password: string): Promise<void> => {
    setError(null);
    setIsBusy(true);
    try {
      if (reset.by === 'link') await http.resetPassword(reset.token, password);
      else
        await http.setRecoveredPassword({ accessToken: reset.accessToken, refreshToken: reset.refreshToken, password });
      window.history.replaceState(null, '', window.location.pathname);
      setIsSet(true);
    } catch (failure) {
      setError(failure);
    }
    setIsBusy(false);
  };
  return { set, isSet, isBusy, error };
}

/** Asks for the e-mail of a forgotten password. */
export function useRecover() {
  const [state, setState] = useState<'open' | 'busy' | 'asked'>('open');
  const [error, setError] = useState<unknown>(null);
  const recover = async (email: string): Promise<void> => {
    setError(null);
    setState('busy');
    try {
      await http.recover(email);
      setState('asked');
    } catch (failure) {
      setError(failure);
      setState('open');
    }
  };
  return { recover, state, error };
}
