import 'server-only';
import { callsOf, type Db } from '@/lib/server/db';
import { compareZoneData } from '@/lib/server/zone-data';
import { AppError } from '@/lib/shared/errors';
import * as crud from './crud';
import type { Me } from './dtos';

/** Calls that the service offers as they are: each is one RPC, and nothing has to be done around it. */
const { getMe, ...SINGLE } = crud;

/** The tenant and its people, as the signed-in person sees them. */
export function createCasinoService(db: Db) {
  const calls = callsOf(db, SINGLE);
  const service = {
    ...calls,

    /** Who is signed in, what they may do, and the settings screens need. */
    async getMe(): Promise<Me> {
      const me = await getMe(db);
      compareZoneData(me.settings.timeZone, me.settings.utcOffsets);
      return me;
    },

    /**
     * As `getMe`, for who has just signed in. Where they have a choice of casinos and one is left to go to, they are taken there;
     * CASINO_NOT_CHOSEN where there are several.
     */
    async enter(): Promise<Me> {
      try {
        return await service.getMe();
      } catch (error) {
        if (!(error instanceof AppError) || error.code !== 'CASINO_NOT_CHOSEN') throw error;
        const [only, another] = await calls.listMyCasinos();
        if (!only || another) throw error;
        await calls.chooseCasino(only.casinoId);
        return service.getMe();
      }
    },

    /**
     * The casino of who is asked for a second factor and has none. SECOND_FACTOR_NEEDED of who has one, FORBIDDEN of who is asked
     * for none: a device that was left open is not to give somebody else's telephone to an account.
     */
    async requireFactorless(): Promise<{ casinoName: string }> {
      const asked = await service.getMe().then(() => new AppError('FORBIDDEN'), factorAskedFor);
      if (asked.code === 'FORBIDDEN' || asked.details?.isEnrolled === true) throw asked;
      const casinos = await calls.listMyCasinos();
      return { casinoName: (casinos.find(({ isChosen }) => isChosen) ?? casinos[0])?.name ?? '' };
    },
  };
  return service;
}

function factorAskedFor(error: unknown): AppError {
  if (error instanceof AppError && error.code === 'SECOND_FACTOR_NEEDED') return error;
  throw error;
}
