'use client';

import { CalendarCheck2 } from 'lucide-react';
import { useState } from 'react';
import { StaleNotice } from '@/components/domain/stale-notice';
import { Button } from '@/components/ui/button';
import { EmptyList } from '@/components/ui/empty-list';
import { FilterRow } from '@/components/ui/filter-row';
import { Input } from '@/components/ui/input';
import { ListPanel, LoadMore } from '@/components/ui/list-panel';
import { Select } from '@/components/ui/select';
import { useCan } from '@/hooks/casino/me-context';
import { useCtrCases } from '@/hooks/ctr/use-ctr-cases';
import { t } from '@/words/say';
import { CaseRow } from './case-row';
import { caseStatusLabel, isExportable } from './case-words';
import { ExportBar } from './export-bar';
import { CASE_SHOWS, type CasesUrl, caseFilterOf } from './use-cases-url';

/** Cases that are due a report, the first due first; those that are ready can be chosen for one file. */
export function CaseList({ url }: { url: CasesUrl }) {
  const list = useCtrCases(caseFilterOf(url));
  const canManage = useCan('ctr.manage');
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const exportable = (list.data ?? []).filter(isExportable).map(({ id }) => id);
  const choose = (id: string) =>
    setChosen((ids) => (ids.includes(id) ? ids.filter((other) => other !== id) : [...ids, id]));
  return (
    <div className="relative">
      <CaseFilters url={url} />
      <ListPanel
        list={list}
        loading={t('ctr.loading')}
        empty={
          <NoCases
            isNarrow={url.day !== null || url.show !== 'waiting'}
            onShowWaiting={() => void url.setUrl({ day: null, show: null })}
            onShowAll={() => void url.setUrl({ show: 'all' })}
          />
        }
      >
        {(cases) => (
          <ul aria-label={t('compliance.section_cases')} className="grid gap-2">
            {cases.map((one) => (
              <CaseRow
                key={one.id}
                one={one}
                isChosen={chosen.includes(one.id)}
                onChoose={canManage && exportable.includes(one.id) ? () => choose(one.id) : null}
                onOpen={() => url.case.open(one.id)}
              />
            ))}
          </ul>
        )}
      </ListPanel>
      <LoadMore list={list} />
      {canManage ? (
        <ExportBar
          caseIds={chosen.filter((id) => exportable.includes(id))}
          exportable={exportable}
          onChoose={setChosen}
        />
      ) : null}
      <StaleNotice answeredAt={() => list.dataUpdatedAt} />
    </div>
  );
}

function CaseFilters({ url }: { url: CasesUrl }) {
  return (
    <FilterRow aria-label={t('ctr.desk_list')} className="pb-3">
      <Select
        aria-label={t('ctr.show')}
        value={url.show}
        onChange={({ target }) => void url.setUrl({ show: CASE_SHOWS.find((show) => show === target.value) ?? null })}
      >
        {CASE_SHOWS.map((show) => (
          <option key={show} value={show}>
            {show === 'waiting' || show === 'all' ? t(`ctr.show_${show}`) : caseStatusLabel(show)}
          </option>
        ))}
      </Select>
      <span className="w-44 max-sm:w-[150px] max-sm:[&>input]:px-2.5">
        <Input
          type="date"
          aria-label={t('ctr.gamingDay')}
          value={url.day ?? ''}
          onChange={({ target }) => void url.setUrl({ day: target.value || null })}
        />
      </span>
      {url.day === null ? null : (
        <Button variant="quiet" onClick={() => void url.setUrl({ day: null })}>
          {t('ctr.everyDay')}
        </Button>
      )}
    </FilterRow>
  );
}

type NoCasesProps = { isNarrow: boolean; onShowWaiting: () => void; onShowAll: () => void };

export function NoCases({ isNarrow, onShowWaiting, onShowAll }: NoCasesProps) {
  return (
    <EmptyList
      icon={CalendarCheck2}
      isNarrowed={isNarrow}
      none={{
        title: t('ctr.nothingDue'),
        meaning: t('ctr.nothingDueMeaning'),
        action: <Button onClick={onShowAll}>{t('ctr.showAll')}</Button>,
      }}
      narrowed={{ title: t('ctr.noneLikeThat'), onShowAll: onShowWaiting, showAllLabel: t('ctr.showWaiting') }}
    />
  );
}
