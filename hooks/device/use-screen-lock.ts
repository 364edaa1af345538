import { focusManager, useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useSyncExternalStore } from 'react';
import { useMe } from '@/hooks/casino/me-context';
import { useRewardQueue } from '@/hooks/loyalty/reward-queue-context';
import { getConnectionState } from '@/lib/client/connection';
import { watchIdle } from '@/lib/client/idle';
import { hearTabs, isScreenLocked, leaveUnasked, setScreenLocked, subscribeScreenLock } from '@/lib/client/screen-lock';
import { HOME } from '@/lib/shared/sign-in-path';
import { lockScreen } from './lock-screen';

const LOOK_EVERY_MS = 5_000;
const A_MINUTE_MS = 60_000;
/** Of several tabs one parks. */
const LOCK = 'pitside-idle-lock';

/**
 * Whether the screen is covered, because somebody left the tablet to a colleague or nobody touched it for as long as the casino
 * set. What is under the cover stays as it was: `enter` lifts it for the person whose page it is, and for anybody else loads
 * their own.
 */
export function useScreenLock(): { isLocked: boolean; enter: (staffId: string) => void } {
  const { staff, settings } = useMe();
  const isLocked = useSyncExternalStore(subscribeScreenLock, isScreenLocked, () => false);
  const enter = useCallback(
    (staffId: string) => {
      if (staffId === staff.id) setScreenLocked(false);
      else leaveUnasked(HOME);
    },
    [staff.id],
  );
  useEffect(() => hearTabs((news) => (news.kind === 'locked' ? setScreenLocked(true) : enter(news.staffId))), [enter]);
  useRest(isLocked);
  useIdleLock(isLocked ? null : settings.idleLockMinutes);
  return { isLocked, enter };
}

/** Nothing is asked or sent under the cover, where nobody is signed in; then everything is asked anew. */
function useRest(isLocked: boolean): void {
  const queryClient = useQueryClient();
  const { hold, resume } = useRewardQueue();
  useEffect(() => {
    if (!isLocked) return;
    focusManager.setFocused(false);
    void hold();
    return () => {
      focusManager.setFocused(undefined);
      void resume();
      void queryClient.invalidateQueries();
    };
  }, [isLocked, queryClient, hold, resume]);
}

/**
 * Locks a tablet that nobody touches. Not while the server is away: what opens it again needs the server, and whoever is on the
 * floor then has nothing but the screen. It locks when the server is back, if nobody has touched it by then.
 */
function useIdleLock(minutes: number | null): void {
  useEffect(() => {
    if (minutes === null) return;
    const idle = watchIdle();
    const look = () => {
      if (idle.idleMs() >= minutes * A_MINUTE_MS && getConnectionState() === 'online') void lockOnce();
    };
    const timer = setInterval(look, LOOK_EVERY_MS);
    document.addEventListener('visibilitychange', look);
    return () => {
      clearInterval(timer);
      document.removeEventListener('visibilitychange', look);
      idle.stop();
    };
  }, [minutes]);
}

async function lockOnce(): Promise<void> {
  // What did not reach the server is tried at the next look.
  const lock = () => lockScreen().catch(() => undefined);
  if (!navigator.locks) return lock();
  await navigator.locks.request(LOCK, { ifAvailable: true }, (held) => (held ? lock() : undefined));
}
