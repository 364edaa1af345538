'use client';

import { errorText } from '@/components/ui/error-text';
import { ErrorState } from '@/components/ui/message-state';
import { Skeleton } from '@/components/ui/skeleton';
import { useEarnConfig } from '@/hooks/loyalty/use-earn-config';
import { useLoyaltyTiers } from '@/hooks/loyalty/use-loyalty-tiers';
import { t } from '@/words/say';
import { EarnEditor } from './earn-editor';
import { TierEditor } from './tier-editor';

/** The ladder of tiers, and how players climb it. */
export function CatalogEarning() {
  const tiers = useLoyaltyTiers();
  const config = useEarnConfig();
  return (
    <div className="mx-auto grid max-w-[1060px] gap-4">
      {tiers.data ? <TierEditor saved={tiers.data} /> : <Part query={tiers} label={t('earning.loadingTiers')} />}
      {config.data ? (
        <EarnEditor saved={config.data} tiers={tiers.data?.items ?? []} />
      ) : (
        <Part query={config} label={t('earning.loadingRates')} />
      )}
    </div>
  );
}

type PartProps = {
  query: { isPending: boolean; isFetching: boolean; error: Error | null; refetch: () => Promise<unknown> };
  label: string;
};

function Part({ query, label }: PartProps) {
  if (query.isPending) {
    return (
      <div role="status">
        <span className="sr-only">{label}</span>
        <Skeleton className="h-[320px]" />
      </div>
    );
  }
  return <ErrorState {...errorText(query.error)} onRetry={() => void query.refetch()} isRetrying={query.isFetching} />;
}
