import { type Edited, mergeFacts } from '@/components/forms/facts';
import { formatMoney, formatMoneyInput, formatPoints, parseMoney } from '@/lib/shared/format';
import { rule } from '@/lib/shared/rules';
import { t, type WordKey } from '@/words/say';

/** The figures of a count in the order in which they are written down. */
export const COUNT_FIELDS = ['openingCents', 'fillsCents', 'creditsCents', 'dropCents', 'closingCents'] as const;
export type CountField = (typeof COUNT_FIELDS)[number];
export type CountTexts = Record<CountField, string>;

/** A count as typed: cents, or null for a closing that is not counted yet. */
export type CountFigures = Record<Exclude<CountField, 'closingCents'>, number> & { closingCents: number | null };

/** As it may be recorded, not all of it counted yet. */
export type RecordedFigures = Record<CountField, number | null>;

/** The keys of what each figure is called. */
export const COUNT_NAMES = {
  openingCents: 'shift.opening',
  fillsCents: 'shift.fills',
  creditsCents: 'shift.credits',
  dropCents: 'shift.drop',
  closingCents: 'shift.closing',
} as const satisfies Record<CountField, WordKey>;

/** As the database has it. */
const COUNT_CENTS_MAX = 100_000_000_000;
const AMOUNT_WANTED = rule('amount', { whole: '1500', decimals: '62.50' });

/** What the fields hold to begin with: the recorded figures, or nothing but zeros for what may well be zero. */
export function toCountTexts(table: RecordedFigures): CountTexts {
  const text = (cents: number | null) => (cents === null ? '' : formatMoneyInput(cents));
  return {
    openingCents: text(table.openingCents),
    fillsCents: text(table.fillsCents),
    creditsCents: text(table.creditsCents),
    dropCents: text(table.dropCents),
    closingCents: text(table.closingCents),
  };
}

/** Reads the typed figures: all of them, or what is wrong by field. An empty closing means "not counted yet". */
export function readCount(texts: CountTexts): {
  figures: CountFigures | null;
  errors: Partial<Record<CountField, string>>;
} {
  const cents = Object.fromEntries(COUNT_FIELDS.map((field) => [field, parseMoney(texts[field])])) as Record<
    CountField,
    number | null
  >;
  const errors: Partial<Record<CountField, string>> = {};
  for (const field of COUNT_FIELDS) {
    const isLeftOut = field === 'closingCents' && texts[field].trim() === '';
    if (cents[field] === null && !isLeftOut) errors[field] = whatIsWrong(texts[field]);
  }
  const { openingCents, fillsCents, creditsCents, dropCents, closingCents } = cents;
  if (openingCents === null || fillsCents === null || creditsCents === null || dropCents === null) {
    return { figures: null, errors };
  }
  const isRight = Object.keys(errors).length === 0;
  return { figures: isRight ? { openingCents, fillsCents, creditsCents, dropCents, closingCents } : null, errors };
}

/** Why a text is no figure of a count: its sign, its size, or that it is no amount at all. */
function whatIsWrong(text: string): string {
  const [, sign = '', digits] = /^([-−–(]?)\s*([\d,]+)(?:\.\d{1,2})?\)?$/.exec(text.trim()) ?? [];
  if (digits === undefined) return AMOUNT_WANTED;
  if (sign !== '') return rule('zeroOrMore');
  const isTooHigh = Number(digits.replaceAll(',', '')) * 100 >= COUNT_CENTS_MAX;
  return isTooHigh ? rule('atMost', { highest: formatPoints(COUNT_CENTS_MAX / 100) }) : AMOUNT_WANTED;
}

/** Win and hold as the server will work them out: drop + closing + credits − opening − fills; win in percent of drop. */
export function previewCount(figures: CountFigures): { winCents: number | null; holdPercent: number | null } {
  if (figures.closingCents === null) return { winCents: null, holdPercent: null };
  const winCents =
    figures.dropCents + figures.closingCents + figures.creditsCents - figures.openingCents - figures.fillsCents;
  if (figures.dropCents === 0) return { winCents, holdPercent: null };
  return { winCents, holdPercent: Math.round((winCents * 10_000) / figures.dropCents) / 100 };
}

/** What is recorded of a table, as the form writes it; null before the first count. */
export function recordedCount(table: RecordedFigures): CountFigures | null {
  const { openingCents, fillsCents, creditsCents, dropCents, closingCents } = table;
  if (openingCents === null || fillsCents === null || creditsCents === null || dropCents === null) return null;
  return { openingCents, fillsCents, creditsCents, dropCents, closingCents };
}

/** A table's count as several people may record it. */
export function editedCount(currency: string): Edited<CountFigures> {
  return {
    name: t('forms.thisCount'),
    changedCode: 'COUNT_CHANGED',
    factsOf: (figures) => figures,
    factName: (field) => t(COUNT_NAMES[field as CountField]),
    factText: (_field, cents) => (cents === null ? t('shift.notCountedYet') : formatMoney(Number(cents), currency)),
    merge: mergeFacts,
  };
}
