'use client';

import { UserX } from 'lucide-react';
import { Button } from '@/components/ui/button';
import { Late, lateCode } from '@/components/ui/late';
import { RowsSkeleton } from '@/components/ui/list-states';
import { Tabs, TabsContent, TabsList, TabsTrigger } from '@/components/ui/tabs';
import { usePreload } from '@/components/ui/use-preload';
import { useCan } from '@/hooks/casino/me-context';
import { useExclusionHits } from '@/hooks/exclusions/use-exclusion-lists';
import { formatNumber } from '@/lib/shared/numbers';
import { t } from '@/words/say';
import { ExclusionList } from './exclusion-list';
import { HitList } from './hit-list';
import { EXCLUSION_VIEWS, useComplianceUrl } from './use-compliance-url';

const setDrawer = lateCode(async () => (await import('./set-exclusion-drawer')).SetExclusionDrawer);
const listsView = lateCode(async () => (await import('./lists-view')).ListsView);
const LOADERS = [setDrawer.fetch, listsView.fetch];

/** Who may receive nothing and is not to be seated: who they are, who was met by it, and whom the lists of others name. */
export function ExclusionsSection() {
  usePreload(LOADERS);
  const url = useComplianceUrl();
  const canWrite = useCan('exclusion.write');
  const news = useExclusionHits({ isReviewed: false });
  const newCount = news.data?.length ?? 0;
  return (
    <section aria-labelledby="exclusions" className="grid gap-4">
      <div className="flex min-h-[46px] flex-wrap items-center justify-between gap-3">
        <h2 id="exclusions" className="font-bold text-xl tracking-tight">
          {t('compliance.section_exclusions')}
        </h2>
        {canWrite ? (
          <Button variant="primary" onClick={() => url.overlay.open('exclude')}>
            <UserX aria-hidden />
            {t('compliance.setExclusion')}
          </Button>
        ) : null}
      </div>
      <Tabs
        value={url.view}
        onValueChange={(value) => void url.setUrl({ view: EXCLUSION_VIEWS.find((view) => view === value) ?? null })}
      >
        <TabsList isByWords aria-label={t('compliance.section_exclusions')} className="mb-4">
          <TabsTrigger value="record">{t('compliance.view_record')}</TabsTrigger>
          <TabsTrigger value="hits">
            {t('compliance.view_hits')}
            {newCount > 0 ? (
              <span className="ml-2 rounded-full bg-warn-soft px-2 py-0.5 text-sm text-warn">
                {t('compliance.newHits', { count: `${formatNumber(newCount)}${news.hasNextPage ? '+' : ''}` })}
              </span>
            ) : null}
          </TabsTrigger>
          <TabsTrigger value="lists">{t('compliance.view_lists')}</TabsTrigger>
        </TabsList>
        <TabsContent value="record">
          <ExclusionList url={url} />
        </TabsContent>
        <TabsContent value="hits">
          <HitList url={url} />
        </TabsContent>
        <TabsContent value="lists">
          <Late
            code={listsView}
            props={{ url }}
            fallback={<RowsSkeleton label={t('compliance.loadingLists')} row="h-[84px]" />}
          />
        </TabsContent>
      </Tabs>
      {canWrite && url.overlay.kind === 'exclude' ? (
        <Late code={setDrawer} props={{ onClose: url.overlay.close }} />
      ) : null}
    </section>
  );
}
