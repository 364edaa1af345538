'use client';

import { type ComponentProps, useState } from 'react';
import { fromWallTime, toWallTime } from '@/components/domain/casino-time';
import { addGamingDays, isGamingDay } from '@/components/domain/gaming-day';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { Select } from '@/components/ui/select';
import { useMe } from '@/hooks/casino/me-context';
import type { AuditChoices, AuditFilterText } from '@/services/audit/dtos';
import type { Me } from '@/services/casino/dtos';
import { t } from '@/words/say';
import { thingText } from './audit-words';
import type { AuditUrl } from './use-audit-url';

type MoreFiltersProps = { url: AuditUrl; choices: AuditChoices | undefined };

/** When, about what, and under which correlation id. What is typed holds from Enter on, or from when the field is left. */
export function MoreFilters({ url, choices }: MoreFiltersProps) {
  const { settings } = useMe();
  const { filter, narrow } = url;
  const setBound = (name: 'from' | 'to', wallTime: string) =>
    narrow({ [name]: wallTime === '' ? null : fromWallTime(wallTime, settings.timeZone) });
  return (
    <div className="grid grid-cols-[repeat(auto-fill,minmax(min(240px,100%),1fr))] gap-3.5 rounded-lg border bg-surface p-4">
      <Typed
        label={t('audit.gamingDay')}
        type="date"
        value={filter.gamingDay}
        onTyped={(day) => narrow({ gamingDay: day || null })}
      />
      {(['from', 'to'] as const).map((name) => (
        <Typed
          key={name}
          label={t(`audit.${name}`)}
          type="datetime-local"
          value={wallTimeOf(name, filter, settings)}
          onTyped={(wallTime) => setBound(name, wallTime)}
        />
      ))}
      <KindOfThing url={url} choices={choices} />
      <Typed
        label={t('audit.thingId')}
        value={filter.entityId}
        onTyped={(id) => narrow({ entityId: id || null, ...(id ? {} : { isWhole: null }) })}
      />
      <Typed
        label={t('audit.correlation')}
        value={filter.correlationId}
        onTyped={(id) => narrow({ correlationId: id || null })}
      />
    </div>
  );
}

/** A bound as a date-and-time field shows it: of a gaming day its beginning, or its end. */
function wallTimeOf(
  name: 'from' | 'to',
  filter: AuditFilterText,
  { timeZone, gamingDayStart }: Me['settings'],
): string {
  const bound = filter[name] ?? '';
  if (isGamingDay(bound)) return `${name === 'to' ? addGamingDays(bound, 1) : bound}T${gamingDayStart}`;
  return Number.isNaN(Date.parse(bound)) ? '' : toWallTime(bound, timeZone);
}

function KindOfThing({ url, choices }: MoreFiltersProps) {
  const { entity } = url.filter;
  const kinds = [
    ...new Set([...(choices?.actions.map(({ entityType }) => entityType) ?? []), ...(entity ? [entity] : [])]),
  ];
  const named = kinds
    .map((kind) => ({ kind, text: thingText(kind) }))
    .sort((one, other) => one.text.localeCompare(other.text));
  return (
    <Field label={t('audit.thing')} className="grid min-w-0">
      {(control) => (
        <Select
          {...control}
          value={entity ?? ''}
          onChange={({ target }) => url.narrow({ entity: target.value || null, entityId: null, isWhole: null })}
        >
          <option value="">{t('audit.everyThing')}</option>
          {named.map(({ kind, text }) => (
            <option key={kind} value={kind}>
              {text}
            </option>
          ))}
        </Select>
      )}
    </Field>
  );
}

type TypedProps = Pick<ComponentProps<'input'>, 'type'> & {
  label: string;
  value: string | undefined;
  onTyped: (text: string) => void;
};

function Typed({ label, value = '', ...props }: TypedProps) {
  // Another address is another text; until then what is typed stays.
  return <Field label={label}>{(control) => <Draft key={value} control={control} value={value} {...props} />}</Field>;
}

function Draft({
  control,
  type,
  value,
  onTyped,
}: Omit<TypedProps, 'label'> & { control: ComponentProps<'input'>; value: string }) {
  const [draft, setDraft] = useState(value);
  const settle = () => {
    if (draft.trim() !== value) onTyped(draft.trim());
  };
  return (
    <Input
      {...control}
      type={type ?? 'text'}
      autoComplete="off"
      value={draft}
      onChange={({ target }) => setDraft(target.value)}
      onBlur={settle}
      onKeyDown={({ key }) => key === 'Enter' && settle()}
    />
  );
}
