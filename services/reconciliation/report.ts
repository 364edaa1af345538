import 'server-only';
import type { Db } from '@/lib/server/db';
import { streamCsv } from '@/lib/shared/csv';
import * as crud from './crud';
import type { ImportReportRow, Reconciliation, ReportQuery } from './dtos';

const PAGE = 500;

/** The columns of a report, whether of an import or of a run. */
const COLUMNS = [
  'row_number',
  'loyalty_id',
  'player_id',
  'imported_tier',
  'imported_points',
  'imported_last_activity_at',
  'action',
  'outcome',
  'code',
  'why',
  'policy',
  'flags',
  'freshness_confirmed',
  'tier_before',
  'tier_after',
  'starting_points_before',
  'starting_points_after',
  'done_by',
  'done_at',
  'gaming_day',
  'reason',
  'file_name',
  'file_sha256',
  'import_id',
  'uploaded_by',
  'uploaded_at',
  'run_id',
  'reconciliation_id',
  'correlation_id',
] as const;

type Line = Partial<Record<(typeof COLUMNS)[number], string | number | boolean | null>>;

/**
 * Who did what with each row, when, by which policy, from what to what, and where it came from, as CSV, piece by piece. Of
 * an import every row with all that was done with it, those in error and those that wait too; of a run what it did.
 */
export function streamReport(db: Db, query: ReportQuery): AsyncGenerator<string> {
  return streamCsv(COLUMNS, query.runId ? runPages(db, query.runId) : importPages(db, query.importId ?? ''));
}

async function* runPages(db: Db, runId: string): AsyncGenerator<Line[]> {
  let cursor: string | undefined;
  do {
    const page = await crud.listRunResults(db, runId, { cursor, limit: PAGE });
    yield page.items.map(reconciliationLine);
    cursor = page.nextCursor ?? undefined;
  } while (cursor);
}

async function* importPages(db: Db, importId: string): AsyncGenerator<Line[]> {
  let after: number | null = 0;
  do {
    const page = await crud.listImportReport(db, importId, after, PAGE);
    yield page.items.flatMap((row) =>
      row.reconciliations.length > 0 ? row.reconciliations.map(reconciliationLine) : [untouchedLine(row)],
    );
    after = page.nextCursor === null ? null : Number(page.nextCursor);
  } while (after !== null);
}

function provenanceLine({ provenance: from }: Pick<Reconciliation, 'provenance'>): Line {
  return {
    row_number: from.rowNumber,
    loyalty_id: from.importedLoyaltyId,
    imported_tier: from.importedTier,
    imported_points: from.importedPointsBalance,
    // A day stays a day: its first instant is another day elsewhere.
    imported_last_activity_at: from.importedLastActivityDate ?? from.importedLastActivityAt,
    file_name: from.fileName,
    file_sha256: from.sha256,
    import_id: from.importId,
    uploaded_by: from.uploadedBy,
    uploaded_at: from.uploadedAt,
  };
}

function reconciliationLine(done: Reconciliation): Line {
  return {
    ...provenanceLine(done),
    player_id: done.playerId,
    action: done.action,
    outcome: done.outcome,
    code: done.code,
    why: done.details && factsText(done.details),
    policy: done.policy,
    flags: done.flags.join(' '),
    freshness_confirmed: done.isFreshnessConfirmed,
    tier_before: done.before?.tier ?? null,
    tier_after: done.after?.tier ?? null,
    starting_points_before: startingPoints(done.before),
    starting_points_after: startingPoints(done.after),
    done_by: done.staffName,
    done_at: done.createdAt,
    gaming_day: done.gamingDay,
    reason: done.reason,
    run_id: done.runId,
    reconciliation_id: done.id,
    correlation_id: done.correlationId,
  };
}

function untouchedLine(row: ImportReportRow): Line {
  return {
    ...provenanceLine(row),
    player_id: row.playerId,
    outcome: row.status,
    code: row.errors.map((error) => error.code).join(' ') || null,
    why: row.errors.map((error) => [error.column, error.message].filter(Boolean).join(': ')).join(' ') || null,
  };
}

/** What happened, as `by: points; tier: GOLD`. */
function factsText(facts: Record<string, unknown>): string {
  return Object.entries(facts)
    .map(([name, value]) => `${name}: ${value}`)
    .join('; ');
}

function startingPoints(standing: Reconciliation['before']): number | null {
  const points = standing?.startingBalance?.points;
  return typeof points === 'number' ? points : null;
}
