import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { LensFinding } from '@/services/lens/dtos';
import { dayAfter } from '../support/days';
import { startTestStack, type TestStack } from '../support/stack';
import { createLensDesk, type Days, type LensDesk } from './lens-desk';

let stack: TestStack;
let desk: LensDesk;

beforeAll(async () => {
  stack = await startTestStack();
  desk = createLensDesk(stack);
});
afterAll(() => stack.dispose());

type Body = Record<string, unknown>;
const FLOOR = 300_000;

/** One entry on the first of some days, or on a later one. */
const log = (days: Days, body: Body, later = 0) =>
  desk.mtl.recorded({ occurredAt: `${dayAfter(days.from, later)}T20:00:00Z`, ...body });
const findings = (kind: LensFinding['kind'], days: Days) => desk.listKind(kind, 'cash', days);

describe('many entries just under a step', () => {
  /** Logs amounts of one new player and answers what stands out. */
  async function under(...amounts: number[]): Promise<LensFinding[]> {
    const [days, playerId] = [desk.newDays(), await desk.mtl.player()];
    for (const [later, amountCents] of amounts.entries()) await log(days, { playerId, amountCents }, later);
    return (await findings('under_step', days)).filter((finding) => finding.playerId === playerId);
  }

  it('are three of them, and two are not', async () => {
    expect(await under(280_000, 280_000, 280_000)).toMatchObject([{ figure: 3, line: 3, rowCount: 3 }]);
    expect(await under(280_000, 280_000)).toEqual([]);
  });

  it('begin a tenth below the floor of the log and end a cent below it', async () => {
    expect(await under(270_000, 299_999, 280_000)).toHaveLength(1);
    expect(await under(269_999, 299_999, 280_000)).toEqual([]);
    expect(await under(270_000, 300_000, 280_000)).toEqual([]);
  });

  it('may be under different steps of the casino', async () => {
    expect(await under(799_999, 949_999, 299_999)).toMatchObject([
      { figure: 3, params: { over: 0, cents: 2_049_997 } },
    ]);
  });

  it('include exactly the threshold, since only more than that is reported, and a cent more is over it', async () => {
    expect(await under(1_000_000, 1_000_000, 1_000_000)).toHaveLength(1);
    expect(await under(1_000_001, 1_000_000, 1_000_000)).toEqual([]);
  });

  it('are more than twice those just over one, for amounts that fall where they fall are as often over', async () => {
    expect(await under(280_000, 280_000, 280_000, 310_000)).toMatchObject([{ figure: 3, params: { over: 1 } }]);
    expect(await under(280_000, 280_000, 280_000, 280_000, 310_000, 310_000)).toEqual([]);
  });

  it('are currency: chips and what was voided do not count', async () => {
    const [days, playerId] = [desk.newDays(), await desk.mtl.player()];
    await log(days, { playerId, amountCents: 280_000 });
    await log(days, { playerId, amountCents: 280_000, tender: 'chips' });
    const { entry } = await log(days, { playerId, amountCents: 280_000 });
    await log(days, { playerId, amountCents: 280_000 });
    expect(await findings('under_step', days)).toHaveLength(1);
    await desk.mtl.voided(entry.id);
    expect(await findings('under_step', days)).toEqual([]);
  });

  it('count together for whoever an unknown patron turned out to be, and apart again when that is taken back', async () => {
    const [days, playerId] = [desk.newDays(), await desk.mtl.player()];
    for (let n = 0; n < 2; n += 1) await log(days, { playerId, amountCents: 280_000 });
    const { entry } = await log(days, { unknownPatron: { description: 'Green coat' }, amountCents: 280_000 });
    expect(await findings('under_step', days)).toEqual([]);
    await desk.mtl.identified(entry.unknownPatronId ?? '', playerId);
    expect(await findings('under_step', days)).toMatchObject([{ playerId, unknownPatronId: null, figure: 3 }]);
    await desk.mtl.identified(entry.unknownPatronId ?? '', null);
    expect(await findings('under_step', days)).toEqual([]);
  });

  it('are those of whom somebody acted for, too', async () => {
    const days = desk.newDays();
    const [agent, principal] = [await desk.mtl.player(), await desk.mtl.player()];
    for (let n = 0; n < 3; n += 1)
      await log(days, { playerId: agent, agentOfPlayerId: principal, amountCents: 280_000 });
    const found = await findings('under_step', days);
    expect(found.map(({ playerId }) => playerId).sort()).toEqual([agent, principal].sort());
  });

  it('are shown beside what is usual of the others who have any', async () => {
    const days = desk.newDays();
    const counts = [1, 1, 2, 2, 3, 4];
    for (const count of counts) {
      const playerId = await desk.mtl.player();
      for (let n = 0; n < count; n += 1) await log(days, { playerId, amountCents: 280_000 });
    }
    const found = await findings('under_step', days);
    expect(found.map(({ figure }) => figure)).toEqual([4, 3]);
    expect(found[0]?.baseline).toEqual({ median: 2, mad: 1, n: 5, allowed: 6.4478 });
  });

  it('follow the casino’s own steps', async () => {
    const [days, playerId] = [desk.newDays(), await desk.mtl.player()];
    for (let n = 0; n < 3; n += 1) await log(days, { playerId, amountCents: 380_000 });
    expect(await findings('under_step', days)).toEqual([]);
    await stack.sql`update public.casino_settings set watchlist_floor_cents = 400000`;
    expect(await findings('under_step', days)).toHaveLength(1);
    await stack.sql`update public.casino_settings set watchlist_floor_cents = ${FLOOR}`;
  });
});

describe('in and out of nearly equal size', () => {
  async function alike(inCents: number, outCents: number): Promise<LensFinding[]> {
    const [days, playerId] = [desk.newDays(), await desk.mtl.player()];
    await log(days, { playerId, amountCents: inCents });
    await log(days, { playerId, amountCents: outCents, kind: 'chip_redemption' });
    return findings('in_out_alike', days);
  }

  it('is 95 % of the higher sum, and a cent less is not', async () => {
    const params = { cashInCents: 1_000_000, cashOutCents: 950_000 };
    expect(await alike(1_000_000, 950_000)).toMatchObject([{ figure: 950_000, line: FLOOR, rowCount: 2, params }]);
    expect(await alike(1_000_000, 949_999)).toEqual([]);
    expect(await alike(950_000, 1_000_000)).toHaveLength(1);
  });

  it('begins at the floor of the log', async () => {
    expect(await alike(300_000, 300_000)).toHaveLength(1);
    expect(await alike(300_000, 299_999)).toEqual([]);
  });

  it('is of one gaming day, without what was voided', async () => {
    const [days, playerId] = [desk.newDays(), await desk.mtl.player()];
    await log(days, { playerId, amountCents: 500_000 });
    await log(days, { playerId, amountCents: 500_000, kind: 'chip_redemption' }, 1);
    expect(await findings('in_out_alike', days)).toEqual([]);
    const { entry } = await log(days, { playerId, amountCents: 500_000, kind: 'chip_redemption' });
    const mistake = await log(days, { playerId, amountCents: 1000 });
    await desk.mtl.voided(mistake.entry.id);
    const [found] = await findings('in_out_alike', days);
    expect(found).toMatchObject({ playerId, gamingDay: days.from, rowCount: 2 });
    await desk.mtl.voided(entry.id);
    expect(await findings('in_out_alike', days)).toEqual([]);
  });
});

describe('the same unknown description twice', () => {
  const described = (days: Days, description: string) => log(days, { unknownPatron: { description } });

  it('stands out whatever its case and punctuation, and another description does not', async () => {
    const days = desk.newDays();
    await described(days, 'Tall man, red cap');
    await described(days, 'Tall man, blue cap');
    expect(await findings('same_description', days)).toEqual([]);
    await described(days, 'tall man – RED cap');
    expect(await findings('same_description', days)).toMatchObject([
      { figure: 2, line: 2, rowCount: 2, description: 'Tall man, red cap' },
    ]);
  });

  it('is one person once both are known to be one, and two people until then', async () => {
    const [days, playerId] = [desk.newDays(), await desk.mtl.player()];
    const first = (await described(days, 'Violet hat')).entry.unknownPatronId ?? '';
    const second = (await described(days, 'Violet hat')).entry.unknownPatronId ?? '';
    await desk.mtl.identified(first, playerId);
    expect(await findings('same_description', days)).toMatchObject([{ figure: 2 }]);
    await desk.mtl.identified(second, playerId);
    expect(await findings('same_description', days)).toEqual([]);
    await desk.mtl.identified(second, await desk.mtl.player());
    expect(await findings('same_description', days)).toEqual([]);
  });

  it('needs an entry that stands under each', async () => {
    const days = desk.newDays();
    await described(days, 'Orange scarf');
    const { entry } = await described(days, 'Orange scarf');
    await desk.mtl.voided(entry.id);
    expect(await findings('same_description', days)).toEqual([]);
  });
});

describe('a chip walk', () => {
  /** Six patrons who keep $500 each, and one who keeps more. */
  async function walk(bought: number, redeemed: number): Promise<{ found: LensFinding[]; playerId: string }> {
    const days = desk.newDays();
    for (let n = 0; n < 6; n += 1) await log(days, { playerId: await desk.mtl.player(), amountCents: 50_000 });
    const playerId = await desk.mtl.player();
    await log(days, { playerId, amountCents: bought });
    if (redeemed > 0)
      await log(days, { playerId, amountCents: redeemed, kind: 'chip_redemption', tender: 'cheque' }, 2);
    return { found: await findings('chip_walk', days), playerId };
  }

  it('is at least the floor of the log more bought than redeemed, and a cent less is not', async () => {
    const { found, playerId } = await walk(500_000, 200_000);
    const params = { boughtCents: 500_000, redeemedCents: 200_000 };
    expect(found).toMatchObject([
      { playerId, figure: 300_000, rowCount: 2, params, baseline: { median: 50_000, mad: 0 } },
    ]);
    expect((await walk(500_000, 200_001)).found).toEqual([]);
  });

  it('is more than is usual of the casino, however high that is', async () => {
    const days = desk.newDays();
    for (const bought of [400_000, 500_000, 600_000, 700_000, 800_000])
      await log(days, { playerId: await desk.mtl.player(), amountCents: bought });
    expect(await findings('chip_walk', days)).toEqual([]);
    const playerId = await desk.mtl.player();
    await log(days, { playerId, amountCents: 2_000_000 });
    expect(await findings('chip_walk', days)).toMatchObject([{ playerId, baseline: { n: 5, median: 600_000 } }]);
  });
});

describe('a day unlike the patron’s own days before', () => {
  const IN = { kind: 'chip_purchase' };
  const OUT = { kind: 'chip_redemption' };

  /** A player with some days before, a day apart, and then one day; what stands out of that day. */
  async function dayAgainst(earlier: number[], cents: number, { kind }: { kind: string } = IN): Promise<LensFinding[]> {
    const [days, playerId] = [desk.newDays(), await desk.mtl.player()];
    for (const [later, amountCents] of earlier.entries()) await log(days, { playerId, amountCents, kind }, later);
    await log(days, { playerId, amountCents: cents, kind }, earlier.length);
    return findings(kind === IN.kind ? 'own_past_in' : 'own_past_out', days);
  }
  const STEADY = [150_000, 150_000, 150_000, 150_000, 150_000];

  it('is the floor of the log and twice their own median, and a cent less is not', async () => {
    const params = { times: 2.1, days: 5 };
    const baseline = { median: 150_000, mad: 0, n: 5, allowed: 300_000 };
    expect(await dayAgainst(STEADY, 310_000)).toMatchObject([
      { figure: 310_000, line: FLOOR, rowCount: 1, params, baseline },
    ]);
    expect(await dayAgainst([50_000, 50_000, 50_000, 50_000, 50_000], 299_999)).toEqual([]);
    const big = [400_000, 410_000, 400_000, 390_000, 400_000];
    expect(await dayAgainst(big, 800_000)).toMatchObject([{ line: 800_000, baseline: { median: 400_000, n: 5 } }]);
    expect(await dayAgainst(big, 799_999)).toEqual([]);
  });

  it('is beyond what is usual of days that differ much', async () => {
    // 3 x 1.4826 x a MAD of $3,000 above a median of $4,000.
    const various = [100_000, 100_000, 400_000, 700_000, 900_000];
    expect(await dayAgainst(various, 1_734_341)).toMatchObject([{ line: 1_734_340, baseline: { mad: 300_000 } }]);
    expect(await dayAgainst(various, 1_734_340)).toEqual([]);
  });

  it('says nothing of who has fewer than five days before, or days too long ago', async () => {
    expect(await dayAgainst(STEADY.slice(1), 900_000)).toEqual([]);
    const [days, playerId] = [desk.newDays(), await desk.mtl.player()];
    for (const later of [-181, -4, -3, -2, -1]) await log(days, { playerId, amountCents: 100_000 }, later);
    await log(days, { playerId, amountCents: 900_000 });
    expect(await findings('own_past_in', days)).toEqual([]);
    await log(days, { playerId, amountCents: 100_000 }, -180);
    expect(await findings('own_past_in', days)).toHaveLength(1);
  });

  it('holds cash in against cash in, and cash out against cash out', async () => {
    expect(await dayAgainst(STEADY, 900_000, OUT)).toMatchObject([{ kind: 'own_past_out', figure: 900_000 }]);
    const [days, playerId] = [desk.newDays(), await desk.mtl.player()];
    for (const later of [0, 1, 2, 3, 4]) await log(days, { playerId, amountCents: 100_000 }, later);
    await log(days, { playerId, amountCents: 900_000, ...OUT }, 5);
    expect([await findings('own_past_in', days), await findings('own_past_out', days)]).toEqual([[], []]);
  });

  it('is what counts and stands of that day, also of whom an unknown patron turned out to be', async () => {
    const [days, playerId] = [desk.newDays(), await desk.mtl.player()];
    for (const [later, amountCents] of STEADY.entries()) await log(days, { playerId, amountCents }, later);
    await log(days, { playerId, amountCents: 900_000, tender: 'cheque' }, 5);
    await log(days, { playerId, amountCents: 200_000 }, 5);
    const { entry } = await log(days, { unknownPatron: { description: 'Straw hat' }, amountCents: 200_000 }, 5);
    expect(await findings('own_past_in', days)).toEqual([]);
    await desk.mtl.identified(entry.unknownPatronId ?? '', playerId);
    expect(await findings('own_past_in', days)).toMatchObject([{ playerId, figure: 400_000, rowCount: 2 }]);
    await desk.mtl.voided(entry.id);
    expect(await findings('own_past_in', days)).toEqual([]);
  });

  it('comes back after it was acknowledged when a further entry makes that day more', async () => {
    const [days, playerId] = [desk.newDays(), await desk.mtl.player()];
    for (const [later, amountCents] of [...STEADY, 600_000].entries())
      await log(days, { playerId, amountCents }, later);
    const [finding] = await findings('own_past_in', days);
    expect((await desk.acknowledge(finding?.id ?? '', 'cash', days)).status).toBe(201);
    expect(await findings('own_past_in', days)).toEqual([]);
    await log(days, { playerId, amountCents: 100_000 }, 5);
    expect(await findings('own_past_in', days)).toMatchObject([
      { figure: 700_000, acknowledgement: { reason: 'Spoken to' } },
    ]);
  });
});

it('the most unusual comes first, with its rows behind it', async () => {
  const days = desk.newDays();
  const [one, two] = [await desk.mtl.player(), await desk.mtl.player()];
  for (let n = 0; n < 3; n += 1) await log(days, { playerId: one, amountCents: 280_000 }, n);
  for (let n = 0; n < 5; n += 1) await log(days, { playerId: two, amountCents: 280_000 }, n);
  const found = await findings('under_step', days);
  expect(found.map(({ playerId }) => playerId)).toEqual([two, one]);
  expect(found[0]).toMatchObject({ gamingDay: dayAfter(days.from, 4) });
  const rows = await desk.rowsOf(found[0]?.id ?? '', 'cash', days);
  expect(rows).toHaveLength(5);
  expect(rows[0]).toMatchObject({
    type: 'mtl_entry',
    gamingDay: dayAfter(days.from, 4),
    what: 'chip_purchase',
    amountCents: 280_000,
    playerId: two,
    label: '#1',
  });
});
