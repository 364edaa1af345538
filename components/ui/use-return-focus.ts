import { useMemo } from 'react';

/** Of every layer, what had the focus when it opened: another layer may take its place before it closes. */
const OPENERS = new WeakMap<Element, Element | null>();

/**
 * Props for a Radix layer that is opened by state and so has no trigger of its own: on closing, focus goes back to
 * whatever had it on opening, if that is still on the page. A layer that took another's place gives it back for both. Where
 * what opened it went with its menu, `onOpenerGone` says where to.
 */
export function useReturnFocus(isOpen: boolean, onOpenerGone?: () => void) {
  // Read while rendering: by the time of an effect, something inside the layer may have taken the focus already.
  const opener = useMemo(() => {
    const focused = isOpen ? document.activeElement : null;
    return { focused, layer: focused?.closest('[role="dialog"]') ?? null };
  }, [isOpen]);
  return {
    onOpenAutoFocus: ({ target }: Event) => {
      const { focused, layer } = opener;
      const isReplacing = layer !== null && !layer.isConnected;
      if (target instanceof Element) OPENERS.set(target, isReplacing ? (OPENERS.get(layer) ?? null) : focused);
    },
    onCloseAutoFocus: (event: Event) => {
      event.preventDefault();
      const { focused, layer } = opener;
      const previous = focused?.isConnected || layer === null ? focused : OPENERS.get(layer);
      if (previous instanceof HTMLElement && previous.isConnected) previous.focus();
      else onOpenerGone?.();
    },
  };
}
