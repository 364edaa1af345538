import { z } from 'zod';
import type { ComparisonRow } from '@/components/forms/comparison-table';
import { formatPoints } from '@/lib/shared/format';
import {
  type EarnConfig,
  type RoundingPolicy,
  type UpdateEarnConfigInput,
  updateEarnConfigInputSchema,
} from '@/services/loyalty/dtos';
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

const NAMES: Record<keyof EarnRatesInput, string> = {
  pointsPerTheo: 'Points for a dollar of theo',
  defaultPointMultiplier: 'Multiplier',
  roundingPolicy: 'Rounding',
  isActive: 'Earning',
};
const FIELDS = Object.keys(NAMES) as (keyof EarnRatesInput)[];

/** What two people made of the rates, field by field. */
export function compareRates(before: EarnRatesInput, theirs: EarnRatesInput, mine: EarnRatesInput): ComparisonRow[] {
  return FIELDS.filter((field) => theirs[field] !== mine[field]).map((field) => {
    const isTheirs = before[field] !== theirs[field];
    const changedBy = isTheirs && before[field] !== mine[field] ? 'both' : isTheirs ? 'them' : 'me';
    return { name: NAMES[field], theirs: rateText(theirs[field]), mine: rateText(mine[field]), changedBy };
  });
}

/** Their rates with what I changed laid over them. */
export function mergeRates(before: EarnRatesInput, theirs: EarnRatesInput, mine: EarnRatesInput): EarnRatesInput {
  const changed = FIELDS.filter((field) => mine[field] !== before[field]);
  return { ...theirs, ...Object.fromEntries(changed.map((field) => [field, mine[field]])) };
}

function rateText(value: EarnRatesInput[keyof EarnRatesInput]): string {
  if (typeof value === 'boolean') return value ? 'on' : 'off';
  if (typeof value === 'string') return roundingLabel(value);
  return Number.isInteger(value) ? formatPoints(value) : String(value);
}
