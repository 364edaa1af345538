import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareVersions } from '@/components/forms/facts';
import {
  type CountFigures,
  editedCount,
  previewCount,
  readCount,
  recordedCount,
  toCountTexts,
} from '@/components/shift/count-model';
import { readRule } from '@/lib/shared/rules';
import type { TableFigures } from '@/services/shift/dtos';

function makeTable(changes: Partial<TableFigures> = {}): TableFigures {
  return {
    tableId: 'table-1',
    label: 'BJ-01',
    gameType: 'blackjack',
    gameName: 'Blackjack',
    status: 'open',
    openingCents: null,
    closingCents: null,
    dropCents: 0,
    winCents: null,
    holdPercent: null,
    fillsCents: 0,
    creditsCents: 0,
    isCounted: false,
    version: 0,
    carriedOpening: null,
    ...changes,
  };
}

const COUNTED = makeTable({ openingCents: 5_000_000, closingCents: 4_400_050, dropCents: 820_000, version: 1 });

describe('a count as it is typed', () => {
  it('takes an empty closing as not counted yet, and wants every other figure', () => {
    const texts = { ...toCountTexts(makeTable()), openingCents: '50,000' };
    expect(readCount(texts)).toEqual({
      figures: { openingCents: 5_000_000, fillsCents: 0, creditsCents: 0, dropCents: 0, closingCents: null },
      errors: {},
    });
    const { figures, errors } = readCount(toCountTexts(makeTable()));
    expect(figures).toBeNull();
    expect(Object.keys(errors)).toEqual(['openingCents']);
  });

  it('refuses a closing that is no amount instead of taking it for an empty one', () => {
    const { figures, errors } = readCount({ ...toCountTexts(COUNTED), closingCents: '-5' });
    expect(figures).toBeNull();
    expect(Object.keys(errors)).toEqual(['closingCents']);
  });

  it.each([
    ['-5', { rule: 'zeroOrMore', params: {} }],
    ['−1,500.00', { rule: 'zeroOrMore', params: {} }],
    ['(200)', { rule: 'zeroOrMore', params: {} }],
    ['1,000,000,000.01', { rule: 'atMost', params: { highest: '1,000,000,000' } }],
    ['99999999999', { rule: 'atMost', params: { highest: '1,000,000,000' } }],
    ['12.345', { rule: 'amount', params: { whole: '1500', decimals: '62.50' } }],
    ['twelve', { rule: 'amount', params: { whole: '1500', decimals: '62.50' } }],
    ['', { rule: 'amount', params: { whole: '1500', decimals: '62.50' } }],
  ])('says of %j whether its sign, its size or its form is wrong', (dropCents, wrong) => {
    const { errors } = readCount({ ...toCountTexts(COUNTED), dropCents });
    expect(readRule(errors.dropCents ?? '')).toEqual(wrong);
  });

  it('reads back what it wrote, to the cent', () => {
    const cents = fc.nat(99_999_999_999);
    fc.assert(
      fc.property(
        cents,
        cents,
        cents,
        cents,
        cents,
        (openingCents, fillsCents, creditsCents, dropCents, closingCents) => {
          const typed = { openingCents, fillsCents, creditsCents, dropCents, closingCents };
          expect(readCount(toCountTexts(makeTable(typed))).figures).toEqual(typed);
        },
      ),
    );
  });
});

describe('the win that is shown while a count is typed', () => {
  const figures = { openingCents: 5_000_000, fillsCents: 100_000, creditsCents: 20_000, dropCents: 820_000 };

  it('is drop + closing + credits − opening − fills, with its percent of drop', () => {
    expect(previewCount({ ...figures, closingCents: 4_400_000 })).toEqual({ winCents: 140_000, holdPercent: 17.07 });
  });

  it('is not there before the closing, nor is the hold without a drop', () => {
    expect(previewCount({ ...figures, closingCents: null })).toEqual({ winCents: null, holdPercent: null });
    expect(previewCount({ ...figures, dropCents: 0, closingCents: 5_100_000 })).toEqual({
      winCents: 20_000,
      holdPercent: null,
    });
  });
});

describe('two people who count one table', () => {
  it('see where their figures differ, also a closing on one side only', () => {
    const counted = recordedCount(COUNTED);
    if (counted === null) throw new Error('It is counted.');
    const compare = (mine: Partial<CountFigures>) =>
      compareVersions(editedCount('USD'), counted, counted, { ...counted, ...mine });
    expect(compare({})).toEqual([]);
    expect(compare({ fillsCents: 500 }).map(({ name, mine }) => `${name} ${mine}`)).toEqual(['Fills $5']);
    expect(compare({ closingCents: null }).map(({ name, mine }) => `${name} ${mine}`)).toEqual(['Closing not counted']);
  });

  it('have nothing to compare before the first count', () => {
    expect(recordedCount(makeTable())).toBeNull();
  });
});
