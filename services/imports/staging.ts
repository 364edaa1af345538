import 'server-only';
import type { CsvRow } from '@/lib/server/csv/records';
import type { Db } from '@/lib/server/db';
import { AppError } from '@/lib/shared/errors';
import * as crud from './crud';
import type { PlayerImport } from './dtos';

const CHUNK_ROWS = 1000;
/** Of a chunk, each cell counting for one more: an empty one is sent and kept as well. */
const CHUNK_CHARACTERS = 512 * 1024;

/**
 * Stages the rows of a file that did not arrive yet, chunk by chunk: what is staged stays, so that an interrupted upload
 * goes on where it was. Somebody else who sends the same file at the same time does no harm. IMPORT_NOT_READY once
 * somebody stopped it.
 */
export async function stageRows(db: Db, begun: PlayerImport, rows: AsyncIterable<CsvRow>): Promise<void> {
  if (begun.status !== 'staging') return;
  const stage = (chunk: crud.RowChunk, isLast: boolean) =>
    crud.insertRows(db, begun.id, chunk, isLast, chunkKey(begun, chunk, isLast));
  try {
    // Only when the next one is there, or none, is it known whether a chunk is the last.
    let held: crud.RowChunk = { rows: [], through: begun.stagedThrough, stagedBytes: begun.stagedBytes };
    for await (const chunk of readAhead(inChunks(rows, begun.stagedThrough))) {
      if (held.rows.length > 0) await stage(held, false);
      held = chunk;
    }
    await stage(held, true);
  } catch (error) {
    const isEnded = error instanceof AppError && error.code === 'IMPORT_NOT_READY';
    // Whoever sent the same file was quicker with its last rows.
    if (!isEnded || error.details?.status === 'discarded') throw error;
  }
}

/** The same rows have the same key, whoever sends them and however often. */
function chunkKey({ id, stagedThrough }: PlayerImport, { rows }: crud.RowChunk, isLast: boolean): string {
  return `stage:${id}:${rows[0]?.n ?? `${stagedThrough}-end`}${isLast ? ':last' : ''}`;
}

/** Reads the next chunk while the database has the one before. */
async function* readAhead<T>(source: AsyncGenerator<T>): AsyncGenerator<T> {
  let next = source.next();
  try {
    for (let { value, done } = await next; !done; { value, done } = await next) {
      next = source.next();
      // Whoever asks for it is told; until then nobody may be listening.
      next.catch(() => undefined);
      yield value;
    }
  } finally {
    // Nothing is read any more once the file is closed.
    await next.catch(() => undefined);
    await source.return(undefined);
  }
}

async function* inChunks(rows: AsyncIterable<CsvRow>, after: number): AsyncGenerator<crud.RowChunk> {
  let chunk: Omit<CsvRow, 'endByte'>[] = [];
  let characters = 0;
  let end = { through: after, stagedBytes: 0 };
  for await (const { endByte, ...row } of rows) {
    if (row.n <= after) continue;
    chunk.push(row);
    characters += row.cells.reduce((sum, cell) => sum + cell.length + 1, 0);
    end = { through: row.n, stagedBytes: endByte };
    if (chunk.length < CHUNK_ROWS && characters < CHUNK_CHARACTERS) continue;
    yield { rows: chunk, ...end };
    chunk = [];
    characters = 0;
  }
  if (chunk.length > 0) yield { rows: chunk, ...end };
}
