import type { ImportMapping } from '@/services/imports/dtos';
import type { ReconciliationDetail } from '@/services/reconciliation/dtos';
import { t } from '@/words/say';

/** What file and record say of one thing that tells people apart. `unknown`: one of them does not say. */
export type IdentityLine = {
  term: 'name' | 'loyaltyId' | 'birthDate';
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
  // What the server has read it compares too; a name that no column is said to hold is compared here, for the eye.
  const isRead = row.firstName !== null || row.lastName !== null;
  const isSamePerson = isRead ? () => !row.flags.includes('name_differs') : isSameName;
  return [
    // Without a player the name that the server tells is the file's own.
    line('name', isKnown ? name : (name ?? row.player.name), isKnown ? row.player.name : null, isSamePerson),
    line('loyaltyId', row.provenance.importedLoyaltyId, isKnown ? row.player.loyaltyId : null, isSameText),
    line('birthDate', row.birthDate, row.playerBirthDate, isSameText),
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

/** What is asked about a row that is doubtful, and what who says yes confirms; null where nothing is doubtful. */
export function identityQuestion({
  flags,
  player,
}: Pick<ReconciliationDetail, 'flags' | 'player'>): { title: string; sentence: string; confirm: string } | null {
  const isShared = flags.includes('duplicate_in_file');
  if (!isShared && !flags.includes('name_differs') && !flags.includes('birth_date_differs')) return null;
  if (player.id !== null) {
    return {
      title: t('reconcile.samePerson'),
      sentence: t(isShared ? 'reconcile.sharedId' : 'reconcile.fileDiffers'),
      confirm: t('reconcile.isSamePerson'),
    };
  }
  return {
    title: t('reconcile.whoseId'),
    sentence: t('reconcile.whoseIdWhy'),
    confirm: t('reconcile.isRowsPerson'),
  };
}
