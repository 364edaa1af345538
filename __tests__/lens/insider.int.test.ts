import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newId } from '@/lib/shared/ids';
import type { LensFinding } from '@/services/lens/dtos';
import { dayAfter } from '../support/days';
import { ADMIN, startTestStack, type TestStack } from '../support/stack';
import { createInsiderHouse, type InsiderHouse } from './insider-house';
import { createLensDesk, type Days, type LensDesk } from './lens-desk';

let stack: TestStack;
let desk: LensDesk;
let house: InsiderHouse;

beforeAll(async () => {
  stack = await startTestStack();
  desk = createLensDesk(stack);
  house = await createInsiderHouse(stack);
});
afterAll(() => stack.dispose());

const LONG_AGO = '2015-01-01T12:00:00Z';
/** Some hour of the first of some days, or of a later one: 20 is three or four in the afternoon in New York. */
const at = (days: Days, later = 0, hour = 20) =>
  `${dayAfter(days.from, later)}T${String(hour).padStart(2, '0')}:00:00Z`;
const findings = (kind: LensFinding['kind'], days: Days) => desk.listKind(kind, 'insider', days);
const times = async (count: number, act: (n: number) => Promise<unknown>) => {
  for (let n = 0; n < count; n += 1) await act(n);
};

/** An issuer who gives one reward to each of some players, on a day each. */
async function honestIssuer(days: Days, players: number): Promise<string> {
  const staffId = await house.hire('Honest Issuer');
  await times(players, async (n) =>
    house.give({ staffId, playerId: await house.enrol(LONG_AGO), at: at(days, n % 28) }),
  );
  return staffId;
}

describe('one patron’s share of an issuer’s rewards', () => {
  /** Rewards of one issuer to one patron and to others, beside two who give everybody one of ten. */
  async function share(toOne: number, toOthers: number): Promise<LensFinding[]> {
    const days = desk.newDays();
    await times(2, () => honestIssuer(days, 10));
    const staffId = await honestIssuer(days, toOthers);
    const playerId = await house.enrol(LONG_AGO);
    await times(toOne, (n) => house.give({ staffId, playerId, at: at(days, n) }));
    return findings('patron_share', days);
  }

  it('is half of them, and a little less is not', async () => {
    const params = { given: 6, allGiven: 12 };
    expect(await share(6, 6)).toMatchObject([
      { figure: 50, line: 50, rowCount: 6, params, baseline: { median: 10, n: 2 } },
    ]);
    expect(await share(6, 7)).toEqual([]);
  });

  it('is five rewards, and four are not', async () => {
    expect(await share(5, 1)).toHaveLength(1);
    expect(await share(4, 1)).toEqual([]);
  });

  it('is nothing where it is usual of the issuers of the house', async () => {
    const days = desk.newDays();
    await times(3, async () => {
      const [staffId, playerId] = [await house.hire('Host'), await house.enrol(LONG_AGO)];
      await times(6, (n) => house.give({ staffId, playerId, at: at(days, n) }));
    });
    expect(await findings('patron_share', days)).toEqual([]);
  });

  it('leaves out what was taken back', async () => {
    const days = desk.newDays();
    const [staffId, playerId] = [await house.hire('Mistaken'), await house.enrol(LONG_AGO)];
    const ids: string[] = [];
    await times(5, async (n) => ids.push(await house.give({ staffId, playerId, at: at(days, n) })));
    expect(await findings('patron_share', days)).toHaveLength(1);
    const reversal = { body: { entryId: ids[0], note: 'Mistake' }, key: newId() };
    const { body } = await stack.http('loyalty@harbor.example', 'POST', '/loyalty/reversals', reversal);
    expect(body).toMatchObject({ ok: true });
    expect(await findings('patron_share', days)).toEqual([]);
  });
});

describe('rewards outside the issuer’s tables or hours', () => {
  /** An issuer with a habit of 28 days, one table in one hour, who then gives elsewhere. */
  async function habit(past: number) {
    const days = { from: desk.newDays().to, to: '' };
    days.to = dayAfter(days.from, 2);
    const [staffId, playerId] = [await house.hire('Creature of Habit'), await house.enrol(LONG_AGO)];
    const [own, other] = [(await desk.mtl.floor.addTable()).id, (await desk.mtl.floor.addTable()).id];
    const give = async (later: number, table: 'own' | 'other', hour: number) => {
      const slipId = await house.play(playerId, table === 'own' ? own : other, at(days, later, hour));
      return house.give({ staffId, playerId, at: at(days, later, hour), slipId });
    };
    await times(past, (n) => give(-1 - n, 'own', 20));
    return { days, give };
  }

  it('are three of either, and two are not', async () => {
    const { days, give } = await habit(20);
    await give(0, 'own', 20);
    await give(0, 'other', 20);
    await give(1, 'own', 9);
    expect(await findings('outside_usual', days)).toEqual([]);
    await give(2, 'other', 9);
    expect(await findings('outside_usual', days)).toMatchObject([
      { figure: 3, line: 3, rowCount: 3, params: { byTable: 2, byHour: 2, given: 4 } },
    ]);
  });

  it('say nothing of somebody with fewer than twenty before', async () => {
    const { days, give } = await habit(19);
    await times(3, (n) => give(n, 'other', 9));
    expect(await findings('outside_usual', days)).toEqual([]);
  });
});

describe('coupons voided after play', () => {
  async function voided(afterPlay: number): Promise<LensFinding[]> {
    const days = desk.newDays();
    const staffId = await house.hire('Voider');
    const tableId = (await desk.mtl.floor.addTable()).id;
    await times(afterPlay, async (n) => {
      const playerId = await house.enrol(LONG_AGO);
      const coupon = await house.coupon(playerId, at(days, n, 18));
      await house.play(playerId, tableId, at(days, n, 19));
      await house.voidCoupon(coupon, staffId, at(days, n, 22));
    });
    // Played before it was issued, and voided before the next play began.
    const playerId = await house.enrol(LONG_AGO);
    await house.play(playerId, tableId, at(days, 0, 16));
    await house.voidCoupon(await house.coupon(playerId, at(days, 0, 18)), staffId, at(days, 0, 19));
    await house.play(playerId, tableId, at(days, 0, 20));
    return findings('void_after_play', days);
  }

  it('are three of one person, and two are not', async () => {
    expect(await voided(3)).toMatchObject([{ figure: 3, rowCount: 3, params: { voided: 4 }, baseline: null }]);
    expect(await voided(2)).toEqual([]);
  });
});

describe('a chain of replacements', () => {
  async function chain(length: number): Promise<LensFinding[]> {
    const days = desk.newDays();
    const [staffId, playerId] = [await house.hire('Replacer'), await house.enrol(LONG_AGO)];
    // Five that were replaced once, as happens.
    await times(5, async () =>
      house.replaceCoupon(await house.coupon(await house.enrol(LONG_AGO), at(days, 0)), staffId, at(days, 1)),
    );
    let coupon = await house.coupon(playerId, at(days, 0));
    for (let n = 1; n <= length; n += 1) coupon = await house.replaceCoupon(coupon, staffId, at(days, n));
    return (await findings('replace_chain', days)).filter((finding) => finding.playerId === playerId);
  }

  it('is three times one coupon, and two are not', async () => {
    expect(await chain(3)).toMatchObject([
      { figure: 3, line: 3, rowCount: 3, params: { people: 1 }, baseline: { median: 1, mad: 0 } },
    ]);
    expect(await chain(2)).toEqual([]);
  });
});

describe('a dormant account that is given points', () => {
  /** An account with one entry so many days before the points, which play then earns back or not. */
  async function dormant(quietDays: number, earned = 0): Promise<LensFinding[]> {
    const days = desk.newDays();
    const staffId = await honestIssuer(days, 6);
    const playerId = await house.enrol(LONG_AGO);
    await house.give({ staffId, playerId, at: at(days, 5 - quietDays) });
    await stack.sql`update public.player set created_at = ${at(days, -10)} where first_name = 'Test' and id <> ${playerId}`;
    await house.give({ staffId, playerId, at: at(days, 5), points: 500 });
    if (earned > 0) await house.give({ staffId, playerId, at: at(days, 6), points: earned, reason: 'session_accrual' });
    return (await findings('dormant_account', days)).filter((finding) => finding.playerId === playerId);
  }

  it('is so after 180 days without anything, and not after 179', async () => {
    expect(await dormant(180)).toMatchObject([{ figure: 180, rowCount: 1, params: { points: 500, earned: 0 } }]);
    expect(await dormant(179)).toEqual([]);
  });

  it('is no such thing where play has earned as many since', async () => {
    expect(await dormant(200, 499)).toMatchObject([{ params: { points: 500, earned: 499 } }]);
    expect(await dormant(200, 500)).toEqual([]);
  });
});

describe('points for a namesake of the staff', () => {
  async function given(staffName: string, firstName: string, lastName: string): Promise<LensFinding[]> {
    const days = desk.newDays();
    const staffId = await honestIssuer(days, 3);
    await house.hire(staffName);
    const playerId = await house.enrol(LONG_AGO, firstName, lastName);
    await house.give({ staffId, playerId, at: at(days), points: 1 });
    return findings('staff_namesake', days);
  }

  it('stand out from the first point on, however the one name is written', async () => {
    expect(await given('José Núñez-O’Brien', 'JOSE', 'Nunez Obrien')).toMatchObject([
      { figure: 1, line: 1, playerName: 'JOSE Nunez Obrien', baseline: { median: 100 } },
    ]);
    expect(await given('Okafor, Ray', 'Ray', 'Okafor')).toHaveLength(1);
  });

  it('do not where a name is only like it', async () => {
    expect(await given('Maria Hernandez', 'Mario', 'Hernandez')).toEqual([]);
    expect(await given('Anna Kowalski', 'Anna', 'Kowalska')).toEqual([]);
    expect(await given('John Smithson', 'John', 'Smith')).toEqual([]);
    expect(await given('Li Wei Chen', 'Li', 'Wei')).toEqual([]);
  });
});

describe('overrides by one person', () => {
  async function overrides(count: number, peers: number[]): Promise<LensFinding[]> {
    const days = desk.newDays();
    const issue = async (name: string, n: number) => {
      const staffId = await honestIssuer(days, 3);
      await stack.sql`update public.staff set full_name = ${name} where id = ${staffId}`;
      await times(n, async (k) =>
        house.give({ staffId, playerId: await house.enrol(LONG_AGO), at: at(days, k), isOverride: true }),
      );
    };
    for (const peer of peers) await issue('Peer', peer);
    await issue('Watched', count);
    return (await findings('overrides', days)).filter(({ staffName }) => staffName === 'Watched');
  }

  it('are three, and two are not', async () => {
    expect(await overrides(3, [0, 0])).toMatchObject([{ figure: 3, line: 3, rowCount: 3, params: { given: 6 } }]);
    expect(await overrides(2, [0, 0])).toEqual([]);
  });

  it('are more than the others’ median and spread allow', async () => {
    const peers = [1, 2, 2, 3, 4];
    // The median is 2, the MAD 1: 2 + 3 x 1.4826 is 6.4478.
    expect(await overrides(6, peers)).toEqual([]);
    expect(await overrides(7, peers)).toMatchObject([
      { figure: 7, baseline: { median: 2, mad: 1, n: 5, allowed: 6.4478 } },
    ]);
  });
});

describe('overrides in a week unlike the person’s own weeks before', () => {
  /** Somebody with so many overrides in each of some weeks, one reward beside them, and then one week; and a Wednesday to ask for. */
  async function weekAgainst(weeks: number[], count: number) {
    const { from } = desk.newDays();
    const monday = dayAfter(from, (8 - new Date(`${from}T00:00:00Z`).getUTCDay()) % 7);
    const staffId = await house.hire('Week by Week');
    for (const [back, overrides] of [count, ...weeks].entries()) {
      const first: Days = { from: dayAfter(monday, -7 * back), to: '' };
      await times(overrides + 1, async (n) =>
        house.give({ staffId, playerId: await house.enrol(LONG_AGO), at: at(first, n % 7), isOverride: n > 0 }),
      );
    }
    const wednesday = dayAfter(monday, 2);
    return { found: await findings('overrides_own_past', { from: wednesday, to: wednesday }), monday };
  }

  it('are three of the whole week, whatever day of it is asked for, and two are not', async () => {
    const { found, monday } = await weekAgainst([0, 0, 0, 0, 0], 3);
    expect(found).toMatchObject([
      { figure: 3, line: 3, rowCount: 3, params: { given: 4 }, baseline: { median: 0, n: 5 } },
    ]);
    const [all] = await findings('overrides_own_past', { from: monday, to: dayAfter(monday, 20) });
    expect(all?.id).toBe(found[0]?.id);
    expect((await weekAgainst([0, 0, 0, 0, 0], 2)).found).toEqual([]);
  });

  it('are more than their own median and spread allow, however many others have', async () => {
    // The median is 2, the MAD 1: 2 + 3 x 1.4826 is 6.4478.
    expect((await weekAgainst([1, 2, 2, 3, 4], 6)).found).toEqual([]);
    expect((await weekAgainst([1, 2, 2, 3, 4], 7)).found).toMatchObject([
      { figure: 7, baseline: { median: 2, mad: 1, n: 5, allowed: 6.4478 } },
    ]);
  });

  it('say nothing of somebody with fewer than five weeks with a reward', async () => {
    expect((await weekAgainst([0, 0, 0, 0], 9)).found).toEqual([]);
  });
});

it('an honest issuer who is ten times as busy as the others is not flagged for anything', async () => {
  const days = { ...desk.newDays() };
  for (const players of [10, 12, 14]) await honestIssuer(days, players);
  const busy = await honestIssuer(days, 120);
  const players = await stack.sql<{ id: string }[]>`
    select player_id as id from public.loyalty_ledger where staff_id = ${busy}`;
  await times(2, (n) =>
    house.give({ staffId: busy, playerId: players[n]?.id ?? '', at: at(days, n), isOverride: true }),
  );
  await stack.sql`update public.player set created_at = ${at(days, -30)} where first_name = 'Test'`;
  expect(await desk.list('insider', days)).toEqual([]);
});

it('nobody acknowledges what names themselves', async () => {
  const days = desk.newDays();
  const [admin] = await stack.sql<{ id: string }[]>`select id from public.staff where email = ${ADMIN}`;
  const playerId = await house.enrol(LONG_AGO);
  await times(5, (n) => house.give({ staffId: admin?.id ?? '', playerId, at: at(days, n) }));
  const [finding] = await findings('patron_share', days);
  const before = await stack.sql`select count(*) from public.audit_log`;
  expect((await desk.acknowledge(finding?.id ?? '', 'insider', days, { as: ADMIN })).body.code).toBe(
    'LENS_FINDING_OWN',
  );
  expect(await stack.sql`select count(*) from public.audit_log`).toEqual(before);
  // Among many it is passed over, and stays for a colleague.
  const many = await desk.acknowledgeAll([finding?.id ?? ''], 'insider', days, { as: ADMIN });
  expect(many.body.data).toMatchObject({ acknowledgedCount: 0, items: [] });
  expect(await findings('patron_share', days)).toHaveLength(1);
  expect((await desk.acknowledge(finding?.id ?? '', 'insider', days)).body).toMatchObject({ ok: true });
  expect(await findings('patron_share', days)).toEqual([]);
});

it('the rows behind a finding are ledger entries with who, whom and where, or coupons with their numbers', async () => {
  const days = desk.newDays();
  const [staffId, playerId] = [await house.hire('Rita Rows'), await house.enrol(LONG_AGO, 'Paul', 'Rows')];
  const table = await desk.mtl.floor.addTable();
  const slipId = await house.play(playerId, table.id, at(days));
  await times(5, (n) => house.give({ staffId, playerId, at: at(days, n), slipId, points: 250 }));
  let coupon = await house.coupon(playerId, at(days, 0));
  for (let n = 1; n <= 3; n += 1) coupon = await house.replaceCoupon(coupon, staffId, at(days, n));
  const [share] = await findings('patron_share', days);
  expect((await desk.rowsOf(share?.id ?? '', 'insider', days))[0]).toMatchObject({
    type: 'loyalty_ledger',
    what: 'mid_session_bonus',
    points: 250,
    playerName: 'Paul Rows',
    staffName: 'Rita Rows',
    tableLabel: table.label,
  });
  const [chain] = await findings('replace_chain', days);
  expect((await desk.rowsOf(chain?.id ?? '', 'insider', days))[0]).toMatchObject({
    type: 'promo_coupon',
    what: 'replaced',
    amountCents: 2500,
    staffName: 'Rita Rows',
    gamingDay: dayAfter(days.from, 3),
    label: expect.any(String),
  });
});
