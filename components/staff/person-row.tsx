'use client';

import { BadgeAlert, Ban, MailQuestionMark } from 'lucide-react';
import { roleLabel } from '@/components/labels';
import { Pill } from '@/components/ui/pill';
import { useMe } from '@/hooks/casino/me-context';
import { formatDateTime } from '@/lib/shared/format';
import type { StaffMember } from '@/services/staff/dtos';
import { t } from '@/words/say';
import { licenceText, pitsText, stateLabel } from './person-words';

/** One person in the list: who, in which role, where, and what is to be seen to. All of it opens the person. */
export function PersonRow({ person, onOpen }: { person: StaffMember; onOpen: () => void }) {
  const { staff, settings } = useMe();
  return (
    <li>
      <button
        type="button"
        onClick={onOpen}
        className="grid w-full gap-x-4 gap-y-1.5 rounded-lg border bg-surface px-4 py-3 text-left hover:bg-raised sm:grid-cols-[minmax(0,1fr)_auto]"
      >
        <span className="flex min-w-0 flex-wrap items-center gap-x-3 gap-y-1">
          <span className="min-w-0 truncate font-semibold">{person.name}</span>
          <span className="text-muted">{roleLabel(person.role)}</span>
          {person.id === staff.id ? <Pill>{t('staff.you')}</Pill> : null}
        </span>
        <span className="flex flex-wrap items-center gap-2 sm:justify-end">
          <PersonMarks person={person} />
        </span>
        <span className="wrap-anywhere min-w-0 text-muted text-sm">
          {[
            person.employeeNumber === null ? null : t('staff.number', { number: person.employeeNumber }),
            person.email,
            pitsText(person.pits),
          ]
            .filter((text) => text !== null)
            .join(' · ')}
        </span>
        <span className="text-muted text-sm sm:text-right">
          {person.lastSeenAt === null
            ? t('staff.neverSeen')
            : t('staff.lastSeenAt', { when: formatDateTime(person.lastSeenAt, settings.timeZone) })}
        </span>
      </button>
    </li>
  );
}

/** What somebody of the house has to see to: a state that is not the usual one, a licence that ends. */
export function PersonMarks({ person }: { person: StaffMember }) {
  const { state, licenceState } = person;
  return (
    <>
      {state === 'active' ? null : (
        <Pill tone={state === 'invited' ? 'warn' : 'neutral'}>
          {state === 'invited' ? <MailQuestionMark aria-hidden /> : <Ban aria-hidden />}
          {stateLabel(state)}
        </Pill>
      )}
      {licenceState === 'expiring' || licenceState === 'expired' ? (
        <Pill tone={licenceState === 'expired' ? 'bad' : 'warn'}>
          <BadgeAlert aria-hidden />
          {licenceText(person)}
        </Pill>
      ) : null}
    </>
  );
}
