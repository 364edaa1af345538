import { withSentence, withSentences } from '@/lib/shared/import-row-errors';
import { fromRow } from '@/lib/shared/wire';
import * as dto from './dtos';

type Row = Record<string, unknown>;
type Page = { items: (Row & { errors: Row[] })[] };

/** The answer of `rpc_list_import_report`. */
export function mapImportReport(row: unknown) {
  return dto.importReportPageSchema.parse(withSentences(fromRow(row) as Page));
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
