import type { OfferFigures } from '@/components/domain/offer-words';
import { promoTypeLabel, rewardKindLabel } from '@/components/labels';
import type { Asked } from '@/hooks/authority/use-authority-left';
import { parseMoney } from '@/lib/shared/format';
import { PROMO_TYPES } from '@/lib/shared/kinds';
import { pointsFor } from '@/lib/shared/points-for';
import type { IssueRewardInput, Offer, RewardFamily } from '@/services/catalog/dtos';
import type { PromoProgram } from '@/services/promo/dtos';

const FIGURES = ['pointsCost', 'faceValueCents', 'requiredMatchWagerCents', 'validHours'] as const;

/** The figures of an offer as it is now; where its amount is typed the price follows what was typed, none of nothing. */
export function figuresOf(offer: OfferFigures, typed: TypedAmount | null = null): OfferFigures {
  const { faceValueCents, requiredMatchWagerCents, validHours } = offer;
  return { pointsCost: typed ? costOf(typed) : offer.pointsCost, faceValueCents, requiredMatchWagerCents, validHours };
}

/** What was typed as the amount of a comp, null for nothing that could be given, and by which value its price follows. */
export type TypedAmount = { amountCents: number | null; centsPer1000Points: number };

/** The amount that was typed for an offer; null where none is to be typed. */
export function readAmount(offer: Offer, text: string, centsPer1000Points: number): TypedAmount | null {
  const { minAmountCents, maxAmountCents } = offer;
  if (minAmountCents === null || maxAmountCents === null) return null;
  const cents = parseMoney(text);
  const isWithin = cents !== null && cents >= minAmountCents && cents <= maxAmountCents;
  return { amountCents: isWithin ? cents : null, centsPer1000Points };
}

function costOf({ amountCents, centsPer1000Points }: TypedAmount): number | null {
  return amountCents === null ? null : pointsFor(amountCents, centsPer1000Points);
}

/** What giving it counts against the limits of who gives: an amount that was typed as it is. */
export function askedOf(figures: OfferFigures | null, typed: TypedAmount | null): Asked {
  if (typed) return { couponCents: typed.amountCents };
  const { pointsCost = null, faceValueCents = null } = figures ?? {};
  return pointsCost === null ? { couponCents: faceValueCents } : { compPoints: pointsCost };
}

/** Whether two offers show the same figures. */
export function isSameFigures(one: OfferFigures, other: OfferFigures): boolean {
  return FIGURES.every((name) => one[name] === other[name]);
}

/** The figures as they are sent with a confirm: the server refuses when one of them is no longer so. */
export function toExpected(figures: OfferFigures): NonNullable<IssueRewardInput['expected']> {
  return Object.fromEntries(FIGURES.flatMap((name) => (figures[name] === null ? [] : [[name, figures[name]]])));
}

/** The figures as they came back with OFFER_CHANGED, or went out with a confirm; what is not named is null. */
export function readFigures(
  facts: { [Name in keyof OfferFigures]?: OfferFigures[Name] | undefined } = {},
): OfferFigures {
  const { pointsCost = null, faceValueCents = null, requiredMatchWagerCents = null, validHours = null } = facts;
  return { pointsCost, faceValueCents, requiredMatchWagerCents, validHours };
}

/**
 * One row of a list: a reward of the catalog (a comp by points, an entitlement by tier), or a promo program of which a
 * coupon can be issued. `isAvailable`: it can be given now.
 */
export type GiftRow = { id: string; kind: string; isAvailable: boolean; worth: number | null } & (
  | { offer: Offer; program: null }
  | { offer: null; program: PromoProgram }
);

/** The rows of a family of rewards and of programs. Programs are for everybody, but for a player who may receive nothing. */
export function toRows(
  offers: readonly Offer[],
  family: RewardFamily,
  programs: readonly PromoProgram[],
  isExcluded: boolean,
): GiftRow[] {
  const rewards = offers
    .filter((offer) => offer.family === family)
    .map((offer) => {
      // Of one whose amount is typed, by what the smallest costs.
      const worth = offer.pointsCost ?? offer.faceValueCents;
      return { id: offer.rewardId, kind: offer.kind, isAvailable: offer.eligible, worth, offer, program: null };
    });
  const coupons = programs.map((program) => {
    const { id, promoType: kind, faceValueCents: worth } = program;
    return { id, kind, isAvailable: !isExcluded, worth, offer: null, program };
  });
  return [...rewards, ...coupons];
}

/** The ids of rows as they are listed: what can be given now first, then by price or worth as numbers, then by name. */
export function listOrder(rows: readonly GiftRow[]): string[] {
  return rows.toSorted(byUse).map(({ id }) => id);
}

function byUse(one: GiftRow, other: GiftRow): number {
  const byAvailability = Number(other.isAvailable) - Number(one.isAvailable);
  const byWorth = (one.worth ?? Number.MAX_SAFE_INTEGER) - (other.worth ?? Number.MAX_SAFE_INTEGER);
  return byAvailability || byWorth || nameOf(one).localeCompare(nameOf(other));
}

/** Rows in an order that was taken before: one keeps its place whatever becomes of it, and a new one comes last. */
export function inOrder(rows: readonly GiftRow[], order: readonly string[]): GiftRow[] {
  const place = new Map(order.map((id, index) => [id, index]));
  return rows.toSorted((one, other) => (place.get(one.id) ?? order.length) - (place.get(other.id) ?? order.length));
}

/** What a row is called. */
export function nameOf({ offer, program }: GiftRow): string {
  return (offer ?? program).name;
}

/** The kind of a reward or of a coupon in words; kinds of coupon have words of their own. */
export function kindText(kind: string): string {
  const promoType = PROMO_TYPES.find((type) => type === kind);
  return promoType === undefined ? rewardKindLabel(kind) : promoTypeLabel(promoType);
}

/** What the list is narrowed to; an empty text and kind are no condition. */
export type OfferFilter = { text: string; kind: string; isEligibleOnly: boolean };
export const NO_FILTER: OfferFilter = { text: '', kind: '', isEligibleOnly: false };

/** The rows that pass. The one that was just refused stays, so that what is said about it has something to stand by. */
export function listShownRows(
  rows: readonly GiftRow[],
  filter: OfferFilter,
  refusedId: string | null = null,
): GiftRow[] {
  const words = filter.text.toLowerCase().split(/\s+/).filter(Boolean);
  const passes = (row: GiftRow) =>
    (filter.kind === '' || row.kind === filter.kind) &&
    (!filter.isEligibleOnly || row.isAvailable) &&
    words.every((word) => searchText(row).includes(word));
  return rows.filter((row) => passes(row) || row.id === refusedId);
}

/** The kinds that rows have, in the list's order. */
export function listKinds(rows: readonly GiftRow[]): string[] {
  return [...new Set(rows.map(({ kind }) => kind))];
}

function searchText(row: GiftRow): string {
  const { code = '', uiTags = [] } = row.offer ?? {};
  return [nameOf(row), code, kindText(row.kind), ...(uiTags ?? [])].join(' ').toLowerCase();
}
