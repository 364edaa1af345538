'use client';

import { Toaster } from '@/components/ui/toaster';
import { useProtectedStorage } from '@/hooks/device/use-device-health';
import { useKeepDevice } from '@/hooks/device/use-keep-device';
import { useScreenLock } from '@/hooks/device/use-screen-lock';
import { useWorker } from '@/hooks/device/use-worker';
import { LockCover } from './lock-cover';

/**
 * What every screen has and no screen begins with: short confirmations, what the device keeps for when there is no network,
 * storage that is asked to last, and the cover of a tablet that is locked.
 */
export function LateParts({ isKept }: { isKept: boolean }) {
  useWorker();
  useProtectedStorage();
  const { isLocked, enter } = useScreenLock();
  return (
    <>
      {/* A locked device keeps nothing of anybody; whoever is back keeps it anew. */}
      {isLocked ? <LockCover onEntered={enter} /> : <KeptDevice isKept={isKept} />}
      <Toaster />
    </>
  );
}

function KeptDevice({ isKept }: { isKept: boolean }) {
  useKeepDevice(isKept);
  return null;
}
