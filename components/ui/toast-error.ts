import { toast } from 'sonner';
import { errorText } from './error-text';

/** Says why something did not happen and what to do about it. Shaped for a mutation's `onError`. */
export function toastError(error: unknown): void {
  const { title, remedy } = errorText(error);
  toast.error(title, { description: remedy, duration: 8_000 });
}
