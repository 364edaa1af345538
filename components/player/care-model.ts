import { type Edited, mergeFacts } from '@/components/forms/facts';
import type { PlayerProfile } from '@/services/floor/dtos';
import { t } from '@/words/say';

/** What a player may prefer, in the order in which it is shown. */
export const PREFERENCES = ['game', 'seat', 'drink', 'contact'] as const;
type Preference = (typeof PREFERENCES)[number];

/** A profile as it is edited. */
export type Care = Pick<PlayerProfile, 'hostId' | Preference>;
/** The form as it is typed; what is not known is empty. */
export type CareValues = Record<keyof Care, string>;

export function careOf({ hostId, game, seat, drink, contact }: Care): Care {
  return { hostId, game, seat, drink, contact };
}

export function careValues(care: Care | null): CareValues {
  const { hostId = null, game = null, seat = null, drink = null, contact = null } = care ?? {};
  return { hostId: hostId ?? '', game: game ?? '', seat: seat ?? '', drink: drink ?? '', contact: contact ?? '' };
}

/** What is typed. An emptied field is taken away. */
export function readCare({ hostId, game, seat, drink, contact }: CareValues): Care {
  return {
    hostId: hostId || null,
    game: game.trim() || null,
    seat: seat.trim() || null,
    drink: drink.trim() || null,
    contact: contact.trim() || null,
  };
}

/** The word for a preference. */
export function preferenceWord(preference: Preference): string {
  const words = {
    game: t('player.preferredGame'),
    seat: t('player.preferredSeat'),
    drink: t('player.preferredDrink'),
    contact: t('player.preferredContact'),
  };
  return words[preference];
}

/** A profile as several people may edit it. `hostName`: who has an id. */
export function editedCare(hostName: (id: string) => string): Edited<Care> {
  return {
    name: t('forms.thisProfile'),
    changedCode: 'PLAYER_PROFILE_CHANGED',
    factsOf: (care) => care,
    factName: (fact) => (fact === 'hostId' ? t('player.host') : preferenceWord(fact as Preference)),
    factText: (fact, value) => {
      if (value === null || value === undefined) return t('forms.none');
      return fact === 'hostId' ? hostName(String(value)) : String(value);
    },
    merge: (before, theirs, mine) => mergeFacts(before, theirs, mine),
  };
}
