import { useState } from 'react';
import { actAs } from '@/lib/client/api';
import { forgetKept } from '@/lib/client/kept/forget';
import { tellTabs } from '@/lib/client/screen-lock';
import * as http from '@/services/casino/http';
import { pathOfWhatIsAsked } from './asked-next';
import { rememberLanguage } from './language-cookie';

/**
 * Goes to one of the person's casinos, or out. With a full load, as signing in does: nothing of the casino before stays in memory,
 * in the other tabs either, and what the device keeps of it for when there is no network goes.
 */
export function useChooseCasino(nextPath: string) {
  const [pendingId, setPendingId] = useState<string | null>(null);
  const [error, setError] = useState<unknown>(null);
  const choose = async (casinoId: string): Promise<void> => {
    setError(null);
    setPendingId(casinoId);
    try {
      actAs(null);
      const { staff } = await http.chooseCasino({ casinoId });
      rememberLanguage(staff.language);
      tellTabs({ kind: 'entered', staffId: staff.id });
      await forgetKept();
      window.location.replace(nextPath);
    } catch (failure) {
      const onward = pathOfWhatIsAsked(failure, nextPath);
      if (onward !== null) {
        await forgetKept();
        window.location.replace(onward);
        return;
      }
      setPendingId(null);
      setError(failure);
    }
  };
  const leave = async (): Promise<void> => {
    setError(null);
    try {
      await http.signOut();
      await forgetKept();
      window.location.assign('/login');
    } catch (failure) {
      setError(failure);
    }
  };
  return { choose, leave, pendingId, error };
}
