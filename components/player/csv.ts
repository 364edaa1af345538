import { toCsv } from '@/lib/shared/csv';
import { formatMoneyInput } from '@/lib/shared/format';
import { formatValidationNumber } from '@/lib/shared/validation-number';
import type { LedgerEntry } from '@/services/loyalty/dtos';
import type { PromoCoupon } from '@/services/promo/dtos';

/** Ledger entries as a table: points as whole numbers, times in UTC as ISO 8601. */
export function ledgerCsv(entries: readonly LedgerEntry[]): string {
  return toCsv(
    entries.map((entry) => ({
      entry_no: entry.entryNo,
      created_at: entry.createdAt,
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

/** Coupons as a table: amounts as decimals of the currency that stands beside them, times in UTC as ISO 8601. */
export function couponCsv(coupons: readonly PromoCoupon[], currency: string): string {
  return toCsv(
    coupons.map((coupon) => ({
      validation_number: formatValidationNumber(coupon.validationNumber),
      program_name: coupon.programName,
      kind: coupon.promoType,
      status: coupon.status,
      face_value: formatMoneyInput(coupon.faceValueCents),
      required_match_wager: formatMoneyInput(coupon.requiredMatchWagerCents),
      currency,
      issued_at: coupon.issuedAt,
      gaming_day: coupon.gamingDay,
      issued_by: coupon.issuedByStaffName,
      expires_at: coupon.expiresAt,
      voided_at: coupon.voidedAt,
      void_reason: coupon.voidReason,
      replaced_at: coupon.replacedAt,
      replace_reason: coupon.replaceReason,
      reward_name: coupon.rewardName,
      note: coupon.note,
    })),
  );
}

/** Names the file without naming the player: `points-2026-11-20.csv`. */
export function csvName(kind: 'points' | 'coupons', gamingDay: string): string {
  return `${kind}-${gamingDay}.csv`;
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
