'use client';

import { Plus } from 'lucide-react';
import { useCallback, useState } from 'react';
import { Button } from '@/components/ui/button';
import { cn } from '@/components/ui/cn';
import { Late, lateCode } from '@/components/ui/late';
import { ShortLabel } from '@/components/ui/short-label';
import { Skeleton } from '@/components/ui/skeleton';
import { useTaken } from '@/components/ui/use-opened';
import { usePreload } from '@/components/ui/use-preload';
import { ViewSwitch } from '@/components/ui/view-switch';
import { useRewards } from '@/hooks/catalog/use-rewards';
import type { Reward } from '@/services/catalog/dtos';
import { t } from '@/words/say';
import { RewardFilters } from './reward-filters';
import { RewardList } from './reward-list';
import { useCatalogUrl } from './use-catalog-url';

const rewardEditor = lateCode(async () => (await import('./reward-editor')).RewardEditor);
const catalogEarning = lateCode(async () => (await import('@/components/earning/catalog-earning')).CatalogEarning);
const LOADERS = [rewardEditor.fetch, catalogEarning.fetch];

/** What the casino offers, and how players earn. */
export function CatalogScreen() {
  usePreload(LOADERS);
  const { view, filter, setView, setFilter, clearFilter, editor } = useCatalogUrl();
  const { open } = editor;
  const [reward, take] = useTaken(editor.about, useRewards().data);
  const openReward = useCallback(
    (next: Reward) => {
      take(next);
      open('reward', next.id);
    },
    [take, open],
  );
  const create = () => open('reward');
  // Once opened it stays, so that a look at the rewards takes nothing from what is typed there.
  const [hasEarning, setHasEarning] = useState(view === 'earning');
  if (view === 'earning' && !hasEarning) setHasEarning(true);
  return (
    <div className="@container flex h-full flex-col">
      <div className="flex flex-wrap items-center justify-between gap-x-3 gap-y-2.5 px-[18px] pt-4 pb-3 max-sm:px-3 max-sm:pt-3">
        <ViewSwitch
          value={view}
          views={{
            rewards: t('rewards.rewards'),
            earning: <ShortLabel whole={t('rewards.tiersAndEarning')} short={t('rewards.tiers')} />,
          }}
          onChange={setView}
          className="max-sm:flex-1"
        />
        {view === 'rewards' ? (
          <Button variant="primary" className="min-h-[54px]" onClick={create}>
            <Plus aria-hidden />
            <ShortLabel whole={t('rewards.newReward')} short={t('rewards.new')} />
          </Button>
        ) : null}
      </div>
      <div className={cn('min-h-0 flex-1 flex-col', view === 'rewards' ? 'flex' : 'hidden')}>
        <RewardFilters filter={filter} onFilter={setFilter} />
        <div className="scroll-area min-h-0 flex-1 px-[18px] pb-[18px] max-sm:px-2">
          <RewardList filter={filter} onOpen={openReward} onCreate={create} onShowAll={clearFilter} />
        </div>
      </div>
      {hasEarning ? (
        <div
          className={cn('scroll-area min-h-0 flex-1 px-[18px] pb-[18px] max-sm:px-3', view === 'earning' || 'hidden')}
        >
          <Late code={catalogEarning} props={{}} fallback={<EarningSkeleton />} />
        </div>
      ) : null}
      {editor.kind !== null && (editor.about === null || reward) ? (
        <Late code={rewardEditor} props={{ reward, onClose: editor.close }} />
      ) : null}
    </div>
  );
}

function EarningSkeleton() {
  return (
    <div role="status" className="grid gap-4">
      <span className="sr-only">{t('rewards.loadingEarning')}</span>
      <Skeleton className="h-[360px]" />
      <Skeleton className="h-[300px]" />
    </div>
  );
}
