'use client';

import { FileText } from 'lucide-react';
import { ListPanel, LoadMore } from '@/components/ui/list-panel';
import { EmptyState } from '@/components/ui/message-state';
import { Pill } from '@/components/ui/pill';
import { useMe } from '@/hooks/casino/me-context';
import { useSentLists } from '@/hooks/exclusions/use-exclusion-lists';
import { formatDateTimeWithYear } from '@/lib/shared/format';
import type { ExclusionList } from '@/services/exclusions/dtos';
import { t } from '@/words/say';

/** The lists that were compared: how many rows, how many of them are players here, and which could not be read. */
export function SentLists() {
  const list = useSentLists();
  return (
    <section aria-labelledby="sent-lists">
      <h3 id="sent-lists" className="mb-3 font-bold text-lg">
        {t('compliance.sentLists')}
      </h3>
      <ListPanel
        list={list}
        loading={t('compliance.loadingLists')}
        empty={
          <EmptyState icon={FileText} title={t('compliance.noLists')}>
            {t('compliance.noListsMeaning')}
          </EmptyState>
        }
      >
        {(lists) => (
          <ul aria-label={t('compliance.sentLists')} className="grid gap-2">
            {lists.map((sent) => (
              <SentList key={sent.id} list={sent} />
            ))}
          </ul>
        )}
      </ListPanel>
      <LoadMore list={list} />
    </section>
  );
}

function SentList({ list }: { list: ExclusionList }) {
  const { timeZone } = useMe().settings;
  return (
    <li className="grid gap-1 rounded-lg border bg-surface px-4 py-3">
      <p className="wrap-anywhere flex flex-wrap items-center gap-x-3 gap-y-1 font-semibold">
        {list.fileName}
        {list.finishedAt === null ? <Pill tone="warn">{t('compliance.interrupted')}</Pill> : null}
      </p>
      <p className="text-sm">
        {t('compliance.comparedCounts', { rows: list.rowCount, proposed: list.proposedCount, known: list.knownCount })}
        {list.overCount > 0 ? ` ${t('compliance.overCount', { count: list.overCount })}` : ''}
      </p>
      <p className="text-muted text-sm">
        {t('compliance.sentBy', {
          when: formatDateTimeWithYear(list.createdAt, timeZone),
          staff: list.uploadedByName,
        })}
      </p>
      {list.errorCount > 0 ? (
        <details className="text-sm">
          <summary className="min-h-11 cursor-pointer content-center font-medium text-warn">
            {t('compliance.unreadRows', { count: list.errorCount })}
          </summary>
          <ul className="grid gap-1 pb-2">
            {list.errors.map(({ rowNumber, code }) => (
              <li key={rowNumber}>
                {t('compliance.rowNumber', { row: rowNumber })}: {t(`compliance.rowError_${code}`)}
              </li>
            ))}
          </ul>
        </details>
      ) : null}
    </li>
  );
}
