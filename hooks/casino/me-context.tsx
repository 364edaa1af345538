'use client';

import { createContext, type ReactNode, useContext } from 'react';
import { actAs } from '@/lib/client/api';
import { learnUtcOffsets } from '@/lib/shared/wall-clock';
import type { Capability, Me } from '@/services/casino/dtos';

const MeContext = createContext<Me | null>(null);

/** Makes the signed-in person known to everything below, and the casino's clock to all that writes a time there. */
export function MeProvider({ me, children }: { me: Me; children: ReactNode }) {
  // Before anything below is drawn, on the server and in the browser alike.
  learnUtcOffsets(me.settings.timeZone, me.settings.utcOffsets);
  // A server draws for several people at once, and asks for nobody in this way.
  if (typeof window !== 'undefined') actAs(me.staff.id);
  return <MeContext value={me}>{children}</MeContext>;
}

/** Who is signed in, with casino and settings. Throws outside `MeProvider`. */
export function useMe(): Me {
  const me = useContext(MeContext);
  if (me === null) throw new Error('useMe is used outside MeProvider.');
  return me;
}

/** Whether to offer an action. A courtesy to the person: the database decides again, whatever the screen shows. */
export function useCan(capability: Capability): boolean {
  return useMe().capabilities.includes(capability);
}
