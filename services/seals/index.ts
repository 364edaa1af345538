import 'server-only';
import { callsOf, type Db } from '@/lib/server/db';
import * as crud from './crud';
import type { SealTextQuery } from './dtos';

/** Calls that the service offers as they are: each is one RPC, and nothing has to be done around it. */
const { getSealText, ...SINGLE } = crud;

/** The seals of closed gaming days, for whoever keeps a copy of them or checks one. */
export function createSealsService(db: Db) {
  return {
    ...callsOf(db, SINGLE),

    /** The text that a seal's root is the SHA-256 of, in one piece. SEAL_NOT_FOUND. */
    async *sealText(query: SealTextQuery): AsyncGenerator<string> {
      yield (await getSealText(db, query)).text;
    },
  };
}
