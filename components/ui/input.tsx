import type { ComponentProps } from 'react';
import { cn } from './cn';

type InputProps = ComponentProps<'input'> & {
  /** For a figure that is the point of its form. */
  isFigure?: boolean;
  /** For one figure of many in a grid: narrow, and aligned with those above and below. */
  isCell?: boolean;
  /** For a few digits that are copied from another screen. */
  isCode?: boolean;
};

/** A one-line text field, 50 px high. Its text is 16 px or more on phones so that iOS does not zoom in on focus. */
export function Input({ className, isFigure = false, isCell = false, isCode = false, ...props }: InputProps) {
  return (
    <input
      className={cn(
        'w-full rounded-md border border-control bg-bg text-ink disabled:opacity-50 aria-invalid:border-danger',
        isCode ? 'min-h-16' : 'min-h-[50px]',
        isCell ? 'px-2 text-right' : 'px-3.5',
        isCode
          ? 'text-center font-semibold text-[28px] tabular-nums tracking-[0.3em]'
          : isFigure
            ? 'font-semibold text-lg'
            : isCell
              ? 'text-sm max-sm:text-[16px]'
              : 'text-base max-sm:text-[16px]',
        className,
      )}
      {...props}
    />
  );
}
