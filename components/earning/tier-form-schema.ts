import { z } from 'zod';
import { readNumber, tierCodeOf } from '@/components/domain/typed-figures';
import type { Edited } from '@/components/forms/facts';
import { formatPoints } from '@/lib/shared/format';
import { formatNumber } from '@/lib/shared/numbers';
import { rule } from '@/lib/shared/rules';
import { type LoyaltyTier, type ReplaceTiersInput, replaceTiersInputSchema } from '@/services/loyalty/dtos';
import { t } from '@/words/say';

/** One tier as typed. The code of a new one is made from its name until somebody writes another. */
export type TierValues = { code: string; name: string; multiplier: string; thresholdPoints: string; isNew: boolean };
/** The ladder as typed, the lowest first. */
export type TierFormValues = { tiers: TierValues[] };
/** The ladder as it is sent. */
export type TierLadder = ReplaceTiersInput['tiers'];

function sentCode({ code, name, isNew }: TierValues): string {
  return isNew && code.trim() === '' ? tierCodeOf(name) : code.trim();
}

/** Reads the ladder by the rules that the server goes by. The lowest tier begins at 0, whatever stands in its field. */
export const tierFormSchema = z.custom<TierFormValues>().transform(({ tiers }, context): TierLadder => {
  const typed = tiers.map((tier, place) => ({
    code: sentCode(tier),
    name: tier.name,
    multiplier: readNumber(tier.multiplier),
    thresholdPoints: place === 0 ? 0 : readNumber(tier.thresholdPoints),
  }));
  const read = replaceTiersInputSchema.safeParse({ tiers: typed, version: 'unread' });
  if (read.success) return read.data.tiers;
  for (const { path, message, code } of read.error.issues) {
    const isFigure = path.at(-1) === 'thresholdPoints' && code === 'invalid_type';
    context.addIssue({ code: 'custom', path: path.map(String), message: isFigure ? rule('wholePoints') : message });
  }
  return z.NEVER;
});

/** Saved tiers as texts to edit. */
export function tierFormValues(tiers: readonly TierLadder[number][]): TierFormValues {
  return {
    tiers: tiers.map(({ code, name, multiplier, thresholdPoints }) => ({
      code,
      name,
      multiplier: String(multiplier),
      thresholdPoints: formatPoints(thresholdPoints),
      isNew: false,
    })),
  };
}

/** Saved tiers as they are sent. */
export function ladderOf(tiers: readonly LoyaltyTier[]): TierLadder {
  return tiers.map(({ code, name, multiplier, thresholdPoints }) => ({ code, name, multiplier, thresholdPoints }));
}

/** The names of the tiers that a tier stood above and now stands below. */
export function climbedOver(saved: readonly LoyaltyTier[], rows: readonly TierValues[], code: string): string[] {
  const placeOf = (wanted: string) => rows.findIndex((row) => sentCode(row) === wanted);
  const below = saved.slice(0, saved.findIndex((tier) => tier.code === code) + 1);
  return below.filter((other) => placeOf(other.code) > placeOf(code)).map(({ name }) => name);
}

/** The rows with the saved tiers in their saved order. New ones keep their places, and the steps stay where they are. */
export function inSavedOrder(saved: readonly LoyaltyTier[], rows: readonly TierValues[]): TierValues[] {
  const placeOf = (row: TierValues) => saved.findIndex(({ code }) => code === sentCode(row));
  const ordered = rows.filter((row) => placeOf(row) !== -1).sort((a, b) => placeOf(a) - placeOf(b));
  return rows.map((row) => {
    const tier = placeOf(row) === -1 ? undefined : ordered.shift();
    return tier ? { ...tier, thresholdPoints: row.thresholdPoints } : row;
  });
}

/** The ladder as several people may edit it: tier by tier, saved as a whole. */
export function editedLadder(): Edited<TierLadder> {
  return {
    name: t('forms.theTiers'),
    changedCode: 'TIERS_CHANGED',
    factsOf: (ladder) => Object.fromEntries(ladder.map((tier, index) => [tier.code, { place: index + 1, ...tier }])),
    factName: (code, step) => (step as Step | undefined)?.name ?? code,
    factText: (_code, step) => stepText(step as Step | undefined),
    merge: (_before, _theirs, mine) => mine,
    isWhole: true,
  };
}

type Step = TierLadder[number] & { place: number };

function stepText(step: Step | undefined): string {
  if (step === undefined) return t('earning.notThere');
  return t('earning.step', {
    tier: step.name,
    place: step.place,
    multiplier: formatNumber(step.multiplier),
    points: formatPoints(step.thresholdPoints),
  });
}
