import { rewardKindLabel } from '@/components/labels';
import { formatMoneyInput, formatPoints } from '@/lib/shared/format';
import { PROMO_TYPES, type PromoType } from '@/lib/shared/kinds';
import { takesWager } from '@/lib/shared/promo-types';
import type { RewardFamily, RewardFulfillment, RewardLimitScope } from '@/services/catalog/dtos';
import type { RewardDocument } from './reward-document';

/** What a tier gets, as typed. Without a face value the tier gets nothing. */
export type BenefitValues = {
  tier: string;
  benefit: { instrumentType: PromoType; faceValueCents: string; requiredMatchWagerCents: string; validHours: string };
};
export type LimitValues = {
  scope: RewardLimitScope;
  maxIssues: string;
  cooldownMinutes: string;
  requiresNote: boolean;
};

/** The form as it is typed: every figure a text, an empty one where there is none. */
export type RewardFormValues = {
  family: RewardFamily | '';
  code: string;
  name: string;
  kind: string;
  isActive: boolean;
  fulfillment: RewardFulfillment | '';
  tags: string;
  price: {
    kind: 'fixed' | 'typed';
    pointsCost: string;
    minAmountCents: string;
    maxAmountCents: string;
    allowOverdraw: boolean;
  };
  /** One row a tier of the casino, the lowest first. */
  tiers: BenefitValues[];
  limits: LimitValues[];
  eligibility: {
    minTier: string;
    maxTier: string;
    minPointsBalance: string;
    visitKinds: '' | 'rated' | 'unrated' | 'both';
  };
};

const NO_VALUES: Omit<RewardFormValues, 'tiers'> = {
  family: '',
  code: '',
  name: '',
  kind: '',
  // Switched on only after a look at who could get it.
  isActive: false,
  fulfillment: '',
  tags: '',
  price: { kind: 'fixed', pointsCost: '', minAmountCents: '', maxAmountCents: '', allowOverdraw: false },
  limits: [],
  eligibility: { minTier: '', maxTier: '', minPointsBalance: '', visitKinds: '' },
};

/** A reward as the form shows it, or an empty form. `tierCodes` are the casino's, the lowest first. */
export function rewardFormValues(document: RewardDocument | null, tierCodes: readonly string[]): RewardFormValues {
  const tiers = tierCodes.map((tier) => benefitValues(tier, document));
  if (document === null) return { ...NO_VALUES, tiers };
  const { code, family, name, isActive, eligibility, price } = document;
  const kinds = eligibility?.visitKinds ?? [];
  return {
    code,
    family,
    name,
    isActive,
    kind: rewardKindLabel(document.kind),
    fulfillment: document.fulfillment ?? '',
    tags: (document.uiTags ?? []).join(', '),
    price: priceValues(price),
    tiers,
    limits: document.limits.map((limit) => ({
      ...limit,
      maxIssues: figureText(limit.maxIssues),
      cooldownMinutes: figureText(limit.cooldownMinutes),
    })),
    eligibility: {
      minTier: eligibility?.minTier ?? '',
      maxTier: eligibility?.maxTier ?? '',
      minPointsBalance: figureText(eligibility?.minPointsBalance),
      visitKinds: kinds.length === 2 ? 'both' : (kinds[0] ?? ''),
    },
  };
}

function priceValues(price: RewardDocument['price']): RewardFormValues['price'] {
  if (price === null) return NO_VALUES.price;
  const { pointsCost, minAmountCents, maxAmountCents, allowOverdraw } = price;
  return {
    kind: pointsCost === undefined ? 'typed' : 'fixed',
    pointsCost: figureText(pointsCost),
    minAmountCents: moneyText(minAmountCents),
    maxAmountCents: moneyText(maxAmountCents),
    allowOverdraw,
  };
}

function moneyText(cents: number | undefined): string {
  return cents === undefined ? '' : formatMoneyInput(cents);
}

function benefitValues(tier: string, document: RewardDocument | null): BenefitValues {
  const saved = document?.tiers.find((row) => row.tier === tier)?.benefit;
  const instrumentType = saved?.instrumentType ?? document?.tiers[0]?.benefit.instrumentType ?? PROMO_TYPES[0];
  return {
    tier,
    benefit: {
      instrumentType,
      faceValueCents: saved ? formatMoneyInput(saved.faceValueCents) : '',
      // Left empty it follows the face value, also when that is edited.
      requiredMatchWagerCents: saved && !isFollowing(saved) ? formatMoneyInput(saved.requiredMatchWagerCents) : '',
      validHours: figureText(saved?.validHours),
    },
  };
}

function isFollowing({
  instrumentType,
  faceValueCents,
  requiredMatchWagerCents,
}: RewardDocument['tiers'][number]['benefit']) {
  return !takesWager(instrumentType) || requiredMatchWagerCents === faceValueCents;
}

function figureText(figure: number | null | undefined): string {
  return figure === null || figure === undefined ? '' : formatPoints(figure);
}
