'use client';

import { useEffect, useRef } from 'react';
import { CountBadge } from '@/components/ui/count-badge';
import { Late } from '@/components/ui/late';
import { RowsSkeleton } from '@/components/ui/list-states';
import { Tabs, TabsContent, TabsList, TabsTrigger } from '@/components/ui/tabs';
import { useMe } from '@/hooks/casino/me-context';
import { t } from '@/words/say';
import { SECTION_NAMES, SECTIONS, type SectionName } from './sections';
import { useSectionUrl } from './use-section-url';
import { type Waits, type WhatWaits, waitsIn } from './waiting';

/** What compliance works with, a section for each matter. */
export function ComplianceScreen() {
  const { capabilities } = useMe();
  const names = SECTION_NAMES.filter((name) => capabilities.includes(SECTIONS[name].capability));
  const { section, setSection, waiting } = useSectionUrl(names);
  const tabs = useRef<HTMLDivElement>(null);
  // The section that the address names may stand outside what a phone shows of the row.
  useEffect(() => {
    tabs.current?.querySelector(`[data-section="${section}"]`)?.scrollIntoView({ block: 'nearest', inline: 'center' });
  }, [section]);
  const choose = (value: string) => {
    const chosen = names.find((name) => name === value);
    if (chosen) setSection(chosen);
  };
  const skeleton = <RowsSkeleton label={t('compliance.loadingSection')} row="h-[84px]" />;
  return (
    <div className="scroll-area h-full">
      <Tabs value={section ?? ''} onValueChange={choose} className="mx-auto grid max-w-[960px] gap-5 p-5 max-sm:p-3">
        {/* Where a phone or a longer language has no room for all of them, the row scrolls by itself. */}
        <div ref={tabs} className="min-w-0 overflow-x-auto [scrollbar-width:none]">
          <TabsList isByWords aria-label={t('shell.nav_compliance')} className="min-w-max">
            {names.map((name) => (
              <TabsTrigger key={name} value={name} data-section={name}>
                {t(`compliance.section_${name}`)}
                <SectionCount name={name} waiting={waiting} />
              </TabsTrigger>
            ))}
          </TabsList>
        </div>
        {section === null ? skeleton : null}
        {names.map((name) => (
          <TabsContent key={name} value={name}>
            <Late code={SECTIONS[name].code} props={{}} fallback={skeleton} />
          </TabsContent>
        ))}
      </Tabs>
    </div>
  );
}

/** As wide before it is known, so that no tab moves away from under a finger. */
const UNKNOWN: Waits = { count: 1, isLate: false, text: '' };

function SectionCount({ name, waiting }: { name: SectionName; waiting: WhatWaits }) {
  const waits = waitsIn(name, waiting);
  if (waits === null || waits?.count === 0) return null;
  return (
    <span className={waits ? 'ml-2 inline-grid' : 'invisible ml-2 inline-grid'}>
      <CountBadge {...(waits ?? UNKNOWN)} />
    </span>
  );
}
