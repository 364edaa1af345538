import { useEffect, useRef, useState } from 'react';
import { doesRing, keepRinging, ring } from '@/lib/client/ring';

/** Rings whenever something is listed that was not before, unless that is turned off on this device. */
export function useRing(ids: readonly string[]): void {
  const known = useRef<ReadonlySet<string>>(new Set());
  useEffect(() => {
    const hasNew = ids.some((id) => !known.current.has(id));
    known.current = new Set(ids);
    if (hasNew && doesRing()) ring();
  }, [ids]);
}

/** Whether this device rings, and how to turn it on or off. */
export function useRingSetting() {
  const [isOn, setIsOn] = useState(doesRing);
  const turn = (next: boolean) => {
    keepRinging(next);
    setIsOn(next);
  };
  return [isOn, turn] as const;
}
