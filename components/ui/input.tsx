import type { ComponentProps } from 'react';
import { cn } from './cn';

const FIELD_STYLES =
  'w-full rounded-md border border-control bg-bg px-3.5 text-base text-ink aria-invalid:border-danger disabled:opacity-50';

/** A one-line text field, 50 px high. Its text is 16 px on phones so that iOS does not zoom in on focus. */
export function Input({ className, ...props }: ComponentProps<'input'>) {
  return <input className={cn(FIELD_STYLES, 'min-h-[50px] max-sm:text-[16px]', className)} {...props} />;
}

/** A text field of several lines. */
export function Textarea({ className, ...props }: ComponentProps<'textarea'>) {
  return (
    <textarea className={cn(FIELD_STYLES, 'min-h-[76px] resize-none py-3 max-sm:text-[16px]', className)} {...props} />
  );
}
