import { describe, expect, it } from 'vitest';
import { ZodError } from 'zod';
import { fromRow } from '@/lib/shared/wire';
import {
  closedSlipResultSchema,
  floorAnswerSchema,
  playerPageSchema,
  playerResultSchema,
  playerSchema,
  playerVisitPageSchema,
  slipDetailSchema,
  slipResultSchema,
  visitResultSchema,
} from '@/services/floor/dtos';
import { floorKeys } from '@/services/floor/keys';

const ID = '0199a5a0-0000-7000-8000-00000000000';

const SLIP_ROW = {
  id: `${ID}1`,
  visit_id: `${ID}2`,
  player_id: `${ID}3`,
  player_name: 'Ada Abara',
  table_id: `${ID}4`,
  table_label: 'BJ-01',
  game_type: 'blackjack',
  seat: 3,
  status: 'paused',
  average_bet_cents: 15_000,
  bet_entered_at: '2026-11-20T10:00:00+00:00',
  started_at: '2026-11-20T09:26:32.68+00:00',
  paused_at: '2026-11-20 10:26:32+00',
  ended_at: null,
  play_seconds: 3599,
  theo_cents: 10_497,
  theo_per_hour_cents: 10_500,
  as_of: '2026-11-20T11:00:00+00:00',
};
const SLIP = {
  id: `${ID}1`,
  visitId: `${ID}2`,
  playerId: `${ID}3`,
  playerName: 'Ada Abara',
  tableId: `${ID}4`,
  tableLabel: 'BJ-01',
  gameType: 'blackjack',
  seat: 3,
  status: 'paused',
  averageBetCents: 15_000,
  betEnteredAt: '2026-11-20T10:00:00.000Z',
  startedAt: '2026-11-20T09:26:32.680Z',
  pausedAt: '2026-11-20T10:26:32.000Z',
  endedAt: null,
  playSeconds: 3599,
  theoCents: 10_497,
  theoPerHourCents: 10_500,
  asOf: '2026-11-20T11:00:00.000Z',
};

const STRETCH_ROW = {
  average_bet_cents: 15_000,
  game_type: 'blackjack',
  table_label: 'BJ-01',
  started_at: '2026-11-20T09:26:32.68+00:00',
  play_seconds: 3599,
  theo_cents: 10_497,
  corrected_from_cents: 150_000,
  confirmed_above_maximum_cents: 10_000,
};
const STRETCH = {
  averageBetCents: 15_000,
  gameType: 'blackjack',
  tableLabel: 'BJ-01',
  startedAt: '2026-11-20T09:26:32.680Z',
  playSeconds: 3599,
  theoCents: 10_497,
  correctedFromCents: 150_000,
  confirmedAboveMaximumCents: 10_000,
};

const PLAYER_ROW = {
  id: `${ID}3`,
  first_name: 'Ada',
  last_name: 'Abara',
  name: 'Ada Abara',
  loyalty_id: 'H100037',
  birth_date: '1980-02-29',
  version: 1,
  created_at: '2025-11-20T09:26:32+00:00',
  open_visit_id: null,
  loyalty: {
    player_id: `${ID}3`,
    balance: -50,
    lifetime_points: 2600,
    tier: 'silver',
    tier_name: 'Silver',
    tier_progress: 1,
    tier_source: null,
    starting_balance: { legacy_tier: 'Gold', points_balance: 12 },
    updated_at: '2026-11-20T09:26:32+00:00',
  },
};
const PLAYER = {
  id: `${ID}3`,
  firstName: 'Ada',
  lastName: 'Abara',
  name: 'Ada Abara',
  loyaltyId: 'H100037',
  birthDate: '1980-02-29',
  version: 1,
  createdAt: '2025-11-20T09:26:32.000Z',
  openVisitId: null,
  loyalty: {
    playerId: `${ID}3`,
    balance: -50,
    lifetimePoints: 2600,
    tier: 'silver',
    tierName: 'Silver',
    tierProgress: 1,
    tierSource: null,
    startingBalance: { legacy_tier: 'Gold', points_balance: 12 },
    updatedAt: '2026-11-20T09:26:32.000Z',
  },
};

describe('a rating slip', () => {
  it('is mapped field by field', () => {
    expect(fromRow(slipDetailSchema, { ...SLIP_ROW, stretches: [STRETCH_ROW], closed_by_staff_name: null })).toEqual({
      ...SLIP,
      stretches: [STRETCH],
      closedByStaffName: null,
    });
    expect(fromRow(slipResultSchema, { ...SLIP_ROW, is_existing: true })).toEqual({ ...SLIP, isExisting: true });
  });

  it('lets nothing out that the contract does not name', () => {
    const private_ = { policy_snapshot: { house_edge: 0.01 }, casino_id: `${ID}9` };
    const stretches = [{ ...STRETCH_ROW, house_edge: 0.01 }];
    expect(
      fromRow(slipDetailSchema, { ...SLIP_ROW, ...private_, stretches, closed_by_staff_name: 'Ray Okafor' }),
    ).toEqual({
      ...SLIP,
      stretches: [STRETCH],
      closedByStaffName: 'Ray Okafor',
    });
  });

  it.each([
    ['an unknown status', { status: 'lost' }],
    ['half a cent', { theo_cents: 0.5 }],
    ['negative seconds', { play_seconds: -1 }],
    ['no player', { player_id: null }],
    ['no start', { started_at: null }],
  ])('with %s is our failure, not an answer', (_, wrong) => {
    expect(() =>
      fromRow(slipDetailSchema, { ...SLIP_ROW, stretches: [], closed_by_staff_name: null, ...wrong }),
    ).toThrow(ZodError);
  });
});

describe('a closed slip', () => {
  const CLOSED_ROW = { ...SLIP_ROW, status: 'closed', paused_at: null, ended_at: '2026-11-20T11:00:00+00:00' };
  const close = (accrual: object) => fromRow(closedSlipResultSchema, { ...CLOSED_ROW, is_existing: false, accrual });

  it('comes with what it earned', () => {
    const tier_upgrade = { from: 'bronze', to: 'silver' };
    const closed = close({ status: 'posted', why: null, points: 1049, balance: 3000, tier_upgrade });
    expect(closed).toEqual({
      ...SLIP,
      status: 'closed',
      pausedAt: null,
      endedAt: '2026-11-20T11:00:00.000Z',
      isExisting: false,
      accrual: { status: 'posted', why: null, points: 1049, balance: 3000, tierUpgrade: tier_upgrade },
    });
  });

  it.each([
    { status: 'none', why: 'NO_POINTS', points: 0, balance: 12, tier_upgrade: null },
    { status: 'none', why: 'EARNING_OFF', points: 0, balance: 12, tier_upgrade: null },
    { status: 'pending', why: null, points: null, balance: null, tier_upgrade: null },
  ])('or why nothing: $status $why', ({ tier_upgrade, ...accrual }) => {
    expect(close({ ...accrual, tier_upgrade }).accrual).toEqual({ ...accrual, tierUpgrade: null });
  });

  it('with an unknown reason why not is our failure, not an answer', () => {
    const accrual = { status: 'none', why: 'BECAUSE', points: 0, balance: 12, tier_upgrade: null };
    expect(() => close(accrual)).toThrow(ZodError);
  });
});

describe('a visit', () => {
  it('of a player is listed with what was played on it', () => {
    const visit = { id: `${ID}2`, player_id: `${ID}3`, kind: 'unrated', gaming_day: '2026-11-19', ended_at: null };
    const row = {
      ...visit,
      started_at: '2026-11-20 09:26:32+00',
      slip_count: 2,
      play_seconds: 5400,
      theo_cents: 10_500,
      held_slip_ids: [`${ID}4`],
      due_slips: [{ ...SLIP_ROW, due_points: 700, tier_corrected: null, due_because: 'held' }],
    };
    expect(fromRow(playerVisitPageSchema, { items: [row], next_cursor: `${ID}2` })).toEqual({
      items: [
        {
          id: `${ID}2`,
          playerId: `${ID}3`,
          kind: 'unrated',
          gamingDay: '2026-11-19',
          startedAt: '2026-11-20T09:26:32.000Z',
          endedAt: null,
          slipCount: 2,
          playSeconds: 5400,
          theoCents: 10_500,
          heldSlipIds: [`${ID}4`],
          dueSlips: [{ ...SLIP, duePoints: 700, tierCorrected: null, dueBecause: 'held' }],
        },
      ],
      nextCursor: `${ID}2`,
    });
  });

  it('is mapped field by field', () => {
    const row = {
      id: `${ID}2`,
      player_id: `${ID}3`,
      kind: 'rated',
      gaming_day: '2026-11-19',
      started_at: '2026-11-20 09:26:32+00',
      ended_at: '2026-11-20T12:00:00.5+00:00',
      is_existing: false,
    };
    expect(fromRow(visitResultSchema, row)).toEqual({
      id: `${ID}2`,
      playerId: `${ID}3`,
      kind: 'rated',
      gamingDay: '2026-11-19',
      startedAt: '2026-11-20T09:26:32.000Z',
      endedAt: '2026-11-20T12:00:00.500Z',
      isExisting: false,
    });
  });
});

describe('a player', () => {
  it('is mapped field by field; what a legacy system left stays as it is', () => {
    expect(fromRow(playerSchema, PLAYER_ROW)).toEqual(PLAYER);
    expect(fromRow(playerResultSchema, { ...PLAYER_ROW, is_existing: false })).toEqual({
      ...PLAYER,
      isExisting: false,
    });
  });

  it('may have no loyalty id, no birth date and no standing', () => {
    const bare = { ...PLAYER_ROW, loyalty_id: null, birth_date: null, loyalty: null, open_visit_id: `${ID}2` };
    expect(fromRow(playerSchema, bare)).toEqual({
      ...PLAYER,
      loyaltyId: null,
      birthDate: null,
      loyalty: null,
      openVisitId: `${ID}2`,
    });
  });

  it('comes in pages, without a birth date even where there is one', () => {
    const { birthDate: _, ...listed } = PLAYER;
    expect(
      fromRow(playerPageSchema, { items: [{ ...PLAYER_ROW, last_visit_at: null }], next_cursor: `${ID}3` }),
    ).toEqual({
      items: [{ ...listed, lastVisitAt: null }],
      nextCursor: `${ID}3`,
    });
    expect(fromRow(playerPageSchema, { items: [], next_cursor: null })).toEqual({ items: [], nextCursor: null });
  });
});

describe('the floor', () => {
  const seats = [
    { seat: 1, slip: null },
    {
      seat: 2,
      slip: {
        ...SLIP_ROW,
        tier: 'silver',
        tier_name: 'Silver',
        balance: 120,
        last_reward: {
          points: 70,
          reason: 'promotion',
          reward_name: null,
          coupon: null,
          created_at: '2026-11-20T10:00:00+00:00',
        },
      },
    },
    { seat: 3, slip: { ...SLIP_ROW, tier: null, tier_name: null, balance: null, last_reward: null } },
  ];
  const table = {
    id: `${ID}4`,
    label: 'BJ-01',
    game_type: 'blackjack',
    game_name: 'Blackjack',
    status: 'open',
    min_bet_cents: 2500,
    max_bet_cents: 100_000,
    seats,
  };
  const floor = {
    gaming_day: '2026-11-19',
    as_of: '2026-11-20T11:00:00+00:00',
    pits: [
      { id: `${ID}5`, name: 'Main', tables: [table] },
      { id: `${ID}6`, name: 'Salon', tables: [] },
    ],
  };

  it('is mapped with pits, tables, seats and who sits there', () => {
    const answer = fromRow(floorAnswerSchema, { version: 'v1', floor });
    expect(answer).toMatchObject({
      version: 'v1',
      floor: { gamingDay: '2026-11-19', asOf: '2026-11-20T11:00:00.000Z', pits: [{ name: 'Main' }, { name: 'Salon' }] },
    });
    expect(answer.floor?.pits[0]?.tables).toEqual([
      {
        id: `${ID}4`,
        label: 'BJ-01',
        gameType: 'blackjack',
        gameName: 'Blackjack',
        status: 'open',
        minBetCents: 2500,
        maxBetCents: 100_000,
        seats: [
          { seat: 1, slip: null },
          {
            seat: 2,
            slip: {
              ...SLIP,
              tier: 'silver',
              tierName: 'Silver',
              balance: 120,
              lastReward: {
                points: 70,
                reason: 'promotion',
                rewardName: null,
                coupon: null,
                createdAt: '2026-11-20T10:00:00.000Z',
              },
            },
          },
          { seat: 3, slip: { ...SLIP, tier: null, tierName: null, balance: null, lastReward: null } },
        ],
      },
    ]);
  });

  it('is null while the known version holds', () => {
    expect(fromRow(floorAnswerSchema, { version: 'v1', floor: null })).toEqual({ version: 'v1', floor: null });
  });
});

describe('query keys', () => {
  it('begin with the tenant and never meet', () => {
    const keys = [floorKeys.floor('c'), floorKeys.players('c', 'x')];
    for (const [first] of keys) expect(first).toBe('c');
    expect(new Set(keys.map((key) => key.join('/'))).size).toBe(keys.length);
  });
});
