import 'server-only';
import { callsOf, type Db } from '@/lib/server/db';
import { compareZoneData } from '@/lib/server/zone-data';
import * as crud from './crud';
import type { Me } from './dtos';

/** Calls that the service offers as they are: each is one RPC, and nothing has to be done around it. */
const { getMe, ...SINGLE } = crud;

/** The tenant and its people, as the signed-in person sees them. */
export function createCasinoService(db: Db) {
  return {
    ...callsOf(db, SINGLE),

    /** Who is signed in, what they may do, and the settings screens need. */
    async getMe(): Promise<Me> {
      const me = await getMe(db);
      compareZoneData(me.settings.timeZone, me.settings.utcOffsets);
      return me;
    },
  };
}
