'use client';

import { Search } from 'lucide-react';
import { useState } from 'react';
import { Button } from '@/components/ui/button';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { ErrorState } from '@/components/ui/message-state';
import { usePlayerSearch } from '@/hooks/floor/use-players';
import type { Player } from '@/services/floor/dtos';
import { t } from '@/words/say';
import { NoPlayers } from './no-players';
import { searchFailureText } from './search-failure';
import { TierMark } from './tier-mark';

const SHOWN_MAX = 5;
const ROW = 'flex min-h-[54px] w-full items-center gap-3 rounded-sm px-1 text-left';

type PlayerPickerProps = { value: Player | null; onChange: (player: Player | null) => void };

/** A player: searched by name or loyalty id, then shown with a way to change. */
export function PlayerPicker({ value, onChange }: PlayerPickerProps) {
  if (value === null) return <PlayerResults onPick={onChange} />;
  return (
    <div>
      <p className="mb-2 text-muted text-xs">{t('domain.player')}</p>
      <div className="flex min-h-[54px] items-center gap-3 rounded-md border border-accent bg-accent-soft pr-1.5 pl-3.5">
        <PlayerLine player={value} />
        <Button variant="quiet" aria-label={t('domain.pickerChangePlayer')} onClick={() => onChange(null)}>
          {t('domain.pickerChange')}
        </Button>
      </div>
    </div>
  );
}

function PlayerResults({ onPick }: { onPick: (player: Player) => void }) {
  const [query, setQuery] = useState('');
  const search = usePlayerSearch(query);
  const isAsked = query.trim() !== '';
  const players = isAsked ? (search.data?.items ?? []).slice(0, SHOWN_MAX) : [];
  return (
    <div className="grid gap-1.5">
      <Field label={t('domain.pickerSearch')}>
        {(control) => (
          <div className="relative">
            <Search aria-hidden className="absolute top-4 left-3.5 size-[18px] text-muted" />
            <Input
              {...control}
              type="search"
              autoComplete="off"
              enterKeyHint="search"
              className="pl-11"
              value={query}
              onChange={(event) => setQuery(event.target.value)}
            />
          </div>
        )}
      </Field>
      {isAsked && search.isError ? (
        <ErrorState {...searchFailureText(search.error)} onRetry={() => void search.refetch()} />
      ) : null}
      {search.isCurrent && search.data?.items.length === 0 ? <NoPlayers isSearch={isAsked} /> : null}
      {players.length > 0 ? (
        <ul aria-label={t('domain.pickerPlayers')} className={search.isCurrent ? 'divide-y' : 'divide-y opacity-60'}>
          {players.map((player) => (
            <li key={player.id}>
              {/* What answers the words before is not to be tapped. */}
              <button
                type="button"
                disabled={!search.isCurrent}
                className={`${ROW} hover:bg-raised`}
                onClick={() => onPick(player)}
              >
                <PlayerLine player={player} />
              </button>
            </li>
          ))}
        </ul>
      ) : null}
    </div>
  );
}

function PlayerLine({ player }: { player: Player }) {
  const facts = [player.loyalty?.tierName ?? t('domain.notEnrolled'), player.loyaltyId].filter(Boolean).join(' · ');
  return (
    <>
      <TierMark tier={player.loyalty?.tier ?? null} tierName={player.loyalty?.tierName ?? null} isLarge />
      <span className="min-w-0 flex-1">
        <b className="block truncate font-semibold">{player.name}</b>
        <span className="block truncate text-muted text-xs">{facts}</span>
      </span>
    </>
  );
}
