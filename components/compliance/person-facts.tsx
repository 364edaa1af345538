'use client';

import { CircleAlert } from 'lucide-react';
import { cn } from '@/components/ui/cn';
import type { CtrPerson } from '@/services/ctr/dtos';
import { t } from '@/words/say';
import { missingLabel } from './case-words';
import { fieldsOfGroup, missingOf, PERSON_GROUP_NAMES, type PersonGroup, SECRET, type TextName } from './person-fields';
import { personFieldLabel, personFieldText } from './person-words';

/** What is known of somebody, by the items of the form; what it still asks stands where it belongs. */
export function PersonFacts({ person, isShown }: { person: CtrPerson; isShown: boolean }) {
  return (
    <dl className="grid gap-x-8 gap-y-2 sm:grid-cols-2">
      {PERSON_GROUP_NAMES.map((group) => (
        <GroupFacts key={group} group={group} person={person} isShown={isShown} />
      ))}
    </dl>
  );
}

function GroupFacts({ group, person, isShown }: { group: PersonGroup; person: CtrPerson; isShown: boolean }) {
  const fields = fieldsOfGroup(group);
  // What belongs together is asked for once, at the first field of it.
  const asked = new Set<string>();
  return fields.map((field) => {
    const value = person.facts?.[field.name] ?? null;
    const missing = missingOf(field, person);
    const isUnknown = field.of !== undefined && (person.unknown ?? []).includes(field.of);
    const isFirst = field.of === undefined || !asked.has(field.of);
    if (field.of) asked.add(field.of);
    if (value === null && !(isFirst && (missing !== null || isUnknown))) return null;
    return (
      <div key={field.name} className="grid grid-cols-[minmax(0,2fr)_minmax(0,3fr)] items-baseline gap-3">
        <dt className="text-muted text-sm">{personFieldLabel(field.name)}</dt>
        <dd className={cn('wrap-anywhere', value !== null && !isUnknown && 'font-medium')}>
          {isUnknown ? t('ctr.unknown') : value === null ? null : shown(field.name, value, isShown)}
          {missing !== null && isFirst ? (
            <span className="flex gap-1.5 font-normal text-sm text-warn">
              <CircleAlert aria-hidden className="mt-0.5 size-4 shrink-0" />
              {t('ctr.missingItem', { item: missingLabel(missing) })}
            </span>
          ) : null}
        </dd>
      </div>
    );
  });
}

function shown(name: TextName, value: string, isShown: boolean): string {
  return SECRET.has(name) && !isShown ? `•••• ${value.slice(-4)}` : personFieldText(name, value);
}
