'use client';

import { roleLabel } from '@/components/labels';
import { FilterRow } from '@/components/ui/filter-row';
import { Input } from '@/components/ui/input';
import { Select } from '@/components/ui/select';
import type { PitChoice } from '@/services/staff/dtos';
import { t } from '@/words/say';
import { licenceLabel, stateLabel } from './person-words';
import { type FilterName, LICENCES, type PeopleUrl, ROLES, STATES } from './use-people-url';

/** What the list of people is narrowed down by: words, role, state, pit, licence. */
export function PeopleFilters({ url, pits }: { url: PeopleUrl; pits: PitChoice[] }) {
  return (
    <div className="grid gap-3">
      <Input
        type="search"
        aria-label={t('staff.search')}
        placeholder={t('staff.search')}
        autoComplete="off"
        enterKeyHint="search"
        value={url.q}
        onChange={(event) => url.set('q', event.target.value)}
      />
      <FilterRow aria-label={t('staff.moreFilters')}>
        <FilterSelect url={url} name="role" label={t('staff.role')} all={t('staff.everyRole')}>
          {ROLES.map((role) => [role, roleLabel(role)])}
        </FilterSelect>
        <FilterSelect url={url} name="state" label={t('staff.state')} all={t('staff.everyState')}>
          {STATES.map((state) => [state, stateLabel(state)])}
        </FilterSelect>
        <FilterSelect url={url} name="pit" label={t('staff.pit')} all={t('staff.everyPit')}>
          {pits.map(({ id, name }) => [id, name])}
        </FilterSelect>
        <FilterSelect url={url} name="licence" label={t('staff.licence')} all={t('staff.anyLicence')}>
          {LICENCES.map((licence) => [licence, licenceLabel(licence)])}
        </FilterSelect>
      </FilterRow>
    </div>
  );
}

type FilterSelectProps = {
  url: PeopleUrl;
  name: Exclude<FilterName, 'q'>;
  label: string;
  all: string;
  children: (readonly [value: string, label: string])[];
};

function FilterSelect({ url, name, label, all, children }: FilterSelectProps) {
  return (
    <Select aria-label={label} value={url[name] ?? ''} onChange={({ target }) => url.set(name, target.value)}>
      <option value="">{all}</option>
      {children.map(([value, text]) => (
        <option key={value} value={value}>
          {text}
        </option>
      ))}
    </Select>
  );
}
