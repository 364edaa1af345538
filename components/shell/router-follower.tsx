'use client';

import { useFollowRouter } from '@/components/ui/use-opened';

/** Tells what is open over a screen where the router went. Draws nothing, so that nothing else is drawn anew for it. */
export function RouterFollower() {
  useFollowRouter();
  return null;
}
