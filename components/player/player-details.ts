import type { CorrectPlayerInput, Player } from '@/services/floor/dtos';

/** What can be corrected of a player, as it stands in fields; a date that is not known is empty. */
export type PlayerDetails = { firstName: string; lastName: string; birthDate: string };

/** A player's details for the fields of a form. */
export function detailsOf({ firstName, lastName, birthDate }: Player): PlayerDetails {
  return { firstName, lastName, birthDate: birthDate ?? '' };
}

/** What was typed otherwise than it stands, for the server; null where nothing was. An emptied date is taken away. */
export function changedDetails(
  player: Player,
  typed: PlayerDetails,
): Pick<CorrectPlayerInput, 'firstName' | 'lastName' | 'birthDate'> | null {
  const before = detailsOf(player);
  const changes = {
    ...(typed.firstName.trim() === before.firstName ? {} : { firstName: typed.firstName.trim() }),
    ...(typed.lastName.trim() === before.lastName ? {} : { lastName: typed.lastName.trim() }),
    ...(typed.birthDate === before.birthDate ? {} : { birthDate: typed.birthDate || null }),
  };
  return Object.keys(changes).length === 0 ? null : changes;
}
