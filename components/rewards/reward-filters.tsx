'use client';

import { Search } from 'lucide-react';
import { rewardFamilyLabel, rewardKindLabel } from '@/components/labels';
import { Input } from '@/components/ui/input';
import { Select } from '@/components/ui/select';
import { useRewards } from '@/hooks/catalog/use-rewards';
import type { RewardFamily } from '@/services/catalog/dtos';
import { type ActiveFilter, listKinds, listShownRewards, type RewardFilter } from './reward-model';
import { REWARD_FAMILIES } from './use-catalog-url';

const ACTIVE_WORDS: Record<ActiveFilter, string> = { all: 'On and off', on: 'Switched on', off: 'Switched off' };

type RewardFiltersProps = { filter: RewardFilter; onFilter: (filter: Partial<RewardFilter>) => void };

/** Search and filters of the list, and how many pass. */
export function RewardFilters({ filter, onFilter }: RewardFiltersProps) {
  const rewards = useRewards().data ?? [];
  const shown = listShownRewards(rewards, filter).length;
  const count = shown === rewards.length ? `${shown}` : `${shown} of ${rewards.length}`;
  return (
    <div className="flex flex-wrap items-center gap-2 px-[18px] pb-2.5 max-sm:px-3">
      <span className="relative min-w-[220px] flex-1 @min-[900px]:max-w-[340px]">
        <Search aria-hidden className="pointer-events-none absolute top-3.5 left-3.5 size-[18px] text-muted" />
        <Input
          type="search"
          aria-label="Search rewards"
          placeholder="Name, code or tag"
          autoComplete="off"
          className="pl-10"
          value={filter.text}
          onChange={(event) => onFilter({ text: event.target.value })}
        />
      </span>
      <Select
        aria-label="Family"
        value={filter.family ?? ''}
        onChange={(event) => onFilter({ family: (event.target.value || null) as RewardFamily | null })}
      >
        <option value="">All families</option>
        {REWARD_FAMILIES.map((family) => (
          <option key={family} value={family}>
            {rewardFamilyLabel(family)}
          </option>
        ))}
      </Select>
      <Select
        aria-label="Kind"
        value={filter.kind ?? ''}
        onChange={(event) => onFilter({ kind: event.target.value || null })}
      >
        <option value="">All kinds</option>
        {listKinds(rewards).map((kind) => (
          <option key={kind} value={kind}>
            {rewardKindLabel(kind)}
          </option>
        ))}
      </Select>
      <Select
        aria-label="Active"
        value={filter.active}
        onChange={(event) => onFilter({ active: event.target.value as ActiveFilter })}
      >
        {Object.entries(ACTIVE_WORDS).map(([active, words]) => (
          <option key={active} value={active}>
            {words}
          </option>
        ))}
      </Select>
      <p role="status" className="ml-auto whitespace-nowrap text-muted text-sm">
        {count} {rewards.length === 1 ? 'reward' : 'rewards'}
      </p>
    </div>
  );
}
