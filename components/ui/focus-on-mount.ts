/** As the `ref` of a field that is shown to be typed in next. */
export function focusOnMount(input: HTMLInputElement | null): void {
  input?.focus();
}
