const CHANNEL = 'pitside-session';

/** What the tabs of a device tell each other: its screen is locked, or somebody came in. All of them share one session. */
export type SessionNews = { kind: 'locked' } | { kind: 'entered'; staffId: string };

const listeners = new Set<() => void>();
let isLocked = false;

/** Whether the screen is covered until somebody shows by a PIN or a password who they are. */
export const isScreenLocked = (): boolean => isLocked;

/** Covers the screen of this tab, or uncovers it. */
export function setScreenLocked(locked: boolean): void {
  isLocked = locked;
  for (const listener of listeners) listener();
}

/** Calls `listener` after every change; returns the way to stop. */
export function subscribeScreenLock(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Tells the other tabs of this device, where the browser lets them be reached. */
export function tellTabs(news: SessionNews): void {
  if (typeof BroadcastChannel === 'undefined') return;
  const channel = new BroadcastChannel(CHANNEL);
  channel.postMessage(news);
  channel.close();
}

/** Calls `listener` with what other tabs tell; returns the way to stop. */
export function hearTabs(listener: (news: SessionNews) => void): () => void {
  if (typeof BroadcastChannel === 'undefined') return () => {};
  const channel = new BroadcastChannel(CHANNEL);
  channel.onmessage = (event: MessageEvent<SessionNews>) => listener(event.data);
  return () => channel.close();
}

/** Goes elsewhere without asking for what is typed: whoever could answer is not there any more. */
export function leaveUnasked(path: string): void {
  window.addEventListener('beforeunload', (event) => event.stopImmediatePropagation(), { capture: true });
  window.location.replace(path);
}
