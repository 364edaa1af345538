import 'server-only';
import { callsOf, type Db } from '@/lib/server/db';
import * as crud from './crud';
import type { AuditExportQuery } from './dtos';
import { streamExport } from './export';

/** What is one call; shapes are those of `dtos.ts`, refusals those of the RPC of the same name (docs/rpc.md). `beginExport` is the first step of the file alone. */
const { beginExport: _, ...SINGLE } = crud;

/** The audit trail, for who may read it. */
export function createAuditService(db: Db) {
  return {
    ...callsOf(db, SINGLE),

    /** The trail under a filter as a file, piece by piece, and on record. */
    exportTrail: (query: AuditExportQuery): AsyncGenerator<string> => streamExport(db, query),
  };
}
