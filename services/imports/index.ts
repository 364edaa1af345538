import 'server-only';
import { createHash } from 'node:crypto';
import { withCsv } from '@/lib/server/csv/rows';
import { type SpooledCsv, type Upload, withSpooledCsv } from '@/lib/server/csv/spool';
import { callsOf, type Db } from '@/lib/server/db';
import { WORK_MS } from '@/lib/shared/batch-work';
import { AppError } from '@/lib/shared/errors';
import * as crud from './crud';
import {
  type EnrolBatch,
  type EnrolResult,
  type ImportMapping,
  type PlayerImport,
  type PlayerImportResult,
  playerImportResultSchema,
  type UploadQuery,
} from './dtos';
import { stageRows } from './staging';

/** Calls that the service offers as they are: each is one RPC, and nothing has to be done around it. */
const { beginImport, checkRows, insertPlayers, insertRows: _, updateMapping, ...SINGLE } = crud;
const NO_SHEETS = { sheet: null, sheets: null };

/** Legacy files and the rows read in them, as the signed-in person may see and map them. */
export function createImportsService(db: Db) {
  /** Reads the rows of an import anew, if they are to be, to the end or for as long as a request may take. */
  const checkToEnd = async (started: PlayerImport): Promise<PlayerImport> => {
    const until = performance.now() + WORK_MS;
    let current = started;
    while (current.status === 'checking' && performance.now() < until) {
      const { id, mappingVersion, gatheredThrough, checkedThrough } = current;
      const key = `check:${id}:${mappingVersion}:${gatheredThrough ?? 'all'}:${checkedThrough}`;
      current = await checkRows(db, id, key);
    }
    return current;
  };

  return {
    ...callsOf(db, SINGLE),

    /**
     * Takes a file in: reads it, stages its rows, applies nothing. The same file, read the same way, goes on where it was
     * interrupted. VALIDATION_FAILED (headerRow, sheet, delimiter, encoding), PAYLOAD_TOO_LARGE, FILE_EMPTY, FILE_NOT_CSV, CSV_UNREADABLE, IMPORT_EXISTS, IMPORT_NOT_READY when it is stopped.
     */
    async upload(upload: Upload, query: UploadQuery, idempotencyKey: string): Promise<PlayerImportResult> {
      // A person who may not import is refused before a byte of the file is taken in.
      await crud.listImports(db, { limit: 1 });
      const { fileName, headerRow } = query;
      const allowDuplicate = query.allowDuplicate === 'true';
      const stage = ({ path, workbook, ...file }: SpooledCsv) =>
        withCsv(
          path,
          async ({ rows, ...csv }) => {
            const facts = { ...file, ...csv, ...(workbook ?? NO_SHEETS), fileName, allowDuplicate };
            const begun = await beginImport(db, facts, idempotencyKey);
            await stageRows(db, begun, rows);
            await checkToEnd(await crud.getImport(db, begun.id));
            // Without what helps to map it, which is asked for by whoever does.
            return playerImportResultSchema.parse({
              ...(await crud.getImport(db, begun.id)),
              isExisting: begun.isExisting,
            });
          },
          { headerRow, delimiter: delimiterOf(workbook, query) },
        ).catch((error: unknown) => {
          throw namingSheets(error, workbook);
        });
      return withSpooledCsv(upload, async (file) => stage(file), query);
    },

    /** Says how the columns are read, and reads the rows anew. IMPORT_NOT_FOUND, IMPORT_NOT_READY, IMPORT_IN_USE, UNKNOWN_TIER. */
    async mapImport(importId: string, mapping: ImportMapping, idempotencyKey: string): Promise<PlayerImportResult> {
      const { isExisting, ...mapped } = await updateMapping(db, importId, mapping, idempotencyKey);
      return { ...(await checkToEnd(mapped)), isExisting };
    },

    /** Enrols the players whom rows name and nobody knows. IMPORT_NOT_FOUND, IMPORT_NOT_READY, NO_TIERS. */
    async enrolPlayers(importId: string, idempotencyKey: string): Promise<EnrolResult> {
      const sum = { enrolledCount: 0, matchedCount: 0, leftCount: 0, unconfirmedCount: 0 };
      let isExisting = true;
      let afterRow: number | null = 0;
      while (afterRow !== null) {
        const batch: EnrolBatch = await insertPlayers(db, importId, afterRow, partKey(idempotencyKey, afterRow));
        sum.enrolledCount += batch.enrolledCount;
        sum.matchedCount += batch.matchedCount;
        sum.leftCount = batch.leftCount;
        sum.unconfirmedCount = batch.unconfirmedCount;
        isExisting &&= batch.isExisting;
        afterRow = batch.nextRow;
      }
      return { isExisting, ...sum };
    },
  };
}

/** Adds the names of the sheets to a refusal: where one has no table, another may. */
function namingSheets(error: unknown, workbook: SpooledCsv['workbook']): unknown {
  const isUnreadable = error instanceof AppError && error.code === 'CSV_UNREADABLE';
  return isUnreadable && workbook ? new AppError(error.code, { ...error.details, ...workbook }) : error;
}

/** What stands between cells, where it is known: in the text that a sheet is written out as, always a comma. */
function delimiterOf(workbook: SpooledCsv['workbook'], { delimiter }: UploadQuery): UploadQuery['delimiter'] {
  if (workbook === null) return delimiter;
  if (delimiter === undefined) return ',';
  throw new AppError('VALIDATION_FAILED', {
    fields: { delimiter: { rule: 'delimiterOfWorkbook' } },
  });
}

/** The key of a later part of one intent: the same whenever the intent is repeated, and never too long. */
function partKey(idempotencyKey: string, part: number): string {
  if (part === 0) return idempotencyKey;
  return `part:${createHash('sha256').update(idempotencyKey).digest('hex')}:${part}`;
}
