import type { ReactNode } from 'react';

/** Terms with their values, the values flush right. */
export function Facts({ children }: { children: ReactNode }) {
  return <dl className="grid gap-2 rounded-md bg-bg p-3.5">{children}</dl>;
}

/** A term and its value. */
export function Fact({ term, children }: { term: string; children: ReactNode }) {
  return (
    <div className="flex items-baseline justify-between gap-4">
      <dt className="shrink-0 text-muted">{term}</dt>
      <dd className="min-w-0 break-words text-right font-semibold">{children}</dd>
    </div>
  );
}
