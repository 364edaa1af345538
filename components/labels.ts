import type { AlertKind, PromoType } from '@/lib/shared/kinds';
import type { StaffRole } from '@/services/casino/dtos';
import type { RewardFamily, RewardFulfillment, RewardLimitScope } from '@/services/catalog/dtos';
import type { ImportRowStatus } from '@/services/imports/dtos';
import type { IssuableReason, LoyaltyReason } from '@/services/loyalty/dtos';
import type { MtlArea, MtlDirection, MtlKind, MtlTender } from '@/services/mtl/dtos';
import type { PromoCouponStatus } from '@/services/promo/dtos';
import type { AlertSeverity } from '@/services/shift/dtos';
import { findWords, t } from '@/words/say';

/** What a person reads for the database's own names; one that has no words does not compile. */
export const reasonLabel = (reason: LoyaltyReason) => t(`labels.reason_${reason}`);
export const roleLabel = (role: StaffRole) => t(`labels.role_${role}`);
/** What a coupon is now. */
export const couponStatusLabel = (status: PromoCouponStatus) => t(`labels.coupon_${status}`);
/** Where a row of a legacy file is, also one that never was in the queue. */
export const importRowStatusLabel = (status: ImportRowStatus) => t(`labels.importRow_${status}`);
export const promoTypeLabel = (promoType: PromoType) => t(`labels.promo_${promoType}`);
export const rewardFamilyLabel = (family: RewardFamily) => t(`labels.family_${family}`);
/** How a reward reaches the player. */
export const fulfillmentLabel = (fulfillment: RewardFulfillment) => t(`labels.fulfillment_${fulfillment}`);
/** What a limit counts in, inside a sentence. */
export const limitScopeLabel = (scope: RewardLimitScope) => t(`labels.limit_${scope}`);
/** What an entry of the cash log was, which way it went, in what it was paid, and where. */
export const mtlKindLabel = (kind: MtlKind) => t(`labels.mtlKind_${kind}`);
export const mtlDirectionLabel = (direction: MtlDirection) => t(`labels.mtlDirection_${direction}`);
export const mtlTenderLabel = (tender: MtlTender) => t(`labels.mtlTender_${tender}`);
export const mtlAreaLabel = (area: MtlArea) => t(`labels.mtlArea_${area}`);
export const alertLabel = (kind: AlertKind) => t(`labels.alert_${kind}`);
/** How much an alert asks of a person. */
export const severityLabel = (severity: AlertSeverity) => t(`labels.severity_${severity}`);

/** A game: the usual ones have a word in every language, those of a casino's own are called what it calls them. */
export const gameLabel = (game: { gameType: string; gameName: string }): string =>
  findWords('labels', `game_${game.gameType}`) ?? game.gameName;

/** A kind of reward: casinos make their own, so `room_upgrade` reads `Room upgrade` in every language. */
export function rewardKindLabel(kind: string): string {
  const words = kind.replaceAll('_', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}

const ISSUABLE = {
  mid_session_bonus: true,
  supervisor_discretion: true,
  promotion: true,
  correction: true,
} satisfies Record<IssuableReason, true>;

/** The reasons of points that were given by hand. */
export const ISSUABLE_REASONS = Object.keys(ISSUABLE) as IssuableReason[];
/** Who did something: a person by name, or the product itself, of its own accord. */
export const actorLabel = (staffName: string | null) => staffName ?? t('labels.byPitside');
