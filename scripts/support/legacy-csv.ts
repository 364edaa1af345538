import { randomNumbers } from './random.ts';

export const ENCODINGS = ['utf-8', 'utf-8-bom', 'utf-16le', 'utf-16be', 'windows-1252'] as const;
export type Encoding = (typeof ENCODINGS)[number];
export const DELIMITERS = { comma: ',', semicolon: ';', tab: '\t', bar: '|' } as const;
export type DelimiterName = keyof typeof DELIMITERS;
export const LINE_ENDS = { lf: '\n', crlf: '\r\n', cr: '\r' } as const;
export type LineEnd = keyof typeof LINE_ENDS;
export const QUOTINGS = ['needed', 'always'] as const;
export type Quoting = (typeof QUOTINGS)[number];

/** What can be wrong, or odd, in one row, with the code of the error that it ends as; null where it must be taken. */
export const ROW_DEFECTS = {
  'quoted-newline': null,
  'short-row': 'CELL_COUNT',
  'long-row': 'CELL_COUNT',
  'blank-extra-cells': null,
  'blank-row': null,
  'stray-quote': null,
  'unclosed-quote': 'QUOTE_NOT_CLOSED',
  formula: null,
  'unknown-tier': null,
  'fraction-of-points': null,
  'points-in-words': null,
  'too-many-points': null,
  'unreadable-date': null,
  'future-date': null,
  'unborn-player': null,
  'no-identifier': 'IDENTIFIER_MISSING',
  'shortened-identifier': 'ID_IN_SCIENTIFIC_NOTATION',
  'long-identifier': 'VALUE_TOO_LONG',
  'long-value': null,
  'control-character': null,
  nul: null,
  'no-text': null,
  'huge-row': 'ROW_TOO_LARGE',
} as const;
export type RowDefect = keyof typeof ROW_DEFECTS;

/** What can be wrong in one cell of a row that is taken all the same, with the code of the cell's error. */
const CELL_DEFECTS: Partial<Record<RowDefect, string>> = {
  'fraction-of-points': 'NOT_WHOLE_POINTS',
  'points-in-words': 'NOT_WHOLE_POINTS',
  'too-many-points': 'TOO_MANY_POINTS',
  'unreadable-date': 'DATE_UNREADABLE',
  'future-date': 'DATE_IN_FUTURE',
  'unborn-player': 'DATE_OUT_OF_RANGE',
  'long-value': 'VALUE_TOO_LONG',
};

/** What can be odd in the file around its rows. Each is taken. */
export const FILE_DEFECTS = [
  'duplicate-headers',
  'sep-line',
  'blank-lines-first',
  'mixed-line-ends',
  'no-last-line-end',
] as const;
export type FileDefect = (typeof FILE_DEFECTS)[number];

/** Files that hold no rows of players at all, or a header nobody can have meant. Each is refused. */
export const HOPELESS_FILES = [
  'empty',
  'blank',
  'header-only',
  'too-many-columns',
  'unclosed-header',
  'zip',
  'pdf',
  'binary',
] as const;
export type HopelessFile = (typeof HOPELESS_FILES)[number];

export type Defect = RowDefect | FileDefect;
export const DEFECTS: readonly Defect[] = [...(Object.keys(ROW_DEFECTS) as RowDefect[]), ...FILE_DEFECTS];

export type LegacyCsvOptions = {
  /** Rows after the header, the blank ones too. */
  rows: number;
  seed: number;
  encoding?: Encoding;
  delimiter?: DelimiterName;
  lineEnd?: LineEnd;
  quoting?: Quoting;
  defects?: readonly Defect[];
  /** Of all rows, how many have a defect: 0 to 1. */
  share?: number;
};

/** What a file has in it, for a test to hold the counts against. */
export type LegacyCsvFacts = {
  headers: string[];
  /** The number of the header's row, counted as a spreadsheet does. */
  headerRow: number;
  /** Rows after the header, up to the last one that is not blank. */
  rows: number;
  blankRows: number;
  /** Rows that must be listed as errors, by code. */
  errorRows: Record<string, number>;
  /** Cells that must be listed as unreadable in rows that are taken, by code. */
  errorCells: Record<string, number>;
  /** Rows by what is odd in them. */
  defects: Partial<Record<RowDefect, number>>;
};

const FIRST_NAMES =
  'Ada,Bruno,Carla,Dmitri,Elif,Femi,Greta,Hugo,Inês,Jonas,Keiko,Luca,Mira,Nadia,Omar,Petra,Tomás,Zoë'.split(',');
const LAST_NAMES =
  'Abara,Bianchi,Castell,Dorado,Engel,Farrow,Galán,Haddad,Ivarsson,Jansen,Lindh,Moreau,Novák,D’Okafor'.split(',');
const TIERS = ['Bronze', 'Silver', 'Gold', 'Platinum'];
const HEADERS = [
  'Card Number',
  'First Name',
  'Last Name',
  'Date of Birth',
  'Tier',
  'Points',
  'Last Visit',
  'Host',
  'Notes',
];
const PLACE = { card: 0, firstName: 1, lastName: 2, birthDate: 3, tier: 4, points: 5, lastVisit: 6, host: 7, notes: 8 };
/** Stands for bytes that are no text in the file's encoding. */
const NO_TEXT = '\ue000';
const BYTES_PER_PIECE = 64 * 1024;
/** Binary files are told by a zero among their first bytes; a zero in a row is put after them. */
const ROWS_BEFORE_NUL = 100;
const MAX_HUGE_ROWS = 3;

/** A legacy system's file of players, piece by piece, the same for the same options; returns what it put in. */
export function* streamLegacyCsv(options: LegacyCsvOptions): Generator<Uint8Array<ArrayBuffer>, LegacyCsvFacts> {
  const encode = createEncoder(options.encoding ?? 'utf-8');
  const lines = legacyLines(options);
  let text = '';
  for (;;) {
    const { value, done } = lines.next();
    if (done) {
      if (text) yield encode(text);
      return value;
    }
    text += value;
    if (text.length < BYTES_PER_PIECE) continue;
    yield encode(text);
    text = '';
  }
}

/** A legacy file at once. */
export function makeLegacyCsv(options: LegacyCsvOptions): { bytes: Uint8Array<ArrayBuffer>; facts: LegacyCsvFacts } {
  const pieces = streamLegacyCsv(options);
  const kept: Uint8Array[] = [];
  for (;;) {
    const { value, done } = pieces.next();
    if (done) return { bytes: new Uint8Array(Buffer.concat(kept)), facts: value };
    kept.push(value);
  }
}

/** A file that can't be taken, the same for the same seed. */
export function makeHopelessFile(kind: HopelessFile, seed: number): Uint8Array<ArrayBuffer> {
  const random = randomNumbers(seed);
  const noise = Buffer.from(Array.from({ length: 2000 }, () => Math.floor(random() * 256)));
  const contents: Record<HopelessFile, string | Buffer> = {
    empty: '',
    blank: ' \r\n,,,\r\n\r\n\t\r\n',
    'header-only': `${HEADERS.join(',')}\r\n`,
    'too-many-columns': `${Array.from({ length: 250 }, (_, place) => `Column ${place}`).join(',')}\n1,2\n`,
    'unclosed-header': 'Card Number,"Tier,Points\nH100037,Gold,5\n',
    zip: Buffer.concat([Buffer.from('PK\u0003\u0004'), noise]),
    pdf: Buffer.concat([Buffer.from('%PDF-1.7\n'), noise]),
    binary: Buffer.concat([Buffer.from([0x7f, 0, 0, 1]), noise]),
  };
  return new Uint8Array(Buffer.from(contents[kind]));
}

type Made = { text: string; isBlank?: boolean };
type Random = () => number;
type Writer = { delimiter: string; quoting: Quoting; random: Random; isUnicode: boolean };

function* legacyLines(options: LegacyCsvOptions): Generator<string, LegacyCsvFacts> {
  const { rows, seed, defects = [], share = 0.25, encoding = 'utf-8' } = options;
  const random = randomNumbers(seed);
  const delimiter = DELIMITERS[options.delimiter ?? 'comma'];
  const writer: Writer = {
    delimiter,
    quoting: options.quoting ?? 'needed',
    random,
    isUnicode: encoding !== 'windows-1252',
  };
  const endLine = createLineEnds(options, random);
  const odd = (defect: FileDefect) => defects.includes(defect);
  const rowDefects = (Object.keys(ROW_DEFECTS) as RowDefect[]).filter((defect) => defects.includes(defect));
  const headers = odd('duplicate-headers') ? [...HEADERS, 'Notes', '', 'Tier', 'card number'] : HEADERS;
  const facts: LegacyCsvFacts = {
    headers,
    headerRow: 1,
    rows: 0,
    blankRows: 0,
    errorRows: {},
    errorCells: {},
    defects: {},
  };

  if (odd('sep-line')) {
    facts.headerRow += 1;
    yield `sep=${delimiter}${endLine()}`;
  }
  if (odd('blank-lines-first')) {
    facts.headerRow += 2;
    yield `${endLine('')}${endLine('')}`;
  }
  yield writeRow(writer, headers) + endLine();
  let blanksSince = 0;
  for (let n = 1; n <= rows; n += 1) {
    const defect = random() < share ? chooseDefect(rowDefects, n, facts, random) : undefined;
    const made = makeRow(writer, n, headers.length, defect);
    if (defect) facts.defects[defect] = (facts.defects[defect] ?? 0) + 1;
    const code = defect && ROW_DEFECTS[defect];
    if (code) facts.errorRows[code] = (facts.errorRows[code] ?? 0) + 1;
    const cellCode = defect && CELL_DEFECTS[defect];
    if (cellCode) facts.errorCells[cellCode] = (facts.errorCells[cellCode] ?? 0) + 1;
    if (made.isBlank) blanksSince += 1;
    else {
      facts.rows = n;
      facts.blankRows += blanksSince;
      blanksSince = 0;
    }
    yield made.text + (n === rows && odd('no-last-line-end') ? '' : endLine(made.text));
  }
  return facts;
}

function chooseDefect(
  among: RowDefect[],
  n: number,
  { defects }: LegacyCsvFacts,
  random: Random,
): RowDefect | undefined {
  if (among.length === 0) return undefined;
  const defect = pick(among, random);
  if (defect === 'nul' && n < ROWS_BEFORE_NUL) return 'control-character';
  // A few show it; more would make the file a hundred times as long.
  if (defect === 'huge-row' && (defects['huge-row'] ?? 0) >= MAX_HUGE_ROWS) return 'long-row';
  return defect;
}

/** The line ends of a file. Of an empty line among mixed ones, only the pair: a single one could complete the one before. */
function createLineEnds(
  { lineEnd = 'crlf', defects = [] }: LegacyCsvOptions,
  random: Random,
): (line?: string) => string {
  if (!defects.includes('mixed-line-ends')) return () => LINE_ENDS[lineEnd];
  let last = '';
  return (line = ' ') => {
    const next = line === '' && last === '\r' ? '\r' : pick(Object.values(LINE_ENDS), random);
    last = next;
    return next;
  };
}

function makeRow(writer: Writer, n: number, columns: number, defect: RowDefect | undefined): Made {
  const { random, delimiter } = writer;
  if (defect === 'blank-row') {
    const texts = ['', '  ', delimiter.repeat(columns - 1), `""${delimiter}""`];
    return { text: pick(texts, random), isBlank: true };
  }
  const cells = makeCells(writer, n, columns);
  const change = defect && CHANGES[defect];
  if (change) change(cells, random);
  if (defect === 'stray-quote') return { text: writeStray(writer, cells, `${cells[PLACE.lastName]} x"the ace`) };
  if (defect === 'unclosed-quote') {
    // With another quote in the row it would be a quote in the wrong place, or a closed one.
    const bare = cells.map((cell) => cell.replaceAll(/["\r\n]/g, '').replaceAll(delimiter, ' '));
    return { text: writeStray({ ...writer, quoting: 'needed' }, bare, `"${bare[PLACE.lastName]}`) };
  }
  return { text: writeRow(writer, cells) };
}

function makeCells({ random, isUnicode }: Writer, n: number, columns: number): string[] {
  const digits = (from: number, count: number) => String(from + Math.floor(random() * count)).padStart(2, '0');
  const isDemoPlayer = random() < 0.2;
  const card = isDemoPlayer ? `H${100_000 + 37 * (1 + Math.floor(random() * 200))}` : `L-${String(n).padStart(6, '0')}`;
  const notes = [
    `Likes table ${digits(1, 40)}`,
    'Said "no calls", twice',
    'Größe egal; Café 5 €',
    '',
    isUnicode ? '常連 🎲' : 'VIP',
  ];
  const cells = [
    card,
    pick(FIRST_NAMES, random),
    pick(LAST_NAMES, random),
    random() < 0.1 ? '' : `19${digits(40, 60)}-${digits(1, 12)}-${digits(1, 28)}`,
    pick(TIERS, random),
    pick([digits(0, 90_000), `${digits(1, 9)},${digits(100, 900)}`, '0', ''], random),
    random() < 0.15 ? '' : `20${digits(15, 11)}-${digits(1, 12)}-${digits(1, 28)} ${digits(0, 24)}:${digits(0, 60)}`,
    `Host ${digits(1, 12)}`,
    pick(notes, random),
  ];
  while (cells.length < columns) cells.push(`more ${cells.length}`);
  return cells;
}

const CONTROLS = ['\u0001', '\u0007', '\u000b', '\u000c', '\u001b', '\u007f', '\u00a0', '\u00ad'];
const FORMULAS = [
  '=1+1',
  '+1',
  '-2+3',
  '@SUM(A1:A9)',
  '=HYPERLINK("http://127.0.0.1";"x")',
  '\t=1',
  "=cmd|' /C calc'!A0",
  "'=1",
];

/** What each defect does to a row's cells; those that are about quotes are done where the row is written. */
const CHANGES: Partial<Record<RowDefect, (cells: string[], random: Random) => void>> = {
  'quoted-newline': (cells, random) => {
    cells[PLACE.notes] = `first${pick(Object.values(LINE_ENDS), random)}second, ""third""`;
  },
  'short-row': (cells, random) => void cells.splice(2 + Math.floor(random() * (cells.length - 3))),
  'long-row': (cells) => void cells.push('one', 'too many'),
  'blank-extra-cells': (cells) => void cells.push('', ' ', ''),
  formula: (cells, random) => {
    cells[PLACE.host] = pick(FORMULAS, random);
    cells[PLACE.notes] = pick(FORMULAS, random);
  },
  'unknown-tier': (cells, random) => {
    cells[PLACE.tier] = pick(['Diamond', 'Level 3', 'gold plus', '=Gold', '5'], random);
  },
  'fraction-of-points': (cells, random) => {
    cells[PLACE.points] = pick(['12.5', '1,234.56', '0.01', '0.500'], random);
  },
  'points-in-words': (cells, random) => {
    cells[PLACE.points] = pick(['many', 'N/A', '1e3', '--', '#REF!'], random);
  },
  'too-many-points': (cells, random) => {
    cells[PLACE.points] = pick(['9999999999999999', '99999999999999999999', '9'.repeat(60)], random);
  },
  'unreadable-date': (cells, random) => {
    cells[PLACE.lastVisit] = pick(
      ['2020-02-30', 'yesterday', '13/13/2020', '4512', '2020-01-01T25:00', '0000-00-00'],
      random,
    );
  },
  'future-date': (cells, random) => {
    cells[PLACE.lastVisit] = pick(['2999-12-31', '9999-12-31 23:59'], random);
  },
  'unborn-player': (cells, random) => {
    cells[PLACE.birthDate] = pick(['2999-01-01', '1066-10-14'], random);
  },
  'no-identifier': (cells, random) => {
    cells[PLACE.card] = pick(['', '   ', '\u00a0'], random);
  },
  'shortened-identifier': (cells, random) => {
    cells[PLACE.card] = pick(['7.01234E+11', '7E+11', '7,01E+12'], random);
  },
  'long-identifier': (cells) => {
    cells[PLACE.card] = 'x'.repeat(51);
  },
  'long-value': (cells, random) => {
    cells[pick([PLACE.firstName, PLACE.lastName, PLACE.tier], random)] = 'x'.repeat(101);
  },
  'control-character': (cells, random) => {
    cells[PLACE.notes] = `a${pick(CONTROLS, random)}b`;
  },
  nul: (cells) => {
    cells[PLACE.notes] = 'a\u0000b';
  },
  'no-text': (cells) => {
    // Beside letters that are text, so that one spoiled one leaves no doubt about the encoding of the file.
    cells[PLACE.notes] = `Größe: a${NO_TEXT}b, 5 €`;
  },
  'huge-row': (cells) => {
    cells[PLACE.notes] = 'long '.repeat(20_000);
  },
};

function writeRow({ delimiter, quoting }: Writer, cells: readonly string[]): string {
  return cells
    .map((cell) => (quoting === 'always' || needsQuotes(cell, delimiter) ? quoted(cell) : cell))
    .join(delimiter);
}

/** A row whose last name stands as it is, whatever its quotes. */
function writeStray(writer: Writer, cells: readonly string[], lastName: string): string {
  const { delimiter } = writer;
  const before = writeRow(writer, cells.slice(0, PLACE.lastName));
  const after = writeRow(writer, cells.slice(PLACE.lastName + 1));
  return [before, lastName, after].join(delimiter);
}

function needsQuotes(cell: string, delimiter: string): boolean {
  return cell.includes(delimiter) || /["\r\n]/.test(cell);
}

function quoted(cell: string): string {
  return `"${cell.replaceAll('"', '""')}"`;
}

function pick<T>(of: readonly T[], random: Random): T {
  return of[Math.floor(random() * of.length)] as T;
}

function createEncoder(encoding: Encoding): (text: string) => Uint8Array<ArrayBuffer> {
  if (encoding === 'utf-16le' || encoding === 'utf-16be') return createUtf16Encoder(encoding === 'utf-16be');
  // Half of a character: no UTF-8; and of Windows-1252, a byte that stands for nothing.
  const noText = Buffer.from(encoding === 'windows-1252' ? [0x81] : [0xc3]);
  const encodePart = encoding === 'windows-1252' ? encodeWindows1252 : (text: string) => Buffer.from(text, 'utf8');
  let isFirst = true;
  return (text) => {
    const parts = text
      .split(NO_TEXT)
      .flatMap((part, place) => (place === 0 ? [encodePart(part)] : [noText, encodePart(part)]));
    if (isFirst && encoding === 'utf-8-bom') parts.unshift(Buffer.from('\ufeff', 'utf8'));
    isFirst = false;
    return new Uint8Array(Buffer.concat(parts));
  };
}

function createUtf16Encoder(isBigEndian: boolean): (text: string) => Uint8Array<ArrayBuffer> {
  let mark = '\ufeff';
  return (text) => {
    const bytes = Buffer.from(mark + text.replaceAll(NO_TEXT, '\ud800'), 'utf16le');
    mark = '';
    return new Uint8Array(isBigEndian ? bytes.swap16() : bytes);
  };
}

function encodeWindows1252(text: string): Buffer {
  return Buffer.from(Array.from(text, (character) => WINDOWS_1252.get(character) ?? 0x3f));
}

/** Written out: Node's own decoder takes the signs from 0x80 to 0x9f for Latin-1 when it is given all at once. */
const SIGNS = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ';
const WINDOWS_1252 = new Map(
  Array.from({ length: 256 }, (_, byte) => [SIGNS[byte - 0x80] ?? String.fromCharCode(byte), byte] as const),
);
