import { type Edited, mergeFacts } from '@/components/forms/facts';
import { formatDate } from '@/lib/shared/format';
import type { PitChoice, StaffMember } from '@/services/staff/dtos';
import { t } from '@/words/say';

/** What is edited of a person. */
export type Person = Pick<StaffMember, 'name' | 'employeeNumber' | 'licenceNumber' | 'licenceExpiresOn'> & {
  pitIds: string[];
};
/** The form as it is typed; what is not known is empty. */
export type PersonValues = Record<'name' | 'employeeNumber' | 'licenceNumber' | 'licenceExpiresOn', string> & {
  pitIds: string[];
};

export function personOf({ name, employeeNumber, licenceNumber, licenceExpiresOn, pits }: StaffMember): Person {
  return { name, employeeNumber, licenceNumber, licenceExpiresOn, pitIds: pits.map(({ id }) => id).sort() };
}

export function personValues(person: Person): PersonValues {
  const { employeeNumber, licenceNumber, licenceExpiresOn } = person;
  return {
    ...person,
    employeeNumber: employeeNumber ?? '',
    licenceNumber: licenceNumber ?? '',
    licenceExpiresOn: licenceExpiresOn ?? '',
  };
}

/** What is typed. An emptied field is taken away. */
export function readPerson({ name, pitIds, ...texts }: PersonValues): Person {
  return {
    name: name.trim(),
    employeeNumber: texts.employeeNumber.trim() || null,
    licenceNumber: texts.licenceNumber.trim() || null,
    licenceExpiresOn: texts.licenceExpiresOn || null,
    pitIds: [...pitIds].sort(),
  };
}

const FACT_NAMES = {
  name: () => t('staff.name'),
  employeeNumber: () => t('staff.employeeNumber'),
  licenceNumber: () => t('staff.licenceNumber'),
  licenceExpiresOn: () => t('staff.licenceDate'),
  pitIds: () => t('staff.pits'),
} satisfies Record<keyof Person, () => string>;

/** A person as several admins may edit them. */
export function editedPerson(pits: PitChoice[]): Edited<Person> {
  return {
    name: t('staff.aPerson'),
    changedCode: 'STAFF_CHANGED',
    factsOf: (person) => ({ ...person }),
    factName: (fact) => FACT_NAMES[fact as keyof Person](),
    factText: (fact, value) => {
      if (fact === 'pitIds') return pitNames(pits, value as string[]);
      if (value === null) return t('forms.none');
      return fact === 'licenceExpiresOn' ? formatDate(String(value)) : String(value);
    },
    merge: (before, theirs, mine) => mergeFacts(before, theirs, mine),
  };
}

function pitNames(pits: PitChoice[], ids: string[]): string {
  const names = pits.filter(({ id }) => ids.includes(id)).map(({ name }) => name);
  return names.length === 0 ? t('staff.allPits') : names.join(', ');
}
