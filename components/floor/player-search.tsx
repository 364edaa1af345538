'use client';

import { Search, UserPlus } from 'lucide-react';
import type { ReactNode } from 'react';
import { NoPlayers } from '@/components/domain/no-players';
import { searchFailureText } from '@/components/domain/search-failure';
import { Button } from '@/components/ui/button';
import { Deferred } from '@/components/ui/deferred';
import { Field } from '@/components/ui/field';
import { focusOnMount } from '@/components/ui/focus-on-mount';
import { Input } from '@/components/ui/input';
import { RowsSkeleton } from '@/components/ui/list-states';
import { ErrorState } from '@/components/ui/message-state';
import { usePlayerSearch } from '@/hooks/floor/use-players';
import type { Player } from '@/services/floor/dtos';
import { t } from '@/words/say';

type PlayerSearchProps = {
  query: string;
  onQuery: (query: string) => void;
  /** Given where the person may enrol a player. */
  onEnrol?: (() => void) | undefined;
  /** Draws a player of the list. */
  children: (player: Player) => ReactNode;
};

/** Players by name or loyalty id. The field is there at once; who is found is asked for and drawn in the frame after it. */
export function PlayerSearch({ query, onQuery, onEnrol, children }: PlayerSearchProps) {
  return (
    <>
      <Field label={t('domain.nameOrLoyaltyId')}>
        {(control) => (
          <div className="relative">
            <Search aria-hidden className="absolute top-4 left-3.5 size-[18px] text-muted" />
            <Input
              {...control}
              ref={focusOnMount}
              type="search"
              autoComplete="off"
              enterKeyHint="search"
              className="pl-11"
              value={query}
              onChange={(event) => onQuery(event.target.value)}
            />
          </div>
        )}
      </Field>
      <Deferred>
        <Results query={query} onEnrol={onEnrol}>
          {children}
        </Results>
      </Deferred>
    </>
  );
}

function Results({ query, onEnrol, children }: Omit<PlayerSearchProps, 'onQuery'>) {
  const search = usePlayerSearch(query);
  const players = search.data?.items ?? [];
  const enrol = onEnrol ? (
    <Button onClick={onEnrol}>
      <UserPlus aria-hidden />
      {t('floor.enrolTitle')}
    </Button>
  ) : null;
  return (
    <>
      {search.isPending ? <RowsSkeleton label={t('floor.searching')} count={4} row="h-[52px]" /> : null}
      {search.isError ? (
        <ErrorState {...searchFailureText(search.error)} onRetry={() => void search.refetch()} />
      ) : null}
      {search.isSuccess && players.length === 0 ? <NoPlayers isSearch={query.trim() !== ''} action={enrol} /> : null}
      {players.length > 0 ? (
        <ul aria-label={t('floor.players')} className={search.isPlaceholderData ? 'divide-y opacity-60' : 'divide-y'}>
          {players.map((player) => (
            <li key={player.id}>{children(player)}</li>
          ))}
        </ul>
      ) : null}
      {players.length > 0 ? enrol : null}
    </>
  );
}
