'use client';

import { usePathname, useSearchParams } from 'next/navigation';
import { useCallback, useEffect, useRef, useState, useSyncExternalStore } from 'react';
import { OpenedHistory, type OpenedName } from '@/lib/client/opened-history';

const history = new OpenedHistory();
if (typeof window !== 'undefined') history.start(window);

/**
 * Something that lies open over a screen, such as a drawer: what it shows (an id, or which of several it is) stands in the address
 * under `name`, so that a reload and a link open it. Opening it is a step that Back takes back, and closing it takes it back, too.
 */
export function useOpened(name: OpenedName) {
  return {
    value: useValue(name),
    open: useCallback((value: string) => history.open(name, value), [name]),
    close: useCallback(() => history.close(name), [name]),
  };
}

/** What the address says of what a screen shows, such as a filter, and how to have it say something else, or with null nothing. */
export function useInAddress(name: string) {
  const value = useValue(name);
  return [value, useCallback((next: string | null) => history.say(name, next), [name])] as const;
}

/** By the browser, which is a moment ahead of the router; by the router where they are not on the same screen. */
function useValue(name: string): string | null {
  const pathname = usePathname();
  const inRouter = useSearchParams().get(name);
  const inBrowser = useSyncExternalStore(
    history.subscribe,
    () => history.valueOf(name, pathname),
    () => undefined,
  );
  return inBrowser === undefined ? inRouter : inBrowser;
}

/** As `useOpened`, where it is one of several kinds of thing, and may be about something: `find.<table>`. */
export function useOpenedKind<Kind extends string>(name: OpenedName, kinds: readonly Kind[]) {
  const { value, open, close } = useOpened(name);
  const [first, ...rest] = value?.split('.') ?? [];
  const kind = kinds.find((known) => known === first) ?? null;
  return {
    kind,
    about: kind === null || rest.length === 0 ? null : rest.join('.'),
    open: useCallback((next: Kind, about?: string | null) => open(about ? `${next}.${about}` : next), [open]),
    close,
  };
}

/** What is open by its id: the thing that was at hand when it was opened, or, where only the address names it, one of those listed. */
export function useTaken<Item extends { id: string }>(id: string | null, listed: readonly Item[] | undefined) {
  const [taken, take] = useState<Item | null>(null);
  const item = id === null ? null : ([taken, ...(listed ?? [])].find((each) => each?.id === id) ?? null);
  return [item, take] as const;
}

/** Has Back close what is open by `onClose`, and leave the address alone: for what nobody can be sent to, such as a question. */
export function useBackCloses(isOpen: boolean, onClose: () => void): void {
  const latest = useLatest(onClose);
  useEffect(() => {
    if (isOpen) return history.addStep(() => latest.current());
  }, [isOpen, latest]);
}

/** Has Back ask, as long as something would be lost by it. */
export function useBackGuard(isGuarding: boolean, ask: () => void): void {
  const latest = useLatest(ask);
  useEffect(() => {
    if (isGuarding) return history.guard(() => latest.current());
  }, [isGuarding, latest]);
}

/** Goes where Back was to lead when it was asked first. */
export const goBackAfterAll = () => history.leave();

/** For the frame of all screens: keeps up with where the router goes. */
export function useFollowRouter(): void {
  const pathname = usePathname();
  const query = useSearchParams().toString();
  // biome-ignore lint/correctness/useExhaustiveDependencies: another screen with the same query is another address.
  useEffect(() => history.follow(), [pathname, query]);
}

function useLatest<Value>(value: Value) {
  const latest = useRef(value);
  useEffect(() => {
    latest.current = value;
  });
  return latest;
}
