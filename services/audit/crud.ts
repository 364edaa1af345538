import 'server-only';
import { callRpc, type Db } from '@/lib/server/db';
import type { Page } from '@/lib/shared/schemas';
import { fromRow, toRow } from '@/lib/shared/wire';
import * as dto from './dtos';
import { mapTrace } from './mappers';

/** The audit trail under a filter, newest first. `cursor` is the last row of the page before. */
export async function listAudit(db: Db, { cursor, limit, ...filter }: dto.AuditQuery): Promise<Page<dto.AuditRow>> {
  return fromRow(
    dto.auditPageSchema,
    await callRpc(db, 'rpc_list_audit', { p_filter: toRow(filter), p_before_id: cursor, p_limit: limit }),
  );
}

/** All that was done under one correlation id: audit rows, ledger entries, events and their deliveries. CORRELATION_NOT_FOUND. */
export async function getAuditTrace(db: Db, { correlationId }: dto.AuditTraceQuery): Promise<dto.AuditTrace> {
  return mapTrace(await callRpc(db, 'rpc_get_audit_trace', { p_correlation_id: correlationId }));
}

/** What the trail can be narrowed down by: people, and what was ever done. */
export async function getAuditChoices(db: Db): Promise<dto.AuditChoices> {
  return fromRow(dto.auditChoicesSchema, await callRpc(db, 'rpc_get_audit_choices', {}));
}

/** Puts on record that the trail is taken out under a filter. */
export async function beginExport(
  db: Db,
  { format, ...filter }: dto.AuditExportQuery,
  filterSha256: string,
  idempotencyKey: string,
): Promise<void> {
  await callRpc(db, 'rpc_begin_audit_export', {
    p_filter: toRow(filter),
    p_format: format,
    p_filter_sha256: filterSha256,
    p_idempotency_key: idempotencyKey,
  });
}

/** The filters that the caller saved. */
export async function listFilters(db: Db): Promise<{ items: dto.SavedAuditFilter[] }> {
  return fromRow(dto.savedAuditFiltersSchema, await callRpc(db, 'rpc_list_audit_filters', {}));
}

/** Keeps a filter for the caller. AUDIT_FILTER_NOT_FOUND, AUDIT_FILTER_NAME_TAKEN. */
export async function saveFilter(
  db: Db,
  { name, filter, replaces }: dto.SaveAuditFilterInput,
  idempotencyKey: string,
): Promise<dto.AuditFilterResult> {
  return fromRow(
    dto.auditFilterResultSchema,
    await callRpc(db, 'rpc_save_audit_filter', {
      p_name: name,
      p_filter: toRow(filter),
      p_replaces: replaces,
      p_idempotency_key: idempotencyKey,
    }),
  );
}

/** Takes a saved filter of the caller away. AUDIT_FILTER_NOT_FOUND. */
export async function deleteFilter(
  db: Db,
  { name }: dto.AuditFilterName,
  idempotencyKey: string,
): Promise<dto.DiscardedAuditFilter> {
  return fromRow(
    dto.discardedAuditFilterSchema,
    await callRpc(db, 'rpc_delete_audit_filter', { p_name: name, p_idempotency_key: idempotencyKey }),
  );
}
