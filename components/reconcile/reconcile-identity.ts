import type { ImportMapping, ReconciliationDetail } from '@/services/imports/dtos';

/** What file and record say of one thing that tells people apart. `unknown`: one of them does not say. */
export type IdentityLine = {
  term: 'Name' | 'Loyalty id' | 'Birth date';
  inFile: string | null;
  onRecord: string | null;
  match: 'same' | 'differs' | 'unknown';
};

const NAME_COLUMN =
  /^(first|last|given|family|full|sur|middle)?[\s_-]*(name|surname)$|^(player|guest|customer|patron)[\s_-]*name$/i;

/** Who the row is about in the file, as far as the columns of its import are known by now, beside who is on record. */
export function identityLines(row: ReconciliationDetail, columns: ImportMapping['columns'] = {}): IdentityLine[] {
  const isKnown = row.player.id !== null;
  const name = nameInFile(row, columns);
  return [
    // Without a player the name that the server tells is the file's own.
    line('Name', isKnown ? name : (name ?? row.player.name), isKnown ? row.player.name : null, isSameName),
    line('Loyalty id', row.provenance.importedLoyaltyId, isKnown ? row.player.loyaltyId : null, isSameText),
    line('Birth date', row.birthDate, row.playerBirthDate, isSameText),
  ];
}

function line(
  term: IdentityLine['term'],
  inFile: string | null,
  onRecord: string | null,
  isSame: (one: string, other: string) => boolean,
): IdentityLine {
  if (inFile === null || onRecord === null) return { term, inFile, onRecord, match: 'unknown' };
  return { term, inFile, onRecord, match: isSame(inFile, onRecord) ? 'same' : 'differs' };
}

/**
 * The name as the row's own cells have it, in the columns that were said to hold it, else under the headings that names
 * usually stand under; null where there is none.
 */
function nameInFile({ cells }: ReconciliationDetail, columns: ImportMapping['columns']): string | null {
  const { firstName, lastName } = columns;
  const isMapped = firstName !== undefined && lastName !== undefined;
  const found = isMapped
    ? [cells[firstName], cells[lastName]]
    : cells.filter(({ column }) => NAME_COLUMN.test(column ?? ''));
  return found.flatMap((cell) => cell?.value.trim() || []).join(' ') || null;
}

/** The same words in any order: `Okafor, Ray` is `Ray Okafor`. */
function isSameName(one: string, other: string): boolean {
  return wordsOf(one).join(' ') === wordsOf(other).join(' ');
}

function wordsOf(name: string): string[] {
  return name
    .toLocaleLowerCase('en')
    .split(/[\s,]+/)
    .filter(Boolean)
    .sort();
}

function isSameText(one: string, other: string): boolean {
  return one.trim() === other.trim();
}
