import 'server-only';
import { callRpc, type Db } from '@/lib/server/db';
import { fromRow, toRow } from '@/lib/shared/wire';
import * as dto from './dtos';

/** All settings, with the alert thresholds. */
export async function getSettings(db: Db): Promise<dto.CasinoSettings> {
  return fromRow(dto.casinoSettingsSchema, await callRpc(db, 'rpc_get_casino_settings', {}));
}

/** Who the caller is, what they may do, and the settings screens need. UNAUTHENTICATED, FORBIDDEN without an active staff row. */
export async function getMe(db: Db): Promise<dto.Me> {
  return fromRow(dto.meSchema, await callRpc(db, 'rpc_get_me', {}));
}

/** Changes what is given and answers all settings. SETTINGS_CHANGED when `expectedUpdatedAt` no longer holds. */
export async function updateSettings(
  db: Db,
  { expectedUpdatedAt, ...changes }: dto.UpdateCasinoSettingsInput,
  idempotencyKey: string,
): Promise<dto.CasinoSettingsResult> {
  return fromRow(
    dto.casinoSettingsResultSchema,
    await callRpc(db, 'rpc_update_casino_settings', {
      p_changes: toRow(changes),
      p_expected_updated_at: expectedUpdatedAt,
      p_idempotency_key: idempotencyKey,
    }),
  );
}

/** Remembers which language the caller reads. */
export async function setLanguage(
  db: Db,
  { language }: dto.SetLanguageInput,
  idempotencyKey: string,
): Promise<dto.LanguageResult> {
  return fromRow(
    dto.languageResultSchema,
    await callRpc(db, 'rpc_set_language', { p_language: language, p_idempotency_key: idempotencyKey }),
  );
}

/** Where the caller works, also before it is known at which of them they are. */
export async function listMyCasinos(db: Db): Promise<dto.MyCasino[]> {
  return fromRow(dto.myCasinosSchema, await callRpc(db, 'rpc_list_my_casinos', {})).items;
}

/** Has the caller's session be at one of their casinos. CASINO_NOT_FOUND, SIGN_IN_ANEW. */
export async function chooseCasino(db: Db, casinoId: string): Promise<{ isExisting: boolean }> {
  return fromRow(dto.chosenSchema, await callRpc(db, 'rpc_choose_casino', { p_casino_id: casinoId }));
}
