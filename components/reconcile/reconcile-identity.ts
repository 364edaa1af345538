import type { ReconciliationDetail } from '@/services/imports/dtos';

/** What file and record say of one thing that tells people apart. `unknown`: one of them does not say. */
export type IdentityLine = {
  term: 'Name' | 'Loyalty id' | 'Birth date';
  inFile: string | null;
  onRecord: string | null;
  match: 'same' | 'differs' | 'unknown';
};

const NAME_COLUMN =
  /^(first|last|given|family|full|sur|middle)?[\s_-]*(name|surname)$|^(player|guest|customer|patron)[\s_-]*name$/i;

/** Who the row is about in the file, beside who the player is on record. */
export function identityLines(row: ReconciliationDetail): IdentityLine[] {
  const isKnown = row.player.id !== null;
  const name = nameInFile(row);
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

/** The name as the row's own cells have it, by the headings that names usually stand under; null where there is none. */
function nameInFile({ cells }: ReconciliationDetail): string | null {
  const parts = cells.filter(({ column, value }) => NAME_COLUMN.test(column ?? '') && value.trim() !== '');
  return parts.length === 0 ? null : parts.map(({ value }) => value.trim()).join(' ');
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
