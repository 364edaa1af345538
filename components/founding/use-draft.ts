'use client';

import { useEffect } from 'react';
import type { UseFormReturn } from 'react-hook-form';
import type { TypedCasino } from './founding-model';

const KEPT = 'pitside.founding';

/** What was typed before on this device, so that a closed tab costs nothing; null where there is nothing of this shape. */
export function readDraft(first: TypedCasino): TypedCasino | null {
  try {
    const kept = JSON.parse(window.localStorage.getItem(KEPT) ?? 'null') as TypedCasino | null;
    if (kept === null || Object.keys(first).some((name) => !(name in kept))) return null;
    return kept;
  } catch {
    // Not what this page wrote, or a browser that keeps nothing: the page begins anew.
    return null;
  }
}

export function forgetDraft(): void {
  window.localStorage.removeItem(KEPT);
}

/** Keeps what is typed on the device, until the casino is made. */
export function useKeptDraft(form: UseFormReturn<TypedCasino>): void {
  useEffect(() => {
    const { unsubscribe } = form.watch((typed) => window.localStorage.setItem(KEPT, JSON.stringify(typed)));
    return unsubscribe;
  }, [form]);
}
