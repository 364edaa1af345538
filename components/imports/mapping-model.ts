import {
  type DATE_ORDERS,
  type DATE_SYSTEMS,
  IMPORT_FIELDS,
  type ImportField,
  type ImportMapping,
  type PlayerImport,
  type PlayerImportDetail,
} from '@/services/imports/dtos';

const SAMPLES = 3;

/** The fields as a person calls them, each with what it is good for. */
export const FIELD_WORDS: Record<ImportField, { label: string; hint: string }> = {
  loyaltyId: { label: 'Loyalty id', hint: 'Finds the player, by the exact id' },
  playerId: { label: 'Pitside player id', hint: 'Finds the player, where the file has it' },
  firstName: { label: 'First name', hint: 'To enrol who is not known' },
  lastName: { label: 'Last name', hint: 'To enrol who is not known' },
  birthDate: { label: 'Birth date', hint: 'To tell people apart' },
  tier: { label: 'Tier', hint: 'Compared with the one held' },
  pointsBalance: { label: 'Points', hint: 'Kept as a note, never in the ledger' },
  lastActivityAt: { label: 'Last activity', hint: 'Says how old the row is' },
};

/** The orders of dates in words. */
export const DATE_ORDER_WORDS: Record<(typeof DATE_ORDERS)[number], string> = {
  mdy: 'Month / day / year: 11/30/2026',
  dmy: 'Day / month / year: 30/11/2026',
  ymd: 'Year first only: 2026-11-30',
};

/** Where serial dates begin, in words. */
export const DATE_SYSTEM_WORDS: Record<(typeof DATE_SYSTEMS)[number], string> = {
  '1900': '1900, as nearly every workbook has it',
  '1904': '1904, as old workbooks of Macintoshes have it',
};

/** A column's name, told apart from others of its name: `Tier (column 3)`. */
export function columnLabel(headers: readonly string[], place: number): string {
  const name = headers[place]?.trim() ?? '';
  if (name === '') return `Column ${place + 1}, without a name`;
  const isAlone = headers.filter((header) => header.trim() === name).length === 1;
  return isAlone ? name : `${name} (column ${place + 1})`;
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
    if (place !== undefined && isShared) fields[field] = 'Use each column for one field only.';
  }
  const saysWho = columns.loyaltyId !== undefined || columns.playerId !== undefined;
  const saysWhat = columns.tier !== undefined || columns.pointsBalance !== undefined;
  return {
    fields,
    whole:
      saysWho && saysWhat
        ? null
        : 'Say which column has the loyalty id or player id, and which has the tier or the points.',
  };
}

/** Why a mapping can't be saved, in one sentence; null when it can. */
export function problemText({ fields, whole }: MappingProblems): string | null {
  return whole ?? Object.values(fields)[0] ?? null;
}

/** Where the columns that are set come from. */
export function originText({ mapping, mappingVersion }: Pick<PlayerImport, 'mapping' | 'mappingVersion'>): string {
  if (mappingVersion > 1) return 'As it was saved last.';
  return Object.keys(mapping.columns).length > 0
    ? 'Suggested by the names of the columns, or by how they were read before. Correct what is wrong.'
    : 'The names of the columns say nothing: pick the column for each field that the file has.';
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
