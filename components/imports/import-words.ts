import { importRowStatusLabel } from '@/components/labels';
import { isInterrupted } from '@/hooks/imports/import-progress';
import type { Refusal } from '@/lib/client/intents/outcome';
import { type CsvDelimiter, type CsvEncoding, XLSX_TYPE } from '@/lib/shared/csv-form';
import { ERRORS } from '@/lib/shared/errors';
import { formatCount, formatDateTime, formatKnownDay, formatPoints, formatTime } from '@/lib/shared/format';
import type { ImportError, ImportRowStatus, PlayerImport, PlayerImportDetail } from '@/services/imports/dtos';

const KIB = 1024;
/** Letters of a cell in an error: enough to find it, and no page of them. */
const CELL_SHOWN = 40;
/** The server refuses a longer file; it is better said before 100 MB are on their way. */
export const IMPORT_MAX_BYTES = 100 * KIB * KIB;

/** What a file dialog offers. */
export const ACCEPTED_FILES = `.csv,.txt,.tsv,.xlsx,text/csv,${XLSX_TYPE}`;

/** Delimiters by name. */
export const DELIMITER_WORDS: Record<CsvDelimiter, string> = {
  ',': 'comma',
  ';': 'semicolon',
  '\t': 'tab',
  '|': 'bar',
};
/** Encodings by the names that programs give them. */
export const ENCODING_WORDS: Record<CsvEncoding, string> = {
  'utf-8': 'UTF-8',
  'utf-16le': 'UTF-16',
  'utf-16be': 'UTF-16, big end first',
  'windows-1252': 'Windows-1252',
};

/** The length of a file as file managers say it: `412 bytes`, `34 KB`, `12.4 MB`. */
export function sizeText(bytes: number): string {
  if (bytes < KIB) return formatCount(bytes, 'byte', 'bytes');
  if (bytes < KIB * KIB) return `${formatPoints(Math.round(bytes / KIB))} KB`;
  const megabytes = bytes / KIB / KIB;
  return `${megabytes < 100 ? megabytes.toFixed(1).replace(/\.0$/, '') : formatPoints(Math.round(megabytes))} MB`;
}

/** How a file is written: `UTF-8`, `semicolon`. */
export function formText({ encoding, delimiter }: Pick<PlayerImport, 'encoding' | 'delimiter'>) {
  return { encoding: ENCODING_WORDS[encoding], delimiter: DELIMITER_WORDS[delimiter] };
}

/** Which sheet of a workbook was read: `Players, of 3 sheets`. */
export function sheetText(sheet: string, sheets: PlayerImport['sheets']): string {
  const others = sheets?.length ?? 1;
  return others > 1 ? `${sheet}, of ${others} sheets` : sheet;
}

/** How the rows of an import were found in its file: `header in row 3, semicolon between cells, UTF-8`. */
export function readingWords(item: Pick<PlayerImport, 'encoding' | 'delimiter' | 'headerRow' | 'sheet'>): string {
  if (item.sheet !== null) return `sheet ${item.sheet}, header in row ${item.headerRow}`;
  const { encoding, delimiter } = formText(item);
  return `header in row ${item.headerRow}, ${delimiter} between cells, ${encoding}`;
}

/** Why what was chosen or dropped is not sent, or null. */
export function fileProblem(files: readonly Pick<File, 'size'>[]): string | null {
  const [file, ...others] = files;
  if (file === undefined) return 'That was no file. Drop a CSV file or a workbook from a folder.';
  if (others.length > 0) return `Those are ${files.length} files. Send one, and the next when it is staged.`;
  if (file.size === 0) return 'The file is empty.';
  if (file.size > IMPORT_MAX_BYTES) {
    return `The file has ${sizeText(file.size)}, and ${sizeText(IMPORT_MAX_BYTES)} is the most. Split it, each part with the header.`;
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

const STATE_WORDS: Record<ImportState, string> = {
  reading: 'Reading rows',
  interrupted: 'Interrupted',
  mapping: 'Columns needed',
  checking: 'Reading rows again',
  waiting: 'Staged',
  unusable: 'Nothing usable',
  done: 'Reconciled',
  discarded: 'Removed',
};

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

/** The state in words. */
export function stateWords(state: ImportState): string {
  return STATE_WORDS[state];
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
  const parts = listStatuses(counts).map(
    (status) => `${formatPoints(countOf(counts, status))} ${importRowStatusLabel(status).toLowerCase()}`,
  );
  const blank =
    counts.blankCount > 0 ? `; ${formatCount(counts.blankCount, 'blank line', 'blank lines')} left out` : '';
  return `${formatCount(counts.rowCount, 'row', 'rows')} = ${parts.join(' + ')}${blank}.`;
}

/** The counts of an import in a list: `1,204 rows · 54 in error · 12 not matched · 1,150 waiting`. */
export function listCounts(facts: PlayerImport): string {
  const done = reconciledCount(facts);
  return (
    [
      formatCount(facts.rowCount, 'row', 'rows'),
      facts.errorCount > 0 ? `${formatPoints(facts.errorCount)} in error` : null,
      facts.unmatchedCount > 0 ? `${formatPoints(facts.unmatchedCount)} not matched` : null,
      facts.pendingCount > 0 ? `${formatPoints(facts.pendingCount)} waiting` : null,
      done > 0 ? `${formatPoints(done)} done` : null,
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
export function errorSentence(
  { column, message }: ImportError,
  raw: readonly string[],
  { headers, mapping }: RowReading,
): string {
  if (column === null || column === '') return message;
  // Errors are about columns that a field reads; a name that two of those have does not say which cell is meant.
  const [place, ...others] = Object.values(mapping.columns).filter((candidate) => headers[candidate] === column);
  const cell = place === undefined || others.length > 0 ? '' : (raw[place]?.trim() ?? '');
  return cell === '' ? `${column}: ${message}` : `${column} “${shortened(cell)}”: ${message}`;
}

function shortened(cell: string): string {
  const letters = [...cell];
  return letters.length > CELL_SHOWN ? `${letters.slice(0, CELL_SHOWN).join('')} …` : cell;
}

/** The import that this very file became before, where that is why it was refused; else null. */
export function findDuplicate({ code, details }: Refusal): string | null {
  const importId = details?.importId;
  return code === 'IMPORT_EXISTS' && typeof importId === 'string' ? importId : null;
}

/** Whether a file was refused by how it was read, which somebody can say better. */
export function isReadingDoubtful({ code, details }: Refusal): boolean {
  const fields = details?.fields;
  const isAboutForm = (field: string) => typeof fields === 'object' && fields !== null && field in fields;
  return code === 'CSV_UNREADABLE' || isAboutForm('headerRow') || isAboutForm('sheet');
}

/** The sheets of a workbook that was refused, where the server named them; else null. */
export function sheetsOf({ details }: Refusal): string[] | null {
  const sheets = details?.sheets;
  return Array.isArray(sheets) ? sheets.filter((sheet) => typeof sheet === 'string') : null;
}

/** What a file is that was sent, and what to do about it; by what the server found in it. */
const FOUND_WORDS: Record<string, { title: string; remedy: string }> = {
  xls: {
    title: 'The workbook is in the format of before 2007.',
    remedy: 'Open it, save it as .xlsx or CSV, and send that file.',
  },
  xlsb: { title: 'The workbook is binary.', remedy: 'Open it, save it as .xlsx or CSV, and send that file.' },
  ods: {
    title: 'The workbook is an OpenDocument one.',
    remedy: 'Open it, save it as .xlsx or CSV, and send that file.',
  },
  encrypted: {
    title: 'The workbook has a password.',
    remedy: 'Open it, take the password off, save it as .xlsx or CSV, and send that file.',
  },
  damaged: {
    title: 'The workbook is damaged, or did not arrive whole.',
    remedy: 'Open it, save it as .xlsx or CSV, and send that file.',
  },
};

/** Why a file can't be the one that an import was made of, or null. */
export function otherFileProblem(file: Pick<File, 'size'>, sizeBytes: number): string | null {
  if (file.size === sizeBytes) return null;
  return `That is another file: it has ${formatCount(file.size, 'byte', 'bytes')}, the imported one ${formatPoints(sizeBytes)}.`;
}

/** What a person reads when the server refused something about an import. */
export function refusalText({ code, details }: Refusal, timeZone: string): { title: string; remedy: string } {
  if (code === 'PAYLOAD_TOO_LARGE') {
    return { title: 'The file is too large.', remedy: `${sizeText(IMPORT_MAX_BYTES)} is the most. Split it.` };
  }
  if (code === 'IMPORT_EXISTS') {
    const { uploadedAt, uploadedBy, fileName } = details ?? {};
    const facts = [
      typeof fileName === 'string' ? `as ${fileName}` : null,
      typeof uploadedAt === 'string' ? formatDateTime(uploadedAt, timeZone) : null,
      typeof uploadedBy === 'string' ? `by ${uploadedBy}` : null,
    ].filter((text) => text !== null);
    return {
      title: ERRORS.IMPORT_EXISTS.title,
      remedy: facts.length > 0 ? `It was imported ${facts.join(', ')}.` : '',
    };
  }
  if (code === 'UNKNOWN_TIER' && typeof details?.tier === 'string') {
    return { title: `This casino has no tier ${details.tier}.`, remedy: 'Pick one of the tiers for each spelling.' };
  }
  if (code === 'FILE_NOT_CSV' && typeof details?.found === 'string') {
    return FOUND_WORDS[details.found] ?? ERRORS.FILE_NOT_CSV;
  }
  if (code === 'CSV_UNREADABLE' && details?.reason === 'headerTooFar') {
    return {
      title: 'The names of the columns stand too far down.',
      remedy: 'They belong in one of the first 100 rows. Delete rows above them.',
    };
  }
  if (code === 'CSV_UNREADABLE' && details?.reason === 'tooManyColumns') {
    return { title: 'The file has too many columns.', remedy: '200 is the most. Delete those that nobody needs here.' };
  }
  const field = code === 'VALIDATION_FAILED' ? firstField(details) : null;
  return { title: field ?? ERRORS[code].title, remedy: field ? '' : ERRORS[code].remedy };
}

function firstField(details: Record<string, unknown> | undefined): string | null {
  const fields = details?.fields;
  if (typeof fields !== 'object' || fields === null) return null;
  const [message] = Object.values(fields);
  return typeof message === 'string' ? message : null;
}

type Enrolled = { enrolledCount: number; matchedCount: number; leftCount: number; unconfirmedCount: number };

/** What enrolling did: `18 players enrolled. 20 rows name a player now. 4 rows name nobody still: …` */
export function enrolledText({ enrolledCount, matchedCount, leftCount, unconfirmedCount }: Enrolled): {
  title: string;
  sentence: string;
} {
  const unnamed = leftCount - unconfirmedCount;
  const left =
    unnamed > 0
      ? ` ${formatCount(unnamed, 'row names', 'rows name')} nobody still: loyalty id or a name is missing.`
      : '';
  const waiting =
    unconfirmedCount > 0
      ? ` ${formatCount(unconfirmedCount, 'row waits', 'rows wait')} for somebody to confirm who they are: see Reconcile.`
      : '';
  return {
    title: `${formatCount(enrolledCount, 'player', 'players')} enrolled`,
    sentence: `${formatCount(matchedCount, 'row names', 'rows name')} a player now.${left}${waiting}`,
  };
}

/** What enrolling would do, counted in people: `412 people from 430 rows. 7 rows wait for somebody to confirm who they are.` */
export function enrolmentText({ enrolment }: Pick<PlayerImportDetail, 'enrolment'>): string {
  const { peopleCount, rowCount, unconfirmedCount, unnamedCount, namesakeCount } = enrolment;
  const sentences = [
    `${formatCount(peopleCount, 'person', 'people')} from ${formatCount(rowCount, 'row', 'rows')}.`,
    namesakeCount > 0
      ? `${formatCount(namesakeCount, 'of them has', 'of them have')} the name and birth date of a player who is here already under another loyalty id.`
      : null,
    unconfirmedCount > 0
      ? `${formatCount(unconfirmedCount, 'row waits', 'rows wait')} for somebody to confirm who they are.`
      : null,
    unnamedCount > 0 ? `${formatCount(unnamedCount, 'row lacks', 'rows lack')} a loyalty id or a name.` : null,
  ];
  return sentences.filter((sentence) => sentence !== null).join(' ');
}
