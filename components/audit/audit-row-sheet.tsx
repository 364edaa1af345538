'use client';

import { Button } from '@/components/ui/button';
import { Fact, Facts } from '@/components/ui/facts';
import { SheetFrame, SheetHead } from '@/components/ui/sheet';
import { Table, TableCell, TableHead } from '@/components/ui/table';
import { useMe } from '@/hooks/casino/me-context';
import { formatDateTimeWithYear, formatGamingDay } from '@/lib/shared/format';
import type { AuditFilterText, AuditRow } from '@/services/audit/dtos';
import { t } from '@/words/say';
import { actionText, actorText, changesOf, thingText } from './audit-words';

type AuditRowSheetProps = { row: AuditRow; onClose: () => void; onAsk: (filter: AuditFilterText) => void };

/** One row of the trail: who, when, about what, before beside after, as it is on record, and the ways on from it. */
export function AuditRowSheet({ row, onClose, onAsk }: AuditRowSheetProps) {
  const { settings } = useMe();
  const ask = (filter: AuditFilterText) => {
    onAsk(filter);
    onClose();
  };
  return (
    <SheetFrame isOpen onClose={onClose} isEditor>
      <SheetHead title={actionText(row)} subtitle={t(`audit.outcome_${row.outcome}`)} />
      <div className="scroll-area grid min-h-0 flex-1 content-start gap-5 p-5">
        <Facts>
          <Fact term={t('audit.when')}>
            {formatDateTimeWithYear(row.at, settings.timeZone)} · {formatGamingDay(row.gamingDay)}
          </Fact>
          <Fact term={t('audit.who')}>{actorText(row)}</Fact>
          <Fact term={t('audit.about')}>
            {thingText(row)} <span className="break-all text-muted text-xs">{row.entityId}</span>
          </Fact>
          <Fact term={t('audit.correlation')}>
            <span className="break-all text-xs">{row.correlationId}</span>
          </Fact>
        </Facts>
        <div className="flex flex-wrap gap-2">
          {row.entityId ? (
            <Button onClick={() => ask({ entity: row.entityType, entityId: row.entityId ?? '', isWhole: 'true' })}>
              {t('audit.showAbout')}
            </Button>
          ) : null}
          <Button onClick={() => ask({ actor: row.staffId ?? 'system' })}>{t('audit.showBy')}</Button>
          <Button onClick={() => ask({ correlationId: row.correlationId })}>{t('audit.showTogether')}</Button>
        </div>
        <Changes row={row} />
        <details>
          <summary className="min-h-11 cursor-pointer content-center font-semibold">{t('audit.raw')}</summary>
          <pre className="wrap-anywhere whitespace-pre-wrap rounded-md bg-bg p-3.5 text-xs">
            {JSON.stringify(row, null, 2)}
          </pre>
        </details>
      </div>
    </SheetFrame>
  );
}

function Changes({ row }: { row: AuditRow }) {
  const changes = changesOf(row);
  if (changes.length === 0) return null;
  return (
    <section aria-label={t('audit.changes')}>
      <Table>
        <thead>
          <tr>
            <TableHead>{t('audit.what')}</TableHead>
            <TableHead>{t('audit.before')}</TableHead>
            <TableHead>{t('audit.after')}</TableHead>
          </tr>
        </thead>
        <tbody>
          {changes.map(({ field, before, after }) => (
            <tr key={field}>
              <TableCell className="wrap-anywhere text-muted text-sm">{field}</TableCell>
              <TableCell className="wrap-anywhere text-sm">{before}</TableCell>
              <TableCell className="wrap-anywhere text-sm">{after}</TableCell>
            </tr>
          ))}
        </tbody>
      </Table>
    </section>
  );
}
