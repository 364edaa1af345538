import type { CtrCase, CtrMissing, CtrPerson, UpdateCtrCaseInput } from '@/services/ctr/dtos';
import { ctrUnknownSchema } from '@/services/ctr/dtos';

/** What the form lets one say is unknown. */
export const UNKNOWNS = ctrUnknownSchema.options;
export type Unknown = (typeof UNKNOWNS)[number];

/** A field of the form about a person. `of` is what it is missing as, and may be said to be unknown as. */
type PersonField = {
  name: TextName;
  of?: Unknown;
  options?: readonly string[];
  highest: number;
};

const TEXT_NAMES = [
  'lastName',
  'firstName',
  'middleName',
  'suffix',
  'gender',
  'alternateName',
  'occupation',
  'naics',
  'street',
  'city',
  'state',
  'zip',
  'country',
  'tin',
  'tinType',
  'birthDate',
  'phone',
  'email',
  'idType',
  'idOtherType',
  'idNumber',
  'idCountry',
  'idState',
] as const;
export type TextName = (typeof TEXT_NAMES)[number];

/** The fields in the order of the form, by what belongs together. */
export const PERSON_GROUPS = {
  who: [
    { name: 'lastName', of: 'lastName', highest: 150 },
    { name: 'firstName', of: 'firstName', highest: 35 },
    { name: 'middleName', highest: 35 },
    { name: 'suffix', highest: 35 },
    { name: 'gender', options: ['female', 'male', 'unknown'], highest: 7 },
    { name: 'alternateName', highest: 150 },
    { name: 'birthDate', of: 'birthDate', highest: 10 },
    { name: 'occupation', of: 'occupation', highest: 50 },
    { name: 'naics', highest: 6 },
  ],
  address: [
    { name: 'street', of: 'street', highest: 100 },
    { name: 'city', of: 'city', highest: 50 },
    { name: 'state', of: 'state', highest: 3 },
    { name: 'zip', of: 'zip', highest: 10 },
    { name: 'country', of: 'country', highest: 2 },
    { name: 'phone', highest: 25 },
    { name: 'email', highest: 254 },
  ],
  tin: [
    { name: 'tinType', of: 'tin', options: ['ssn_itin', 'ein', 'foreign'], highest: 10 },
    { name: 'tin', of: 'tin', highest: 30 },
  ],
  identification: [
    {
      name: 'idType',
      of: 'identification',
      options: ['driver_license', 'passport', 'alien_registration', 'other'],
      highest: 20,
    },
    { name: 'idOtherType', highest: 50 },
    { name: 'idNumber', of: 'identification', highest: 30 },
    { name: 'idCountry', of: 'identification', highest: 2 },
    { name: 'idState', highest: 3 },
  ],
} as const satisfies Record<string, readonly PersonField[]>;
export type PersonGroup = keyof typeof PERSON_GROUPS;
export const PERSON_GROUP_NAMES = Object.keys(PERSON_GROUPS) as PersonGroup[];
export const fieldsOfGroup = (group: PersonGroup): readonly PersonField[] => PERSON_GROUPS[group];

/** Numbers that nobody has to see who only looks at a case: all but the last four of them are hidden until asked for. */
export const SECRET: ReadonlySet<TextName> = new Set(['tin', 'idNumber']);

/** What is said of a person, fact by fact; a text that is not there is null. */
export type PersonContent = { [Name in TextName]: string | null } & {
  [Field in Unknown as `unknown_${Field}`]: boolean;
} & {
  isEntity: boolean;
  isVerified: boolean;
};
/** The form as it is typed; what is not there is empty. */
export type PersonValues = { [Name in keyof PersonContent]: PersonContent[Name] extends boolean ? boolean : string };

const each = <Name extends string, Value>(names: readonly Name[], valueFor: (name: Name) => Value) =>
  Object.fromEntries(names.map((name) => [name, valueFor(name)])) as Record<Name, Value>;
const unknownNames = UNKNOWNS.map((field) => `unknown_${field}` as const);

/** What is said of somebody in a case. */
export function personContent({ facts, unknown, verifiedAt }: CtrPerson): PersonContent {
  return {
    ...each(TEXT_NAMES, (name) => facts?.[name] ?? null),
    ...each(unknownNames, (name) => (unknown ?? []).some((field) => name === `unknown_${field}`)),
    isEntity: facts?.isEntity ?? false,
    isVerified: verifiedAt !== null,
  };
}

/** What is said of somebody as texts to edit. */
export function personValues(content: PersonContent): PersonValues {
  return { ...content, ...each(TEXT_NAMES, (name) => content[name] ?? '') };
}

/** What is typed. What was emptied is taken away. */
export function readPerson(values: PersonValues): PersonContent {
  return { ...values, ...each(TEXT_NAMES, (name) => values[name].trim() || null) };
}

/** What is sent of a change: only what differs, but for what is unknown, which goes as a whole. */
export function personChange(
  personId: string,
  changes: Partial<PersonContent>,
  mine: PersonContent,
): NonNullable<UpdateCtrCaseInput['person']> {
  const said = Object.entries(changes).filter(([name]) => !name.startsWith('unknown_'));
  const isUnknownChanged = Object.keys(changes).some((name) => name.startsWith('unknown_'));
  const unknown = UNKNOWNS.filter((field) => mine[`unknown_${field}`]);
  return { personId, ...Object.fromEntries(said), ...(isUnknownChanged ? { unknown } : {}) };
}

/** What of a field is missing, in the form's own terms; null while nothing is. */
export function missingOf({ of }: Pick<PersonField, 'of'>, { missing }: Pick<CtrPerson, 'missing'>): CtrMissing | null {
  return of !== undefined && missing.includes(of) ? of : null;
}

/** The person of a case, as it is read now. */
export const findPerson = ({ persons }: Pick<CtrCase, 'persons'>, personId: string) =>
  persons.find((person) => person.personId === personId);
