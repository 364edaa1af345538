'use client';

import { CloudOff } from 'lucide-react';
import { type ComponentType, type ReactNode, useEffect, useReducer, useSyncExternalStore } from 'react';
import { getConnectionState, subscribeConnection } from '@/lib/client/connection';
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
const isServerThere = () => getConnectionState() === 'online';

type LateProps<Props> = {
  code: LateCode<Props>;
  props: Props;
  isQuiet?: boolean;
  /** Holds the place of a part that belongs to the screen itself. */
  fallback?: ReactNode;
};

/**
 * Draws late code with its props: at once when it is here, without a suspended frame. When it is not and the network is
 * away, it says so, in the place of the part where it has one, and keeps trying; React's own `lazy` would fail for good and
 * take the screen with it. A part that nobody asked for (`isQuiet`) waits without a word.
 */
export function Late<Props extends object>({ code, props, isQuiet = false, fallback }: LateProps<Props>) {
  const [attempts, redraw] = useReducer((count: number) => count + 1, 0);
  const isAway = !useSyncExternalStore(subscribeConnection, isServerThere, () => true);
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
  if (isQuiet) return fallback ?? null;
  const needsNetwork = isAway && attempts > 0;
  if (fallback !== undefined) return needsNetwork ? <NeedsNetwork /> : fallback;
  return <OnItsWay needsNetwork={needsNetwork} onGiveUp={closeOf(props)} />;
}

/** What lies over a screen is closed by its `onClose`, by whatever screen it lies over. */
function closeOf({ onClose }: { onClose?: unknown }): (() => void) | null {
  return typeof onClose === 'function' ? () => void onClose() : null;
}

/** Holds the place of what is to lie over the screen. Esc closes that, as it will once it is there, and nothing beneath it. */
function OnItsWay({ needsNetwork, onGiveUp }: { needsNetwork: boolean; onGiveUp: (() => void) | null }) {
  useEffect(() => {
    if (!onGiveUp) return;
    const giveUp = (event: KeyboardEvent) => {
      if (event.key !== 'Escape') return;
      event.stopPropagation();
      onGiveUp();
    };
    window.addEventListener('keydown', giveUp, { capture: true });
    return () => window.removeEventListener('keydown', giveUp, { capture: true });
  }, [onGiveUp]);
  return (
    <p
      role="status"
      className="fixed inset-x-0 bottom-6 z-50 mx-auto w-fit animate-late rounded-full border bg-raised px-4 py-2 font-medium text-sm shadow-sheet"
    >
      {needsNetwork ? t('ui.partNeedsNetwork') : t('ui.onItsWay')}
    </p>
  );
}

function NeedsNetwork() {
  return (
    <p
      role="status"
      className="mx-auto grid max-w-[40ch] justify-items-center gap-2 px-6 py-10 text-center text-muted text-sm"
    >
      <CloudOff aria-hidden className="size-7 text-faint" strokeWidth={1.6} />
      {t('ui.partNeedsNetwork')}
    </p>
  );
}
