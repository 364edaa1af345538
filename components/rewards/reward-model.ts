import { rewardFamilyLabel, rewardKindLabel } from '@/components/labels';
import type { Reward, RewardFamily } from '@/services/catalog/dtos';

/** What the list can be narrowed to by its switch. */
export const ACTIVE_FILTERS = ['all', 'on', 'off'] as const;
export type ActiveFilter = (typeof ACTIVE_FILTERS)[number];
/** What the list is narrowed to; null and an empty text are no condition. */
export type RewardFilter = { text: string; family: RewardFamily | null; kind: string | null; active: ActiveFilter };

/**
 * The rewards that pass, by family, kind and name. Whether one is switched on has no say in the order: a reward keeps its
 * place under the finger that switches it.
 */
export function listShownRewards(rewards: readonly Reward[], { text, family, kind, active }: RewardFilter): Reward[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  return rewards
    .filter(
      (reward) =>
        (family === null || reward.family === family) &&
        (kind === null || reward.kind === kind) &&
        (active === 'all' || reward.isActive === (active === 'on')) &&
        words.every((word) => searchText(reward).includes(word)),
    )
    .sort(byPlace);
}

function searchText({ name, code, kind, family, uiTags }: Reward): string {
  return [name, code, rewardKindLabel(kind), rewardFamilyLabel(family), ...(uiTags ?? [])].join(' ').toLowerCase();
}

function byPlace(a: Reward, b: Reward): number {
  return (
    b.family.localeCompare(a.family) ||
    a.kind.localeCompare(b.kind) ||
    a.name.localeCompare(b.name) ||
    a.code.localeCompare(b.code)
  );
}

/** The kinds there are, by name. */
export function listKinds(rewards: readonly Reward[]): string[] {
  return [...new Set(rewards.map(({ kind }) => kind))].sort();
}
