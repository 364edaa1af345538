import { expect, test } from 'vitest';
import { changesOf } from '@/components/forms/facts';
import {
  isWagerFollowed,
  type ProgramFormValues,
  programContent,
  programFormSchema,
  programFormValues,
} from '@/components/promo/program-form-schema';
import type { PromoProgram } from '@/services/promo/dtos';

const timeZone = 'America/New_York';
const typed: ProgramFormValues = {
  name: ' Weekday match play ',
  promoType: 'match_play',
  faceValueCents: '25',
  requiredMatchWagerCents: '50.50',
  validHours: '24',
  startAt: '',
  endAt: '2026-12-31T23:59',
};
const program: PromoProgram = {
  id: 'program-1',
  name: 'Weekday match play',
  promoType: 'match_play',
  faceValueCents: 2_500,
  requiredMatchWagerCents: 5_050,
  status: 'active',
  startAt: '2026-11-01T04:30:12.345Z',
  endAt: null,
  validHours: 24,
  version: 3,
  createdAt: '2026-11-01T04:30:12.345Z',
  updatedAt: '2026-11-01T04:30:12.345Z',
};

function parse(values: Partial<ProgramFormValues>, isExactMatch = false) {
  return programFormSchema({ timeZone, isExactMatch, before: null }).safeParse({ ...typed, ...values });
}

test('what is typed becomes cents, hours and instants', () => {
  expect(parse({}).data).toEqual({
    name: 'Weekday match play',
    promoType: 'match_play',
    faceValueCents: 2_500,
    requiredMatchWagerCents: 5_050,
    validHours: 24,
    startAt: undefined,
    endAt: '2027-01-01T04:59:00.000Z',
  });
});

test('with exact match the wager follows the face value; free play has none', () => {
  expect(parse({}, true).data?.requiredMatchWagerCents).toBe(2_500);
  expect(parse({ promoType: 'free_play' }).data?.requiredMatchWagerCents).toBe(0);
});

test('everything wrong is said at once, at its field', () => {
  const wrong = { name: ' ', faceValueCents: 'x', requiredMatchWagerCents: '', validHours: '1.5', endAt: '2026' };
  const paths = parse(wrong).error?.issues.map(({ path }) => path[0]);
  expect(new Set(paths)).toEqual(new Set(Object.keys(wrong)));
  expect(parse({ requiredMatchWagerCents: '0' }).error?.issues[0]?.path).toEqual(['requiredMatchWagerCents']);
  expect(parse({ startAt: '2027-01-01T00:00' }).error?.issues[0]?.path).toEqual(['endAt']);
});

test('an edit sends what was changed and nothing else', () => {
  const values = programFormValues(program, timeZone);
  const changesBy = (change: Partial<ProgramFormValues>) => {
    const output = programFormSchema({ timeZone, isExactMatch: false, before: programContent(program) }).parse({
      ...values,
      ...change,
    });
    return changesOf(programContent(program), output);
  };
  expect(changesBy({})).toEqual({});
  expect(changesBy({ faceValueCents: '30' })).toEqual({ faceValueCents: 3_000 });
  expect(changesBy({ endAt: '2026-12-31T23:59' })).toEqual({ endAt: '2027-01-01T04:59:00.000Z' });
  const ending = { ...program, endAt: '2027-01-01T04:59:00.000Z' };
  const output = programFormSchema({ timeZone, isExactMatch: false, before: programContent(program) }).parse(values);
  expect(changesOf(programContent(ending), output)).toEqual({ endAt: null });
});

test('with exact match an older program keeps its wager until its face value or wager is edited', () => {
  const values = programFormValues(program, timeZone);
  const rules = { isExactMatch: true, before: programContent(program) };
  const read = (change: Partial<ProgramFormValues>) =>
    programFormSchema({ timeZone, ...rules }).safeParse({ ...values, ...change });
  const changesBy = (change: Partial<ProgramFormValues>) => {
    const { data } = read(change);
    return data && changesOf(programContent(program), data);
  };
  expect(changesBy({})).toEqual({});
  expect(changesBy({ name: 'Weekend match' })).toEqual({ name: 'Weekend match' });
  expect(changesBy({ faceValueCents: '25.00', validHours: '48' })).toEqual({ validHours: 48 });
  expect(changesBy({ faceValueCents: '30' })).toEqual({ faceValueCents: 3_000, requiredMatchWagerCents: 3_000 });
  expect(changesBy({ requiredMatchWagerCents: '25' })).toEqual({ requiredMatchWagerCents: 2_500 });
  expect(read({ requiredMatchWagerCents: '40' }).error?.issues.map(({ path }) => path)).toEqual([
    ['requiredMatchWagerCents'],
  ]);
  expect([values.faceValueCents, '30', ''].map((text) => isWagerFollowed(text, rules))).toEqual([false, true, true]);
});

test('with exact match the wager of an exact program follows its face value', () => {
  const exact = { ...program, requiredMatchWagerCents: 2_500 };
  const values = programFormValues(exact, timeZone);
  const changesBy = (change: Partial<ProgramFormValues>) => {
    const schema = programFormSchema({ timeZone, isExactMatch: true, before: programContent(exact) });
    return changesOf(programContent(exact), schema.parse({ ...values, ...change }));
  };
  expect(changesBy({ name: 'Weekend match' })).toEqual({ name: 'Weekend match' });
  expect(changesBy({ faceValueCents: '30' })).toEqual({ faceValueCents: 3_000, requiredMatchWagerCents: 3_000 });
  expect(isWagerFollowed('25', { isExactMatch: true, before: programContent(exact) })).toBe(true);
  expect(isWagerFollowed('30', { isExactMatch: false, before: programContent(exact) })).toBe(false);
});
