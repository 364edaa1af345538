'use client';

import { Late, lateCode } from '@/components/ui/late';
import { RowsSkeleton } from '@/components/ui/list-states';
import { t } from '@/words/say';
import { SettingsSection } from './settings-section';

const authorityPanel = lateCode(async () => (await import('@/components/authority/authority-panel')).AuthorityPanel);

// Asked for together with the screen's own code: what it lists is read once it is here.
if (typeof window !== 'undefined') void authorityPanel.fetch();

/** How much one person may give, and how much one player is given by all. For who sets prices. */
export function AuthoritySection() {
  return (
    <SettingsSection id="authority" title={t('authority.title')} sentence={t('authority.meaning')}>
      <Late
        code={authorityPanel}
        props={{}}
        fallback={
          <div className="border-t p-5">
            <RowsSkeleton label={t('authority.loading')} row="h-[68px]" count={3} />
          </div>
        }
      />
    </SettingsSection>
  );
}
