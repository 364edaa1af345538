'use client';

import { Toaster } from '@/components/ui/toaster';
import { useProtectedStorage } from '@/hooks/device/use-device-health';

/** What every screen has and no screen begins with: short confirmations, and storage that is asked to last. */
export function LateParts() {
  useProtectedStorage();
  return <Toaster />;
}
