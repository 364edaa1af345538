/** Put on an element that handles Esc itself, so that the layer around it stays open. */
export const OWN_ESCAPE = { 'data-own-escape': '' };

/** For a layer's `onEscapeKeyDown`: leaves the key to the element inside that asked for it, or does something else than closing. */
export function escapeTo(onEscape: (() => void) | undefined) {
  return (event: KeyboardEvent): void => {
    const isOwn = event.target instanceof Element && event.target.closest('[data-own-escape]') !== null;
    if (isOwn || onEscape) event.preventDefault();
    if (!isOwn) onEscape?.();
  };
}
