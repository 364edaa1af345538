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

/** Sets the password; the link leaves the address with it. `needsCode`: the account has a second factor, whose code it takes as well. */
export function useSetPassword() {
  const [isBusy, setIsBusy] = useState(false);
  const [isSet, setIsSet] = useState(false);
  const [needsCode, setNeedsCode] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const set = async (reset: Reset, password: string, code?: string): Promise<void> => {
    setError(null);
    setIsBusy(true);
    try {
      if (reset.by === 'link') await http.resetPassword(reset.token, password);
      else {
        const { accessToken, refreshToken } = reset;
        await http.setRecoveredPassword({ accessToken, refreshToken, password, ...(code ? { code } : {}) });
      }
      window.history.replaceState(null, '', window.location.pathname);
      setIsSet(true);
    } catch (failure) {
      const isAsked = failure instanceof ApiError && failure.code === 'SECOND_FACTOR_NEEDED';
      if (isAsked) setNeedsCode(true);
      // Asked for the first time it is no failure.
      setError(isAsked && code === undefined ? null : failure);
    }
    setIsBusy(false);
  };
  return { set, isSet, isBusy, needsCode, error };
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
