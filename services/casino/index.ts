import 'server-only';
import type { Db } from '@/lib/server/db';
import { compareZoneData } from '@/lib/server/zone-data';
import { toRow } from '@/lib/shared/wire';
import { selectMe, selectSettings, updateSettings } from './crud';
import type { CasinoSettings, CasinoSettingsResult, Me, UpdateCasinoSettingsInput } from './dtos';
import { mapCasinoSettings, mapCasinoSettingsResult, mapMe } from './mappers';

/** The tenant and its people, as the signed-in person sees them. */
export function createCasinoService(db: Db) {
  return {
    /** Who is signed in, what they may do, and the settings screens need. */
    async getMe(): Promise<Me> {
      const me = mapMe(await selectMe(db));
      compareZoneData(me.settings.timeZone, me.settings.utcOffsets);
      return me;
    },

    /** All settings, with the alert thresholds. */
    async getSettings(): Promise<CasinoSettings> {
      return mapCasinoSettings(await selectSettings(db));
    },

    /** Changes what is given and answers all settings. SETTINGS_CHANGED when `expectedUpdatedAt` no longer holds. */
    async updateSettings(input: UpdateCasinoSettingsInput, idempotencyKey: string): Promise<CasinoSettingsResult> {
      const { expectedUpdatedAt, ...changes } = input;
      return mapCasinoSettingsResult(await updateSettings(db, toRow(changes), expectedUpdatedAt, idempotencyKey));
    },
  };
}
