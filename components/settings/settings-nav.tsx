'use client';

import type { MouseEvent } from 'react';
import { t } from '@/words/say';

const SECTIONS = [
  { id: 'promo-policy', label: 'settings.promoPolicy' },
  { id: 'rewards', label: 'settings.rewards' },
  { id: 'players-and-visits', label: 'settings.playersAndVisits' },
  { id: 'cash-log', label: 'settings.cashLog' },
  { id: 'alert-thresholds', label: 'settings.alertThresholds' },
  { id: 'point-value', label: 'settings.pointValue' },
  { id: 'webhooks', label: 'settings.webhooks' },
] as const;

/** The sections of the screen: beside them where there is room, else in a row above. */
export function SettingsNav() {
  const follow = (event: MouseEvent<HTMLAnchorElement>, id: string) => {
    event.preventDefault();
    const title = document.getElementById(`${id}-title`);
    document.getElementById(id)?.scrollIntoView();
    title?.focus({ preventScroll: true });
  };
  return (
    <nav
      aria-label={t('settings.sections')}
      className="flex flex-wrap gap-x-1 lg:sticky lg:top-0 lg:flex-col lg:self-start"
    >
      {SECTIONS.map(({ id, label }) => (
        <a
          key={id}
          href={`#${id}`}
          onClick={(event) => follow(event, id)}
          className="flex min-h-11 items-center whitespace-nowrap rounded-md px-3.5 lg:whitespace-normal font-medium max-sm:px-2.5 max-sm:text-sm text-muted hover:bg-raised hover:text-ink"
        >
          {t(label)}
        </a>
      ))}
    </nav>
  );
}
