import type { ComponentProps } from 'react';
import { cn } from './cn';

/** What a list is narrowed down by. One row on a phone: each as wide as what is chosen, and what has no room is scrolled to. */
export function FilterRow({ className, ...props }: ComponentProps<'search'>) {
  return (
    <search
      className={cn(
        'flex flex-wrap items-center gap-2 [scrollbar-width:none]',
        'max-sm:contain-inline-size max-sm:-mx-3 max-sm:flex-nowrap max-sm:gap-1.5 max-sm:overflow-x-auto max-sm:px-3 max-sm:pt-1 max-sm:[&>*]:shrink-0',
        'max-sm:[&_select]:field-sizing-content max-sm:[&_select]:pr-8 max-sm:[&_select]:pl-2.5 max-sm:[&_svg]:right-2',
        className,
      )}
      {...props}
    />
  );
}
