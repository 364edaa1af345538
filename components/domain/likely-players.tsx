'use client';

import { UserSearch } from 'lucide-react';
import { Button } from '@/components/ui/button';
import { NavLink } from '@/components/ui/nav-link';
import { Notice } from '@/components/ui/notice';
import type { Refusal } from '@/lib/client/api';
import type { ErrorDetails } from '@/lib/shared/error-details';
import { t } from '@/words/say';

export type LikelyPlayer = ErrorDetails<'PLAYER_LIKELY_EXISTS'>['players'][number];

/** Who is here already of this name and birth date, if that is why something was refused; else nobody. */
export function likelyPlayersOf({ code, details }: Refusal): LikelyPlayer[] {
  return code === 'PLAYER_LIKELY_EXISTS' ? (details?.players ?? []) : [];
}

type LikelyPlayersProps = { players: LikelyPlayer[]; confirmLabel: string; onConfirm: () => void };

/** Asks whether somebody is another person than those of the same name and birth date. */
export function LikelyPlayers({ players, confirmLabel, onConfirm }: LikelyPlayersProps) {
  if (players.length === 0) return null;
  return (
    <Notice
      role="alert"
      tone="warn"
      icon={UserSearch}
      title={t('domain.likelyPlayers')}
      action={<Button onClick={onConfirm}>{confirmLabel}</Button>}
    >
      <ul>
        {players.map(({ id, name, loyaltyId }) => (
          <li key={id}>
            <NavLink href={`/players/${id}`} className="flex min-h-11 items-center font-semibold underline">
              {[name, loyaltyId].filter(Boolean).join(' · ')}
            </NavLink>
          </li>
        ))}
      </ul>
    </Notice>
  );
}
