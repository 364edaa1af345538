import type { PlayerImport, ReadingOptions } from '@/services/imports/dtos';

/** Rows arrive every second or so. Nothing for this long, and nobody is sending them any more. */
const QUIET_MS = 30_000;

type Facts = Pick<PlayerImport, 'status' | 'updatedAt'>;

/** Whether rows of an import stopped arriving before the last one did. Never before the clock is known (0). */
export function isInterrupted({ status, updatedAt }: Facts, nowMs: number): boolean {
  return status === 'staging' && nowMs > 0 && nowMs - Date.parse(updatedAt) > QUIET_MS;
}

/** Whether the server is at its rows now. */
export function isUnderWay(facts: Facts, nowMs: number): boolean {
  return facts.status === 'checking' || (facts.status === 'staging' && !isInterrupted(facts, nowMs));
}

type Form = Pick<PlayerImport, 'status' | 'headerRow' | 'delimiter' | 'encoding' | 'sheet'>;

/** The options that have a file read as an earlier import of it was. */
export function readingOf({ headerRow, delimiter, encoding, sheet }: Omit<Form, 'status'>): ReadingOptions {
  return sheet === null ? { headerRow, delimiter, encoding } : { headerRow, sheet };
}

/** Whether a file that is to be read so goes on with an import of it that is still being staged. */
export function isResumption(former: Form, reading: ReadingOptions): boolean {
  const was = readingOf(former);
  const parts = ['headerRow', 'delimiter', 'encoding', 'sheet'] as const;
  return former.status === 'staging' && parts.every((part) => reading[part] === was[part]);
}

/** The import that a file which is being sent from here has become, as far as one can tell while it is being staged. */
export function findStaging(
  imports: readonly PlayerImport[],
  file: Pick<File, 'name' | 'size'>,
  /** The import that the file is to replace: never the one that it has become. */
  replacedId?: string,
): PlayerImport | null {
  const alike = imports.filter(
    ({ id, status, sizeBytes }) => status === 'staging' && sizeBytes === file.size && id !== replacedId,
  );
  return alike.find(({ fileName }) => fileName === file.name.trim()) ?? alike[0] ?? null;
}

/** How much of the file is staged, 0 to 1. Its rows are counted in UTF-8, of which UTF-16 takes about twice as much. */
export function stagedShare(facts: Pick<PlayerImport, 'stagedBytes' | 'sizeBytes' | 'encoding'>): number {
  const textBytes = facts.encoding.startsWith('utf-16') ? facts.sizeBytes / 2 : facts.sizeBytes;
  return Math.min(1, facts.stagedBytes / textBytes);
}

/** How many of its rows have been read anew, 0 to 1. */
export function checkedShare(facts: Pick<PlayerImport, 'checkedThrough' | 'stagedThrough' | 'headerRow'>): number {
  const rows = facts.stagedThrough - facts.headerRow;
  return rows > 0 ? Math.min(1, Math.max(0, facts.checkedThrough - facts.headerRow) / rows) : 1;
}
