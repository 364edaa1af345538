import { expect, it } from 'vitest';
import { patternInForce, readShifts } from '@/components/house/shift-model';

const shift = (name: string, startsAtLocal: string) => ({ name, startsAtLocal });
const pattern = (fromGamingDay: string) => ({
  fromGamingDay,
  shifts: [shift('Day', '06:00')],
  setByStaffName: null,
  setAt: '2030-01-01T00:00:00.000Z',
});

it('shifts are read without the blanks around their names', () => {
  expect(readShifts([shift(' Day ', '06:00'), shift('Night', '18:30')])).toEqual([
    shift('Day', '06:00'),
    shift('Night', '18:30'),
  ]);
});

it.each([
  ['none', []],
  ['one without a name', [shift(' ', '06:00')]],
  ['one without a time', [shift('Day', '')]],
  ['one name twice', [shift('Day', '06:00'), shift('day', '14:00')]],
  ['one time twice', [shift('Day', '06:00'), shift('Night', '06:00')]],
])('%s are no shifts of a day', (_, typed) => {
  expect(readShifts(typed)).toBeNull();
});

it('the pattern in force is the one whose day the database names', () => {
  const items = [pattern('2030-02-01'), pattern('2000-01-01')];
  const patterns = { gamingDay: '2030-01-10', fromGamingDay: '2000-01-01', items };
  expect(patternInForce(patterns)).toBe(items[1]);
  expect(patternInForce({ ...patterns, fromGamingDay: null })).toBeNull();
});
