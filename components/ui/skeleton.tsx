import type { ComponentProps } from 'react';
import { cn } from './cn';

/** A grey block with the size of what will stand there. Hidden from screen readers; its owner says "loading". */
export function Skeleton({ className, ...props }: ComponentProps<'div'>) {
  return <div aria-hidden className={cn('animate-breathe rounded-md bg-raised', className)} {...props} />;
}
