import {
  IMPORT_FIELDS,
  type ImportField,
  type ImportMapping,
  type PlayerImport,
  type PlayerImportDetail,
} from '@/services/imports/dtos';
import { t } from '@/words/say';

const SAMPLES = 3;

/** A column's name, told apart from others of its name: `Tier (column 3)`. */
export function columnLabel(headers: readonly string[], place: number): string {
  const name = headers[place]?.trim() ?? '';
  if (name === '') return t('imports.columnNameless', { place: place + 1 });
  const isAlone = headers.filter((header) => header.trim() === name).length === 1;
  return isAlone ? name : t('imports.columnOfSeveral', { name, place: place + 1 });
}

/** What stands in a column's first rows, each value once. */
export function listSamples(sampleRows: PlayerImportDetail['sampleRows'], place: number): string[] {
  const values = sampleRows.map(({ raw }) => raw[place]?.trim() ?? '').filter((value) => value !== '');
  return [...new Set(values)].slice(0, SAMPLES);
}

/** The places of the columns that no field reads. */
export function listUnmapped(headers: readonly string[], columns: ImportMapping['columns']): number[] {
  const used = new Set(Object.values(columns));
  return headers.map((_header, place) => place).filter((place) => !used.has(place));
}

/** The mapping with a field's column set, or with none (null). What was said of the format was about the column before. */
export function withColumn(mapping: ImportMapping, field: ImportField, place: number | null): ImportMapping {
  const { [field]: _before, ...others } = mapping.columns;
  const { formats, ...rest } = mapping;
  const kept = Object.entries(formats ?? {}).filter(([said]) => said !== field);
  return {
    ...rest,
    columns: place === null ? others : { ...others, [field]: place },
    ...(kept.length > 0 ? { formats: Object.fromEntries(kept) } : {}),
  };
}

/** The mapping with what a spelling stands for, or without it (null). Spellings are the same whatever their case. */
export function withTier(mapping: ImportMapping, text: string, tier: string | null): ImportMapping {
  const others = mapping.tiers.filter((known) => !isSameSpelling(known.text, text));
  return { ...mapping, tiers: tier === null ? others : [...others, { text, tier }] };
}

/** The tier that a spelling was said to stand for. */
export function findTier(mapping: ImportMapping, text: string): string | null {
  return mapping.tiers.find((known) => isSameSpelling(known.text, text))?.tier ?? null;
}

/** The mapping without spellings of tiers that are no more: it would be refused for them. */
export function withTiersThatExist(mapping: ImportMapping, codes: readonly string[]): ImportMapping {
  return { ...mapping, tiers: mapping.tiers.filter(({ tier }) => codes.includes(tier)) };
}

/** Whether two mappings say the same. */
export function isSameMapping(one: ImportMapping, other: ImportMapping): boolean {
  return JSON.stringify(ordered(one)) === JSON.stringify(ordered(other));
}

/** What keeps a mapping from being saved: by field, and for the whole. The words are those of the API. */
export type MappingProblems = { fields: Partial<Record<ImportField, string>>; whole: string | null };

/** Checks a mapping as the server does. */
export function mappingProblems({ columns }: ImportMapping): MappingProblems {
  const fields: MappingProblems['fields'] = {};
  for (const field of IMPORT_FIELDS) {
    const place = columns[field];
    const isShared = IMPORT_FIELDS.some((other) => other !== field && columns[other] === place);
    if (place !== undefined && isShared) fields[field] = t('rules.columnOnce');
  }
  const saysWho = columns.loyaltyId !== undefined || columns.playerId !== undefined;
  const saysWhat = columns.tier !== undefined || columns.pointsBalance !== undefined;
  return {
    fields,
    whole: saysWho && saysWhat ? null : t('rules.columnsNeeded'),
  };
}

/** Why a mapping can't be saved, in one sentence; null when it can. */
export function problemText({ fields, whole }: MappingProblems): string | null {
  return whole ?? Object.values(fields)[0] ?? null;
}

/** Where the columns that are set come from. */
export function originText({ mapping, mappingVersion }: Pick<PlayerImport, 'mapping' | 'mappingVersion'>): string {
  if (mappingVersion > 1) return t('imports.origin_saved');
  return t(Object.keys(mapping.columns).length > 0 ? 'imports.origin_suggested' : 'imports.origin_none');
}

/** One spelling of a tier to be told, and how many rows have it; null where that is not known. */
export type Spelling = { text: string; rows: number | null };

/** Spellings to show: those that stand for no tier, and those somebody told of. */
export function listSpellings(unknownTiers: PlayerImportDetail['unknownTiers'], saved: ImportMapping): Spelling[] {
  const told = saved.tiers.filter(({ text }) => !unknownTiers.some((unknown) => isSameSpelling(unknown.text, text)));
  const unknown = unknownTiers.filter(
    ({ text }, index) => unknownTiers.findIndex((other) => isSameSpelling(other.text, text)) === index,
  );
  return [
    ...unknown.map(({ text }) => ({
      text,
      rows: unknownTiers.reduce((sum, other) => sum + (isSameSpelling(other.text, text) ? other.rows : 0), 0),
    })),
    ...told.map(({ text }) => ({ text, rows: null })),
  ];
}

function isSameSpelling(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}

function ordered({ columns, dateOrder, formats, dateSystem, tiers }: ImportMapping) {
  const byText = tiers.map(({ text, tier }) => [text.toLowerCase(), tier] as const);
  return [
    IMPORT_FIELDS.map((field) => columns[field] ?? null),
    dateOrder,
    [formats?.birthDate ?? null, formats?.lastActivityAt ?? null, formats?.pointsBalance ?? null],
    dateSystem ?? '1900',
    byText.sort(([a], [b]) => (a < b ? -1 : 1)),
  ];
}
