import { importRowSentence } from '@/lib/shared/import-row-errors';
import { fromRow } from '@/lib/shared/wire';
import * as dto from './dtos';

type Row = Record<string, unknown>;

/** The answer of `rpc_begin_player_import`. */
export function mapBegunImport(row: unknown) {
  return dto.begunImportSchema.parse(fromRow(row));
}

/** The answer of `rpc_stage_player_import`. */
export function mapStaged(row: unknown): dto.Staged {
  return dto.stagedSchema.parse(fromRow(row));
}

/** The answers of `rpc_map_player_import`, `rpc_check_player_import` and `rpc_discard_player_import`. */
export function mapImportResult(row: unknown): dto.PlayerImportResult {
  return dto.playerImportResultSchema.parse(fromRow(row));
}

/** The answer of `rpc_list_player_imports`. */
export function mapImports(row: unknown): dto.PlayerImportPage {
  return dto.playerImportPageSchema.parse(fromRow(row));
}

/** The answer of `rpc_get_player_import`. */
export function mapImportDetail(row: unknown): dto.PlayerImportDetail {
  const detail = fromRow(row) as { cellErrors: Row[] };
  return dto.playerImportDetailSchema.parse({ ...detail, cellErrors: detail.cellErrors.map(withSentence) });
}

/** The answer of `rpc_list_player_import_rows`; each error gets its sentence. */
export function mapImportRows(row: unknown): dto.ImportRowPage {
  return dto.importRowPageSchema.parse(withSentences(row));
}

/** The answer of `rpc_list_import_report`. */
export function mapImportReport(row: unknown) {
  return dto.importReportPageSchema.parse(withSentences(row));
}

function withSentences(row: unknown): unknown {
  const page = fromRow(row) as { items: (Row & { errors: Row[] })[] };
  const items = page.items.map((item) => ({
    ...item,
    errors: item.errors.map(withSentence),
  }));
  return { ...page, items };
}

function withSentence(error: Row): Row {
  return { ...error, message: importRowSentence(String(error.code), error) };
}

/** The answer of `rpc_enrol_import_players`. */
export function mapEnrolBatch(row: unknown) {
  return dto.enrolBatchSchema.parse(fromRow(row));
}

/** The answer of `rpc_list_reconciliations`. */
export function mapQueue(row: unknown): dto.ReconciliationPage {
  return dto.reconciliationPageSchema.parse(fromRow(row));
}

/** The answer of `rpc_count_reconciliations`. */
export function mapQueueCounts(row: unknown): dto.QueueCounts {
  return dto.queueCountsSchema.parse(fromRow(row));
}

/** The answer of `rpc_get_reconciliation_row`; each error gets its sentence. */
export function mapReconciliationDetail(row: unknown): dto.ReconciliationDetail {
  const detail = fromRow(row) as { errors: Row[] };
  return dto.reconciliationDetailSchema.parse({ ...detail, errors: detail.errors.map(withSentence) });
}

/** The answer of `rpc_confirm_import_identity`. */
export function mapConfirmedIdentity(row: unknown): dto.ConfirmIdentityResult {
  return dto.confirmIdentityResultSchema.parse(fromRow(row));
}

/** The answer of `rpc_preview_reconciliation`. */
export function mapPreview(row: unknown): dto.ApplyPreview {
  return dto.applyPreviewSchema.parse(fromRow(row));
}

/** The answer of `rpc_revert_reconciliation`. */
export function mapReconciliationResult(row: unknown): dto.ReconciliationResult {
  return dto.reconciliationResultSchema.parse(fromRow(row));
}

/** The answers of the RPCs that start, continue or stop a run. */
export function mapRunResult(row: unknown): dto.RunResult {
  return dto.runResultSchema.parse(fromRow(row));
}

/** The answer of `rpc_get_reconciliation_run`. */
export function mapRun(row: unknown): dto.ReconciliationRun {
  return dto.reconciliationRunSchema.parse(fromRow(row));
}

/** The answer of `rpc_list_reconciliation_runs`. */
export function mapRuns(row: unknown): dto.RunPage {
  return dto.runPageSchema.parse(fromRow(row));
}

/** The answer of `rpc_list_run_results`. */
export function mapRunResults(row: unknown): dto.RunResultPage {
  return dto.runResultPageSchema.parse(fromRow(row));
}

/** A run and what it did with its first rows, as the API says it. */
export function mapOutcome(
  run: dto.ReconciliationRun,
  results: dto.Reconciliation[],
  isExisting: boolean,
): dto.RunOutcome {
  return {
    isExisting,
    applied: run.appliedCount,
    kept: run.keptCount,
    reverted: run.revertedCount,
    skipped: run.skippedCount,
    results: results.map(({ id, rowId, outcome, code, provenance }) => ({
      rowId,
      rowNumber: provenance.rowNumber,
      reconciliationId: id,
      outcome,
      ...(code === null ? {} : { code }),
    })),
    run,
  };
}
