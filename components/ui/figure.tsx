import type { ReactNode } from 'react';
import { cn } from '@/components/ui/cn';

/** A `dl` of figures side by side, as many as there is room for: one with a longer sign of the currency wraps, and none is cut. */
export const FIGURE_ROW = 'flex flex-wrap gap-x-3 gap-y-1.5 *:min-w-max *:grow *:basis-0';

type FigureProps = { term: string; note?: ReactNode; isMain?: boolean; className?: string; children: ReactNode };

/** One figure of a `dl` with its term above and, where something has to be said about it, a note below. */
export function Figure({ term, note, isMain = false, className, children }: FigureProps) {
  return (
    <div className={cn('min-w-0', className)}>
      <dt className="text-muted text-xs">{term}</dt>
      <dd className={cn('truncate', isMain ? 'font-[680] text-2xl tracking-tight' : 'font-semibold text-lg')}>
        {children}
      </dd>
      {note ? <dd className="text-muted text-xs">{note}</dd> : null}
    </div>
  );
}
