import { fromRow } from '@/lib/shared/wire';
import { type SealList, sealListSchema, sealTextSchema } from './dtos';

/** The answer of `rpc_list_seals`. */
export function mapSeals(row: unknown): SealList {
  return sealListSchema.parse(fromRow(row));
}

/** The text in the answer of `rpc_get_seal_text`. */
export function mapSealText(row: unknown): string {
  return sealTextSchema.parse(fromRow(row)).text;
}
