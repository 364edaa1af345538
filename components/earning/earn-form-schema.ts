import { z } from 'zod';
import { type Edited, mergeFacts } from '@/components/forms/facts';
import { formatPoints } from '@/lib/shared/format';
import {
  type EarnConfig,
  type RoundingPolicy,
  type UpdateEarnConfigInput,
  updateEarnConfigInputSchema,
} from '@/services/loyalty/dtos';
import { t } from '@/words/say';
import { readNumber } from './tier-form-schema';

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

const ROUNDING_WORDS: Record<RoundingPolicy, string> = {
  floor: 'Down',
  nearest: 'To the nearest',
  ceil: 'Up',
};

/** The words a person reads for a way of rounding. */
export function roundingLabel(policy: RoundingPolicy): string {
  return ROUNDING_WORDS[policy];
}

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

const NAMES: Record<string, string> = {
  pointsPerTheo: 'Points for a dollar of theo',
  defaultPointMultiplier: 'Multiplier',
  roundingPolicy: 'Rounding',
  isActive: 'Earning',
};

/** The earn rates as several people may edit them. */
export function editedRates(): Edited<EarnRatesInput> {
  return {
    name: t('forms.theEarnRates'),
    changedCode: 'EARN_CONFIG_CHANGED',
    factsOf: (rates) => rates,
    factName: (fact) => NAMES[fact] ?? fact,
    factText: rateText,
    merge: mergeFacts,
  };
}

function rateText(fact: string, value: unknown): string {
  if (fact === 'isActive') return t(value ? 'forms.on' : 'forms.off');
  if (fact === 'roundingPolicy') return roundingLabel(value as RoundingPolicy);
  return Number.isInteger(value) ? formatPoints(Number(value)) : String(value);
}
