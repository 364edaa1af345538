'use client';

import { ChevronRight } from 'lucide-react';
import { type ReactNode, useId, useState } from 'react';
import { cn } from '@/components/ui/cn';
import { formatPoints } from '@/lib/shared/format';

type DisclosureProps = { label: string; count: number; children: ReactNode };

/** A quiet group that opens on demand; nothing at all while it has nothing in it. */
export function Disclosure({ label, count, children }: DisclosureProps) {
  const [isOpen, setIsOpen] = useState(false);
  const panelId = useId();
  if (count === 0) return null;
  return (
    <div className="rounded-md border dock:bg-bg/40">
      <button
        type="button"
        aria-expanded={isOpen}
        aria-controls={panelId}
        onClick={() => setIsOpen(!isOpen)}
        className="flex min-h-11 w-full items-center gap-2 px-3 text-left font-medium text-muted text-sm hover:text-ink"
      >
        <ChevronRight aria-hidden className={cn('size-4 transition-transform duration-100', isOpen && 'rotate-90')} />
        {label}
        <span className="ml-auto">{formatPoints(count)}</span>
      </button>
      <div id={panelId} hidden={!isOpen} className="border-t px-3">
        {isOpen ? children : null}
      </div>
    </div>
  );
}
