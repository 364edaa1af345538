import { formatKnownDay, formatPoints } from '@/lib/shared/format';
import { t } from '@/words/say';

type Line = { term: string; value: string };
type Figures = Record<string, unknown>;

/** Told in words by the lines above, or of use to the audit trail alone. */
const TOLD = new Set([
  'points',
  'tier',
  'last_activity_at',
  'last_activity_date',
  'file_name',
  'row_number',
  'import_id',
  'reconciliation_id',
]);

/** What an import noted of a player, in words; and whatever else is noted there, by its name. */
export function startingLines(figures: Figures, timeZone: string): Line[] {
  const known: (Line | null)[] = [
    'points' in figures ? { term: t('player.points'), value: valueText(figures.points) } : null,
    'tier' in figures ? { term: t('player.importedTier'), value: valueText(figures.tier) } : null,
    'last_activity_at' in figures ? { term: t('player.asOf'), value: dayText(figures, timeZone) } : null,
    'file_name' in figures ? { term: t('player.fromFile'), value: sourceText(figures) } : null,
  ];
  const others = Object.entries(figures).filter(([name]) => !TOLD.has(name));
  return [
    ...known.filter((line) => line !== null),
    ...others.map(([name, value]) => ({ term: spelledOut(name), value: valueText(value) })),
  ];
}

function dayText({ last_activity_at: at, last_activity_date: date }: Figures, timeZone: string): string {
  if (at === null) return t('player.notSaidInFile');
  if (typeof at !== 'string' || Number.isNaN(Date.parse(at))) return valueText(at);
  return formatKnownDay(at, typeof date === 'string' ? date : null, timeZone);
}

function sourceText({ file_name, row_number }: Figures): string {
  const file = valueText(file_name);
  if (!Number.isSafeInteger(row_number)) return file;
  return t('player.fileAndRow', { file, row: formatPoints(Number(row_number)) });
}

/** `legacy_points` and `legacyPoints` both become `Legacy points`. */
function spelledOut(name: string): string {
  const words = name
    .replaceAll('_', ' ')
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
}

function valueText(value: unknown): string {
  if (value === null || value === undefined || value === '') return '–';
  if (Number.isSafeInteger(value)) return formatPoints(Number(value));
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}
