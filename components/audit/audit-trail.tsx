'use client';

import { Download, ScrollText } from 'lucide-react';
import { useState } from 'react';
import { buttonStyles } from '@/components/ui/button';
import { ListPanel, LoadMore } from '@/components/ui/list-panel';
import { EmptyState } from '@/components/ui/message-state';
import { useAudit } from '@/hooks/audit/use-audit';
import { useMe } from '@/hooks/casino/me-context';
import { formatDateTime } from '@/lib/shared/format';
import type { AuditRow } from '@/services/audit/dtos';
import { auditExportHref } from '@/services/audit/http';
import { t } from '@/words/say';
import { AuditFilters } from './audit-filters';
import { AuditRowSheet } from './audit-row-sheet';
import { actionText, actorText, thingText } from './audit-words';
import { useAuditUrl } from './use-audit-url';

/** All that was ever done, under a filter that stands in the address. */
export function AuditTrail() {
  const url = useAuditUrl();
  const trail = useAudit(url.filter);
  const [open, setOpen] = useState<AuditRow | null>(null);
  return (
    <section aria-label={t('audit.list')} className="mx-auto max-w-[1080px]">
      <AuditFilters url={url} />
      <ListPanel list={trail} loading={t('audit.loading')} empty={<Nothing />}>
        {(rows) => (
          <>
            <ul aria-label={t('audit.list')} className="divide-y rounded-lg border bg-surface">
              {rows.map((row) => (
                <Row key={row.id} row={row} onOpen={setOpen} />
              ))}
            </ul>
            <LoadMore list={trail} />
            <a href={auditExportHref(url.filter)} download className={buttonStyles({ className: 'mt-2' })}>
              <Download aria-hidden />
              {t('audit.export')}
            </a>
          </>
        )}
      </ListPanel>
      {open ? <AuditRowSheet row={open} onClose={() => setOpen(null)} onAsk={url.ask} /> : null}
    </section>
  );
}

function Row({ row, onOpen }: { row: AuditRow; onOpen: (row: AuditRow) => void }) {
  const { settings } = useMe();
  return (
    <li>
      <button
        type="button"
        className="flex min-h-[60px] w-full flex-wrap items-center gap-x-4 gap-y-0.5 px-4 py-2.5 text-left hover:bg-raised"
        onClick={() => onOpen(row)}
      >
        <span className="min-w-52 flex-1">
          <span className="block font-semibold">{actionText(row)}</span>
          <span className="text-muted text-sm">{thingText(row)}</span>
        </span>
        {row.outcome === 'refused' ? (
          <span className="font-semibold text-danger text-sm">{t('audit.outcome_refused')}</span>
        ) : null}
        <span className="w-40 text-sm">{actorText(row)}</span>
        <span className="w-40 text-muted text-sm">{formatDateTime(row.at, settings.timeZone)}</span>
      </button>
    </li>
  );
}

function Nothing() {
  return (
    <EmptyState icon={ScrollText} title={t('audit.nothing')}>
      {t('audit.nothingWhy')}
    </EmptyState>
  );
}
