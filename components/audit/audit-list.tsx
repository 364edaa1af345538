'use client';

import { FilterX, ScrollText, Waypoints } from 'lucide-react';
import { Button } from '@/components/ui/button';
import { EmptyList } from '@/components/ui/empty-list';
import { errorText, firstFieldWords } from '@/components/ui/error-text';
import { Late, lateCode } from '@/components/ui/late';
import { ListPanel, LoadMore } from '@/components/ui/list-panel';
import { EmptyState } from '@/components/ui/message-state';
import { usePreload } from '@/components/ui/use-preload';
import { useAudit } from '@/hooks/audit/use-audit';
import { useMe } from '@/hooks/casino/me-context';
import { ApiError } from '@/lib/client/api';
import { formatDateTimeWithYear } from '@/lib/shared/format';
import type { AuditRow } from '@/services/audit/dtos';
import { t } from '@/words/say';
import { actionText, actorText, shortId, thingText } from './audit-words';
import { type AuditUrl, useOpenRow } from './use-audit-url';

const rowSheet = lateCode(async () => (await import('./audit-row-sheet')).AuditRowSheet);
const LOADERS = [rowSheet.fetch];

/** What the filter leaves of the trail, newest first. */
export function AuditList({ url }: { url: AuditUrl }) {
  usePreload(LOADERS);
  const trail = useAudit(url.filter);
  const [row, openRow] = useOpenRow(url.overlay, trail.data);
  const isNarrow = Object.keys(url.filter).length > 0;
  const showAll = isNarrow ? <Button onClick={() => url.ask({})}>{t('audit.showAll')}</Button> : null;
  const nothing = <NothingOnRecord isNarrow={isNarrow} onShowAll={() => url.ask({})} />;
  const broken = brokenFilterWords(trail.error);
  return (
    <>
      <ListPanel
        list={trail}
        loading={t('audit.loading')}
        empty={nothing}
        failed={
          broken ? (
            <EmptyState icon={FilterX} title={t('audit.brokenFilter')} action={showAll}>
              {broken}
            </EmptyState>
          ) : undefined
        }
      >
        {(rows) => (
          <ul aria-label={t('audit.list')} className="divide-y overflow-hidden rounded-lg border bg-surface">
            {rows.map((row) => (
              <AuditItem key={row.id} row={row} onOpen={openRow} onFollow={url.trace.open} />
            ))}
          </ul>
        )}
      </ListPanel>
      <LoadMore list={trail} />
      {row ? <Late code={rowSheet} props={{ row, url, onClose: url.overlay.close }} /> : null}
    </>
  );
}

export function NothingOnRecord({ isNarrow, onShowAll }: { isNarrow: boolean; onShowAll: () => void }) {
  return (
    <EmptyList
      icon={ScrollText}
      isNarrowed={isNarrow}
      none={{ title: t('audit.nothingYet'), meaning: t('audit.nothingYetWhy') }}
      narrowed={{
        title: t('audit.nothing'),
        meaning: t('audit.nothingWhy'),
        onShowAll,
        showAllLabel: t('audit.showAll'),
      }}
    />
  );
}

/** What is wrong with a filter that somebody wrote into the address by hand; null of any other failure. */
function brokenFilterWords(error: Error | null): string | null {
  if (!(error instanceof ApiError) || error.refusal.code !== 'VALIDATION_FAILED') return null;
  return firstFieldWords(error.refusal.details) ?? errorText(error).remedy;
}

type AuditItemProps = { row: AuditRow; onOpen: (row: AuditRow) => void; onFollow: (correlationId: string) => void };

function AuditItem({ row, onOpen, onFollow }: AuditItemProps) {
  const { settings } = useMe();
  return (
    <li className="flex items-center pr-2 hover:bg-raised">
      <button
        type="button"
        className="flex min-h-[60px] min-w-0 flex-1 flex-wrap items-center gap-x-4 gap-y-0.5 px-4 py-2.5 text-left"
        onClick={() => onOpen(row)}
      >
        <span className="min-w-52 flex-1">
          <span className="block font-semibold">{actionText(row)}</span>
          <span className="text-muted text-sm">
            {thingText(row.entityType)}
            {row.entityId ? <span className="text-xs"> …{shortId(row.entityId)}</span> : null}
          </span>
        </span>
        {row.outcome === 'refused' ? (
          <span className="font-semibold text-danger text-sm">{t('audit.outcome_refused')}</span>
        ) : null}
        <span className="text-sm sm:w-36">{actorText(row)}</span>
        <span className="text-muted text-sm sm:w-44">{formatDateTimeWithYear(row.at, settings.timeZone)}</span>
      </button>
      <Button
        variant="quiet"
        size="icon"
        aria-label={t('audit.followOf', { action: actionText(row) })}
        onClick={() => onFollow(row.correlationId)}
      >
        <Waypoints aria-hidden />
      </Button>
    </li>
  );
}
