import 'server-only';
import type { CsvRow } from '@/lib/server/csv/records';
import { withCsv } from '@/lib/server/csv/rows';
import { type Upload, withSpooledCsv } from '@/lib/server/csv/spool';
import { callsOf, type Db } from '@/lib/server/db';
import * as crud from './crud';
import type { ExclusionListQuery, ExclusionListResult } from './dtos';

/** As many rows as one call compares. */
const PART_ROWS = 1000;
/** Calls that the service offers as they are: each is one RPC, and nothing has to be done around it. */
const { beginList, readRows, ...SINGLE } = crud;

/** Who may receive nothing, who was met by that, and whom the lists of others name, for compliance. */
export function createExclusionsService(db: Db) {
  return {
    ...callsOf(db, SINGLE),

    /**
     * Compares a list of excluded people with the players: proposes who has the name and birth date of a row, and keeps
     * nothing of the others. The same file goes on where it was interrupted. PAYLOAD_TOO_LARGE, FILE_EMPTY, FILE_NOT_CSV,
     * CSV_UNREADABLE, UPLOAD_INTERRUPTED, LIST_COLUMNS_MISSING.
     */
    async uploadList(upload: Upload, query: ExclusionListQuery, key: string): Promise<ExclusionListResult> {
      // A person who may not read lists is refused before a byte of the file is taken in.
      await crud.listLists(db, { limit: 1 });
      return withSpooledCsv(upload, ({ path, sha256, workbook }) =>
        withCsv(
          path,
          async ({ headers, rows }) => {
            const begun = await beginList(db, { ...query, sha256, headers }, key);
            let read = begun;
            for await (const part of inParts(rows, begun.readThrough))
              read = await readRows(db, begun.id, part, `list:${begun.id}:${part.rows[0]?.n ?? 'end'}`);
            return { ...read, isExisting: begun.isExisting };
          },
          workbook ? { delimiter: ',' } : {},
        ),
      );
    },
  };
}

/** Rows after one, in parts as long as one call takes; the last of which may be empty. */
async function* inParts(rows: AsyncIterable<CsvRow>, after: number): AsyncGenerator<crud.ListPart> {
  let part: CsvRow[] = [];
  let through = after;
  for await (const row of rows) {
    if (row.n <= after) continue;
    if (part.length === PART_ROWS) {
      yield { rows: part, through, isLast: false };
      part = [];
    }
    part.push(row);
    through = row.n;
  }
  yield { rows: part, through, isLast: true };
}
