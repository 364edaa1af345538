import { rowErrorWords } from '@/components/domain/row-error-words';
import { importRowStatusLabel } from '@/components/labels';
import { type ErrorWords, errorWords, firstFieldWords } from '@/components/ui/error-text';
import { isInterrupted } from '@/hooks/imports/import-progress';
import type { Refusal } from '@/lib/client/api';
import { type CsvDelimiter, type CsvEncoding, XLSX_TYPE } from '@/lib/shared/csv-form';
import type { ErrorDetails } from '@/lib/shared/error-details';
import { formatDateTime, formatKnownDay, formatPoints, formatTime } from '@/lib/shared/format';
import type { ImportError, ImportRowStatus, PlayerImport, PlayerImportDetail } from '@/services/imports/dtos';
import { findWords, t } from '@/words/say';

const KIB = 1024;
/** Letters of a cell in an error: enough to find it, and no page of them. */
const CELL_SHOWN = 40;
/** The server refuses a longer file; it is better said before 100 MB are on their way. */
export const IMPORT_MAX_BYTES = 100 * KIB * KIB;

/** What a file dialog offers. */
export const ACCEPTED_FILES = `.csv,.txt,.tsv,.xlsx,text/csv,${XLSX_TYPE}`;

const DELIMITERS = { ',': 'comma', ';': 'semicolon', '\t': 'tab', '|': 'bar' } as const satisfies Record<
  CsvDelimiter,
  string
>;
const ENCODINGS = { 'utf-8': 'UTF-8', 'utf-16le': 'UTF-16', 'windows-1252': 'Windows-1252' };

/** What stands between two cells, by name. */
export const delimiterLabel = (delimiter: CsvDelimiter) => t(`imports.delimiter_${DELIMITERS[delimiter]}`);
/** How letters are written, by the names that programs give it. */
export const encodingLabel = (encoding: CsvEncoding) =>
  encoding === 'utf-16be' ? t('imports.bigEnd') : ENCODINGS[encoding];

/** The length of a file as file managers say it: `412 bytes`, `34 KB`, `12.4 MB`. */
export function sizeText(bytes: number): string {
  if (bytes < KIB) return t('imports.bytes', { count: bytes });
  if (bytes < KIB * KIB) return `${formatPoints(Math.round(bytes / KIB))} KB`;
  const megabytes = bytes / KIB / KIB;
  return `${megabytes < 100 ? megabytes.toFixed(1).replace(/\.0$/, '') : formatPoints(Math.round(megabytes))} MB`;
}

/** Which sheet of a workbook was read: `Players, of 3 sheets`. */
export function sheetText(sheet: string, sheets: PlayerImport['sheets']): string {
  const count = sheets?.length ?? 1;
  return count > 1 ? t('imports.sheetOf', { sheet, count }) : sheet;
}

/** How the rows of an import were found in its file: `header in row 3, semicolon between cells, UTF-8`. */
export function readingWords(item: Pick<PlayerImport, 'encoding' | 'delimiter' | 'headerRow' | 'sheet'>): string {
  const row = item.headerRow;
  if (item.sheet !== null) return t('imports.readAsSheet', { sheet: item.sheet, row });
  const [delimiter, encoding] = [delimiterLabel(item.delimiter), encodingLabel(item.encoding)];
  return t('imports.readAsText', { row, delimiter, encoding });
}

/** Why what was chosen or dropped is not sent, or null. */
export function fileProblem(files: readonly Pick<File, 'size'>[]): string | null {
  const [file, ...others] = files;
  if (file === undefined) return t('imports.noFile');
  if (others.length > 0) return t('imports.severalFiles', { count: files.length });
  if (file.size === 0) return t('imports.emptyFile');
  if (file.size > IMPORT_MAX_BYTES) {
    return t('imports.tooLarge', { size: sizeText(file.size), most: sizeText(IMPORT_MAX_BYTES) });
  }
  return null;
}

export type ImportState =
  | 'reading'
  | 'interrupted'
  | 'mapping'
  | 'checking'
  | 'waiting'
  | 'unusable'
  | 'done'
  | 'discarded';

/** Where an import stands for a person. `waiting`: rows of it are in the queue. */
export function importState(facts: PlayerImport, nowMs: number): ImportState {
  switch (facts.status) {
    case 'staging':
      return isInterrupted(facts, nowMs) ? 'interrupted' : 'reading';
    case 'ready':
      if (facts.pendingCount > 0) return 'waiting';
      return reconciledCount(facts) > 0 ? 'done' : 'unusable';
    default:
      return facts.status;
  }
}

type Counts = Pick<
  PlayerImport,
  | 'rowCount'
  | 'blankCount'
  | 'stagedCount'
  | 'errorCount'
  | 'pendingCount'
  | 'appliedCount'
  | 'keptCount'
  | 'revertedCount'
>;

/** Rows with which something was done, also what was taken back. */
export function reconciledCount({ appliedCount, keptCount, revertedCount }: Counts): number {
  return appliedCount + keptCount + revertedCount;
}

/** How many rows have a status. */
export function countOf(counts: Counts, status: ImportRowStatus): number {
  return counts[`${status}Count`];
}

/** The statuses that rows have, in the order in which a row goes through them. Errors always: that there are none is news. */
export function listStatuses(counts: Counts): ImportRowStatus[] {
  const order: ImportRowStatus[] = ['staged', 'pending', 'error', 'applied', 'kept', 'reverted'];
  return order.filter((status) => status === 'error' || countOf(counts, status) > 0);
}

/** How the counts add up: `1,204 rows = 1,150 waiting + 54 in error; 3 blank lines left out.` */
export function sumText(counts: Counts): string {
  const parts = listStatuses(counts)
    .map((status) => ({ count: countOf(counts, status), status: importRowStatusLabel(status).toLowerCase() }))
    .map(({ count, status }) => t('imports.sumPart', { count: formatPoints(count), status }))
    .reduce((first, next) => t('imports.sumAnd', { first, next }));
  return t('imports.sum', { rows: counts.rowCount, parts, blank: counts.blankCount });
}

/** The counts of an import in a list: `1,204 rows · 54 in error · 12 not matched · 1,150 waiting`. */
export function listCounts({ rowCount, errorCount, unmatchedCount, pendingCount, ...facts }: PlayerImport): string {
  const done = reconciledCount({ rowCount, errorCount, pendingCount, ...facts });
  return (
    [
      t('imports.rowCount', { count: rowCount }),
      errorCount > 0 ? t('imports.count_error', { count: formatPoints(errorCount) }) : null,
      unmatchedCount > 0 ? t('imports.count_unmatched', { count: formatPoints(unmatchedCount) }) : null,
      pendingCount > 0 ? t('imports.count_waiting', { count: formatPoints(pendingCount) }) : null,
      done > 0 ? t('imports.count_done', { count: done }) : null,
    ]
      .filter((text) => text !== null)
      // A line breaks between two counts, not within one.
      .map((text) => text.replaceAll(' ', '\u00a0'))
      .join(' · ')
  );
}

/** When somebody was last active; no time where the file says the day alone. */
export function activityWords(
  instant: string,
  date: string | null,
  timeZone: string,
): { day: string; time: string | null } {
  return {
    day: formatKnownDay(instant, date, timeZone),
    time: date === null ? formatTime(instant, timeZone) : null,
  };
}

/** How the cells of a row are read: what an error is about is found by it. */
export type RowReading = Pick<PlayerImport, 'headers' | 'mapping'>;

/** Why a row can't be used, and what stands in the cell: `Points “ninety”: Points are whole numbers, …` */
export function errorSentence(error: ImportError, raw: readonly string[], { headers, mapping }: RowReading): string {
  const { column } = error;
  const why = rowErrorWords(error);
  if (column === null || column === '') return why;
  // Errors are about columns that a field reads; a name that two of those have does not say which cell is meant.
  const [place, ...others] = Object.values(mapping.columns).filter((candidate) => headers[candidate] === column);
  const cell = place === undefined || others.length > 0 ? '' : (raw[place]?.trim() ?? '');
  return cell === ''
    ? t('imports.columnError', { column, why })
    : t('imports.cellError', { column, cell: shortened(cell), why });
}

function shortened(cell: string): string {
  const letters = [...cell];
  return letters.length > CELL_SHOWN ? `${letters.slice(0, CELL_SHOWN).join('')} …` : cell;
}

/** The import that this very file became before, where that is why it was refused; else null. */
export function findDuplicate({ code, details }: Refusal): string | null {
  return code === 'IMPORT_EXISTS' ? (details?.importId ?? null) : null;
}

/** Whether a file was refused by how it was read, which somebody can say better. */
export function isReadingDoubtful({ code, details }: Refusal): boolean {
  if (code !== 'VALIDATION_FAILED') return code === 'CSV_UNREADABLE';
  const { fields = {} } = details ?? {};
  return 'headerRow' in fields || 'sheet' in fields;
}

/** The sheets of a workbook that was refused, where the server named them; else null. */
export function sheetsOf({ code, details }: Refusal): string[] | null {
  return code === 'VALIDATION_FAILED' || code === 'CSV_UNREADABLE' ? (details?.sheets ?? null) : null;
}

/** Why a file can't be the one that an import was made of, or null. */
export function otherFileProblem(file: Pick<File, 'size'>, sizeBytes: number): string | null {
  if (file.size === sizeBytes) return null;
  return t('imports.anotherFile', { count: file.size, imported: formatPoints(sizeBytes) });
}

/** What a person reads when the server refused something about an import. */
export function refusalText({ code, details }: Refusal, timeZone: string): ErrorWords {
  switch (code) {
    case 'PAYLOAD_TOO_LARGE':
      return {
        title: t('imports.fileTooLarge'),
        remedy: t('imports.fileTooLargeRemedy', { size: sizeText(IMPORT_MAX_BYTES) }),
      };
    case 'IMPORT_EXISTS':
      return { title: errorWords(code).title, remedy: importedBefore(details, timeZone) };
    case 'UNKNOWN_TIER':
      if (!details?.tier) break;
      return { title: t('imports.noSuchTierHere', { tier: details.tier }), remedy: t('imports.noSuchTierRemedy') };
    case 'FILE_NOT_CSV':
      return fileWords(details?.found) ?? errorWords(code);
    case 'CSV_UNREADABLE':
      return unreadableWords(details?.reason) ?? errorWords(code);
    case 'VALIDATION_FAILED': {
      const field = firstFieldWords(details);
      if (field !== null) return { title: field, remedy: '' };
    }
  }
  return errorWords(code);
}

/** Who sent the same file before, when, and by what name. */
function importedBefore(details: ErrorDetails<'IMPORT_EXISTS'> | undefined, timeZone: string): string {
  if (!details?.uploadedBy) return '';
  const { uploadedAt, uploadedBy: person, fileName: file } = details;
  return t('imports.importedBefore', { file, when: formatDateTime(uploadedAt, timeZone), person });
}

/** What a file is that was sent, and what to do about it; by what the server found in it. */
function fileWords(found: string | undefined): ErrorWords | null {
  const title = findWords('imports', `found_${found}`);
  if (title === null) return null;
  return { title, remedy: t(found === 'encrypted' ? 'imports.takePasswordOff' : 'imports.saveAs') };
}

function unreadableWords(reason: string | undefined): ErrorWords | null {
  const title = findWords('imports', `unreadable_${reason}`);
  const remedy = findWords('imports', `unreadableRemedy_${reason}`);
  return title !== null && remedy !== null ? { title, remedy } : null;
}

type Enrolled = { enrolledCount: number; matchedCount: number; leftCount: number; unconfirmedCount: number };

/** What enrolling did: `18 players enrolled. 20 rows name a player now. 4 rows name nobody still: …` */
export function enrolledText({ enrolledCount, matchedCount, leftCount, unconfirmedCount }: Enrolled) {
  const unnamedCount = leftCount - unconfirmedCount;
  const sentences = [
    t('imports.nowNamed', { count: matchedCount }),
    unnamedCount > 0 ? t('imports.stillNobody', { count: unnamedCount }) : null,
    unconfirmedCount > 0 ? t('imports.stillWaiting', { count: unconfirmedCount }) : null,
  ];
  return { title: t('imports.enrolled', { count: enrolledCount }), sentence: joined(sentences) };
}

/** What enrolling would do, counted in people: `412 people from 430 rows. 7 rows wait for somebody to confirm who they are.` */
export function enrolmentText({ enrolment }: Pick<PlayerImportDetail, 'enrolment'>): string {
  const { peopleCount, rowCount, unconfirmedCount, unnamedCount, namesakeCount } = enrolment;
  return joined([
    t('imports.wouldEnrol', { people: peopleCount, rows: rowCount }),
    namesakeCount > 0 ? t('imports.wouldNamesakes', { count: namesakeCount }) : null,
    unconfirmedCount > 0 ? t('imports.wouldWait', { count: unconfirmedCount }) : null,
    unnamedCount > 0 ? t('imports.wouldLack', { count: unnamedCount }) : null,
  ]);
}

function joined(sentences: readonly (string | null)[]): string {
  return sentences.filter((sentence) => sentence !== null).join(' ');
}
