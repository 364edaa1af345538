'use client';

import { useState } from 'react';
import { ApiError } from '@/lib/client/api';
import { forgetKept } from '@/lib/client/kept/forget';
import { tellTabs } from '@/lib/client/screen-lock';
import { signInPath } from '@/lib/shared/sign-in-path';
import type { SecondFactorSetup } from '@/services/casino/dtos';
import * as http from '@/services/casino/http';
import { rememberLanguage } from './language-cookie';

/**
 * Gives the code of one's second factor, or sets one up first, and goes on to `nextPath` with a full load. Apart from React Query,
 * as signing in is. What the device keeps stays: it is the same person, who may have been in the middle of something.
 */
export function useSecondFactor(nextPath: string) {
  const [setup, setSetup] = useState<SecondFactorSetup | null>(null);
  const [isBusy, setIsBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const attempt = async (work: () => Promise<void>): Promise<void> => {
    setError(null);
    setIsBusy(true);
    try {
      await work();
    } catch (failure) {
      setIsBusy(false);
      if (failure instanceof ApiError && failure.code === 'UNAUTHENTICATED')
        return window.location.replace(signInPath(nextPath, { hasEnded: true }));
      // What is asked has changed meanwhile, on another device of theirs or by an admin.
      if (failure instanceof ApiError && failure.code === 'SECOND_FACTOR_NEEDED') return window.location.reload();
      setError(failure);
    }
  };
  const begin = () =>
    attempt(async () => {
      setSetup(await http.beginSecondFactor());
      setIsBusy(false);
    });
  const give = (code: string) =>
    attempt(async () => {
      const { staff } = await http.giveSecondFactor({ code });
      rememberLanguage(staff.language);
      tellTabs({ kind: 'entered', staffId: staff.id });
      window.location.replace(nextPath);
    });
  const startAgain = () =>
    attempt(async () => {
      await http.signOut();
      await forgetKept();
      window.location.replace(signInPath(nextPath, { hasEnded: false }));
    });
  return { setup, begin, give, startAgain, isBusy, error };
}
