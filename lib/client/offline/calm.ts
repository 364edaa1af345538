/** What is going on in this tab. */
export type Moment = {
  /** Rewards of this person that the server has not answered. */
  rewardsWaiting: number;
  /** Changes that are being sent. */
  changesUnderWay: number;
  /** A dialog, a drawer or a menu. */
  isSomethingOpen: boolean;
  /** The focus is where one types or chooses. */
  isTyping: boolean;
  /** Something was typed that is not saved, or a file is being sent. */
  isUnsaved: boolean;
  /** Since somebody touched the screen or a key. */
  quietMs: number;
  isHidden: boolean;
};

/** Between two taps of somebody who is at work. */
const QUIET_MS = 3_000;

/** Whether the page may be loaded anew now: nobody has anything in hand that would be gone. */
export function isCalm(moment: Moment): boolean {
  if (moment.rewardsWaiting > 0 || moment.changesUnderWay > 0) return false;
  if (moment.isSomethingOpen || moment.isTyping || moment.isUnsaved) return false;
  return moment.isHidden || moment.quietMs >= QUIET_MS;
}

const OPEN = '[role="dialog"], [role="alertdialog"], [role="menu"], [role="listbox"]';
const TYPED_INTO = 'input, textarea, select, [contenteditable="true"]';

/** What the page itself shows of the moment. */
export function lookAtPage(): Pick<Moment, 'isSomethingOpen' | 'isTyping' | 'isUnsaved' | 'isHidden'> {
  // Whoever has something to lose keeps the page from being left (`useUnsavedGuard`), and is asked in the same way here.
  const leaving = new Event('beforeunload', { cancelable: true });
  window.dispatchEvent(leaving);
  return {
    isSomethingOpen: document.querySelector(OPEN) !== null,
    isTyping: document.activeElement?.matches(TYPED_INTO) ?? false,
    isUnsaved: leaving.defaultPrevented,
    isHidden: document.visibilityState === 'hidden',
  };
}

/** How somebody shows that they are there. */
export const TOUCHES = ['pointerdown', 'keydown', 'wheel', 'touchmove'] as const;

/** Tells how long nobody has touched the page. `stop` ends the listening. */
export function watchTouches(): { quietMs: () => number; stop: () => void } {
  let touchedAt = performance.now();
  const touched = () => {
    touchedAt = performance.now();
  };
  for (const touch of TOUCHES) window.addEventListener(touch, touched, { capture: true, passive: true });
  return {
    quietMs: () => performance.now() - touchedAt,
    stop: () => {
      for (const touch of TOUCHES) window.removeEventListener(touch, touched, { capture: true });
    },
  };
}
