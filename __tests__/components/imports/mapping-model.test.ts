import { describe, expect, test } from 'vitest';
import {
  columnLabel,
  findTier,
  isSameMapping,
  listSamples,
  listSpellings,
  listUnmapped,
  mappingProblems,
  originText,
  problemText,
  withColumn,
  withTier,
  withTiersThatExist,
} from '@/components/imports/mapping-model';
import type { ImportMapping } from '@/services/imports/dtos';
import { anImport } from './support/imports';

const { headers, sampleRows, mapping } = anImport();

test('columns are told apart by their place where their name does not', () => {
  expect(columnLabel(headers, 0)).toBe('Card');
  expect(columnLabel(headers, 3)).toBe('Tier (column 4)');
  expect(columnLabel(headers, 4)).toBe('Tier (column 5)');
  expect(columnLabel(headers, 5)).toBe('Column 6, without a name');
});

test('samples are the values of the first rows, each once, without blanks', () => {
  expect(listSamples(sampleRows, 3)).toEqual(['Gold', 'VIP']);
  expect(listSamples(sampleRows, 4)).toEqual(['x', 'y']);
  expect(listSamples(sampleRows, 6)).toEqual(['10', '20']);
  expect(listSamples(sampleRows, 5)).toEqual([]);
});

test('what no field reads is listed', () => {
  expect(listUnmapped(headers, { loyaltyId: 0, tier: 3 })).toEqual([1, 2, 4, 5, 6]);
});

test('a column is set and taken away', () => {
  const set = withColumn(mapping, 'pointsBalance', 6);
  expect(set.columns).toEqual({ loyaltyId: 0, tier: 3, pointsBalance: 6 });
  expect(withColumn(set, 'pointsBalance', null)).toEqual(mapping);
  expect(isSameMapping(set, mapping)).toBe(false);
  expect(isSameMapping(withColumn(set, 'pointsBalance', null), mapping)).toBe(true);
});

test('what was said of a column’s format makes another mapping, and goes with its column', () => {
  const withPoints = withColumn(mapping, 'pointsBalance', 6);
  const said: ImportMapping = { ...withPoints, formats: { pointsBalance: 'comma', birthDate: 'dmy' } };
  expect(isSameMapping(said, withPoints)).toBe(false);
  expect(isSameMapping(said, { ...said, formats: { birthDate: 'dmy', pointsBalance: 'comma' } })).toBe(true);
  expect(isSameMapping({ ...mapping, dateSystem: '1904' }, mapping)).toBe(false);
  expect(isSameMapping({ ...mapping, dateSystem: '1900' }, mapping)).toBe(true);
  expect(withColumn(said, 'pointsBalance', 5).formats).toEqual({ birthDate: 'dmy' });
  expect(withColumn(withColumn(said, 'pointsBalance', 5), 'birthDate', 1)).not.toHaveProperty('formats');
});

describe('a mapping that would be refused', () => {
  test('says that nothing names the player, or that the tier is missing', () => {
    expect(mappingProblems(mapping)).toEqual({ fields: {}, whole: null });
    expect(mappingProblems(withColumn(mapping, 'tier', null)).whole).toMatch(/^Say which column/);
    expect(mappingProblems(withColumn(mapping, 'loyaltyId', null)).whole).toMatch(/^Say which column/);
    const byId = withColumn(withColumn(mapping, 'loyaltyId', null), 'playerId', 0);
    expect(mappingProblems(byId).whole).toBeNull();
  });
  test('names the fields that share one column', () => {
    const { fields } = mappingProblems(withColumn(mapping, 'firstName', 3));
    expect(Object.keys(fields).sort()).toEqual(['firstName', 'tier']);
  });
  test('is said in one sentence', () => {
    const sentenceOf = (candidate: ImportMapping) => problemText(mappingProblems(candidate));
    expect(sentenceOf(mapping)).toBeNull();
    expect(sentenceOf(withColumn(mapping, 'firstName', 3))).toBe('Use each column for one field only.');
    expect(sentenceOf(withColumn(mapping, 'tier', null))).toMatch(/^Say which column/);
  });
});

test('where the columns come from is said, also where nothing could be suggested', () => {
  expect(originText(anImport())).toMatch(/^Suggested/);
  expect(originText(anImport({ mapping: { ...mapping, columns: {} } }))).toMatch(/say nothing/);
  expect(originText(anImport({ mappingVersion: 2 }))).toBe('As it was saved last.');
});

describe('spellings of tiers', () => {
  const told = withTier(mapping, 'VIP Black', 'platinum');
  test('are the same whatever their case', () => {
    expect(findTier(told, 'vip black')).toBe('platinum');
    expect(withTier(told, 'VIP BLACK', 'gold').tiers).toEqual([{ text: 'VIP BLACK', tier: 'gold' }]);
    expect(withTier(told, 'vip black', null).tiers).toEqual([]);
    expect(findTier(told, 'Member')).toBeNull();
  });
  test('are listed with the unknown ones first, each once', () => {
    const unknown = [
      { text: 'Member', rows: 4 },
      { text: 'MEMBER', rows: 1 },
    ];
    expect(listSpellings(unknown, told)).toEqual([
      { text: 'Member', rows: 5 },
      { text: 'VIP Black', rows: null },
    ]);
  });
  test('of tiers that are no more are left out', () => {
    expect(withTiersThatExist(told, ['gold']).tiers).toEqual([]);
    expect(withTiersThatExist(told, ['gold', 'platinum'])).toEqual(told);
  });
});
