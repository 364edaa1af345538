'use client';

import { PencilLine } from 'lucide-react';
import { Button } from '@/components/ui/button';
import { errorText } from '@/components/ui/error-text';
import { RowsSkeleton } from '@/components/ui/list-states';
import { ErrorState } from '@/components/ui/message-state';
import { usePlayerProfile } from '@/hooks/floor/use-player-profile';
import type { PlayerProfile } from '@/services/floor/dtos';
import { t } from '@/words/say';
import { PREFERENCES, preferenceWord } from './care-model';

/** Who looks after the player, and what the player prefers. */
export function PlayerCare({ playerId, onEdit }: { playerId: string; onEdit: () => void }) {
  const profile = usePlayerProfile(playerId);
  return (
    <section aria-labelledby="care" className="rounded-lg border bg-surface px-4 pt-3 pb-3">
      <div className="flex min-h-11 items-center justify-between gap-3">
        <h3 id="care" className="font-bold">
          {t('player.care')}
        </h3>
        <Button
          variant="quiet"
          className="-mr-3"
          disabled={!profile.data}
          aria-label={t('player.editCareOf')}
          onClick={onEdit}
        >
          <PencilLine aria-hidden />
          {t('player.editCare')}
        </Button>
      </div>
      {profile.data ? (
        <Care profile={profile.data} />
      ) : profile.isPending ? (
        <RowsSkeleton label={t('player.loadingCare')} count={5} row="h-5" className="gap-2.5 pt-1 pb-1" />
      ) : (
        <ErrorState
          {...errorText(profile.error)}
          onRetry={() => void profile.refetch()}
          isRetrying={profile.isFetching}
        />
      )}
    </section>
  );
}

function Care({ profile }: { profile: PlayerProfile }) {
  return (
    <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-5 gap-y-2 text-sm">
      <Row term={t('player.host')} value={hostText(profile)} none={t('player.noHost')} />
      {PREFERENCES.map((preference) => (
        <Row
          key={preference}
          term={preferenceWord(preference)}
          value={profile[preference]}
          none={t('player.noPreference')}
        />
      ))}
    </dl>
  );
}

function Row({ term, value, none }: { term: string; value: string | null; none: string }) {
  return (
    <>
      <dt className="text-muted">{term}</dt>
      <dd className={value === null ? 'text-muted' : 'wrap-anywhere font-semibold'}>{value ?? none}</dd>
    </>
  );
}

function hostText({ hostName, isHostActive }: PlayerProfile): string | null {
  return hostName !== null && isHostActive === false ? t('player.hostGone', { host: hostName }) : hostName;
}
