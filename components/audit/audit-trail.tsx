'use client';

import { Bookmark, Download } from 'lucide-react';
import { NuqsAdapter } from 'nuqs/adapters/next/app';
import { StaleNotice } from '@/components/domain/stale-notice';
import { Button, buttonStyles } from '@/components/ui/button';
import { Late, lateCode } from '@/components/ui/late';
import { RowsSkeleton } from '@/components/ui/list-states';
import { usePreload } from '@/components/ui/use-preload';
import { auditExportHref } from '@/hooks/audit/use-audit';
import { t } from '@/words/say';
import { AuditFilters } from './audit-filters';
import { AuditList } from './audit-list';
import { useAuditUrl } from './use-audit-url';

const auditTrace = lateCode(async () => (await import('./audit-trace')).AuditTrace);
const savedFilters = lateCode(async () => (await import('./saved-filters')).SavedFilters);
const LOADERS = [auditTrace.fetch, savedFilters.fetch];

/**
 * All that was ever done, under a filter that stands in the address; or what was done under one correlation id. Brings what reads
 * the address itself, since the proof on the same page goes without.
 */
export function AuditTrail() {
  return (
    <NuqsAdapter>
      <FilteredTrail />
    </NuqsAdapter>
  );
}

function FilteredTrail() {
  usePreload(LOADERS);
  const url = useAuditUrl();
  const { trace, overlay } = url;
  return (
    <div className="relative mx-auto max-w-[1080px]">
      {trace.value === null ? (
        <section aria-label={t('audit.trail')}>
          <AuditFilters url={url}>
            <Button onClick={() => overlay.open('saved')}>
              <Bookmark aria-hidden />
              {t('audit.savedFilters')}
            </Button>
            <a href={auditExportHref(url.filter)} download className={buttonStyles({})}>
              <Download aria-hidden />
              {t('audit.export')}
            </a>
          </AuditFilters>
          <AuditList url={url} />
        </section>
      ) : (
        <Late
          code={auditTrace}
          props={{ correlationId: trace.value, url }}
          fallback={<RowsSkeleton label={t('audit.loadingTrace')} row="h-[68px]" />}
        />
      )}
      {overlay.kind === 'saved' ? <Late code={savedFilters} props={{ url }} /> : null}
      <StaleNotice />
    </div>
  );
}
