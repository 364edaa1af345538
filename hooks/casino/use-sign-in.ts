'use client';

import { useEffect, useState } from 'react';
import { forgetKept } from '@/lib/client/kept/forget';
import { tellTabs } from '@/lib/client/screen-lock';
import type { SignInInput } from '@/services/casino/dtos';
import * as http from '@/services/casino/http';
import { pathOfWhatIsAsked } from './asked-next';
import { rememberLanguage } from './language-cookie';

/**
 * Signs in and goes on to `nextPath` with a full load. `pendingEmail` is whose sign-in is under way; `error` why the last
 * one failed. Stands apart from React Query: nobody is signed in yet, and nothing is to be cached.
 */
export function useSignIn(nextPath: string) {
  const [pendingEmail, setPendingEmail] = useState<string | null>(null);
  const [error, setError] = useState<unknown>(null);
  // Whoever is asked to sign in is nobody yet: what was kept of the person before goes, however the session ended.
  useEffect(() => void forgetKept(), []);
  const signIn = async (input: SignInInput): Promise<void> => {
    setError(null);
    setPendingEmail(input.email);
    try {
      const { staff } = await http.signIn(input);
      // Whoever left the tablet may have read another one.
      rememberLanguage(staff.language);
      tellTabs({ kind: 'entered', staffId: staff.id });
      await forgetKept();
      // Back leads past the sign-in page, to what came before it.
      window.location.replace(nextPath);
    } catch (failure) {
      const onward = pathOfWhatIsAsked(failure, nextPath);
      if (onward !== null) {
        await forgetKept();
        window.location.replace(onward);
        return;
      }
      setPendingEmail(null);
      setError(failure);
    }
  };
  return { signIn, pendingEmail, error };
}
