'use client';

import { ChevronRight } from 'lucide-react';
import { roleLabel } from '@/components/labels';
import { initials } from '@/lib/shared/format';
import type { StaffRole } from '@/services/casino/dtos';

type PeopleToChooseProps = {
  label?: string;
  people: readonly { id: string; name: string; role: StaffRole }[];
  onChoose: (id: string) => void;
};

/** Colleagues by name and role, of whom one says who they are. */
export function PeopleToChoose({ label, people, onChoose }: PeopleToChooseProps) {
  return (
    <ul aria-label={label} className="grid gap-2.5">
      {people.map(({ id, name, role }) => (
        <li key={id}>
          <button
            type="button"
            onClick={() => onChoose(id)}
            className="flex min-h-16 w-full items-center gap-3.5 rounded-md border bg-raised px-4 text-left transition-colors duration-100 hover:bg-line/60"
          >
            <span
              aria-hidden
              className="grid size-10 shrink-0 place-items-center rounded-full bg-accent-soft font-semibold text-accent"
            >
              {initials(name)}
            </span>
            <span className="min-w-0 flex-1">
              <span className="block truncate font-semibold">{name}</span>
              <span className="block truncate text-muted text-sm">{roleLabel(role)}</span>
            </span>
            <ChevronRight aria-hidden className="size-5 shrink-0 text-muted" />
          </button>
        </li>
      ))}
    </ul>
  );
}
