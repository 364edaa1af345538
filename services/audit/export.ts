import 'server-only';
import { createHash } from 'node:crypto';
import type { Db } from '@/lib/server/db';
import { streamCsv } from '@/lib/shared/csv';
import { newIdempotencyKey } from '@/lib/shared/ids';
import * as crud from './crud';
import type { AuditExportQuery, AuditRow } from './dtos';

const PAGE = 500;

const COLUMNS = [
  'id',
  'at',
  'gaming_day',
  'staff_id',
  'staff_name',
  'staff_role',
  'domain',
  'action',
  'entity_type',
  'entity_id',
  'outcome',
  'before',
  'after',
  'correlation_id',
  'filter',
  'filter_sha256',
] as const;

/** The filter as one text, whatever the order in which it was asked for, and the hash of it. */
function describeFilter({ format: _, ...filter }: AuditExportQuery): { filter: string; filterSha256: string } {
  const given = Object.entries(filter).filter(([, value]) => value !== undefined);
  const text = JSON.stringify(Object.fromEntries(given.sort(([one], [other]) => (one < other ? -1 : 1))));
  return { filter: text, filterSha256: createHash('sha256').update(text).digest('hex') };
}

/**
 * The audit trail under a filter, newest first, as CSV or as one JSON document a line, piece by piece: as much memory as a page
 * takes, however long it is. The filter and its SHA-256 stand in the file. That it was taken out is on record before the first row.
 */
export async function* streamExport(db: Db, query: AuditExportQuery): AsyncGenerator<string> {
  const described = describeFilter(query);
  await crud.beginExport(db, query, described.filterSha256, newIdempotencyKey('export-audit'));
  if (query.format === 'csv') {
    yield* streamCsv(COLUMNS, csvPages(db, query, described));
    return;
  }
  yield `${JSON.stringify({ filter: JSON.parse(described.filter), filterSha256: described.filterSha256 })}\n`;
  for await (const rows of pages(db, query)) yield rows.map((row) => `${JSON.stringify(row)}\n`).join('');
}

async function* pages(db: Db, { format: _, ...filter }: AuditExportQuery): AsyncGenerator<AuditRow[]> {
  let cursor: string | undefined;
  do {
    const page = await crud.listAudit(db, { ...filter, cursor, limit: PAGE });
    yield page.items;
    cursor = page.nextCursor ?? undefined;
  } while (cursor);
}

async function* csvPages(db: Db, query: AuditExportQuery, described: ReturnType<typeof describeFilter>) {
  for await (const rows of pages(db, query)) {
    yield rows.map((row) => ({
      id: row.id,
      at: row.at,
      gaming_day: row.gamingDay,
      staff_id: row.staffId,
      staff_name: row.staffName,
      staff_role: row.staffRole,
      domain: row.domain,
      action: row.action,
      entity_type: row.entityType,
      entity_id: row.entityId,
      outcome: row.outcome,
      before: row.before && JSON.stringify(row.before),
      after: row.after && JSON.stringify(row.after),
      correlation_id: row.correlationId,
      filter: described.filter,
      filter_sha256: described.filterSha256,
    }));
  }
}
