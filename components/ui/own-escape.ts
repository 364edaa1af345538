/** Put on an element that handles Esc itself, so that the layer around it stays open. */
export const OWN_ESCAPE = { 'data-own-escape': '' };

/** For a layer's `onEscapeKeyDown`: leaves the key to the element inside that asked for it. */
export function leaveOwnEscape(event: KeyboardEvent): void {
  if (event.target instanceof Element && event.target.closest('[data-own-escape]')) event.preventDefault();
}
