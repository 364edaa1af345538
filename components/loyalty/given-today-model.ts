import { couponName } from '@/components/domain/coupon-words';
import { entryTitle } from '@/components/domain/entry-words';
import { formatMoney, formatPoints, formatSignedPoints } from '@/lib/shared/format';
import type { LedgerEntry } from '@/services/loyalty/dtos';
import type { PromoCoupon } from '@/services/promo/dtos';
import { t } from '@/words/say';

type Read = { entries: readonly LedgerEntry[]; coupons: readonly PromoCoupon[] };
/** Where the drawer was opened: what was given there is marked. */
export type GivenWhere = { ratingSlipId: string | null; visitId: string | null };

export type GivenItem = {
  id: string;
  figure: string;
  what: string;
  staffName: string | null;
  at: string;
  /** Given on the slip or visit that is looked at. */
  isHere: boolean;
};

/** Points by hand and comps of the day that still count: not what play earned, and not what was taken back. */
function listGivenEntries({ entries }: Read): LedgerEntry[] {
  return entries.filter(
    ({ reason, reversedByEntryId, points }) =>
      reversedByEntryId === null &&
      reason !== 'session_accrual' &&
      reason !== 'reversal' &&
      (reason === 'redemption' || points > 0),
  );
}

/** Coupons first issued on the day whose line was not voided. A replacement gives nothing anew. */
function listGivenCoupons({ coupons }: Read, gamingDay: string): PromoCoupon[] {
  const byId = new Map(coupons.map((coupon) => [coupon.id, coupon]));
  const isVoided = (coupon: PromoCoupon | undefined): boolean =>
    coupon?.status === 'voided' ||
    (coupon?.status === 'replaced' && isVoided(byId.get(coupon.replacementCouponId ?? '')));
  return coupons.filter(
    (coupon) => coupon.replacesCouponId === null && coupon.gamingDay === gamingDay && !isVoided(coupon),
  );
}

/** All that a player was given on a gaming day, of every kind, newest first. */
export function listGiven(read: Read, gamingDay: string, where: GivenWhere, currency: string): GivenItem[] {
  const points = listGivenEntries(read).map((entry) => ({
    id: entry.id,
    figure: formatSignedPoints(entry.points),
    what: entryTitle(entry),
    staffName: entry.staffName,
    at: entry.createdAt,
    isHere: isSame(entry.ratingSlipId, where.ratingSlipId),
  }));
  const coupons = listGivenCoupons(read, gamingDay).map((coupon) => ({
    id: coupon.id,
    figure: formatMoney(coupon.faceValueCents, currency),
    what: couponName(coupon),
    staffName: coupon.issuedByStaffName,
    at: coupon.issuedAt,
    isHere: isSame(coupon.visitId, where.visitId),
  }));
  return [...points, ...coupons].toSorted((a, b) => Date.parse(b.at) - Date.parse(a.at));
}

function isSame(id: string | null, here: string | null): boolean {
  return here !== null && id === here;
}

/** The sum of it by kind: `250 points · 1 comp · 3 coupons, $600`; empty where nothing was given. */
export function givenText(read: Read, gamingDay: string, currency: string): string {
  const entries = listGivenEntries(read);
  const coupons = listGivenCoupons(read, gamingDay);
  const comps = entries.filter(({ reason }) => reason === 'redemption').length;
  const points = entries.reduce((sum, entry) => sum + (entry.reason === 'redemption' ? 0 : entry.points), 0);
  const worth = coupons.reduce((sum, { faceValueCents }) => sum + faceValueCents, 0);
  const parts = [
    points === 0 ? null : t('loyalty.todayPoints', { points: formatPoints(points) }),
    comps === 0 ? null : t('loyalty.todayComps', { count: comps }),
    coupons.length === 0
      ? null
      : t('loyalty.todayCoupons', { count: coupons.length, worth: formatMoney(worth, currency) }),
  ];
  return parts.filter((part) => part !== null).join(' · ');
}
