import type { ComponentProps } from 'react';
import { cn } from './cn';

type InputProps = ComponentProps<'input'> & {
  /** For a figure that is the point of its form. */
  isFigure?: boolean;
  /** For one figure of many in a grid: narrow, and aligned with those above and below. */
  isCell?: boolean;
};

/** A one-line text field, 50 px high. Its text is 16 px or more on phones so that iOS does not zoom in on focus. */
export function Input({ className, isFigure = false, isCell = false, ...props }: InputProps) {
  return (
    <input
      className={cn(
        'min-h-[50px] w-full rounded-md border border-control bg-bg text-ink disabled:opacity-50 aria-invalid:border-danger',
        isCell ? 'px-2 text-right' : 'px-3.5',
        isFigure ? 'font-semibold text-lg' : isCell ? 'text-sm max-sm:text-[16px]' : 'text-base max-sm:text-[16px]',
        className,
      )}
      {...props}
    />
  );
}
