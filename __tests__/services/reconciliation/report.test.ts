import { createClient } from '@supabase/supabase-js';
import { parse } from 'csv-parse/sync';
import { describe, expect, it } from 'vitest';
import { AppError } from '@/lib/shared/errors';
import { streamReport } from '@/services/reconciliation/report';
import type { Database } from '@/types/database.types';
import { ID } from '../imports/answers';
import { RECONCILIATION_ROW } from './answers';

type Asked = { rpc: string; args: Record<string, unknown> };
type Answer = { status: number; body: unknown };

/** A database client whose other end gives these answers, one after the other, and notes what it was asked. */
function dbOf(answers: Answer[]) {
  const asked: Asked[] = [];
  const fetch = async (url: unknown, init?: RequestInit) => {
    asked.push({ rpc: String(url).split('/').at(-1) ?? '', args: JSON.parse(String(init?.body)) });
    const { status, body } = answers.shift() ?? { status: 500, body: { code: 'XX000', message: 'Asked too often.' } };
    return new Response(JSON.stringify(body), { status, headers: { 'content-type': 'application/json' } });
  };
  const client = createClient<Database>('http://127.0.0.1:1', 'key', { global: { fetch } });
  return { asked, db: { client, correlationId: ID(6) } };
}

const pageOf = (items: unknown[], nextCursor: string | null = null): Answer => ({
  status: 200,
  body: { items, next_cursor: nextCursor },
});
const untouched = (more: Record<string, unknown> = {}) => ({
  id: ID(1),
  import_id: ID(2),
  row_number: 7,
  status: 'pending',
  player_id: null,
  player_name: null,
  imported_loyalty_id: null,
  imported_tier: null,
  tier_code: null,
  imported_points_balance: null,
  imported_last_activity_at: null,
  imported_last_activity_date: null,
  errors: [],
  provenance: { ...RECONCILIATION_ROW.provenance, row_number: 7 },
  reconciliations: [],
  ...more,
});

async function piecesOf(report: AsyncGenerator<string>): Promise<string[]> {
  const pieces: string[] = [];
  for await (const piece of report) pieces.push(piece);
  return pieces;
}
const linesOf = (pieces: string[]): Record<string, string>[] => parse(pieces.join(''), { bom: true, columns: true });

describe('the report of a run', () => {
  it('is read page by page, each from the last row of the page before, and comes piece by piece under one header', async () => {
    const { db, asked } = dbOf([
      pageOf([RECONCILIATION_ROW, { ...RECONCILIATION_ROW, id: ID(8) }], ID(8)),
      pageOf([
        { ...RECONCILIATION_ROW, id: ID(9), outcome: 'skipped', code: 'UNKNOWN_TIER', before: null, after: null },
      ]),
    ]);
    const pieces = await piecesOf(streamReport(db, { runId: ID(5) }));
    expect(asked).toEqual([
      { rpc: 'rpc_list_run_results', args: { p_run_id: ID(5), p_limit: 500 } },
      { rpc: 'rpc_list_run_results', args: { p_run_id: ID(5), p_after_id: ID(8), p_limit: 500 } },
    ]);
    expect(pieces).toHaveLength(2);
    expect(pieces[0]?.startsWith('\ufeff"row_number",')).toBe(true);
    const lines = linesOf(pieces);
    expect(lines.map((line) => line.reconciliation_id)).toEqual([ID(4), ID(8), ID(9)]);
    expect(lines[0]).toEqual({
      row_number: '2',
      loyalty_id: 'A-1',
      player_id: ID(3),
      imported_tier: 'GOLD',
      imported_points: '1500',
      imported_last_activity_at: '2026-01-02',
      action: 'apply',
      outcome: 'applied',
      code: '',
      why: '',
      policy: 'upgrade_only',
      flags: 'tier_conflict upgrade',
      freshness_confirmed: 'false',
      tier_before: 'bronze',
      tier_after: 'gold',
      starting_points_before: '',
      starting_points_after: '1500',
      done_by: 'Harbor Admin',
      done_at: '2026-11-20T10:00:00.000Z',
      gaming_day: '2026-11-20',
      reason: '',
      file_name: 'old.csv',
      file_sha256: 'ab'.repeat(32),
      import_id: ID(2),
      uploaded_by: 'Harbor Loyalty',
      uploaded_at: '2026-11-20T09:26:32.680Z',
      run_id: ID(5),
      reconciliation_id: ID(4),
      correlation_id: ID(6),
    });
    expect(lines[2]).toMatchObject({
      outcome: 'skipped',
      code: 'UNKNOWN_TIER',
      tier_before: '',
      starting_points_after: '',
    });
  });

  it('that there is not is refused before there is a piece of it', async () => {
    const { db } = dbOf([
      { status: 404, body: { code: 'PT404', message: 'RUN_NOT_FOUND', details: null, hint: null } },
    ]);
    await expect(streamReport(db, { runId: ID(5) }).next()).rejects.toThrow(AppError);
  });

  it('without a row has its columns all the same', async () => {
    const pieces = await piecesOf(streamReport(dbOf([pageOf([])]).db, { runId: ID(5) }));
    expect(pieces.join('')).toMatch(/^\ufeff"row_number",[a-z0-9_,"]+,"correlation_id"\r\n$/);
  });
});

describe('the report of an import', () => {
  it('has a line for each thing that was done with a row, and one for a row that nothing was done with', async () => {
    const { db, asked } = dbOf([
      pageOf([untouched({ reconciliations: [RECONCILIATION_ROW, { ...RECONCILIATION_ROW, id: ID(8) }] })], '7'),
      pageOf([
        untouched({
          status: 'error',
          errors: [
            { column: 'Points', code: 'NOT_WHOLE_POINTS' },
            { column: null, code: 'IDENTIFIER_MISSING' },
          ],
        }),
      ]),
    ]);
    const lines = linesOf(await piecesOf(streamReport(db, { importId: ID(2) })));
    expect(asked.map(({ rpc, args }) => [rpc, args.p_import_id, args.p_after_row])).toEqual([
      ['rpc_list_import_report', ID(2), 0],
      ['rpc_list_import_report', ID(2), 7],
    ]);
    expect(lines.map(({ outcome, reconciliation_id }) => [outcome, reconciliation_id])).toEqual([
      ['applied', ID(4)],
      ['applied', ID(8)],
      ['error', ''],
    ]);
    expect(lines[2]).toMatchObject({
      row_number: '7',
      code: 'NOT_WHOLE_POINTS IDENTIFIER_MISSING',
      why: 'Points: Points are whole numbers, such as 12500 or 12,500. The row does not say who it is about.',
      action: '',
      done_by: '',
      file_name: 'old.csv',
    });
  });
});
