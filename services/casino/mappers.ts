import { fromRow } from '@/lib/shared/wire';
import { type Me, meSchema } from './dtos';

/** The answer of `rpc_get_me`. */
export function mapMe(row: unknown): Me {
  return meSchema.parse(fromRow(row));
}
