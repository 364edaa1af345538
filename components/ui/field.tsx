import { CircleAlert } from 'lucide-react';
import { type ReactNode, useId } from 'react';
import { fieldWords } from './error-text';

type ControlProps = { id: string; 'aria-describedby': string | undefined; 'aria-invalid': true | undefined };

type FieldProps = {
  label: string;
  hint?: string | undefined;
  error?: string | undefined;
  className?: string;
  /** Draws the control; spread the given props on it, they tie it to its label, hint and error. */
  children: (control: ControlProps) => ReactNode;
};

/** A labelled control with its hint, or its error, right under it. */
export function Field({ label, hint, error, className, children }: FieldProps) {
  const id = useId();
  const messageId = `${id}-message`;
  const message = error === undefined ? hint : fieldWords(error);
  return (
    <div className={className}>
      <label htmlFor={id} className="mb-2 block text-muted text-xs">
        {label}
      </label>
      {children({ id, 'aria-describedby': message ? messageId : undefined, 'aria-invalid': error ? true : undefined })}
      {message ? (
        <p id={messageId} className={error ? 'mt-1.5 flex gap-1.5 text-danger text-sm' : 'mt-1.5 text-muted text-xs'}>
          {error ? <CircleAlert aria-hidden className="mt-0.5 size-4 shrink-0" /> : null}
          {message}
        </p>
      ) : null}
    </div>
  );
}
