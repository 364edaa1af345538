import { expect, test } from 'vitest';
import { listChecks, witnessText } from '@/components/loyalty/proof-words';
import type { LedgerIntegrity } from '@/services/loyalty/dtos';

const INTACT: LedgerIntegrity = {
  isIntact: true,
  playersChecked: 2,
  entriesChecked: 5,
  breaks: [],
  drift: [],
  standing: [],
  missing: [],
  unwitnessed: [],
  seals: [],
  sealedThrough: '2026-11-19',
  checkedAt: '2026-11-20T21:42:00.000Z',
};
const playerId = '019ac000-0000-7000-8000-000000000001';

test('witnesses are named as people know them', () => {
  expect(witnessText(['audit'])).toBe('audit trail');
  expect(witnessText(['audit', 'outbox', 'seal'])).toBe('audit trail, events sent out and seal');
});

test('every check of the proof is listed, and what is missing counts with the witnesses', () => {
  expect(listChecks(INTACT).map(({ count }) => count)).toEqual([0, 0, 0, 0, 0]);
  const found = listChecks({
    ...INTACT,
    isIntact: false,
    missing: [{ entryId: playerId, playerId, entryNo: 7, at: null, namedBy: ['audit', 'outbox'] }],
    seals: [{ gamingDay: '2026-11-19', kind: 'ledger', fault: 'entry_missing', playerId, entryNo: 7 }],
  });
  expect(found.filter(({ count }) => count > 0).map(({ check }) => check)).toEqual(['witnesses', 'seals']);
});
