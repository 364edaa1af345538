import { withSentence, withSentences } from '@/lib/server/import-row-errors';
import { fromRow } from '@/lib/shared/wire';
import * as dto from './dtos';

/** The answer of `rpc_list_import_report`; each error gets its sentence. */
export function mapImportReport(row: unknown): dto.ImportReportPage {
  return fromRow(dto.importReportPageSchema, withSentences(row));
}

/** The answer of `rpc_get_reconciliation_row`; each error gets its sentence. */
export function mapReconciliationDetail(row: unknown): dto.ReconciliationDetail {
  const detail = row as { errors: Record<string, unknown>[] };
  return fromRow(dto.reconciliationDetailSchema, { ...detail, errors: detail.errors.map(withSentence) });
}

/** A run and what it did with its first rows, as the API says it. */
export function mapOutcome(
  { isExisting: _, ...run }: dto.RunResult,
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
