import { fromRow } from '@/lib/shared/wire';
import type { Json } from '@/types/database.types';
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

/** Settings in the API's words, as the database writes them: `warnMinutes` becomes `warn_minutes`, at every depth. */
export function toRow(value: unknown): Json {
  if (Array.isArray(value)) return value.map(toRow);
  if (typeof value !== 'object' || value === null) return value as Json;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [snakeCase(key), toRow(inner)]));
}

function snakeCase(key: string): string {
  return key.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}
