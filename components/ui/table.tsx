import type { ComponentProps } from 'react';
import { cn } from './cn';

/** A data table in a frame. Cells wrap, so that it never scrolls sideways. */
export function Table({ className, ...props }: ComponentProps<'table'>) {
  return (
    <div className="overflow-hidden rounded-md border">
      <table className={cn('w-full border-collapse text-left', className)} {...props} />
    </div>
  );
}

/** A column's heading. */
export function TableHead({ className, ...props }: ComponentProps<'th'>) {
  return (
    <th
      scope="col"
      className={cn('whitespace-nowrap px-4 py-2.5 font-medium text-muted text-xs', className)}
      {...props}
    />
  );
}

/** A cell. */
export function TableCell({ className, ...props }: ComponentProps<'td'>) {
  return <td className={cn('border-t px-4 py-3', className)} {...props} />;
}
