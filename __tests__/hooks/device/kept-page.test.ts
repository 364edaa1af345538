import { describe, expect, test } from 'vitest';
import { asThisVersion, type KeptPage } from '@/hooks/device/kept-page';
import type { Me } from '@/services/casino/dtos';
import type { Floor } from '@/services/floor/dtos';
import { makeSlip } from '../../components/floor/floor-slip';

const id = (last: number) => `11111111-1111-4111-8111-${String(last).padStart(12, '0')}`;

const ME: Me = {
  staff: {
    id: id(1),
    name: 'Harbor Pit Boss',
    email: 'pitboss@harbor.example',
    role: 'pit_boss',
    language: null,
    hasPin: false,
    worksElsewhere: false,
    licence: null,
    passwordLink: null,
  },
  capabilities: ['floor.read', 'reward.issue'],
  casino: { id: id(2), slug: 'harbor', name: 'Harbor' },
  settings: {
    timeZone: 'America/New_York',
    utcOffsets: [{ startsAt: '2026-11-01T06:00:00.000Z', endsAt: '2027-03-14T07:00:00.000Z', seconds: -18_000 }],
    gamingDayStart: '06:00',
    currency: 'USD',
    rewardSoftCapPoints: 1000,
    rewardPresetPoints: [100, 250, 500],
    rewardsPerStaffPerMinute: null,
    correctionDebtLimitPoints: 0,
    promoRequireExactMatch: false,
    promoAllowAnonymousIssuance: true,
    idleLockMinutes: null,
    sharesRecognition: false,
  },
  gamingDay: '2026-11-20',
};

const SLIP = makeSlip({ id: id(3), visitId: id(4), playerId: id(5), tableId: id(6) });

const FLOOR: Floor = {
  gamingDay: '2026-11-20',
  asOf: SLIP.asOf,
  pits: [
    {
      id: id(7),
      name: 'Main',
      tables: [
        {
          id: SLIP.tableId,
          label: 'BJ-01',
          gameType: 'blackjack',
          gameName: 'Blackjack',
          status: 'open',
          minBetCents: 2_500,
          maxBetCents: 500_000,
          seats: [
            { seat: 1, slip: SLIP },
            { seat: 2, slip: null },
          ],
        },
      ],
    },
  ],
};

const KEPT: KeptPage = {
  account: { casinoId: id(2), staffId: id(1) },
  me: ME,
  language: 'en',
  floor: { answer: { etag: '"7"', floor: FLOOR }, answeredAt: 2_000, seenAt: 1_000 },
  seenAt: 1_000,
};

/** As a version wrote it that knew nothing of `field`. */
function without<T extends object>(value: T, field: keyof T): T {
  return Object.fromEntries(Object.entries(value).filter(([name]) => name !== field)) as T;
}

describe('what another version kept on a device', () => {
  test('is shown whole where it has the form of this one', () => {
    expect(asThisVersion(KEPT)).toEqual(KEPT);
    expect(asThisVersion({ ...KEPT, floor: null })).toEqual({ ...KEPT, floor: null });
  });

  test.each<[string, object]>([
    ['a floor without the day it is of', without(FLOOR, 'gamingDay')],
    ['a floor without pits', without(FLOOR, 'pits')],
    ['a table of an earlier version, which does not say what its game is called', withTable({ gameName: undefined })],
    ['a state of a table that this one does not know', withTable({ status: 'reserved' })],
  ])('is shown as if no floor were kept: %s', (_, floor) => {
    const answer = { etag: null, floor: floor as Floor };
    expect(asThisVersion({ ...KEPT, floor: { answer, answeredAt: 2_000, seenAt: 1_000 } })).toEqual({
      ...KEPT,
      floor: null,
    });
  });

  test.each<[string, object]>([
    ['of settings', without(ME, 'settings')],
    ['of rights', without(ME, 'capabilities')],
    ['of the person', without(ME, 'staff')],
  ])('is nobody’s without what it must know: %s', (_, me) =>
    expect(asThisVersion({ ...KEPT, me: me as Me })).toBeNull(),
  );
});

function withTable(part: object): object {
  return { ...FLOOR, pits: FLOOR.pits.map((pit) => ({ ...pit, tables: [{ ...pit.tables[0], ...part }] })) };
}
