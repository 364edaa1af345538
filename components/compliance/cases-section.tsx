'use client';

import { Late, lateCode } from '@/components/ui/late';
import { RowsSkeleton } from '@/components/ui/list-states';
import { Tabs, TabsContent, TabsList, TabsTrigger } from '@/components/ui/tabs';
import { usePreload } from '@/components/ui/use-preload';
import { useCan } from '@/hooks/casino/me-context';
import { t } from '@/words/say';
import { CaseList } from './case-list';
import { CASE_VIEWS, useCasesUrl } from './use-cases-url';

const caseSheet = lateCode(async () => (await import('./case-sheet')).CaseSheet);
const batchList = lateCode(async () => (await import('./batch-list')).BatchList);
const filingProfile = lateCode(async () => (await import('./filing-profile')).FilingProfile);
const LOADERS = [caseSheet.fetch, batchList.fetch, filingProfile.fetch];

/** Currency transaction reports: the cases that are due, what went to FinCEN and came back, and what the form asks of the house. */
export function CasesSection() {
  usePreload(LOADERS);
  const url = useCasesUrl();
  const canManage = useCan('ctr.manage');
  const fallback = <RowsSkeleton label={t('ctr.loading')} row="h-[92px]" />;
  const { value: caseId, open: openCase, close: onBack } = url.case;
  if (caseId !== null) return <Late key={caseId} code={caseSheet} props={{ caseId, onBack }} fallback={fallback} />;
  if (!canManage) return <CaseList url={url} />;
  return (
    <Tabs
      value={url.desk}
      onValueChange={(value) => void url.setUrl({ desk: CASE_VIEWS.find((view) => view === value) ?? null })}
    >
      <TabsList aria-label={t('compliance.section_cases')} className="mb-4">
        {CASE_VIEWS.map((view) => (
          <TabsTrigger key={view} value={view}>
            {t(`ctr.desk_${view}`)}
          </TabsTrigger>
        ))}
      </TabsList>
      <TabsContent value="list">
        <CaseList url={url} />
      </TabsContent>
      <TabsContent value="files">
        <Late code={batchList} props={{ onOpen: openCase }} fallback={fallback} />
      </TabsContent>
      <TabsContent value="profile">
        <Late code={filingProfile} props={{}} fallback={fallback} />
      </TabsContent>
    </Tabs>
  );
}
