'use client';

import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { Select } from '@/components/ui/select';
import { useLoyaltyTiers } from '@/hooks/loyalty/use-loyalty-tiers';
import type { usePlayersUrl } from './use-players-url';

type PlayersUrl = ReturnType<typeof usePlayersUrl>;

/** What the list of players is narrowed down by: words, tier, presence, last visit. */
export function PlayerFilters({ url }: { url: PlayersUrl }) {
  const tiers = useLoyaltyTiers();
  return (
    <search className="grid gap-4">
      <Field label="Name or loyalty id">
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
        <Select aria-label="Tier" value={url.tier} onChange={(event) => url.set('tier', event.target.value)}>
          <option value="">Every tier</option>
          {(tiers.data?.items ?? []).map(({ code, name }) => (
            <option key={code} value={code}>
              {name}
            </option>
          ))}
        </Select>
        <Select aria-label="In the house" value={url.house} onChange={(event) => url.set('house', event.target.value)}>
          <option value="">In the house or not</option>
          <option value="in">In the house</option>
          <option value="out">Not in the house</option>
        </Select>
        <Select
          aria-label="Last visit"
          value={url.seen ?? ''}
          onChange={(event) => url.set('seen', event.target.value)}
        >
          <option value="">Any last visit</option>
          <option value="today">Here today</option>
          <option value="week">In the last 7 days</option>
          <option value="month">In the last 30 days</option>
          <option value="away">Not for 30 days</option>
        </Select>
      </div>
    </search>
  );
}
