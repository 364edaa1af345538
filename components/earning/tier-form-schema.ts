import { z } from 'zod';
import { formatPoints } from '@/lib/shared/format';
import { isSame } from '@/lib/shared/is-same';
import { type LoyaltyTier, type ReplaceTiersInput, replaceTiersInputSchema } from '@/services/loyalty/dtos';

/** One tier as typed. The code of a new one is made from its name until somebody writes another. */
export type TierValues = { code: string; name: string; multiplier: string; thresholdPoints: string; isNew: boolean };
/** The ladder as typed, the lowest first. */
export type TierFormValues = { tiers: TierValues[] };
/** The ladder as it is sent. */
export type TierLadder = ReplaceTiersInput['tiers'];

/** `1,000` is a thousand, `1.25` a factor; whatever is no plain number is NaN, for the contract to refuse. */
export function readNumber(text: string): number {
  const plain = text.trim().replaceAll(/,(?=\d{3}(\D|$))/g, '');
  return /^\d+(\.\d+)?$/.test(plain) ? Number(plain) : Number.NaN;
}

/** A code made of a name: `Black Card` is `black_card`. */
export function tierCodeOf(name: string): string {
  return name
    .trim()
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '_')
    .replaceAll(/^[_0-9]+|_+$/g, '')
    .slice(0, 31);
}

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
    context.addIssue({ code: 'custom', path: path.map(String), message: isFigure ? 'Give whole points.' : message });
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

/** A tier as two ladders have it, in words; empty where they agree. */
export type TierDifference = { name: string; theirs: string; mine: string; changedBy: 'them' | 'me' | 'both' };

/** What two people made of the ladder, tier by tier. */
export function compareLadders(before: TierLadder, theirs: TierLadder, mine: TierLadder): TierDifference[] {
  const codes = [...new Set([...theirs, ...mine].map(({ code }) => code))];
  const stepOf = (ladder: TierLadder, wanted: string) => {
    const place = ladder.findIndex(({ code }) => code === wanted);
    return place === -1 ? undefined : { place: place + 1, ...ladder[place] };
  };
  return codes.flatMap((code) => {
    const [was, their, my] = [stepOf(before, code), stepOf(theirs, code), stepOf(mine, code)];
    if (isSame(their, my)) return [];
    const isTheirs = !isSame(was, their);
    const changedBy = isTheirs && !isSame(was, my) ? 'both' : isTheirs ? 'them' : 'me';
    return [{ name: my?.name ?? their?.name ?? code, theirs: stepText(their), mine: stepText(my), changedBy } as const];
  });
}

function stepText(step: (Partial<TierLadder[number]> & { place: number }) | undefined): string {
  if (step === undefined) return 'not there';
  return `${step.name}, place ${step.place}, × ${step.multiplier}, from ${formatPoints(step.thresholdPoints ?? 0)} points`;
}
