import { useMemo } from 'react';

/**
 * Props for a Radix layer that is opened by state and so has no trigger of its own: on closing, focus goes back to
 * whatever had it on opening, if that is still on the page.
 */
export function useReturnFocus(isOpen: boolean) {
  // Read while rendering: by the time of an effect, something inside the layer may have taken the focus already.
  const previous = useMemo(() => (isOpen ? document.activeElement : null), [isOpen]);
  return {
    onCloseAutoFocus: (event: Event) => {
      event.preventDefault();
      if (previous instanceof HTMLElement && previous.isConnected) previous.focus();
    },
  };
}
