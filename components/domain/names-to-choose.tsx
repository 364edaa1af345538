'use client';

import { ChevronRight, LoaderCircle } from 'lucide-react';
import { initials } from '@/lib/shared/format';

type Name = { id: string; name: string; about: string; isDisabled?: boolean };

type NamesToChooseProps = {
  label?: string;
  names: readonly Name[];
  /** What was chosen and is on its way; nothing else is chosen meanwhile. */
  pendingId?: string | null;
  onChoose: (id: string) => void;
};

/** People or casinos by name, each with a word about it, of which one is tapped. */
export function NamesToChoose({ label, names, pendingId = null, onChoose }: NamesToChooseProps) {
  return (
    <ul aria-label={label} className="grid gap-2.5">
      {names.map(({ id, name, about, isDisabled = false }) => (
        <li key={id}>
          <button
            type="button"
            disabled={isDisabled || pendingId !== null}
            onClick={() => onChoose(id)}
            className="flex min-h-16 w-full items-center gap-3.5 rounded-md border bg-raised px-4 text-left transition-colors duration-100 enabled:hover:bg-line/60 disabled:opacity-60"
          >
            <span
              aria-hidden
              className="grid size-10 shrink-0 place-items-center rounded-full bg-accent-soft font-semibold text-accent"
            >
              {initials(name)}
            </span>
            <span className="min-w-0 flex-1">
              <span className="block truncate font-semibold">{name}</span>
              <span className="block truncate text-muted text-sm">{about}</span>
            </span>
            {pendingId === id ? (
              <LoaderCircle aria-hidden className="size-5 shrink-0 animate-spin text-muted" />
            ) : (
              <ChevronRight aria-hidden className="size-5 shrink-0 text-muted" />
            )}
          </button>
        </li>
      ))}
    </ul>
  );
}
