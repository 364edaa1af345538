import { mtlAreaLabel } from '@/components/labels';
import { formatMoney } from '@/lib/shared/format';
import type { MtlDirection, MtlEntry, MtlLevel, MtlTender, MtlTotals, UnknownPatron } from '@/services/mtl/dtos';
import { t } from '@/words/say';

/** Whose cash it is, as everybody of the log is called: by name, or by how they looked. */
export type NamedPatron = { playerName: string | null; description: string | null };

export function patronName({ playerName, description }: NamedPatron): string {
  return playerName ?? description ?? t('mtl.somebody');
}

/** Of an entry made under a description that turned out to be somebody, both. */
export function entryPatronName({ playerName, unknownPatron }: MtlEntry): string {
  const description = unknownPatron?.description ?? null;
  if (unknownPatron?.playerName) {
    return t('mtl.identifiedAs', { player: unknownPatron.playerName, description: unknownPatron.description });
  }
  return patronName({ playerName, description });
}

/** Where it was: the table, or else the area. */
export function placeText({ area, tableLabel }: Pick<MtlEntry, 'area' | 'tableLabel'>): string {
  return tableLabel ?? mtlAreaLabel(area);
}

/** Everything that is written down of how somebody looked. */
export function looksText(patron: UnknownPatron): string {
  const { sex, ageRange, hair, height, clothing, tableLabel, seat } = patron;
  const place =
    tableLabel !== null && seat !== null ? t('domain.tableAndSeat', { table: tableLabel, seat }) : tableLabel;
  return [sex && t(`mtl.sex_${sex}`), ageRange, hair, height, clothing, place].filter(Boolean).join(' · ');
}

/** Money in or out, said with its direction. */
export function cashText(direction: MtlDirection, cents: number, currency: string): string {
  return t('mtl.cash', { direction, amount: formatMoney(cents, currency) });
}

/** What an entry makes of a sum of its direction, and what that means. It advises nothing. */
export function standingText(direction: MtlDirection, totals: MtlTotals, currency: string): string {
  const cents = direction === 'in' ? totals.cashInCents : totals.cashOutCents;
  const level: MtlLevel = direction === 'in' ? totals.cashInLevel : totals.cashOutLevel;
  const sum = { direction, amount: formatMoney(cents, currency) };
  if (level === 'near_ctr' && totals.nearCtrPercent !== null) {
    return t('mtl.makes_near_ctr', { ...sum, percent: totals.nearCtrPercent });
  }
  return t(level === 'near_ctr' ? 'mtl.makes_watchlist' : `mtl.makes_${level}`, sum);
}

/** Why an entry does not count toward a report. */
export function notCountedText(tender: MtlTender): string {
  return t(tender === 'currency' ? 'mtl.exemptKind' : 'mtl.otherTender');
}
