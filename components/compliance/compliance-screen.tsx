'use client';

import { useEffect, useRef } from 'react';
import { Late } from '@/components/ui/late';
import { RowsSkeleton } from '@/components/ui/list-states';
import { Tabs, TabsContent, TabsList, TabsTrigger } from '@/components/ui/tabs';
import { useMe } from '@/hooks/casino/me-context';
import { t } from '@/words/say';
import { SECTION_NAMES, SECTIONS } from './sections';
import { useSectionUrl } from './use-section-url';

/** What compliance works with, a section for each matter. */
export function ComplianceScreen() {
  const { capabilities } = useMe();
  const { section, setSection } = useSectionUrl();
  const tabs = useRef<HTMLDivElement>(null);
  // The section that the address names may stand outside what a phone shows of the row.
  useEffect(() => {
    tabs.current?.querySelector(`[data-section="${section}"]`)?.scrollIntoView({ block: 'nearest', inline: 'center' });
  }, [section]);
  const names = SECTION_NAMES.filter((name) => capabilities.includes(SECTIONS[name].capability));
  return (
    <div className="scroll-area h-full">
      <Tabs
        value={section}
        onValueChange={(value) => setSection(names.find((name) => name === value) ?? null)}
        className="mx-auto grid max-w-[960px] gap-5 p-5 max-sm:p-4"
      >
        {/* Where a phone or a longer language has no room for all of them, the row scrolls by itself. */}
        <div ref={tabs} className="min-w-0 overflow-x-auto [scrollbar-width:none]">
          <TabsList isByWords aria-label={t('shell.nav_compliance')} className="min-w-max">
            {names.map((name) => (
              <TabsTrigger key={name} value={name} data-section={name} className="px-4">
                {t(`compliance.section_${name}`)}
              </TabsTrigger>
            ))}
          </TabsList>
        </div>
        {names.map((name) => (
          <TabsContent key={name} value={name}>
            <Late
              code={SECTIONS[name].code}
              props={{}}
              fallback={<RowsSkeleton label={t('compliance.loadingSection')} row="h-[84px]" />}
            />
          </TabsContent>
        ))}
      </Tabs>
    </div>
  );
}
