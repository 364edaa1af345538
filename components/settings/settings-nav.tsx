'use client';

import type { MouseEvent } from 'react';
import { useMe } from '@/hooks/casino/me-context';
import type { Capability } from '@/services/casino/dtos';
import { t, type WordKey } from '@/words/say';

/** A section with a capability is there for who has it. */
const SECTIONS = [
  { id: 'promo-policy', label: 'settings.promoPolicy' },
  { id: 'rewards', label: 'settings.rewards' },
  { id: 'players-and-visits', label: 'settings.playersAndVisits' },
  { id: 'gaming-licences', label: 'settings.licences' },
  { id: 'shared-tablets', label: 'settings.tablets' },
  { id: 'cash-log', label: 'settings.cashLog' },
  { id: 'alert-thresholds', label: 'settings.alertThresholds' },
  { id: 'point-value', label: 'settings.pointValue' },
  { id: 'authority', label: 'authority.title', capability: 'catalog.write' },
  { id: 'webhooks', label: 'settings.webhooks' },
] as const satisfies readonly { id: string; label: WordKey; capability?: Capability }[];

/** The sections of the screen: beside them where there is room, else in a row above. */
export function SettingsNav() {
  const { capabilities } = useMe();
  const sections = SECTIONS.filter(
    (section) => !('capability' in section) || capabilities.includes(section.capability),
  );
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
      {sections.map(({ id, label }) => (
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
