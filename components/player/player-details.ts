import { type Edited, mergeFacts } from '@/components/forms/facts';
import { formatDate } from '@/lib/shared/format';
import type { Player } from '@/services/floor/dtos';
import { t } from '@/words/say';

/** The form as it is typed; a date that is not known is empty. */
export type PlayerDetailsValues = { firstName: string; lastName: string; birthDate: string; reason: string };

/** What can be corrected of a player, and why it is. `confirmNew`: this is another person than the one of that name. */
export type PlayerDetails = Pick<Player, 'firstName' | 'lastName'> & {
  birthDate: string | null;
  reason: string;
  confirmNew?: boolean;
};

/** A player's details as the form has them. */
export function detailsOf({ firstName, lastName, birthDate = null }: Player): PlayerDetails {
  return { firstName, lastName, birthDate, reason: '' };
}

/** A player's details as texts to edit. */
export function detailsValues({ birthDate, ...details }: PlayerDetails): PlayerDetailsValues {
  return { ...details, birthDate: birthDate ?? '' };
}

/** What is typed. An emptied date is taken away. */
export function readDetails({ firstName, lastName, birthDate, reason }: PlayerDetailsValues): PlayerDetails {
  return {
    firstName: firstName.trim(),
    lastName: lastName.trim(),
    birthDate: birthDate || null,
    reason: reason.trim(),
  };
}

/** What is said of a player, without why. */
export function factsOfDetails({ firstName, lastName, birthDate }: PlayerDetails) {
  return { firstName, lastName, birthDate };
}

/** The fields of a player's details, in their order. */
export const DETAIL_FIELDS = ['firstName', 'lastName', 'birthDate'] as const;

/** A player's details as several people may correct them. */
export function editedDetails(): Edited<PlayerDetails> {
  return {
    name: t('forms.theseDetails'),
    changedCode: 'PLAYER_CHANGED',
    factsOf: factsOfDetails,
    factName: (fact) => t(`domain.${fact as (typeof DETAIL_FIELDS)[number]}`),
    factText: (fact, value) => {
      if (value === null) return t('forms.none');
      return fact === 'birthDate' ? formatDate(String(value)) : String(value);
    },
    merge: (before, theirs, mine) => ({
      ...mine,
      ...mergeFacts(factsOfDetails(before), factsOfDetails(theirs), factsOfDetails(mine)),
    }),
  };
}
