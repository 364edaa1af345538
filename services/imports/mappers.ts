import { withSentence, withSentences } from '@/lib/server/import-row-errors';
import { fromRow } from '@/lib/shared/wire';
import * as dto from './dtos';

/** The answer of `rpc_get_player_import`; each error gets its sentence. */
export function mapImportDetail(row: unknown): dto.PlayerImportDetail {
  const detail = row as { cell_errors: Record<string, unknown>[] };
  return fromRow(dto.playerImportDetailSchema, { ...detail, cell_errors: detail.cell_errors.map(withSentence) });
}

/** The answer of `rpc_list_player_import_rows`; each error gets its sentence. */
export function mapImportRows(row: unknown): dto.ImportRowPage {
  return fromRow(dto.importRowPageSchema, withSentences(row));
}
