import { type Edited, mergeFacts } from '@/components/forms/facts';
import type { FilingProfile } from '@/services/ctr/dtos';
import { ctrMissingOfProfileSchema, filingProfileSchema } from '@/services/ctr/dtos';
import { t } from '@/words/say';

type ProfileFacts = FilingProfile['facts'];
export type ProfileName = keyof ProfileFacts;
const NAMES = filingProfileSchema.shape.facts.keyof().options;

/** The kinds of gaming that the form knows. */
export const GAMING_TYPES = ['state_licensed', 'tribal', 'card_club', 'other'] as const;

/** The fields of the house in the order in which they are asked, by what belongs together. */
export const PROFILE_GROUPS = {
  institution: NAMES.filter((name) => !/^(contact|location|transmitter)/.test(name)),
  contact: NAMES.filter((name) => name.startsWith('contact')),
  location: NAMES.filter((name) => name.startsWith('location')),
  transmitter: NAMES.filter((name) => name.startsWith('transmitter')),
};
export type ProfileGroup = keyof typeof PROFILE_GROUPS;
export const PROFILE_GROUP_NAMES = Object.keys(PROFILE_GROUPS) as ProfileGroup[];

/** What the house says of itself; a field that is not set is null. */
export type ProfileContent = Record<ProfileName, string | null>;
/** The form as it is typed; what is not set is empty. */
export type ProfileValues = Record<ProfileName, string>;

const each = <Value>(valueFor: (name: ProfileName) => Value) =>
  Object.fromEntries(NAMES.map((name) => [name, valueFor(name)])) as Record<ProfileName, Value>;

export const profileContent = ({ facts }: Pick<FilingProfile, 'facts'>): ProfileContent =>
  each((name) => facts[name] ?? null);
export const profileValues = (content: ProfileContent): ProfileValues => each((name) => content[name] ?? '');
export const readProfile = (values: ProfileValues): ProfileContent => each((name) => values[name].trim() || null);

/** What of the house a field is missing as, if it can be. */
export function findMissing(name: ProfileName, { missing }: Pick<FilingProfile, 'missing'>) {
  const asked = `profile${name.charAt(0).toUpperCase()}${name.slice(1)}`;
  return ctrMissingOfProfileSchema.options.find((field) => field === asked && missing.includes(field)) ?? null;
}

/** The filing profile as several people may edit it. */
export function editedProfile(): Edited<ProfileContent> {
  return {
    name: t('ctr.theProfile'),
    changedCode: 'FILING_PROFILE_CHANGED',
    factsOf: (content) => content,
    factName: (fact) => t(`ctr.profile_${fact as ProfileName}`),
    factText: (_fact, value) => (value === null || value === undefined ? t('forms.none') : String(value)),
    merge: mergeFacts,
  };
}
