'use client';

import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { Select } from '@/components/ui/select';
import { useLoyaltyTiers } from '@/hooks/loyalty/use-loyalty-tiers';
import { t } from '@/words/say';
import { LAST_VISITS, type usePlayersUrl } from './use-players-url';

type PlayersUrl = ReturnType<typeof usePlayersUrl>;

/** What the list of players is narrowed down by: words, tier, presence, last visit. */
export function PlayerFilters({ url }: { url: PlayersUrl }) {
  const tiers = useLoyaltyTiers();
  return (
    <search className="grid gap-4">
      <Field label={t('domain.nameOrLoyaltyId')}>
        {(control) => (
          <Input
            {...control}
            type="search"
            autoComplete="off"
            enterKeyHint="search"
            value={url.q}
            onChange={(event) => url.set('q', event.target.value)}
          />
        )}
      </Field>
      <div className="flex flex-wrap gap-2">
        <Select
          aria-label={t('player.tier')}
          value={url.tier}
          onChange={(event) => url.set('tier', event.target.value)}
        >
          <option value="">{t('player.everyTier')}</option>
          {(tiers.data?.items ?? []).map(({ code, name }) => (
            <option key={code} value={code}>
              {name}
            </option>
          ))}
        </Select>
        <Select
          aria-label={t('player.inHouse')}
          value={url.house}
          onChange={(event) => url.set('house', event.target.value)}
        >
          <option value="">{t('player.inHouseOrNot')}</option>
          <option value="in">{t('player.inHouse')}</option>
          <option value="out">{t('player.notInHouse')}</option>
        </Select>
        <Select
          aria-label={t('player.lastVisit')}
          value={url.seen ?? ''}
          onChange={(event) => url.set('seen', event.target.value)}
        >
          <option value="">{t('player.anyLastVisit')}</option>
          {LAST_VISITS.map((lastVisit) => (
            <option key={lastVisit} value={lastVisit}>
              {t(`player.seen_${lastVisit}`)}
            </option>
          ))}
        </Select>
      </div>
    </search>
  );
}
