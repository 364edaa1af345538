import { ChevronDown } from 'lucide-react';
import type { ComponentProps } from 'react';

/** A choice from a long list, by the device's own picker. 46 px high, as wide as its content up to its place. */
export function Select(props: ComponentProps<'select'>) {
  return (
    <span className="relative inline-flex min-w-0 max-w-full">
      <select
        className="min-h-[46px] w-full min-w-0 appearance-none truncate rounded-md border border-control bg-bg pr-10 pl-3.5 font-semibold text-base text-ink max-sm:text-[16px]"
        {...props}
      />
      <ChevronDown aria-hidden className="pointer-events-none absolute top-3.5 right-3.5 size-[18px] text-muted" />
    </span>
  );
}
