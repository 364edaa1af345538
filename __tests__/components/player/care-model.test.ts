import { expect, test } from 'vitest';
import { compareVersions } from '@/components/forms/facts';
import { type Care, careValues, editedCare, readCare } from '@/components/player/care-model';

const CARE: Care = { hostId: 'host-a', game: 'Baccarat', seat: null, drink: 'Tea', contact: null };
const edited = editedCare((id) => (id === 'host-a' ? 'Ana' : 'Bea'));

test('what is typed is read without blanks around it, and an emptied field is taken away', () => {
  expect(readCare(careValues(CARE))).toEqual(CARE);
  expect(readCare({ ...careValues(CARE), hostId: '', game: ' ', seat: ' First base ' })).toEqual({
    ...{ hostId: null, game: null, seat: 'First base', drink: 'Tea', contact: null },
  });
});

test('two who changed different things keep both, and what differs is said in words', () => {
  const theirs = { ...CARE, hostId: 'host-b' };
  const mine = { ...CARE, drink: null };
  expect(edited.merge(CARE, theirs, mine)).toEqual({ ...CARE, hostId: 'host-b', drink: null });
  expect(compareVersions(edited, CARE, theirs, mine)).toEqual([
    { name: 'Host', theirs: 'Bea', mine: 'Ana', changedBy: 'them' },
    { name: 'Drink', theirs: 'Tea', mine: 'none', changedBy: 'me' },
  ]);
});
