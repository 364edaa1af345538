'use client';

import type { MouseEvent } from 'react';

const SECTIONS = [
  { id: 'promo-policy', label: 'Promo policy' },
  { id: 'rewards', label: 'Rewards' },
  { id: 'players-and-visits', label: 'Players and visits' },
  { id: 'alert-thresholds', label: 'Alert thresholds' },
  { id: 'webhooks', label: 'Webhooks' },
];

/** The sections of the screen: beside them where there is room, else in a row above. */
export function SettingsNav() {
  const follow = (event: MouseEvent<HTMLAnchorElement>, id: string) => {
    event.preventDefault();
    const title = document.getElementById(`${id}-title`);
    document.getElementById(id)?.scrollIntoView();
    title?.focus({ preventScroll: true });
  };
  return (
    <nav aria-label="Sections" className="flex flex-wrap gap-x-1 lg:sticky lg:top-0 lg:flex-col lg:self-start">
      {SECTIONS.map(({ id, label }) => (
        <a
          key={id}
          href={`#${id}`}
          onClick={(event) => follow(event, id)}
          className="flex min-h-11 items-center whitespace-nowrap rounded-md px-3.5 font-medium max-sm:px-2.5 max-sm:text-sm text-muted hover:bg-raised hover:text-ink"
        >
          {label}
        </a>
      ))}
    </nav>
  );
}
