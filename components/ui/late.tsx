'use client';

import { type ComponentType, type ReactNode, useEffect, useReducer, useSyncExternalStore } from 'react';
import { t } from '@/words/say';

const ATTEMPT_MS = 2_000;

/** The code of a part of a screen, which is not in the first load. */
export type LateCode<Props> = {
  /** Begins to fetch it, or joins a fetch that runs. Never rejects; a failed fetch may be begun again. */
  fetch: () => Promise<void>;
  /** The component, once it is here. */
  find: () => ComponentType<Props> | null;
};

/** Describes code to be fetched later. Fetches nothing by itself. */
export function lateCode<Props>(load: () => Promise<ComponentType<Props>>): LateCode<Props> {
  let component: ComponentType<Props> | null = null;
  let running: Promise<void> | null = null;
  const fetch = () => {
    running ??= load().then(
      (loaded) => {
        component = loaded;
      },
      () => {
        running = null;
      },
    );
    return running;
  };
  return { fetch, find: () => component };
}

const neverChanges = () => () => {};

type LateProps<Props> = {
  code: LateCode<Props>;
  props: Props;
  isQuiet?: boolean;
  /** Holds the place of a part that belongs to the screen itself. */
  fallback?: ReactNode;
};

/**
 * Draws late code with its props: at once when it is here, without a suspended frame. When it is not and the network is
 * away, it says so and keeps trying, where React's own `lazy` would fail for good and take the screen with it. A part that
 * nobody asked for (`isQuiet`) waits without a word.
 */
export function Late<Props extends object>({ code, props, isQuiet = false, fallback }: LateProps<Props>) {
  const [, redraw] = useReducer((count: number) => count + 1, 0);
  // The server draws without it, so the first frame of a page that takes over from the server does too.
  const isHydrated = useSyncExternalStore(
    neverChanges,
    () => true,
    () => false,
  );
  const Part = isHydrated ? code.find() : null;
  const isMissing = Part === null;
  useEffect(() => {
    if (!isMissing) return;
    const attempt = () => void code.fetch().then(redraw);
    attempt();
    const timer = setInterval(attempt, ATTEMPT_MS);
    return () => clearInterval(timer);
  }, [code, isMissing]);
  if (Part) return <Part {...props} />;
  if (fallback !== undefined) return fallback;
  if (isQuiet) return null;
  return (
    <p
      role="status"
      className="fixed inset-x-0 bottom-6 z-50 mx-auto w-fit animate-late rounded-full border bg-raised px-4 py-2 font-medium text-sm shadow-sheet"
    >
      {t('ui.onItsWay')}
    </p>
  );
}
