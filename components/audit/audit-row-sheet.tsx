'use client';

import { ArrowUpRight, Waypoints } from 'lucide-react';
import { Button, buttonStyles } from '@/components/ui/button';
import { Fact, Facts } from '@/components/ui/facts';
import { NavLink } from '@/components/ui/nav-link';
import { SheetFrame, SheetHead } from '@/components/ui/sheet';
import { Table, TableCell, TableHead } from '@/components/ui/table';
import { useMe } from '@/hooks/casino/me-context';
import { formatDate, formatDateTimeWithYear } from '@/lib/shared/format';
import type { AuditRow } from '@/services/audit/dtos';
import { t } from '@/words/say';
import { changesOf } from './audit-changes';
import { thingHref } from './audit-href';
import { actionText, actorText, thingText } from './audit-words';
import type { AuditUrl } from './use-audit-url';

type AuditRowSheetProps = { row: AuditRow; url: AuditUrl; onClose: () => void };

/** One row of the trail: who, when, about what, before beside after in words and as it is on record, and the ways on from it. */
export function AuditRowSheet({ row, url, onClose }: AuditRowSheetProps) {
  return (
    <SheetFrame isOpen onClose={onClose} isEditor>
      <SheetHead title={actionText(row)} subtitle={t(`audit.outcome_${row.outcome}`)} />
      <div className="scroll-area grid min-h-0 flex-1 content-start gap-5 p-5">
        <RowFacts row={row} />
        <WaysOn row={row} url={url} />
        <Changes row={row} />
        <Raw row={row} />
      </div>
    </SheetFrame>
  );
}

function RowFacts({ row }: { row: AuditRow }) {
  const { timeZone } = useMe().settings;
  return (
    <Facts>
      <Fact term={t('audit.when')}>
        {formatDateTimeWithYear(row.at, timeZone)} · {t('audit.ofGamingDay', { day: formatDate(row.gamingDay) })}
      </Fact>
      <Fact term={t('audit.who')}>{actorText(row)}</Fact>
      <Fact term={t('audit.about')}>
        {thingText(row.entityType)}{' '}
        {row.entityId ? <span className="break-all font-normal text-muted text-xs">{row.entityId}</span> : null}
      </Fact>
      <Fact term={t('audit.correlation')}>
        <span className="break-all font-normal text-xs">{row.correlationId}</span>
      </Fact>
    </Facts>
  );
}

/** They lead away from the sheet, and Back leads back to it. */
function WaysOn({ row, url }: Omit<AuditRowSheetProps, 'onClose'>) {
  const { entityType: entity, entityId } = row;
  const href = thingHref(row);
  return (
    <div className="flex flex-wrap gap-2">
      <Button onClick={() => url.trace.open(row.correlationId)}>
        <Waypoints aria-hidden />
        {t('audit.follow')}
      </Button>
      <Button onClick={() => url.ask(entityId ? { entity, entityId, isWhole: 'true' } : { entity })}>
        {t('audit.showAbout')}
      </Button>
      <Button onClick={() => url.ask({ actor: row.staffId ?? 'system' })}>{t('audit.showBy')}</Button>
      {href ? (
        <NavLink href={href} className={buttonStyles({ variant: 'quiet' })}>
          {t('audit.openThing')}
          <ArrowUpRight aria-hidden />
        </NavLink>
      ) : null}
    </div>
  );
}

function Changes({ row }: { row: AuditRow }) {
  const { settings } = useMe();
  const changes = changesOf(row, settings);
  if (changes.length === 0) return <p className="text-muted text-sm">{t('audit.noChange')}</p>;
  return (
    <section aria-label={t('audit.changes')}>
      <Table className="table-fixed">
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

/** Before beside after, letter by letter. */
function Raw({ row }: { row: AuditRow }) {
  return (
    <details>
      <summary className="min-h-11 cursor-pointer content-center font-semibold">{t('audit.raw')}</summary>
      <div className="grid gap-3 sm:grid-cols-2">
        {(['before', 'after'] as const).map((side) => (
          <figure key={side} className="min-w-0">
            <figcaption className="pb-1.5 text-muted text-xs">{t(`audit.${side}`)}</figcaption>
            <pre className="wrap-anywhere whitespace-pre-wrap rounded-md bg-bg p-3.5 text-xs">
              {JSON.stringify(row[side], null, 2)}
            </pre>
          </figure>
        ))}
      </div>
    </details>
  );
}
