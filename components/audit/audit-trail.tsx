'use client';

import { Download } from 'lucide-react';
import { StaleNotice } from '@/components/domain/stale-notice';
import { buttonStyles } from '@/components/ui/button';
import { Late, lateCode } from '@/components/ui/late';
import { RowsSkeleton } from '@/components/ui/list-states';
import { usePreload } from '@/components/ui/use-preload';
import { auditExportHref } from '@/hooks/audit/use-audit';
import { t } from '@/words/say';
import { AuditFilters } from './audit-filters';
import { AuditList } from './audit-list';
import { useAuditUrl } from './use-audit-url';

const auditTrace = lateCode(async () => (await import('./audit-trace')).AuditTrace);
const LOADERS = [auditTrace.fetch];

/** All that was ever done, under a filter that stands in the address; or what was done under one correlation id. */
export function AuditTrail() {
  usePreload(LOADERS);
  const url = useAuditUrl();
  return (
    <div className="relative mx-auto max-w-[1080px]">
      {url.trace === null ? (
        <section aria-label={t('audit.trail')}>
          <AuditFilters url={url}>
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
          props={{ correlationId: url.trace, url }}
          fallback={<RowsSkeleton label={t('audit.loadingTrace')} row="h-[68px]" />}
        />
      )}
      <StaleNotice />
    </div>
  );
}
