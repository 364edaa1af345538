import type { OfferFigures } from '@/components/domain/offer-words';
import { rewardKindLabel } from '@/components/labels';
import type { IssueRewardInput, Offer, RewardFamily } from '@/services/catalog/dtos';

const FIGURES = ['pointsCost', 'faceValueCents', 'requiredMatchWagerCents', 'validHours'] as const;

/** The figures of an offer as it is now. */
export function figuresOf(offer: OfferFigures): OfferFigures {
  const { pointsCost, faceValueCents, requiredMatchWagerCents, validHours } = offer;
  return { pointsCost, faceValueCents, requiredMatchWagerCents, validHours };
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

/** What the list is narrowed to; an empty text and kind are no condition. */
export type OfferFilter = { text: string; kind: string; isEligibleOnly: boolean };
export const NO_FILTER: OfferFilter = { text: '', kind: '', isEligibleOnly: false };

/**
 * The offers of a family that pass, in the server's order: an offer keeps its place whatever becomes of it. The one that
 * was just refused stays, so that what is said about it has something to stand by.
 */
export function listShownOffers(
  offers: readonly Offer[],
  family: RewardFamily,
  filter: OfferFilter,
  refusedId: string | null = null,
): Offer[] {
  const words = filter.text.toLowerCase().split(/\s+/).filter(Boolean);
  const passes = (offer: Offer) =>
    (filter.kind === '' || offer.kind === filter.kind) &&
    (!filter.isEligibleOnly || offer.eligible) &&
    words.every((word) => searchText(offer).includes(word));
  return offers.filter((offer) => offer.family === family && (passes(offer) || offer.rewardId === refusedId));
}

/** The kinds that a family has, in the list's order. */
export function listOfferKinds(offers: readonly Offer[], family: RewardFamily): string[] {
  return [...new Set(offers.filter((offer) => offer.family === family).map(({ kind }) => kind))];
}

function searchText({ name, code, kind, uiTags }: Offer): string {
  return [name, code, rewardKindLabel(kind), ...(uiTags ?? [])].join(' ').toLowerCase();
}
