'use client';

import { SlidersHorizontal } from 'lucide-react';
import { type ReactNode, useId, useState } from 'react';
import { Button } from '@/components/ui/button';
import { Select } from '@/components/ui/select';
import { useAuditChoices } from '@/hooks/audit/use-audit';
import type { AuditChoices } from '@/services/audit/dtos';
import { t } from '@/words/say';
import { actionText, areaText } from './audit-words';
import { FilterPills } from './filter-pills';
import { MoreFilters } from './more-filters';
import type { AuditUrl } from './use-audit-url';

type FiltersProps = { url: AuditUrl /** What can be done with what is shown. */; children: ReactNode };
type ChooseProps = { url: AuditUrl; choices: AuditChoices | undefined };

/** What the trail is narrowed down by: who, what and how it ended at hand, the rest on demand; below it, all that is in force. */
export function AuditFilters({ url, children }: FiltersProps) {
  const [isMore, setMore] = useState(false);
  const moreId = useId();
  const { data: choices } = useAuditChoices();
  return (
    <search aria-label={t('audit.filters')} className="grid gap-2.5 pb-4">
      <div className="flex flex-wrap gap-2.5">
        <WhoSelect url={url} choices={choices} />
        <WhatSelect url={url} choices={choices} />
        <Select
          aria-label={t('audit.outcome')}
          value={url.filter.outcome ?? ''}
          onChange={({ target }) => url.narrow({ outcome: target.value || null })}
        >
          <option value="">{t('audit.everyOutcome')}</option>
          <option value="done">{t('audit.outcome_done')}</option>
          <option value="refused">{t('audit.outcome_refused')}</option>
        </Select>
        <Button aria-expanded={isMore} aria-controls={moreId} onClick={() => setMore(!isMore)}>
          <SlidersHorizontal aria-hidden />
          {t('audit.moreFilters')}
        </Button>
        {children}
      </div>
      <div id={moreId} hidden={!isMore}>
        {isMore ? <MoreFilters url={url} choices={choices} /> : null}
      </div>
      <FilterPills url={url} choices={choices} />
    </search>
  );
}

function WhoSelect({ url, choices }: ChooseProps) {
  const { actor } = url.filter;
  const isListed = !actor || actor === 'system' || choices?.staff.some(({ id }) => id === actor);
  return (
    <Select
      aria-label={t('audit.who')}
      value={actor ?? ''}
      onChange={({ target }) => url.narrow({ actor: target.value || null })}
    >
      <option value="">{t('audit.everybody')}</option>
      <option value="system">{t('labels.byPitside')}</option>
      {isListed ? null : <option value={actor}>{t('audit.somebody')}</option>}
      {choices?.staff.map(({ id, name }) => (
        <option key={id} value={id}>
          {name}
        </option>
      ))}
    </Select>
  );
}

/** Areas with what was ever done in each; only an action has a dot in its name. */
function WhatSelect({ url, choices }: ChooseProps) {
  const chosen = url.filter.action ?? url.filter.domain ?? '';
  const actions = [...new Set(choices?.actions.map(({ action }) => action))];
  const areas = [...new Set(actions.map(areaOf))];
  const isListed = chosen === '' || actions.includes(chosen) || areas.includes(chosen);
  const choose = (what: string) =>
    url.narrow(what.includes('.') ? { action: what, domain: null } : { action: null, domain: what || null });
  return (
    <Select aria-label={t('audit.whatWasDone')} value={chosen} onChange={({ target }) => choose(target.value)}>
      <option value="">{t('audit.everything')}</option>
      {isListed ? null : (
        <option value={chosen}>{chosen.includes('.') ? actionText({ action: chosen }) : areaText(chosen)}</option>
      )}
      {areas.map((area) => (
        <optgroup key={area} label={areaText(area)}>
          <option value={area}>{t('audit.allOfArea', { area: areaText(area) })}</option>
          {actions
            .filter((action) => areaOf(action) === area)
            .map((action) => (
              <option key={action} value={action}>
                {actionText({ action })}
              </option>
            ))}
        </optgroup>
      ))}
    </Select>
  );
}

function areaOf(action: string): string {
  return action.split('.', 1)[0] ?? action;
}
