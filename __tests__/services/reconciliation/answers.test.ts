import { describe, expect, it } from 'vitest';
import { fromRow } from '@/lib/shared/wire';
import { importKeys } from '@/services/imports/keys';
import {
  applyInputSchema,
  applyPreviewSchema,
  queueCountsSchema,
  queueFilterSchema,
  queueQuerySchema,
  reconciliationPageSchema,
  reconciliationResultSchema,
  reconciliationRunSchema,
  reportQuerySchema,
  revertInputSchema,
  runPageSchema,
  runResultPageSchema,
  runResultSchema,
} from '@/services/reconciliation/dtos';
import { reconciliationKeys } from '@/services/reconciliation/keys';
import * as map from '@/services/reconciliation/mappers';
import { ID } from '../imports/answers';
import { ITEM, ITEM_ROW, RECONCILIATION, RECONCILIATION_ROW, RUN, RUN_ROW } from './answers';

describe('the queue', () => {
  it('has rows with what the file says, what the player has, and what applying would do', () => {
    expect(fromRow(reconciliationPageSchema, { items: [ITEM_ROW], next_cursor: ITEM_ROW.row_id })).toEqual({
      items: [ITEM],
      nextCursor: ITEM.rowId,
    });
    const nobody = fromRow(reconciliationPageSchema, {
      items: [{ ...ITEM_ROW, canonical: null, tier_delta: null, player: { id: null, name: null, loyalty_id: 'A-1' } }],
      next_cursor: null,
    });
    expect(nobody.items[0]).toMatchObject({ canonical: null, tierDelta: null, player: { id: null, loyaltyId: 'A-1' } });
  });

  it('counts what is where', () => {
    const counts = {
      conflict: 3,
      upgrade: 2,
      missing: 1,
      stale: 0,
      unknown_freshness: 4,
      unknown_tier: 5,
      name_differs: 6,
      birth_date_differs: 7,
      duplicate_in_file: 8,
      namesake: 9,
      identity_unconfirmed: 10,
      cap: 10_000,
    };
    const status = { pending: 9, applied: 1, kept: 2, reverted: 0 };
    expect(fromRow(queueCountsSchema, { ...counts, status })).toEqual({
      conflict: 3,
      upgrade: 2,
      missing: 1,
      stale: 0,
      unknownFreshness: 4,
      unknownTier: 5,
      nameDiffers: 6,
      birthDateDiffers: 7,
      duplicateInFile: 8,
      namesake: 9,
      identityUnconfirmed: 10,
      cap: 10_000,
      status,
    });
  });

  it('shows one row with its cells, whose birthdays agree or not, its history and the player’s other rows', () => {
    const detail = map.mapReconciliationDetail({
      ...ITEM_ROW,
      cells: [
        { column: 'Favourite_Game', value: 'Craps' },
        { column: null, value: 'x' },
      ],
      errors: [{ column: 'DOB', code: 'DATE_UNREADABLE' }],
      first_name: 'Ada',
      last_name: null,
      same_card: [{ row_id: ID(8), row_number: 4, name: 'Bea Lang', birth_date: null }],
      namesakes: [{ id: ID(7), name: 'Ada', loyalty_id: null, birth_date: '1960-02-29' }],
      birth_date: '1960-02-29',
      player_birth_date: null,
      provenance: RECONCILIATION_ROW.provenance,
      history: [RECONCILIATION_ROW],
      other_rows: [{ row_id: ID(9), row_number: 3, file_name: 'b.csv', status: 'kept', tier_text: null }],
    });
    expect(detail).toEqual({
      ...ITEM,
      cells: [
        { column: 'Favourite_Game', value: 'Craps' },
        { column: null, value: 'x' },
      ],
      errors: [{ column: 'DOB', code: 'DATE_UNREADABLE', message: expect.stringMatching(/date/i) }],
      firstName: 'Ada',
      lastName: null,
      sameCard: [{ rowId: ID(8), rowNumber: 4, name: 'Bea Lang', birthDate: null }],
      namesakes: [{ id: ID(7), name: 'Ada', loyaltyId: null, birthDate: '1960-02-29' }],
      birthDate: '1960-02-29',
      playerBirthDate: null,
      provenance: RECONCILIATION.provenance,
      history: [RECONCILIATION],
      otherRows: [{ rowId: ID(9), rowNumber: 3, fileName: 'b.csv', status: 'kept', tierText: null }],
    });
  });

  it('says what applying all of a filter would do', () => {
    const counts = { total: 9, upgrade: 2, keep: 3, missing: 1, unconfirmed: 2, stale: 1 };
    expect(
      fromRow(applyPreviewSchema, { ...counts, unknown_tier: 3, unknown_freshness: 2, unknown_freshness_upgrade: 1 }),
    ).toEqual({
      ...counts,
      unknownTier: 3,
      unknownFreshness: 2,
      unknownFreshnessUpgrade: 1,
    });
  });
});

describe('the report of an import', () => {
  it('is a row of the file with its provenance and all that was done with it', () => {
    const reported = {
      id: ID(1),
      import_id: ID(2),
      row_number: 7,
      status: 'error',
      player_id: null,
      player_name: null,
      imported_loyalty_id: 'A-1',
      imported_tier: 'Gold',
      tier_code: null,
      imported_points_balance: null,
      imported_last_activity_at: '2026-11-20 09:26:32.68+00',
      imported_last_activity_date: null,
      errors: [{ column: 'Points', code: 'NOT_WHOLE_POINTS' }],
    };
    const [item] = map.mapImportReport({
      items: [{ ...reported, provenance: RECONCILIATION_ROW.provenance, reconciliations: [RECONCILIATION_ROW] }],
      next_cursor: null,
    }).items;
    expect(item).toMatchObject({
      rowNumber: 7,
      provenance: RECONCILIATION.provenance,
      reconciliations: [RECONCILIATION],
    });
    expect(item?.errors[0]?.message).toMatch(/whole numbers/);
  });
});

describe('what was done', () => {
  it('is one reconciliation, with before, after and provenance', () => {
    expect(
      fromRow(reconciliationResultSchema, { ...RECONCILIATION_ROW, reopened_count: 2, is_existing: false }),
    ).toEqual({
      ...RECONCILIATION,
      reopenedCount: 2,
      isExisting: false,
    });
    expect(fromRow(runResultPageSchema, { items: [RECONCILIATION_ROW], next_cursor: null })).toEqual({
      items: [RECONCILIATION],
      nextCursor: null,
    });
  });

  it('is a run, with its filter by the names of the API', () => {
    expect(fromRow(reconciliationRunSchema, RUN_ROW)).toEqual(RUN);
    expect(fromRow(runResultSchema, { ...RUN_ROW, is_existing: true })).toEqual({ ...RUN, isExisting: true });
    expect(
      fromRow(runPageSchema, { items: [{ ...RUN_ROW, filter: null, selected_count: 3 }], next_cursor: null }).items,
    ).toEqual([{ ...RUN, filter: null, selectedCount: 3 }]);
  });

  it('is summed up with what became of each row, and why where nothing did', () => {
    const skipped = { ...RECONCILIATION, id: ID(8), outcome: 'skipped' as const, code: 'UNKNOWN_TIER' };
    expect(map.mapOutcome({ ...RUN, isExisting: false }, [RECONCILIATION, skipped], true)).toEqual({
      isExisting: true,
      applied: 1,
      kept: 2,
      reverted: 0,
      skipped: 3,
      results: [
        { rowId: RECONCILIATION.rowId, rowNumber: 2, reconciliationId: RECONCILIATION.id, outcome: 'applied' },
        {
          rowId: RECONCILIATION.rowId,
          rowNumber: 2,
          reconciliationId: ID(8),
          outcome: 'skipped',
          code: 'UNKNOWN_TIER',
        },
      ],
      run: RUN,
    });
  });
});

describe('what is asked', () => {
  it('of the queue: flags are true or false, the sort is the order of the files unless it says otherwise', () => {
    expect(queueQuerySchema.parse({ stale: 'false', unknownTier: 'true', search: '  Ada ' })).toEqual({
      stale: false,
      unknownTier: true,
      search: 'Ada',
      sort: 'row',
      limit: 50,
    });
    for (const query of [
      { stale: 'yes' },
      { status: 'error' },
      { sort: 'name' },
      { search: 'a' },
      { cursor: '7' },
      { other: '1' },
    ])
      expect(queueQuerySchema.safeParse(query).success, JSON.stringify(query)).toBe(false);
    expect(queueFilterSchema.safeParse({ upgrade: 'true' }).success).toBe(false);
  });

  it('to apply: rows or a filter, under the one policy, with unknown freshness unconfirmed unless it says so', () => {
    const policy = 'upgrade_only';
    expect(applyInputSchema.parse({ policy, filter: {} })).toEqual({
      policy,
      filter: {},
      confirmUnknownFreshness: false,
    });
    expect(
      applyInputSchema.parse({ policy, rowIds: [ID(1)], confirmUnknownFreshness: true }).confirmUnknownFreshness,
    ).toBe(true);
    for (const input of [
      { policy },
      { policy, rowIds: [ID(1)], filter: {} },
      { policy, rowIds: [] },
      { policy, rowIds: Array(1001).fill(ID(1)) },
      { policy: 'mirror', filter: {} },
      { filter: {} },
    ])
      expect(applyInputSchema.safeParse(input).success).toBe(false);
  });

  it('to revert: with a reason', () => {
    expect(revertInputSchema.parse({ reason: ' Wrong file ' })).toEqual({
      reason: 'Wrong file',
      confirmTierChanged: false,
    });
    for (const reason of ['', '  ', 'x'.repeat(501), undefined])
      expect(revertInputSchema.safeParse({ reason }).success).toBe(false);
  });

  it('for a report: of an import or of a run', () => {
    expect(reportQuerySchema.safeParse({ importId: ID(1) }).success).toBe(true);
    expect(reportQuerySchema.safeParse({ runId: ID(1) }).success).toBe(true);
    for (const query of [{}, { importId: ID(1), runId: ID(1) }])
      expect(reportQuerySchema.safeParse(query).success).toBe(false);
  });
});

describe('the keys of queries', () => {
  it('lie under those of the imports and under one another, so that one invalidation reaches all', () => {
    const under = (parent: readonly unknown[], child: readonly unknown[]) =>
      expect(child.slice(0, parent.length)).toEqual(parent);
    for (const key of [reconciliationKeys.queue('c'), reconciliationKeys.runs('c')]) under(importKeys.all('c'), key);
    for (const key of [
      reconciliationKeys.queuePage('c', { stale: true }, 'row'),
      reconciliationKeys.counts('c', null, 'pending'),
      reconciliationKeys.row('c', 'r'),
      reconciliationKeys.preview('c', {}),
    ])
      under(reconciliationKeys.queue('c'), key);
    under(reconciliationKeys.runs('c'), reconciliationKeys.runResults('c', 'r'));
  });
});
