'use client';

import { ScrollText } from 'lucide-react';
import { NavLink } from '@/components/ui/nav-link';
import { useCan } from '@/hooks/casino/me-context';
import { t } from '@/words/say';

type TrailLinkProps = {
  /** A kind of thing, as the audit trail calls it. */
  entity: 'casino_settings' | 'player' | 'player_import' | 'promo_coupon' | 'promo_program' | 'rating_slip' | 'reward';
  /** Which one; left out of what there is one of in the house. */
  entityId?: string;
  /** Names the thing where several stand in a list. */
  name?: string;
};

/** Leads to everything that the audit trail has about a thing and what belongs to it, for who may read it. */
export function TrailLink({ entity, entityId, name }: TrailLinkProps) {
  if (!useCan('audit.read')) return null;
  const about: Record<string, string> = entityId ? { entity, entityId, isWhole: 'true' } : { entity };
  const href = `/audit?${new URLSearchParams({ view: 'trail', ...about })}`;
  return (
    <NavLink
      href={href}
      className="flex min-h-11 w-fit items-center gap-2 rounded-sm pr-2 text-muted text-sm underline-offset-2 hover:text-ink hover:underline"
    >
      <ScrollText aria-hidden className="size-4 shrink-0" />
      {name === undefined ? t('domain.trail') : t('domain.trailOf', { name })}
    </NavLink>
  );
}
