import 'server-only';
import type { Db } from '@/lib/server/db';
import { selectMe } from './crud';
import type { Me } from './dtos';
import { mapMe } from './mappers';

/** The tenant and its people, as the signed-in person sees them. */
export function createCasinoService(db: Db) {
  return {
    /** Who is signed in, what they may do, and the settings screens need. */
    async getMe(): Promise<Me> {
      return mapMe(await selectMe(db));
    },
  };
}
