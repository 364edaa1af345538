import { describe, expect, it } from 'vitest';
import {
  fieldsOf,
  holderName,
  holderOf,
  isLimited,
  type LimitValues,
  limitsOf,
  limitText,
  limitValues,
  readLimits,
} from '@/components/authority/limit-model';
import type { AuthorityLimit } from '@/services/authority/dtos';

const NONE: AuthorityLimit = {
  role: null,
  staffId: null,
  staffName: null,
  pointsAtOnce: null,
  pointsPerShift: null,
  pointsPerDay: null,
  valueAtOnceCents: null,
  valuePerDayCents: null,
  playerPerDayCents: null,
  version: 0,
};
const ROLE: AuthorityLimit = { ...NONE, role: 'pit_boss', pointsAtOnce: 500, valuePerDayCents: 12_550, version: 3 };
const PERSON: AuthorityLimit = { ...NONE, role: 'pit_boss', staffId: 'id', staffName: 'Harbor Pit Boss' };

const read = async (values: LimitValues) =>
  readLimits(values, undefined, { fields: {}, shouldUseNativeValidation: false });

describe('limits as they are edited', () => {
  it('are of the house, of a role, or of one person, and have the fields of theirs', () => {
    expect([NONE, ROLE, PERSON].map(holderOf)).toEqual(['house', 'pit_boss', 'id']);
    expect([NONE, ROLE, PERSON].map(holderName)).toEqual(['Every player', 'Pit boss', 'Harbor Pit Boss']);
    expect(fieldsOf(NONE)).toEqual(['playerPerDayCents']);
    expect(limitsOf(ROLE)).toEqual({
      pointsAtOnce: 500,
      pointsPerShift: null,
      pointsPerDay: null,
      valueAtOnceCents: null,
      valuePerDayCents: 12_550,
    });
    expect([NONE, ROLE, PERSON].map(isLimited)).toEqual([false, true, false]);
    expect(limitText('pointsAtOnce', 1500, 'USD')).toBe('1,500');
    expect(limitText('valuePerDayCents', 12_550, 'USD')).toBe('$125.50');
  });

  it('come back from the form as they went in, an empty field as no limit and zero as one', async () => {
    const limits = limitsOf(ROLE);
    expect((await read(limitValues(limits))).values).toEqual(limits);
    const typed = {
      pointsAtOnce: ' 0 ',
      pointsPerShift: '1,500',
      pointsPerDay: '',
      valueAtOnceCents: '0',
      valuePerDayCents: '12.5',
    };
    expect((await read(typed)).values).toEqual({
      pointsAtOnce: 0,
      pointsPerShift: 1500,
      pointsPerDay: null,
      valueAtOnceCents: 0,
      valuePerDayCents: 1250,
    });
  });

  it('say at each field what is no limit', async () => {
    const { errors } = await read({
      pointsAtOnce: '1.5',
      pointsPerDay: 'many',
      valueAtOnceCents: '-1',
      valuePerDayCents: '5',
    });
    expect(Object.keys(errors)).toEqual(['pointsAtOnce', 'pointsPerDay', 'valueAtOnceCents']);
    expect(errors.pointsAtOnce?.message).toBe('Enter a whole number from 0 to 1,000,000,000, or nothing.');
    expect(errors.valueAtOnceCents?.message).toBe('Enter an amount, such as 250 or 12.50, or nothing.');
  });
});
