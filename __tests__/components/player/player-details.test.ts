import { expect, test } from 'vitest';
import { changesOf } from '@/components/forms/facts';
import {
  detailsOf,
  detailsValues,
  editedDetails,
  factsOfDetails,
  readDetails,
} from '@/components/player/player-details';
import type { Player } from '@/services/floor/dtos';

const PLAYER: Player = {
  id: 'player',
  firstName: 'Jsoe',
  lastName: 'Nunez',
  name: 'Jsoe Nunez',
  loyaltyId: 'H100037',
  birthDate: '1980-02-29',
  version: 3,
  createdAt: '2026-11-20T21:42:07.125Z',
  openVisitId: null,
  loyalty: null,
};
const TYPED = { ...detailsValues(detailsOf(PLAYER)), reason: 'Mistyped' };

const changesOfTyped = (player: Player, typed: typeof TYPED) =>
  changesOf(factsOfDetails(detailsOf(player)), factsOfDetails(readDetails(typed)));

test('only what was typed otherwise is sent, and blanks around it are nothing', () => {
  expect(changesOfTyped(PLAYER, { ...TYPED, firstName: ' José ' })).toEqual({ firstName: 'José' });
  expect(changesOfTyped(PLAYER, { ...TYPED, lastName: ' Nunez ' })).toEqual({});
  expect(changesOfTyped(PLAYER, TYPED)).toEqual({});
});

test('an emptied birth date is taken away, one that nobody knew stays unknown', () => {
  expect(changesOfTyped(PLAYER, { ...TYPED, birthDate: '' })).toEqual({ birthDate: null });
  const unknown = { ...PLAYER, birthDate: null };
  expect(changesOfTyped(unknown, { ...TYPED, birthDate: '' })).toEqual({});
  expect(changesOfTyped(unknown, TYPED)).toEqual({ birthDate: '1980-02-29' });
});

test('what two people made of a birth date reads as dates do everywhere', () => {
  const { factText } = editedDetails();
  expect(factText('birthDate', '1980-02-29')).toBe('29 Feb 1980');
  expect(factText('lastName', 'Núñez')).toBe('Núñez');
  expect(factText('birthDate', null)).toBe(factText('lastName', null));
});

test('mine saved over theirs keeps what only they corrected, and my reason', () => {
  const theirs = detailsOf({ ...PLAYER, lastName: 'Núñez' });
  const mine = readDetails({ ...TYPED, firstName: 'José' });
  expect(editedDetails().merge(detailsOf(PLAYER), theirs, mine)).toEqual({
    firstName: 'José',
    lastName: 'Núñez',
    birthDate: '1980-02-29',
    reason: 'Mistyped',
  });
});
