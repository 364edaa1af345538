import { useRef } from 'react';

/**
 * Handlers for a Radix layer that is opened by state and so has no trigger of its own: on closing, focus goes back to
 * whatever had it on opening, if that is still on the page.
 */
export function useReturnFocus() {
  const previous = useRef<Element | null>(null);
  return {
    onOpenAutoFocus: () => {
      previous.current = document.activeElement;
    },
    onCloseAutoFocus: (event: Event) => {
      event.preventDefault();
      if (previous.current instanceof HTMLElement && previous.current.isConnected) previous.current.focus();
    },
  };
}
