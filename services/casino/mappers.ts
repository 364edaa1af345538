import { fromRow } from '@/lib/shared/wire';
import {
  type CasinoSettings,
  type CasinoSettingsResult,
  casinoSettingsResultSchema,
  casinoSettingsSchema,
  type Me,
  meSchema,
} from './dtos';

/** The answer of `rpc_get_me`. */
export function mapMe(row: unknown): Me {
  return meSchema.parse(fromRow(row));
}

/** The answer of `rpc_get_casino_settings`. */
export function mapCasinoSettings(row: unknown): CasinoSettings {
  return casinoSettingsSchema.parse(fromRow(row));
}

/** The answer of `rpc_update_casino_settings`. */
export function mapCasinoSettingsResult(row: unknown): CasinoSettingsResult {
  return casinoSettingsResultSchema.parse(fromRow(row));
}
