import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useMe } from '@/hooks/casino/me-context';
import { keepFloor } from '@/hooks/floor/keep-floor';
import { getConnectionState, subscribeConnection } from '@/lib/client/connection';
import { keptDevice } from './kept-device';

/**
 * Keeps on this device what is shown without a network: who is signed in, and the floor as it was last answered for. `isKept`: the
 * page itself was made of that, so the server has said nothing of the person yet.
 */
export function useKeepDevice(isKept: boolean): void {
  const me = useMe();
  const queryClient = useQueryClient();
  const [account] = useState({ casinoId: me.casino.id, staffId: me.staff.id });
  useEffect(() => {
    let isGone = false;
    let stop = () => {};
    const begin = async () => {
      if (!isKept) await keptDevice.claim(account, me, document.documentElement.lang);
      if (!isGone) stop = keepFloor({ account, queryClient, device: keptDevice, onLeave });
    };
    // Where nothing can be kept, there is nothing to show without a network, and all else works.
    begin().catch(() => undefined);
    return () => {
      isGone = true;
      stop();
    };
  }, [account, me, queryClient, isKept]);
}

function onLeave(listener: () => void): () => void {
  const onConnection = () => getConnectionState() !== 'online' && listener();
  const onVisibility = () => document.visibilityState === 'hidden' && listener();
  const stopConnection = subscribeConnection(onConnection);
  document.addEventListener('visibilitychange', onVisibility);
  window.addEventListener('pagehide', listener);
  return () => {
    stopConnection();
    document.removeEventListener('visibilitychange', onVisibility);
    window.removeEventListener('pagehide', listener);
  };
}
