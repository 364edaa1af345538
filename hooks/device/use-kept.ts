import { useEffect, useState } from 'react';
import { reportAnswered } from '@/lib/client/connection';
import { forgetKept } from '@/lib/client/kept/forget';
import { SHELL_PAGE } from '@/lib/client/offline/worker-protocol';
import { noteServerTime } from '@/lib/client/server-clock';
import { keptDevice } from './kept-device';
import { asThisVersion, type KeptPage } from './kept-page';

/** What this device keeps, for a page that came without the server: undefined until it was looked, null where there is nothing. */
export function useKept(): KeptPage | null | undefined {
  const [kept, setKept] = useState<KeptPage | null>();
  useEffect(() => {
    let isGone = false;
    // It stands in for screens, and is none itself.
    if (window.location.pathname === SHELL_PAGE) return window.location.replace('/');
    void readKept().then((found) => {
      if (isGone) return;
      // That this page came from the device says that the server did not answer.
      reportAnswered(false);
      if (found?.floor) resumeClock(found.floor);
      setKept(found);
    });
    return () => {
      isGone = true;
    };
  }, []);
  return kept;
}

async function readKept(): Promise<KeptPage | null> {
  // On the way to the sign-in page there is nobody any more.
  if (window.location.pathname === '/login') await forgetKept();
  const kept = await keptDevice.read().catch(() => null);
  return kept && asThisVersion(kept);
}

/** The server's clock goes on from where it was, as far as the device's own has run since. */
function resumeClock({ answeredAt, seenAt }: NonNullable<KeptPage['floor']>): void {
  noteServerTime(new Date(Date.now() + answeredAt - seenAt).toISOString(), 0);
}
