import { type Edited, mergeFacts } from '@/components/forms/facts';
import { t } from '@/words/say';
import { missingLabel } from './case-words';
import type { PersonContent, TextName, Unknown } from './person-fields';

/** A field of the form, by its item: `4 Last name`. */
export const personFieldLabel = (name: TextName) => t(`ctr.person_${name}`);

/** What stands in a field, in words where it is one of several. */
export function personFieldText(name: TextName, value: string): string {
  if (name === 'gender') return t(`ctr.gender_${value as 'female'}`);
  if (name === 'tinType') return t(`ctr.tinType_${value as 'ein'}`);
  return name === 'idType' ? t(`ctr.idType_${value as 'passport'}`) : value;
}

/** Somebody in a case as several people may edit them. */
export function editedPerson(): Edited<PersonContent> {
  return {
    name: t('ctr.thisCase'),
    changedCode: 'CTR_CASE_CHANGED',
    factsOf: (content) => content,
    factName: (fact) => {
      if (fact === 'isEntity') return t('ctr.isEntity');
      if (fact === 'isVerified') return t('ctr.isVerified');
      if (fact.startsWith('unknown_')) return t('ctr.unknownOf', { item: missingLabel(fact.slice(8) as Unknown) });
      return personFieldLabel(fact as TextName);
    },
    factText: (fact, value) => {
      if (value === null || value === undefined) return t('forms.none');
      if (typeof value === 'boolean') return t(value ? 'ctr.yes' : 'ctr.no');
      return personFieldText(fact as TextName, String(value));
    },
    merge: mergeFacts,
  };
}
