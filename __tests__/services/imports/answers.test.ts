import { describe, expect, it } from 'vitest';
import { ZodError } from 'zod';
import { fromRow } from '@/lib/shared/wire';
import {
  begunImportSchema,
  enrolBatchSchema,
  importMappingSchema,
  playerImportPageSchema,
  playerImportResultSchema,
  stagedSchema,
  uploadQuerySchema,
} from '@/services/imports/dtos';
import { importKeys } from '@/services/imports/keys';
import * as map from '@/services/imports/mappers';
import { ID, IMPORT, IMPORT_ROW } from './answers';

describe('an import', () => {
  it('has the names of the API, its mapping too, and times as ISO in UTC', () => {
    expect(fromRow(playerImportResultSchema, { ...IMPORT_ROW, is_existing: true })).toEqual({
      ...IMPORT,
      isExisting: true,
    });
    expect(fromRow(begunImportSchema, { ...IMPORT_ROW, is_existing: false, is_resumed: true })).toEqual({
      ...IMPORT,
      isExisting: false,
      isResumed: true,
    });
    expect(fromRow(playerImportPageSchema, { items: [IMPORT_ROW], next_cursor: null })).toEqual({
      items: [IMPORT],
      nextCursor: null,
    });
  });

  it('comes with rows that show its columns, and the spellings that stand for no tier', () => {
    const counts = { people_count: 2, row_count: 3, unconfirmed_count: 1, unnamed_count: 4, namesake_count: 0 };
    const detail = {
      sample_rows: [{ row_number: 2, raw: ['A_1', ''] }],
      unknown_tiers: [{ text: 'VIP', rows: 3 }],
      cell_errors: [{ column: 'Points', code: 'TOO_MANY_POINTS', max: 15, rows: 2, row_number: 7, text: '9' }],
      enrolment: counts,
    };
    expect(map.mapImportDetail({ ...IMPORT_ROW, ...detail })).toEqual({
      ...IMPORT,
      sampleRows: [{ rowNumber: 2, raw: ['A_1', ''] }],
      unknownTiers: [{ text: 'VIP', rows: 3 }],
      cellErrors: [
        {
          column: 'Points',
          code: 'TOO_MANY_POINTS',
          message: 'Points have at most 15 digits.',
          params: { max: 15 },
          rows: 2,
          rowNumber: 7,
          text: '9',
        },
      ],
      enrolment: { peopleCount: 2, rowCount: 3, unconfirmedCount: 1, unnamedCount: 4, namesakeCount: 0 },
    });
  });

  it('says how far its staging is, and how many players were enrolled', () => {
    expect(fromRow(stagedSchema, { status: 'staging', staged_through: 1001, more: 1 })).toEqual({
      status: 'staging',
      stagedThrough: 1001,
    });
    const batch = {
      is_existing: false,
      enrolled_count: 3,
      matched_count: 4,
      left_count: 1,
      unconfirmed_count: 1,
      next_row: null,
    };
    expect(fromRow(enrolBatchSchema, batch)).toEqual({
      isExisting: false,
      enrolledCount: 3,
      matchedCount: 4,
      leftCount: 1,
      unconfirmedCount: 1,
      nextRow: null,
    });
  });

  it('with a status, count, encoding, time or mapping that cannot be is our failure, not an answer', () => {
    for (const change of [
      { status: 'lost' },
      { row_count: -1 },
      { encoding: 'ebcdic' },
      { created_at: null },
      { mapping: null },
    ])
      expect(() => fromRow(playerImportResultSchema, { ...IMPORT_ROW, is_existing: false, ...change })).toThrow(
        ZodError,
      );
  });
});

describe('a row of a file', () => {
  const row = {
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
    raw: ['A-1', 'Gold', 'many', '=1+1'],
    errors: [
      { column: 'Points', code: 'NOT_WHOLE_POINTS' },
      { column: null, code: 'CELL_COUNT', expected: 3, found: 4 },
      { column: 'Odd', code: 'SOMETHING_NEW' },
    ],
  };

  it('keeps its cells as they came, and each error has its sentence', () => {
    expect(map.mapImportRows({ items: [row], next_cursor: '7' })).toEqual({
      items: [
        {
          id: ID(1),
          importId: ID(2),
          rowNumber: 7,
          status: 'error',
          playerId: null,
          playerName: null,
          importedLoyaltyId: 'A-1',
          importedTier: 'Gold',
          tierCode: null,
          importedPointsBalance: null,
          importedLastActivityAt: '2026-11-20T09:26:32.680Z',
          importedLastActivityDate: null,
          raw: ['A-1', 'Gold', 'many', '=1+1'],
          errors: [
            {
              column: 'Points',
              code: 'NOT_WHOLE_POINTS',
              message: 'Points are whole numbers, such as 12500 or 12,500.',
            },
            {
              column: null,
              code: 'CELL_COUNT',
              message: 'The row has 4 cells, the header has 3: a delimiter or a quote is missing or too many.',
              params: { expected: 3, found: 4 },
            },
            { column: 'Odd', code: 'SOMETHING_NEW', message: 'The row can’t be used (SOMETHING_NEW).' },
          ],
        },
      ],
      nextCursor: '7',
    });
  });
});

describe('what is asked', () => {
  it('to upload: a name without control characters, and twice only when it says so', () => {
    expect(uploadQuerySchema.parse({ fileName: ' a.csv ' })).toEqual({ fileName: 'a.csv', allowDuplicate: 'false' });
    for (const fileName of ['', ' ', 'a\nb.csv', 'x'.repeat(256)])
      expect(uploadQuerySchema.safeParse({ fileName }).success).toBe(false);
  });

  it('of columns: places from 0 to 199, an order of dates, spellings', () => {
    const mapping = { columns: { loyaltyId: 0, tier: 199 }, dateOrder: 'dmy', tiers: [{ text: 'VIP', tier: 'gold' }] };
    expect(importMappingSchema.parse(mapping)).toEqual(mapping);
    for (const change of [
      { columns: { tier: 200 } },
      { columns: { tier: -1 } },
      { columns: { email: 1 } },
      { dateOrder: 'dym' },
      { tiers: [{ text: '' }] },
    ])
      expect(importMappingSchema.safeParse({ ...mapping, ...change }).success).toBe(false);
  });
});

describe('the keys of queries', () => {
  it('begin with the casino and lie under one another, so that one invalidation reaches all', () => {
    const under = (parent: readonly unknown[], child: readonly unknown[]) =>
      expect(child.slice(0, parent.length)).toEqual(parent);
    for (const key of [importKeys.list('c'), importKeys.detail('c', 'i'), importKeys.rowsOf('c', 'i')])
      under(importKeys.all('c'), key);
    under(importKeys.rowsOf('c', 'i'), importKeys.rows('c', 'i', 'error'));
    expect(importKeys.all('d')).not.toEqual(importKeys.all('c'));
  });
});
