import 'server-only';
import { z } from 'zod';
import { callRpc, type Db } from '@/lib/server/db';
import { fromRow, toRow } from '@/lib/shared/wire';
import * as dto from './dtos';
import type { Acknowledgement } from './fincen/acknowledgement';
import { type CtrReport, ctrReportSchema } from './fincen/report';

type PageRequest = { cursor?: string | undefined; limit: number };
const reportsSchema = z.object({ reports: z.array(ctrReportSchema) });

/** Cases, newest first, or those that wait for somebody by the day they are due. `cursor` is the last case of the page before. */
export async function listCases(db: Db, query: dto.CtrCaseQuery): Promise<dto.CtrCasePage> {
  return fromRow(
    dto.ctrCasePageSchema,
    await callRpc(db, 'rpc_list_ctr_cases', {
      p_status: query.status,
      p_gaming_day: query.gamingDay,
      p_is_waiting: query.isWaiting,
      p_before_case_id: query.cursor,
      p_limit: query.limit,
    }),
  );
}

/** One case with its persons, entries and filings. CTR_CASE_NOT_FOUND. */
export async function getCase(db: Db, caseId: string): Promise<dto.CtrCase> {
  return fromRow(dto.ctrCaseSchema, await callRpc(db, 'rpc_get_ctr_case', { p_case_id: caseId }));
}

/**
 * Changes what is said of a case and its persons. CTR_CASE_NOT_FOUND, CTR_CASE_CHANGED, CTR_PERSON_NOT_FOUND,
 * CTR_CASE_CLOSED, CTR_ACKNOWLEDGEMENT_AWAITED.
 */
export async function updateCase(
  db: Db,
  caseId: string,
  { expectedVersion, ...changes }: dto.UpdateCtrCaseInput,
  idempotencyKey: string,
): Promise<dto.CtrChange> {
  return fromRow(
    dto.ctrChangeSchema,
    await callRpc(db, 'rpc_update_ctr_case', {
      p_case_id: caseId,
      p_changes: toDatabase(changes),
      p_expected_version: expectedVersion,
      p_idempotency_key: idempotencyKey,
    }),
  );
}

/** Files a case. CTR_CASE_NOT_FOUND, CTR_CASE_NOT_READY, CTR_CASE_CLOSED, CTR_ACKNOWLEDGEMENT_AWAITED. */
export async function fileCase(
  db: Db,
  caseId: string,
  { bsaId }: dto.FileCtrCaseInput,
  idempotencyKey: string,
): Promise<dto.CtrChange> {
  return fromRow(
    dto.ctrChangeSchema,
    await callRpc(db, 'rpc_file_ctr_case', { p_case_id: caseId, p_bsa_id: bsaId, p_idempotency_key: idempotencyKey }),
  );
}

/** Makes a batch. CTR_NOTHING_TO_EXPORT, and what filing refuses. */
export async function exportCases(
  db: Db,
  { caseIds }: dto.ExportCtrCasesInput,
  idempotencyKey: string,
): Promise<dto.CtrBatchResult> {
  return fromRow(
    dto.ctrBatchResultSchema,
    await callRpc(db, 'rpc_export_ctr_cases', { p_case_ids: caseIds, p_idempotency_key: idempotencyKey }),
  );
}

/** Batches, newest first. */
export async function listBatches(db: Db, { cursor, limit }: PageRequest): Promise<dto.CtrBatchPage> {
  return fromRow(
    dto.ctrBatchPageSchema,
    await callRpc(db, 'rpc_list_ctr_batches', { p_before_batch_id: cursor, p_limit: limit }),
  );
}

/** The reports of a batch as they were filed, in the order of the file. CTR_BATCH_NOT_FOUND. */
export async function getReports(db: Db, batchId: string): Promise<CtrReport[]> {
  return fromRow(reportsSchema, await callRpc(db, 'rpc_get_ctr_batch', { p_batch_id: batchId })).reports;
}

/** Puts FinCEN's answer on the cases. CTR_BATCH_NOT_FOUND, CTR_BATCH_ACKNOWLEDGED, CTR_ACKNOWLEDGEMENT_UNREADABLE. */
export async function updateAcknowledgement(
  db: Db,
  { isAccepted, reports }: Acknowledgement,
  { batchId }: dto.AcknowledgementQuery,
  idempotencyKey: string,
): Promise<dto.CtrBatchResult> {
  return fromRow(
    dto.ctrBatchResultSchema,
    await callRpc(db, 'rpc_acknowledge_ctr_batch', {
      p_is_accepted: isAccepted,
      p_reports: toRow(reports),
      p_batch_id: batchId,
      p_idempotency_key: idempotencyKey,
    }),
  );
}

/** What the form asks of the house. */
export async function getFilingProfile(db: Db): Promise<dto.FilingProfile> {
  return fromRow(dto.filingProfileSchema, await callRpc(db, 'rpc_get_filing_profile', {}));
}

/** Changes what is given of it. FILING_PROFILE_CHANGED. */
export async function updateFilingProfile(
  db: Db,
  { expectedVersion, ...changes }: dto.UpdateFilingProfileInput,
  idempotencyKey: string,
): Promise<dto.FilingProfileResult> {
  return fromRow(
    dto.filingProfileResultSchema,
    await callRpc(db, 'rpc_update_filing_profile', {
      p_changes: toRow(changes),
      p_expected_version: expectedVersion,
      p_idempotency_key: idempotencyKey,
    }),
  );
}

/**
 * The changes as the database takes them: `unknown` lists names of fields, so these values are spelled its way, too.
 */
function toDatabase({ person, ...changes }: Omit<dto.UpdateCtrCaseInput, 'expectedVersion'>) {
  if (person === undefined) return toRow(changes);
  const unknown = person.unknown?.map((field) => field.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`));
  return toRow({ ...changes, person: { ...person, ...(unknown ? { unknown } : {}) } });
}
