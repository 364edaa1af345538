import 'server-only';
import type { Db } from '@/lib/server/db';
import { selectSeals, selectSealText } from './crud';
import type { SealList, SealsQuery, SealTextQuery } from './dtos';
import { mapSeals, mapSealText } from './mappers';

/** The seals of closed gaming days, for who keeps a copy of them or checks one. */
export function createSealsService(db: Db) {
  return {
    /** The casino's seals, newest gaming day first. */
    async listSeals(query: SealsQuery): Promise<SealList> {
      return mapSeals(await selectSeals(db, query));
    },

    /** The text that a seal's root is the SHA-256 of, in one piece. SEAL_NOT_FOUND. */
    async *sealText(query: SealTextQuery): AsyncGenerator<string> {
      yield mapSealText(await selectSealText(db, query));
    },
  };
}
