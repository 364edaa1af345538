import 'server-only';
import { callsOf, type Db } from '@/lib/server/db';
import * as crud from './crud';
import type { SealTextQuery } from './dtos';

/** What is one call, and nothing more. */
const { getSealText, ...SINGLE } = crud;

/** The seals of closed gaming days, for who keeps a copy of them or checks one. */
export function createSealsService(db: Db) {
  return {
    ...callsOf(db, SINGLE),

    /** The text that a seal's root is the SHA-256 of, in one piece. SEAL_NOT_FOUND. */
    async *sealText(query: SealTextQuery): AsyncGenerator<string> {
      yield (await getSealText(db, query)).text;
    },
  };
}
