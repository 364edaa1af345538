import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { ShiftPatternResult, ShiftPatterns } from '@/services/shift/dtos';
import { dataOf } from '../floor/floor-desk';
import { ADMIN, type Email, PIT_BOSS, startTestStack, type TestStack } from '../support/stack';
import { createHouseDesk, type HouseDesk } from './house-desk';

const DEALER: Email = 'dealer@harbor.example';
const ELSEWHERE: Email = 'admin@summit.example';
const TWELVES = [
  { name: 'Early', startsAtLocal: '06:00' },
  { name: 'Late', startsAtLocal: '18:00' },
];
const EIGHTS = [
  { name: 'Day', startsAtLocal: '06:00' },
  { name: 'Swing', startsAtLocal: '14:00' },
  { name: 'Grave', startsAtLocal: '22:00' },
];

let stack: TestStack;
let desk: HouseDesk;
let today: string;

beforeAll(async () => {
  stack = await startTestStack();
  desk = createHouseDesk(stack);
  today = (await read()).gamingDay;
});
afterAll(() => stack.dispose());
afterEach(async () => {
  await stack.sql`delete from public.shift_pattern where from_gaming_day > '2000-01-01'`;
  await stack.sql`
    delete from public.shift s where s.gaming_day > ${today} and not exists (
      select from public.table_count c where c.casino_id = s.casino_id and c.shift_id = s.id)`;
});

const read = async (as: Email = ADMIN) => dataOf<ShiftPatterns>(await stack.http(as, 'GET', '/shift-patterns'));
const set = (body: object, as: Email = ADMIN) => desk.send('POST', '/shift-patterns', body, { as });
const dayFromToday = (days: number) => new Date(Date.parse(today) + days * 86_400_000).toISOString().slice(0, 10);
/** The names of the shifts that a gaming day has, stored or not. */
async function shiftsOf(gamingDay: string, casino = 'harbor'): Promise<string[]> {
  const rows = await stack.sql<{ name: string }[]>`
    select s.name from public.casino c cross join lateral app.shifts_of_day(c.id, ${gamingDay}) s
    where c.slug = ${casino} order by s.starts_at`;
  return rows.map(({ name }) => name);
}
const planShifts = () => stack.rpc('service', 'rpc_worker_plan_shifts', {});

describe('the shift pattern', () => {
  it('is read by everybody of the casino, in the order of the day', async () => {
    const patterns = await read(DEALER);
    expect(patterns).toMatchObject({
      fromGamingDay: '2000-01-01',
      items: [{ fromGamingDay: '2000-01-01', shifts: EIGHTS, setByStaffName: null }],
    });
  });

  it('is set for a day to come: that day and those after it have it, today and the days before keep theirs', async () => {
    const result = dataOf<ShiftPatternResult>(await set({ fromGamingDay: dayFromToday(3), shifts: TWELVES }));
    expect(result).toMatchObject({ isExisting: false, fromGamingDay: '2000-01-01' });
    expect(
      result.items.map(({ fromGamingDay, shifts, setByStaffName }) => [fromGamingDay, shifts, setByStaffName]),
    ).toEqual([
      [dayFromToday(3), TWELVES, 'Harbor Admin'],
      ['2000-01-01', EIGHTS, null],
    ]);
    for (const day of [-400, 0, 1, 2])
      expect(await shiftsOf(dayFromToday(day)), `${day}`).toEqual(['Day', 'Swing', 'Grave']);
    for (const day of [3, 4, 300]) expect(await shiftsOf(dayFromToday(day)), `${day}`).toEqual(['Early', 'Late']);
    expect(await shiftsOf(dayFromToday(4), 'summit')).toEqual(['Day', 'Swing', 'Grave']);
    expect((await read(ELSEWHERE)).items).toHaveLength(1);
    const [row] = await stack.sql`
      select before #>> '{items,0,shifts,0,name}' as before, after #>> '{items,0,shifts,0,name}' as after
      from public.audit_log where action = 'shift.set_shift_pattern' order by id desc limit 1`;
    expect(row).toEqual({ before: 'Day', after: 'Early' });
  });

  it('holds for a day that the worker has stored ahead, and is replaced by another for the same day', async () => {
    await planShifts();
    expect(await shiftsOf(dayFromToday(1))).toEqual(['Day', 'Swing', 'Grave']);
    await set({ fromGamingDay: dayFromToday(1), shifts: TWELVES });
    expect(await shiftsOf(dayFromToday(1))).toEqual(['Early', 'Late']);
    await planShifts();
    await set({ fromGamingDay: dayFromToday(1), shifts: EIGHTS.slice(0, 2) });
    await planShifts();
    expect(await shiftsOf(dayFromToday(1))).toEqual(['Day', 'Swing']);
    expect(await shiftsOf(today)).toEqual(['Day', 'Swing', 'Grave']);
  });

  it('leaves a day alone in which tables were counted: nobody’s count loses its shift', async () => {
    await planShifts();
    await stack.sql`
      insert into public.table_count (casino_id, table_id, shift_id, opening_cents, fills_cents, credits_cents, drop_cents, recorded_by_staff_id)
      select s.casino_id, t.id, s.id, 0, 0, 0, 0, f.id from public.shift s
      join public.casino c on c.id = s.casino_id and c.slug = 'harbor'
      join public.gaming_table t on t.casino_id = s.casino_id and t.label = 'BJ-01'
      join public.staff f on f.casino_id = s.casino_id and f.email = ${PIT_BOSS}
      where s.gaming_day = ${dayFromToday(1)} and s.name = 'Swing'`;
    await set({ fromGamingDay: dayFromToday(1), shifts: TWELVES });
    expect(await shiftsOf(dayFromToday(1))).toEqual(['Day', 'Swing', 'Grave']);
    expect(await shiftsOf(dayFromToday(2))).toEqual(['Early', 'Late']);
    await stack.sql`
      delete from public.table_count c using public.shift s where s.id = c.shift_id and s.gaming_day = ${dayFromToday(1)}`;
  });

  it('knows nothing of another casino’s patterns, stored days and counts', async () => {
    const [later, tomorrow] = [dayFromToday(5), dayFromToday(1)];
    await planShifts();
    await set({ fromGamingDay: later, shifts: TWELVES }, ELSEWHERE);
    expect(await shiftsOf(later)).toEqual(['Day', 'Swing', 'Grave']);
    await set({ fromGamingDay: later, shifts: EIGHTS.slice(0, 2) });
    expect([await shiftsOf(later), await shiftsOf(later, 'summit')]).toEqual([
      ['Day', 'Swing'],
      ['Early', 'Late'],
    ]);

    // There a table was counted in tomorrow's shifts, which stay stored; here they are stored anew.
    await stack.sql`
      insert into public.table_count (casino_id, table_id, shift_id, opening_cents, fills_cents, credits_cents, drop_cents, recorded_by_staff_id)
      select s.casino_id, t.id, s.id, 0, 0, 0, 0, f.id from public.shift s
      join public.casino c on c.id = s.casino_id and c.slug = 'summit'
      join public.gaming_table t on t.casino_id = s.casino_id and t.label = 'BJ-01'
      join public.staff f on f.casino_id = s.casino_id and f.role = 'pit_boss'
      where s.gaming_day = ${tomorrow} and s.name = 'Swing'`;
    await set({ fromGamingDay: tomorrow, shifts: TWELVES });
    expect([await shiftsOf(tomorrow), await shiftsOf(tomorrow, 'summit')]).toEqual([
      ['Early', 'Late'],
      ['Day', 'Swing', 'Grave'],
    ]);
    const stored = async (casino: string) =>
      (
        await stack.sql`select from public.shift s join public.casino c on c.id = s.casino_id and c.slug = ${casino}
          where s.gaming_day = ${tomorrow}`
      ).length;
    expect([await stored('harbor'), await stored('summit')]).toEqual([0, 3]);
    const [planned] = await stack.sql`
      select app.plan_shifts(id, ${tomorrow}) as count from public.casino where slug = 'harbor'`;
    expect(planned).toEqual({ count: 2 });
    await stack.sql`
      delete from public.table_count c using public.shift s where s.id = c.shift_id and s.gaming_day = ${tomorrow}`;
  });

  it('and the worker at once: the day is stored by the one or the other, never by a mix or by what was replaced', async () => {
    for (let round = 0; round < 8; round += 1) {
      const shifts = round % 2 === 0 ? TWELVES : EIGHTS;
      await Promise.all([planShifts(), set({ fromGamingDay: dayFromToday(1), shifts }), planShifts()]);
      expect(await shiftsOf(dayFromToday(1))).toEqual(shifts.map(({ name }) => name));
    }
  });

  it.each([
    ['none', { shifts: [] }, 'shifts'],
    [
      'nine',
      { shifts: Array.from({ length: 9 }, (_, hour) => ({ name: `S${hour}`, startsAtLocal: `0${hour}:00` })) },
      'shifts',
    ],
    ['a time that is none', { shifts: [{ name: 'Day', startsAtLocal: '24:00' }] }, 'shifts.0.startsAtLocal'],
    ['no name', { shifts: [{ name: ' ', startsAtLocal: '06:00' }] }, 'shifts.0.name'],
    ['one time twice', { shifts: [TWELVES[0], { name: 'Other', startsAtLocal: '06:00' }] }, 'shifts'],
    ['one name twice', { shifts: [TWELVES[0], { name: 'EARLY', startsAtLocal: '07:00' }] }, 'shifts'],
    ['today', { days: 0 }, 'fromGamingDay'],
    ['more than a year ahead', { days: 367 }, 'fromGamingDay'],
  ] as [string, { shifts?: object[]; days?: number }, string][])(
    'of %s is refused, and leaves nothing behind',
    async (_, { shifts = TWELVES, days = 1 }, field) => {
      const before = await read();
      expect(await set({ fromGamingDay: dayFromToday(days), shifts })).toMatchObject({
        status: 422,
        body: { code: 'VALIDATION_FAILED', details: { fields: { [field]: expect.anything() } } },
      });
      expect(await read()).toEqual(before);
    },
  );

  it('is set by admins only', async () => {
    for (const as of [PIT_BOSS, DEALER])
      expect(await set({ fromGamingDay: dayFromToday(1), shifts: TWELVES }, as)).toMatchObject({ status: 403 });
  });
});
