import type { ComponentProps } from 'react';
import { cn } from './cn';

type InputProps = ComponentProps<'input'> & {
  /** For a figure that is the point of its form. */
  isFigure?: boolean;
};

/** A one-line text field, 50 px high. Its text is 16 px or more on phones so that iOS does not zoom in on focus. */
export function Input({ className, isFigure = false, ...props }: InputProps) {
  return (
    <input
      className={cn(
        'min-h-[50px] w-full rounded-md border border-control bg-bg px-3.5 text-ink disabled:opacity-50 aria-invalid:border-danger',
        isFigure ? 'font-semibold text-lg' : 'text-base max-sm:text-[16px]',
        className,
      )}
      {...props}
    />
  );
}
