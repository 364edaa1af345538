import type { PlayerImportDetail } from '@/services/imports/dtos';

/** An import that is staged: 10 rows, of which 8 wait and 2 are in error. */
export function anImport(facts: Partial<PlayerImportDetail> = {}): PlayerImportDetail {
  return {
    id: 'import-1',
    fileName: 'legacy.csv',
    sha256: 'ab'.repeat(32),
    sizeBytes: 2048,
    encoding: 'utf-8',
    delimiter: ',',
    headers: ['Card', 'First', 'Last', 'Tier', 'Tier', '', 'Points'],
    headerRow: 1,
    mapping: { columns: { loyaltyId: 0, tier: 3 }, dateOrder: 'mdy', tiers: [] },
    mappingVersion: 1,
    isMapped: true,
    status: 'ready',
    stagedBytes: 2048,
    stagedThrough: 12,
    checkedThrough: 0,
    rowCount: 10,
    blankCount: 1,
    stagedCount: 0,
    errorCount: 2,
    pendingCount: 8,
    appliedCount: 0,
    keptCount: 0,
    revertedCount: 0,
    unmatchedCount: 3,
    uploadedBy: 'Harbor Loyalty Manager',
    createdAt: '2026-11-20T15:00:00.000Z',
    updatedAt: '2026-11-20T15:00:10.000Z',
    stagedAt: '2026-11-20T15:00:10.000Z',
    discardedAt: null,
    sampleRows: [
      { rowNumber: 2, raw: ['L1', 'Ana', 'Moss', 'Gold', 'x', '', '10'] },
      { rowNumber: 3, raw: ['L2', 'Ben', 'Reed', 'Gold', ' ', '', '20'] },
      { rowNumber: 4, raw: ['L3', 'Cleo', 'Hale', 'VIP', 'y'] },
    ],
    unknownTiers: [],
    ...facts,
  };
}
