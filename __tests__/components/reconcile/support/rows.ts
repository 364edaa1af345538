import type { Reconciliation, ReconciliationDetail, ReconciliationRun } from '@/services/reconciliation/dtos';

const AT = '2026-11-20T15:00:00.000Z';

const PROVENANCE: Reconciliation['provenance'] = {
  importId: 'import-1',
  fileName: 'legacy.csv',
  sha256: 'ab'.repeat(32),
  rowId: 'row-1',
  rowNumber: 5,
  uploadedAt: AT,
  uploadedBy: 'Harbor Loyalty Manager',
  importedTier: 'Gold',
  tierCode: 'gold',
  importedPointsBalance: 8891,
  importedLastActivityAt: AT,
  importedLastActivityDate: null,
  importedLoyaltyId: 'H105661',
};

/** A row that waits: the file says Gold of a player who has Silver. */
export function aRow(facts: Partial<ReconciliationDetail> = {}): ReconciliationDetail {
  return {
    rowId: 'row-1',
    importId: 'import-1',
    fileName: 'legacy.csv',
    rowNumber: 5,
    status: 'pending',
    flags: ['tier_conflict', 'upgrade'],
    player: { id: 'player-1', name: 'Ray Okafor', loyaltyId: 'H105661' },
    staged: {
      tier: 'gold',
      tierName: 'Gold',
      tierText: 'GLD',
      pointsBalance: 8891,
      lastActivityAt: AT,
      lastActivityDate: null,
    },
    canonical: { tier: 'silver', tierName: 'Silver', balance: 120 },
    tierDelta: 1,
    would: { outcome: 'applied', code: null },
    isIdentityUnconfirmed: false,
    identityVersion: 'f00d.1',
    identityConfirmedAt: null,
    identityConfirmedBy: null,
    reconciliationId: null,
    reconciledAt: null,
    reconciledBy: null,
    cells: [
      { column: 'Card Number', value: 'H105661' },
      { column: 'First Name', value: 'Ray' },
      { column: 'Last Name', value: 'Okafor' },
    ],
    errors: [],
    firstName: null,
    lastName: null,
    sameCard: [],
    namesakes: [],
    birthDate: '1970-02-01',
    playerBirthDate: '1970-02-01',
    provenance: PROVENANCE,
    history: [],
    otherRows: [],
    ...facts,
  };
}

/** The row that waits, but which names nobody here. */
export function aStranger(facts: Partial<ReconciliationDetail> = {}): ReconciliationDetail {
  return aRow({
    flags: ['missing_canonical'],
    player: { id: null, name: 'Ray Okafor', loyaltyId: 'H105661' },
    canonical: null,
    tierDelta: null,
    would: { outcome: 'skipped', code: 'PLAYER_NOT_ENROLLED' },
    playerBirthDate: null,
    ...facts,
  });
}

/** A finished run over ten rows that were selected. */
export function aRun(facts: Partial<ReconciliationRun> = {}): ReconciliationRun {
  return {
    id: 'run-1',
    action: 'apply',
    status: 'finished',
    policy: 'upgrade_only',
    confirmUnknownFreshness: false,
    confirmTierChanged: false,
    filter: null,
    selectedCount: 10,
    revertsRunId: null,
    revertedByRunId: null,
    reason: null,
    startedBy: 'Harbor Loyalty Manager',
    totalCount: 10,
    doneCount: 10,
    appliedCount: 6,
    keptCount: 3,
    revertedCount: 0,
    reopenedCount: 0,
    skippedCount: 1,
    createdAt: AT,
    updatedAt: AT,
    finishedAt: AT,
    ...facts,
  };
}
