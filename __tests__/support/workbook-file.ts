import { crc32, deflateRawSync } from 'node:zlib';

type Bytes = Uint8Array<ArrayBuffer>;
/** A cell as a workbook keeps it: its type, the place of its number format, its value, its formula, or its own text as XML. */
export type WorkbookCell = { t?: string; s?: number; v?: string; f?: string; is?: string };
/** Texts are shared, as spreadsheets write them; numbers have no format. */
type Cell = string | number | WorkbookCell | null;
type Sheet = {
  name: string;
  /** By their number: those that are not there are blank. */
  rows: Record<number, Cell[]>;
  state?: 'hidden' | 'veryHidden';
  /** What stands behind the rows, such as merged cells. */
  tail?: string;
};
type Workbook = {
  sheets: Sheet[];
  is1904?: boolean;
  /** Number formats; style 1 is the first. */
  formats?: string[];
  /** Texts that cells share, as XML, before those of the cells. */
  shared?: string[];
  /** Files to add or to replace. */
  files?: Record<string, string>;
};

const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006/relationships';

/** A workbook, as small as one can be that a spreadsheet opens. */
export function makeWorkbook({ sheets, is1904 = false, formats = [], shared = [], files = {} }: Workbook): Bytes {
  const texts = shared.map((xml) => `<si>${xml}</si>`);
  const parts = sheets.map(({ rows, tail = '' }) => sheetXml(rows, tail, texts));
  return zipped({
    '_rels/.rels': relations([['main', 'officeDocument', 'xl/workbook.xml']]),
    'xl/workbook.xml': `<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><workbookPr date1904="${is1904 ? 1 : 0}"/><sheets>${sheets
      .map(
        ({ name, state = 'visible' }, at) =>
          `<sheet name="${escaped(name)}" sheetId="${at + 1}" state="${state}" r:id="r${at}"/>`,
      )
      .join('')}</sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': relations([
      ...sheets.map((_, at): Relation => [`r${at}`, 'worksheet', `worksheets/sheet${at + 1}.xml`]),
      ['styles', 'styles', 'styles.xml'],
      ['texts', 'sharedStrings', '/xl/sharedStrings.xml'],
    ]),
    'xl/styles.xml': stylesXml(formats),
    'xl/sharedStrings.xml': `<sst xmlns="${MAIN}">${texts.join('')}</sst>`,
    ...Object.fromEntries(parts.map((xml, at) => [`xl/worksheets/sheet${at + 1}.xml`, xml])),
    ...files,
  });
}

/** A file by its names and texts, as zip. */
export function zipped(files: Record<string, string>): Bytes {
  const entries = Object.entries(files).map(([name, text]) => entryOf(name, Buffer.from(text)));
  const starts = entries.map((_, at) => entries.slice(0, at).reduce((sum, { local }) => sum + local.length, 0));
  const directory = Buffer.concat(entries.map(({ central }, at) => central(starts[at] ?? 0)));
  const locals = Buffer.concat(entries.map(({ local }) => local));
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(entries.length, 8);
  end.writeUInt16LE(entries.length, 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(locals.length, 16);
  return Uint8Array.from(Buffer.concat([locals, directory, end]));
}

function entryOf(name: string, content: Buffer) {
  const packed = deflateRawSync(content);
  const nameBytes = Buffer.from(name);
  // Version, flags, method, time and date, checksum, sizes, length of the name.
  const facts = Buffer.alloc(26);
  facts.writeUInt16LE(20, 0);
  facts.writeUInt16LE(8, 4);
  facts.writeUInt32LE(crc32(content), 10);
  facts.writeUInt32LE(packed.length, 14);
  facts.writeUInt32LE(content.length, 18);
  facts.writeUInt16LE(nameBytes.length, 22);
  const central = (start: number) => {
    const rest = Buffer.alloc(14);
    rest.writeUInt32LE(start, 10);
    return Buffer.concat([Buffer.from('PK\u0001\u0002\u0014\0'), facts, rest, nameBytes]);
  };
  return { local: Buffer.concat([Buffer.from('PK\u0003\u0004'), facts, nameBytes, packed]), central };
}

type Relation = [id: string, kind: string, target: string];

function relations(of: Relation[]): string {
  const one = ([id, kind, target]: Relation) =>
    `<Relationship Id="${id}" Type="${OFFICE}/${kind}" Target="${target}"/>`;
  return `<Relationships xmlns="${PACKAGE}">${of.map(one).join('')}</Relationships>`;
}

function stylesXml(formats: string[]): string {
  const own = formats.map((code, at) => `<numFmt numFmtId="${164 + at}" formatCode="${escaped(code)}"/>`).join('');
  const used = formats.map((_, at) => `<xf numFmtId="${164 + at}"/>`).join('');
  return `<styleSheet xmlns="${MAIN}"><numFmts>${own}</numFmts><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs><xf numFmtId="0"/>${used}</cellXfs></styleSheet>`;
}

function sheetXml(rows: Sheet['rows'], tail: string, texts: string[]): string {
  const lines = Object.entries(rows).map(([n, cells]) => {
    const xml = cells.map((cell, at) => cellXml(cell, `${String.fromCharCode(65 + at)}${n}`, texts));
    return `<row r="${n}">${xml.join('')}</row>`;
  });
  return `<worksheet xmlns="${MAIN}"><sheetData>${lines.join('')}</sheetData>${tail}</worksheet>`;
}

function cellXml(cell: Cell, place: string, texts: string[]): string {
  if (cell === null) return '';
  if (typeof cell === 'number') return cellXml({ v: String(cell) }, place, texts);
  if (typeof cell === 'string') {
    texts.push(`<si><t xml:space="preserve">${escaped(cell)}</t></si>`);
    return cellXml({ t: 's', v: String(texts.length - 1) }, place, texts);
  }
  const { t = 'n', s = 0, v, f, is } = cell;
  const inner = [f && `<f>${escaped(f)}</f>`, v !== undefined && `<v>${escaped(v)}</v>`, is && `<is>${is}</is>`];
  return `<c r="${place}" s="${s}" t="${t}">${inner.filter(Boolean).join('')}</c>`;
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
}
