import type { ComponentProps } from 'react';
import { cn } from './cn';

/** A text field of several lines, for what is a sentence or two. */
export function TextArea({ className, rows = 5, ...props }: ComponentProps<'textarea'>) {
  return (
    <textarea
      rows={rows}
      className={cn(
        'w-full resize-none rounded-md border border-control bg-bg px-3.5 py-3 text-base text-ink disabled:opacity-50 aria-invalid:border-danger max-sm:text-[16px]',
        className,
      )}
      {...props}
    />
  );
}
