import { z } from 'zod';
import { readNumber } from '@/components/domain/typed-figures';
import { type Edited, mergeFacts } from '@/components/forms/facts';
import { formatNumber } from '@/lib/shared/numbers';
import {
  type EarnConfig,
  type RoundingPolicy,
  type UpdateEarnConfigInput,
  updateEarnConfigInputSchema,
} from '@/services/loyalty/dtos';
import { t } from '@/words/say';

const ratesSchema = updateEarnConfigInputSchema.omit({ version: true });

/** The earn rates as typed. */
export type EarnFormValues = {
  pointsPerTheo: string;
  defaultPointMultiplier: string;
  roundingPolicy: RoundingPolicy;
  isActive: boolean;
};
/** The earn rates as they are sent. */
export type EarnRatesInput = Omit<UpdateEarnConfigInput, 'version'>;

/** Reads what is typed by the rules that the server goes by. */
export const earnFormSchema = z
  .custom<EarnFormValues>()
  .transform(({ pointsPerTheo, defaultPointMultiplier, ...rest }) => ({
    ...rest,
    pointsPerTheo: readNumber(pointsPerTheo),
    defaultPointMultiplier: readNumber(defaultPointMultiplier),
  }))
  .pipe(ratesSchema);

/** The saved rates as texts to edit. */
export function earnFormValues({
  pointsPerTheo,
  defaultPointMultiplier,
  roundingPolicy,
  isActive,
}: EarnRatesInput): EarnFormValues {
  return {
    pointsPerTheo: String(pointsPerTheo),
    defaultPointMultiplier: String(defaultPointMultiplier),
    roundingPolicy,
    isActive,
  };
}

/** The saved rates as they are sent. */
export function ratesOf({
  pointsPerTheo,
  defaultPointMultiplier,
  roundingPolicy,
  isActive,
}: EarnConfig): EarnRatesInput {
  return { pointsPerTheo, defaultPointMultiplier, roundingPolicy, isActive };
}

/** The earn rates as several people may edit them. */
export function editedRates(): Edited<EarnRatesInput> {
  return {
    name: t('forms.theEarnRates'),
    changedCode: 'EARN_CONFIG_CHANGED',
    factsOf: (rates) => rates,
    factName: (fact) => t(`earning.fact_${fact as keyof EarnRatesInput}`),
    factText: rateText,
    merge: mergeFacts,
  };
}

function rateText(fact: string, value: unknown): string {
  if (fact === 'isActive') return t(value ? 'forms.on' : 'forms.off');
  if (fact === 'roundingPolicy') return t(`earning.rounding_${value as RoundingPolicy}`);
  return formatNumber(Number(value));
}
