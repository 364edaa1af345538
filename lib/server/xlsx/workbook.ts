import 'server-only';
import { posix } from 'node:path';
import { getFormatFromId } from 'numfmt';
import { AppError } from '@/lib/shared/errors';
import type { Parts } from './parts';
import { type CellFormat, cellFormat, decodeEscapes } from './shown';
import { readXml } from './xml';

type Sheet = { name: string; isHidden: boolean; part: string };

/** What is known of a workbook before its cells are read. `formats`: how numbers of each style are shown, by its place. */
export type Workbook = { sheets: Sheet[]; is1904: boolean; formats: CellFormat[]; texts: string[] };

/** Texts that cells share are the one thing of a workbook that is held: so many characters of them at most. */
const MAX_SHARED_CHARACTERS = 64 * 1024 * 1024;
/** What each text counts beside its characters: a million empty ones take memory, too. */
const CHARACTERS_PER_TEXT = 16;

/** Reads what a workbook says of itself. FILE_NOT_CSV where the archive is none (found: ods, xlsb, zip). */
export async function readWorkbook(parts: Parts): Promise<Workbook> {
  if (parts.has('content.xml') && parts.has('META-INF/manifest.xml'))
    throw new AppError('FILE_NOT_CSV', { found: 'ods' });
  const [main] = (await readRelations(parts, '')).filter(({ kind }) => kind === 'officeDocument');
  if (main?.part.endsWith('.bin')) throw new AppError('FILE_NOT_CSV', { found: 'xlsb' });
  const relations = main ? await readRelations(parts, main.part) : [];
  const book = main ? await readMain(parts, main.part, relations) : null;
  if (book === null || book.sheets.length === 0) throw new AppError('FILE_NOT_CSV', { found: 'zip' });
  const partOf = (kind: string) => relations.find((relation) => relation.kind === kind)?.part ?? '';
  return {
    ...book,
    formats: await readFormats(parts, partOf('styles')),
    texts: await readSharedTexts(parts, partOf('sharedStrings')),
  };
}

type Relation = { id: string; kind: string; part: string };

/**
 * The parts that a part refers to. The kind of each is the last word of an address, whose beginning differs between
 * editions of the format.
 */
async function readRelations(parts: Parts, part: string): Promise<Relation[]> {
  const relations: Relation[] = [];
  const folder = posix.dirname(part);
  await readXml(parts.read(posix.join(folder, '_rels', `${posix.basename(part)}.rels`)), {
    open: (name, { Id: id = '', Type: type = '', Target: target = '', TargetMode: mode }) => {
      if (name !== 'Relationship' || mode === 'External') return;
      const place = target.startsWith('/') ? target : posix.join(folder, target);
      relations.push({ id, kind: posix.basename(type), part: place });
    },
  });
  return relations;
}

async function readMain(parts: Parts, part: string, relations: Relation[]) {
  const sheets: Sheet[] = [];
  let isWorkbook = false;
  let is1904 = false;
  await readXml(parts.read(part), {
    open: (name, attributes) => {
      if (name === 'workbook') isWorkbook = true;
      if (name === 'workbookPr') is1904 = ['1', 'true'].includes(attributes.date1904 ?? '');
      if (name !== 'sheet') return;
      const id = Object.entries(attributes).find(([key]) => key === 'id' || key.endsWith(':id'))?.[1];
      const relation = relations.find((candidate) => candidate.id === id && candidate.kind === 'worksheet');
      // A sheet of charts or macros has no cells.
      if (relation === undefined) return;
      const isHidden = (attributes.state ?? 'visible') !== 'visible';
      sheets.push({ name: attributes.name || `Sheet${sheets.length + 1}`, isHidden, part: relation.part });
    },
  });
  return isWorkbook ? { sheets, is1904 } : null;
}

async function readFormats(parts: Parts, part: string): Promise<CellFormat[]> {
  const own = new Map<string, string>();
  const ids: string[] = [];
  let isInCells = false;
  await readXml(parts.read(part), {
    open: (name, attributes) => {
      if (name === 'numFmt') own.set(attributes.numFmtId ?? '', attributes.formatCode ?? '');
      if (name === 'cellXfs') isInCells = true;
      if (name === 'xf' && isInCells) ids.push(attributes.numFmtId ?? '0');
    },
    close: (name) => {
      if (name === 'cellXfs') isInCells = false;
    },
  });
  return ids.map((id) => cellFormat(own.get(id) ?? getFormatFromId(Number(id)) ?? 'General'));
}

/** The texts that cells share, without how they are read aloud: phonetic runs are no part of a name. */
async function readSharedTexts(parts: Parts, part: string): Promise<string[]> {
  const texts: string[] = [];
  let text = '';
  let left = MAX_SHARED_CHARACTERS;
  const collect = textCollector((piece) => {
    text += piece;
  });
  await readXml(parts.read(part), {
    ...collect,
    close: (name) => {
      collect.close(name);
      if (name !== 'si') return;
      left -= text.length + CHARACTERS_PER_TEXT;
      if (left < 0) throw new AppError('PAYLOAD_TOO_LARGE', { maxBytes: MAX_SHARED_CHARACTERS });
      texts.push(decodeEscapes(text));
      text = '';
    },
  });
  return texts;
}

/** Tells the pieces of texts that are shown: what stands in `t`, and in no phonetic run. */
export function textCollector(add: (piece: string) => void) {
  let isText = false;
  let isPhonetic = false;
  const turn = (name: string, isOpen: boolean) => {
    if (name === 't') isText = isOpen;
    if (name === 'rPh') isPhonetic = isOpen;
  };
  return {
    open: (name: string) => turn(name, true),
    text: (piece: string) => {
      if (isText && !isPhonetic) add(piece);
    },
    close: (name: string) => turn(name, false),
  };
}
