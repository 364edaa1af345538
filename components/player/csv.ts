import { toCsv } from '@/lib/shared/csv';
import { formatMoneyInput } from '@/lib/shared/format';
import { formatValidationNumber } from '@/lib/shared/validation-number';
import { wallIso } from '@/lib/shared/wall-clock';
import type { Player } from '@/services/floor/dtos';
import type { LedgerEntry } from '@/services/loyalty/dtos';
import type { PromoCoupon } from '@/services/promo/dtos';

/** Whom an export is about, and by which clock. */
export type ExportedPlayer = Pick<Player, 'name' | 'loyaltyId'>;
type ExportFacts = { player: ExportedPlayer; timeZone: string };

const about = ({ name, loyaltyId }: ExportedPlayer) => ({ player_name: name, loyalty_id: loyaltyId });
const timeOf = (instant: string | null, timeZone: string) => (instant === null ? null : wallIso(instant, timeZone));

/** Ledger entries as a table: whose they are, points as whole numbers, times by the casino's clock as ISO 8601. */
export function ledgerCsv(entries: readonly LedgerEntry[], { player, timeZone }: ExportFacts): string {
  return toCsv(
    entries.map((entry) => ({
      ...about(player),
      entry_no: entry.entryNo,
      created_at: timeOf(entry.createdAt, timeZone),
      gaming_day: entry.gamingDay,
      reason: entry.reason,
      reward_name: entry.rewardName,
      points: entry.points,
      balance_after: entry.balanceAfter,
      staff_name: entry.staffName,
      note: entry.note,
      is_override: entry.isOverride,
      tier_from: entry.tierUpgrade?.from ?? null,
      tier_to: entry.tierUpgrade?.to ?? null,
      entry_id: entry.id,
      reversed_entry_id: entry.reversedEntryId,
      reversed_by_entry_id: entry.reversedByEntryId,
      reinstates_entry_id: entry.reinstatesEntryId,
    })),
  );
}

/** Coupons as a table: amounts as decimals of the currency that stands beside them; for the rest, as `ledgerCsv`. */
export function couponCsv(
  coupons: readonly PromoCoupon[],
  { player, timeZone, currency }: ExportFacts & { currency: string },
): string {
  return toCsv(
    coupons.map((coupon) => ({
      ...about(player),
      validation_number: formatValidationNumber(coupon.validationNumber),
      program_name: coupon.programName,
      kind: coupon.promoType,
      status: coupon.status,
      face_value: formatMoneyInput(coupon.faceValueCents),
      required_match_wager: formatMoneyInput(coupon.requiredMatchWagerCents),
      currency,
      issued_at: timeOf(coupon.issuedAt, timeZone),
      gaming_day: coupon.gamingDay,
      issued_by: coupon.issuedByStaffName,
      expires_at: timeOf(coupon.expiresAt, timeZone),
      voided_at: timeOf(coupon.voidedAt, timeZone),
      void_reason: coupon.voidReason,
      replaced_at: timeOf(coupon.replacedAt, timeZone),
      replace_reason: coupon.replaceReason,
      reward_name: coupon.rewardName,
      note: coupon.note,
    })),
  );
}

/** Names the file by whom it is about, in letters that every system keeps in a name: `points-Ray-Okafor-2026-11-20.csv`. */
export function csvName(kind: 'points' | 'coupons', player: ExportedPlayer, gamingDay: string): string {
  const words = player.name.match(/[\p{L}\p{M}\p{N}]+/gu) ?? [];
  return `${[kind, ...words, gamingDay].join('-')}.csv`;
}

/** Hands a text to the browser as a file to keep. */
export function saveCsv(name: string, text: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: 'text/csv;charset=utf-8' }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  URL.revokeObjectURL(url);
}
