import 'fake-indexeddb/auto';
import { beforeEach, describe, expect, test } from 'vitest';
import { forgetKept } from '@/lib/client/kept/forget';
import { makeKeptDevice } from '@/lib/client/kept/kept-device';

type Me = { name: string };
type Floor = { players: string[] };

const HOUR = 3_600_000;
const ANNA = { casinoId: 'harbor', staffId: 'anna' };
const BEN = { casinoId: 'harbor', staffId: 'ben' };
const SAME_NUMBER_ELSEWHERE = { casinoId: 'summit', staffId: 'anna' };

let now: number;
const device = makeKeptDevice<Me, Floor>(() => now);
const floorOf = (...players: string[]) => ({ answer: { players }, answeredAt: now + 250, seenAt: now });

beforeEach(async () => {
  await forgetKept();
  now = 1_000_000 * HOUR;
});

describe('what a device keeps', () => {
  test('is nothing before anybody was signed in', async () => {
    expect(await device.read()).toBeNull();
  });

  test('is the person, the language and the floor as it was last answered for', async () => {
    await device.claim(ANNA, { name: 'Anna' }, 'es');
    await device.keepFloor(ANNA, floorOf('Ray Okafor'));
    now += 60_000;
    await device.keepFloor(ANNA, floorOf('Ray Okafor', 'Mei Chen'));
    expect(await device.read()).toEqual({
      account: ANNA,
      me: { name: 'Anna' },
      language: 'es',
      floor: { answer: { players: ['Ray Okafor', 'Mei Chen'] }, answeredAt: now + 250, seenAt: now },
      seenAt: now,
    });
  });

  test('stays over a reload by the same person, whose rights may have changed', async () => {
    await device.claim(ANNA, { name: 'Anna' }, 'en');
    await device.keepFloor(ANNA, floorOf('Ray Okafor'));
    now += HOUR;
    await device.claim(ANNA, { name: 'Anna M.' }, 'en');
    const kept = await device.read();
    expect(kept).toMatchObject({
      me: { name: 'Anna M.' },
      seenAt: now,
      floor: { answer: { players: ['Ray Okafor'] } },
    });
  });
});

describe('whose it is', () => {
  test.each([BEN, SAME_NUMBER_ELSEWHERE])('goes when another person signs in: %o', async (other) => {
    await device.claim(ANNA, { name: 'Anna' }, 'en');
    await device.keepFloor(ANNA, floorOf('Ray Okafor'));
    await device.claim(other, { name: 'Ben' }, 'en');
    expect(await device.read()).toMatchObject({ account: other, me: { name: 'Ben' }, floor: null });
  });

  test('a tab that is left over from the person before writes nothing into the record of the next one', async () => {
    await device.claim(ANNA, { name: 'Anna' }, 'en');
    await device.claim(BEN, { name: 'Ben' }, 'en');
    await device.keepFloor(ANNA, floorOf('Ray Okafor'));
    expect(await device.read()).toMatchObject({ account: BEN, floor: null });
  });

  test('nothing comes back once somebody has signed out, whatever a tab that is still open reads', async () => {
    await device.claim(ANNA, { name: 'Anna' }, 'en');
    await device.keepFloor(ANNA, floorOf('Ray Okafor'));
    await forgetKept();
    await device.keepFloor(ANNA, floorOf('Ray Okafor'));
    expect(await device.read()).toBeNull();
  });

  test('forgetting while another tab writes leaves nothing', async () => {
    await device.claim(ANNA, { name: 'Anna' }, 'en');
    await Promise.all([device.keepFloor(ANNA, floorOf('Ray Okafor')), forgetKept()]);
    expect(await device.read()).toBeNull();
  });
});

describe('how long it is kept', () => {
  test.each([
    ['by the device’s clock', 12 * HOUR + 1],
    ['also where the clock was put back meanwhile', -12 * HOUR - 1],
  ])('longer than a shift without a word from the server, it is deleted: %s', async (_, passed) => {
    await device.claim(ANNA, { name: 'Anna' }, 'en');
    await device.keepFloor(ANNA, floorOf('Ray Okafor'));
    now += passed;
    expect(await device.read()).toBeNull();
    now -= passed;
    expect(await device.read()).toBeNull();
  });

  test('a floor that is older than a shift is not shown, though the person has been at other screens since, and goes', async () => {
    await device.claim(ANNA, { name: 'Anna' }, 'en');
    await device.keepFloor(ANNA, floorOf('Ray Okafor'));
    const { seenAt } = floorOf();
    for (const hours of [6, 12.5]) {
      now = seenAt + hours * HOUR;
      await device.claim(ANNA, { name: 'Anna' }, 'en');
    }
    expect(await device.read()).toMatchObject({ account: ANNA, floor: null, seenAt: now });
    now = seenAt + HOUR;
    expect(await device.read()).toMatchObject({ floor: null });
  });

  test('a floor from before a claim is not shown either once it is too old', async () => {
    await device.claim(ANNA, { name: 'Anna' }, 'en');
    await device.keepFloor(ANNA, floorOf('Ray Okafor'));
    now += 11 * HOUR;
    await device.claim(ANNA, { name: 'Anna' }, 'en');
    expect(await device.read()).toMatchObject({ floor: { answer: { players: ['Ray Okafor'] } } });
    now += 2 * HOUR;
    expect(await device.read()).toMatchObject({ account: ANNA, floor: null });
  });

  test('as long as a shift, it is shown', async () => {
    await device.claim(ANNA, { name: 'Anna' }, 'en');
    now += 12 * HOUR;
    expect(await device.read()).toMatchObject({ account: ANNA });
  });
});
