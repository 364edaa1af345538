import { CircleAlert } from 'lucide-react';
import { signInFailureText } from './sign-in-words';

/** Why somebody did not come in, and what to do about it. */
export function SignInFailure({ error }: { error: unknown }) {
  const { title, remedy } = signInFailureText(error);
  return (
    <p className="flex gap-2.5 rounded-md bg-danger-soft px-4 py-3 text-sm">
      <CircleAlert aria-hidden className="mt-0.5 size-4 shrink-0 text-danger" />
      <span>
        <b className="block font-semibold text-danger">{title}</b>
        {remedy}
      </span>
    </p>
  );
}
