import { expect, test } from 'vitest';
import { changedDetails, detailsOf } from '@/components/player/player-details';
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
const TYPED = detailsOf(PLAYER);

test('only what was typed otherwise is sent, and blanks around it are nothing', () => {
  expect(changedDetails(PLAYER, { ...TYPED, firstName: ' José ' })).toEqual({ firstName: 'José' });
  expect(changedDetails(PLAYER, { ...TYPED, lastName: ' Nunez ' })).toBeNull();
  expect(changedDetails(PLAYER, TYPED)).toBeNull();
});

test('an emptied birth date is taken away, one that nobody knew stays unknown', () => {
  expect(changedDetails(PLAYER, { ...TYPED, birthDate: '' })).toEqual({ birthDate: null });
  const unknown = { ...PLAYER, birthDate: null };
  expect(changedDetails(unknown, detailsOf(unknown))).toBeNull();
  expect(changedDetails(unknown, { ...detailsOf(unknown), birthDate: '1980-02-29' })).toEqual({
    birthDate: '1980-02-29',
  });
});
