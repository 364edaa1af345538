import { withSentence, withSentences } from '@/lib/shared/import-row-errors';
import { fromRow } from '@/lib/shared/wire';
import * as dto from './dtos';

type Row = Record<string, unknown>;
type Page = { items: (Row & { errors: Row[] })[] };

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
  return dto.importRowPageSchema.parse(withSentences(fromRow(row) as Page));
}

/** The answer of `rpc_enrol_import_players`. */
export function mapEnrolBatch(row: unknown) {
  return dto.enrolBatchSchema.parse(fromRow(row));
}

/** The answer of `rpc_confirm_import_identity`. */
export function mapConfirmedIdentity(row: unknown): dto.ConfirmIdentityResult {
  return dto.confirmIdentityResultSchema.parse(fromRow(row));
}
