import { formatMoneyInput, parseMoney } from '@/lib/shared/format';
import type { TableFigures } from '@/services/shift/dtos';

/** The figures of a count in the order in which they are written down. */
export const COUNT_FIELDS = ['openingCents', 'fillsCents', 'creditsCents', 'dropCents', 'closingCents'] as const;
export type CountField = (typeof COUNT_FIELDS)[number];
export type CountTexts = Record<CountField, string>;

/** A count as typed: cents, or null for a closing that is not counted yet. */
export type CountFigures = Record<Exclude<CountField, 'closingCents'>, number> & { closingCents: number | null };

const AMOUNT_WANTED = 'Enter an amount such as 1500 or 62.50.';

/** What the fields hold to begin with: the recorded figures, or nothing but zeros for what may well be zero. */
export function toCountTexts(table: TableFigures): CountTexts {
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
    if (cents[field] === null && !isLeftOut) errors[field] = AMOUNT_WANTED;
  }
  const { openingCents, fillsCents, creditsCents, dropCents, closingCents } = cents;
  if (openingCents === null || fillsCents === null || creditsCents === null || dropCents === null) {
    return { figures: null, errors };
  }
  const isRight = Object.keys(errors).length === 0;
  return { figures: isRight ? { openingCents, fillsCents, creditsCents, dropCents, closingCents } : null, errors };
}

/** Win and hold as the server will work them out: drop + closing + credits − opening − fills; win in percent of drop. */
export function previewCount(figures: CountFigures): { winCents: number | null; holdPercent: number | null } {
  if (figures.closingCents === null) return { winCents: null, holdPercent: null };
  const winCents =
    figures.dropCents + figures.closingCents + figures.creditsCents - figures.openingCents - figures.fillsCents;
  if (figures.dropCents === 0) return { winCents, holdPercent: null };
  return { winCents, holdPercent: Math.round((winCents * 10_000) / figures.dropCents) / 100 };
}

/** The fields in which what is recorded now is not what was typed. */
export function differingFields(recorded: TableFigures, typed: CountTexts): CountField[] {
  return COUNT_FIELDS.filter((field) => {
    const isEmpty = typed[field].trim() === '';
    return isEmpty ? recorded[field] !== null : parseMoney(typed[field]) !== recorded[field];
  });
}
