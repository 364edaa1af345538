'use client';

import { Toaster } from '@/components/ui/toaster';
import { useProtectedStorage } from '@/hooks/device/use-device-health';
import { useKeepDevice } from '@/hooks/device/use-keep-device';
import { useWorker } from '@/hooks/device/use-worker';

/** What every screen has and no screen begins with: short confirmations, what the device keeps for when there is no network, and storage that is asked to last. */
export function LateParts({ isKept }: { isKept: boolean }) {
  useKeepDevice(isKept);
  useWorker();
  useProtectedStorage();
  return <Toaster />;
}
