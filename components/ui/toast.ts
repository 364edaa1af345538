import type { toast } from 'sonner';
import { errorText } from './error-text';

/*
 * The toaster, and its library with it, comes a moment after the screen. What is said before that waits for it.
 */
let handOver: (library: typeof toast) => void = () => {};
const library = new Promise<typeof toast>((resolve) => {
  handOver = resolve;
});

/** Called by the toaster with the library's own function, once it can show what it is given. */
export function provideToast(given: typeof toast): void {
  handOver(given);
}

type Kind = 'message' | 'success' | 'error';

function show(kind: Kind, title: string, options: { description?: string; duration?: number } = {}): void {
  void library.then((given) => given[kind](title, options));
}

/** Something took place that the person asked for. */
export function toastSuccess(title: string, description: string): void {
  show('success', title, { description });
}

/** Something the person should know, neither good nor bad. */
export function toastMessage(title: string): void {
  show('message', title);
}

/** Something did not take place: what, and what to do about it. Stays long enough to be read. */
export function toastFailure(title: string, description: string): void {
  show('error', title, { description, duration: 10_000 });
}

/** As `toastFailure`, from whatever was thrown. Shaped for `catch`. */
export function toastError(error: unknown): void {
  const { title, remedy } = errorText(error);
  toastFailure(title, remedy);
}
