'use client';

import { Search } from 'lucide-react';
import { rewardFamilyLabel, rewardKindLabel } from '@/components/labels';
import { Input } from '@/components/ui/input';
import { Select } from '@/components/ui/select';
import { useRewards } from '@/hooks/catalog/use-rewards';
import type { RewardFamily } from '@/services/catalog/dtos';
import { t } from '@/words/say';
import { ACTIVE_FILTERS, type ActiveFilter, listKinds, listShownRewards, type RewardFilter } from './reward-model';
import { REWARD_FAMILIES } from './use-catalog-url';

type RewardFiltersProps = { filter: RewardFilter; onFilter: (filter: Partial<RewardFilter>) => void };

/** Search and filters of the list, and how many pass. */
export function RewardFilters({ filter, onFilter }: RewardFiltersProps) {
  const rewards = useRewards().data ?? [];
  const shown = listShownRewards(rewards, filter).length;
  const count = rewards.length;
  return (
    <div className="flex flex-wrap items-center gap-2 px-[18px] pb-2.5 max-sm:px-3">
      <span className="relative min-w-[220px] flex-1 @min-[900px]:max-w-[340px]">
        <Search aria-hidden className="pointer-events-none absolute top-3.5 left-3.5 size-[18px] text-muted" />
        <Input
          type="search"
          aria-label={t('rewards.search')}
          placeholder={t('rewards.searchPlaceholder')}
          autoComplete="off"
          className="pl-10"
          value={filter.text}
          onChange={(event) => onFilter({ text: event.target.value })}
        />
      </span>
      <Select
        aria-label={t('rewards.family')}
        value={filter.family ?? ''}
        onChange={(event) => onFilter({ family: (event.target.value || null) as RewardFamily | null })}
      >
        <option value="">{t('rewards.allFamilies')}</option>
        {REWARD_FAMILIES.map((family) => (
          <option key={family} value={family}>
            {rewardFamilyLabel(family)}
          </option>
        ))}
      </Select>
      <Select
        aria-label={t('domain.kind')}
        value={filter.kind ?? ''}
        onChange={(event) => onFilter({ kind: event.target.value || null })}
      >
        <option value="">{t('rewards.allKinds')}</option>
        {listKinds(rewards).map((kind) => (
          <option key={kind} value={kind}>
            {rewardKindLabel(kind)}
          </option>
        ))}
      </Select>
      <Select
        aria-label={t('rewards.active')}
        value={filter.active}
        onChange={(event) => onFilter({ active: event.target.value as ActiveFilter })}
      >
        {ACTIVE_FILTERS.map((active) => (
          <option key={active} value={active}>
            {t(`rewards.filter_${active}`)}
          </option>
        ))}
      </Select>
      <p role="status" className="ml-auto whitespace-nowrap text-muted text-sm">
        {shown === count ? t('rewards.count', { count }) : t('rewards.countOf', { shown, count })}
      </p>
    </div>
  );
}
