import { describe, expect, it } from 'vitest';
import { ZodError } from 'zod';
import { loyaltyKeys } from '@/services/loyalty/keys';
import { mapLedgerIntegrity, mapLedgerPage, mapLedgerPosting, mapSlipRewards } from '@/services/loyalty/mappers';

const ID = '0199a5a0-0000-7000-8000-00000000000';

const ENTRY_ROW = {
  id: `${ID}1`,
  entry_no: 7,
  player_id: `${ID}2`,
  visit_id: `${ID}3`,
  rating_slip_id: `${ID}4`,
  points: -250,
  balance_after: 1000,
  reason: 'redemption',
  note: 'Dinner for two',
  is_override: false,
  staff_id: `${ID}5`,
  staff_name: 'Harbor Pit Boss',
  gaming_day: '2026-11-19',
  reversed_entry_id: null,
  reward_id: `${ID}6`,
  correlation_id: `${ID}7`,
  created_at: '2026-11-20 09:26:32.68+00',
};
const ENTRY = {
  id: `${ID}1`,
  entryNo: 7,
  playerId: `${ID}2`,
  visitId: `${ID}3`,
  ratingSlipId: `${ID}4`,
  points: -250,
  balanceAfter: 1000,
  reason: 'redemption',
  note: 'Dinner for two',
  isOverride: false,
  staffId: `${ID}5`,
  staffName: 'Harbor Pit Boss',
  gamingDay: '2026-11-19',
  reversedEntryId: null,
  rewardId: `${ID}6`,
  correlationId: `${ID}7`,
  createdAt: '2026-11-20T09:26:32.680Z',
};
/** What the system posts has neither person nor slip. */
const OF_THE_SYSTEM = {
  visit_id: null,
  rating_slip_id: null,
  note: null,
  staff_id: null,
  staff_name: null,
  reward_id: null,
  reversed_entry_id: `${ID}8`,
};

describe('a posting', () => {
  it('is mapped field by field, the balance now beside the balance then', () => {
    expect(mapLedgerPosting({ is_existing: true, entry: ENTRY_ROW, balance: 1040 })).toEqual({
      isExisting: true,
      entry: ENTRY,
      balance: 1040,
    });
  });

  it('lets nothing out that the contract does not name', () => {
    const entry = { ...ENTRY_ROW, request_hash: '\\x00', entry_hash: '\\x00', idempotency_key: 'k' };
    expect(mapLedgerPosting({ is_existing: false, entry, balance: 1 }).entry).toEqual(ENTRY);
  });

  it.each([
    ['an unknown reason', { reason: 'because' }],
    ['number 0', { entry_no: 0 }],
    ['half a point', { points: 0.5 }],
    ['no gaming day', { gaming_day: null }],
  ])('with %s is our failure, not an answer', (_, wrong) => {
    const row = { is_existing: false, entry: { ...ENTRY_ROW, ...wrong }, balance: 1 };
    expect(() => mapLedgerPosting(row)).toThrow(ZodError);
  });
});

describe('a list of entries', () => {
  it('of a slip comes with the balance now', () => {
    expect(mapSlipRewards({ items: [ENTRY_ROW], balance: -5 })).toEqual({ items: [ENTRY], balance: -5 });
    expect(mapSlipRewards({ items: [], balance: 0 })).toEqual({ items: [], balance: 0 });
  });

  it('of a player comes in pages, what the system posted among them', () => {
    const page = mapLedgerPage({ items: [{ ...ENTRY_ROW, ...OF_THE_SYSTEM }], next_cursor: '7' });
    expect(page).toEqual({
      items: [
        {
          ...ENTRY,
          visitId: null,
          ratingSlipId: null,
          note: null,
          staffId: null,
          staffName: null,
          rewardId: null,
          reversedEntryId: `${ID}8`,
        },
      ],
      nextCursor: '7',
    });
  });
});

describe('the proof', () => {
  const intact = {
    is_intact: true,
    players_checked: 200,
    entries_checked: 812,
    breaks: [],
    drift: [],
    checked_at: '2026-11-20T09:26:32+00:00',
  };

  it('of an intact ledger is mapped', () => {
    expect(mapLedgerIntegrity(intact)).toEqual({
      isIntact: true,
      playersChecked: 200,
      entriesChecked: 812,
      breaks: [],
      drift: [],
      checkedAt: '2026-11-20T09:26:32.000Z',
    });
  });

  it('names where a chain breaks and whose balance drifts, however absurd the figures are', () => {
    const proof = mapLedgerIntegrity({
      ...intact,
      is_intact: false,
      breaks: [
        { player_id: `${ID}1`, entry_no: 3, entry_id: `${ID}2`, kind: 'hash_mismatch' },
        { player_id: `${ID}3`, entry_no: 1, entry_id: null, kind: 'entry_missing' },
      ],
      drift: [{ player_id: `${ID}1`, balance: 2 ** 63, ledger_sum: -(2 ** 63) }],
    });
    expect(proof.breaks).toEqual([
      { playerId: `${ID}1`, entryNo: 3, entryId: `${ID}2`, kind: 'hash_mismatch' },
      { playerId: `${ID}3`, entryNo: 1, entryId: null, kind: 'entry_missing' },
    ]);
    expect(proof.drift).toEqual([{ playerId: `${ID}1`, balance: 2 ** 63, ledgerSum: -(2 ** 63) }]);
  });
});

describe('query keys', () => {
  it('begin with the tenant and never meet', () => {
    const keys = [loyaltyKeys.all('c'), loyaltyKeys.slipRewards('c', 'x')];
    for (const [first] of keys) expect(first).toBe('c');
    expect(new Set(keys.map((key) => key.join('/'))).size).toBe(keys.length);
  });
});
