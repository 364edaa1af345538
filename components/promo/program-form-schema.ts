import { z } from 'zod';
import { fromWallTime, toWallTime } from '@/components/domain/casino-time';
import { formatMoneyInput, parseMoney } from '@/lib/shared/format';
import { PROMO_TYPES } from '@/lib/shared/kinds';
import { takesWager } from '@/lib/shared/promo-types';
import {
  type CreatePromoProgramInput,
  createPromoProgramInputSchema,
  type PromoProgram,
  type UpdatePromoProgramInput,
} from '@/services/promo/dtos';

const contract = createPromoProgramInputSchema.shape;

/** The form as it is typed: every figure and time a text, times in the casino's wall time. */
export type ProgramFormValues = {
  name: string;
  promoType: PromoProgram['promoType'];
  faceValueCents: string;
  requiredMatchWagerCents: string;
  validHours: string;
  startAt: string;
  endAt: string;
};
/** What the typed texts mean; the same rules as the server's. */
export type ProgramFormOutput = Required<Omit<CreatePromoProgramInput, 'status' | 'startAt'>> & {
  startAt: string | undefined;
};
export type ProgramRules = {
  timeZone: string;
  isExactMatch: boolean;
  /** The program that is edited, as it was; null for a new one. */
  before: PromoProgram | null;
};

const AMOUNT = 'Enter an amount such as 25 or 12.50.';
const moneyText = z.string().transform((text, context) => {
  const cents = parseMoney(text);
  if (cents !== null) return cents;
  context.addIssue({ code: 'custom', message: AMOUNT });
  return z.NEVER;
});

/**
 * Whether the wager follows the face value, as exact match asks. A program from before the rule keeps its own wager until
 * somebody edits its face value: whoever renames it or moves its end does not change what its coupons are worth.
 */
export function isWagerFollowed(
  faceValue: string,
  { isExactMatch, before }: Pick<ProgramRules, 'isExactMatch' | 'before'>,
): boolean {
  if (!isExactMatch || before === null) return isExactMatch;
  return before.requiredMatchWagerCents === before.faceValueCents || parseMoney(faceValue) !== before.faceValueCents;
}

/** Reads the form. Free play never has a wager; with exact match an edited one is the face value. */
export function programFormSchema({ timeZone, isExactMatch, before }: ProgramRules) {
  const time = z.string().transform((text, context) => {
    if (text === '') return null;
    const instant = fromWallTime(text, timeZone);
    if (instant === null) context.addIssue({ code: 'custom', message: 'Give a date and a time.' });
    return instant;
  });
  const wagerText = ({ promoType, faceValueCents, requiredMatchWagerCents }: ProgramFormValues) => {
    if (!takesWager(promoType)) return '0';
    return isWagerFollowed(faceValueCents, { isExactMatch, before }) ? faceValueCents : requiredMatchWagerCents;
  };
  const fields = z.object({
    name: contract.name,
    promoType: contract.promoType,
    faceValueCents: moneyText.pipe(contract.faceValueCents),
    requiredMatchWagerCents: moneyText.pipe(contract.requiredMatchWagerCents.unwrap()),
    validHours: z
      .string()
      .transform((text) => (/^\d+$/.test(text.trim()) ? Number(text) : Number.NaN))
      .pipe(contract.validHours.unwrap()),
    startAt: time.transform((instant) => instant ?? undefined),
    endAt: time,
  });
  return z
    .custom<ProgramFormValues>()
    .transform((values) => ({ ...values, requiredMatchWagerCents: wagerText(values) }))
    .pipe(fields)
    .refine(({ promoType, requiredMatchWagerCents }) => !takesWager(promoType) || requiredMatchWagerCents > 0, {
      path: ['requiredMatchWagerCents'],
      error: 'The match wager must be more than zero.',
    })
    .refine(
      ({ promoType, faceValueCents, requiredMatchWagerCents }) =>
        !takesWager(promoType) ||
        !isExactMatch ||
        requiredMatchWagerCents === faceValueCents ||
        requiredMatchWagerCents === before?.requiredMatchWagerCents,
      { path: ['requiredMatchWagerCents'], error: 'This casino asks for an exact match: give the face value.' },
    )
    .refine(({ startAt, endAt }) => endAt === null || startAt === undefined || endAt > startAt, {
      path: ['endAt'],
      error: 'The end must lie after the start.',
    });
}

/** A program as the form shows it; a new one starts as the first type there is, good for a day. */
export function programFormValues(program: PromoProgram | null, timeZone: string): ProgramFormValues {
  if (program === null) {
    return {
      name: '',
      promoType: PROMO_TYPES[0],
      faceValueCents: '',
      requiredMatchWagerCents: '',
      validHours: '24',
      startAt: '',
      endAt: '',
    };
  }
  return {
    name: program.name,
    promoType: program.promoType,
    faceValueCents: formatMoneyInput(program.faceValueCents),
    requiredMatchWagerCents: formatMoneyInput(program.requiredMatchWagerCents),
    validHours: String(program.validHours),
    startAt: toWallTime(program.startAt, timeZone),
    endAt: program.endAt === null ? '' : toWallTime(program.endAt, timeZone),
  };
}

/** What a person changed of a program, and nothing else, so that an edit never takes back what another changed. */
export function programChanges(
  output: ProgramFormOutput,
  before: PromoProgram,
  timeZone: string,
): Omit<UpdatePromoProgramInput, 'version'> {
  const isSameTime = (a: string | null | undefined, b: string | null) =>
    (a ? toWallTime(a, timeZone) : '') === (b ? toWallTime(b, timeZone) : '');
  return {
    ...(output.name === before.name ? {} : { name: output.name }),
    ...(output.faceValueCents === before.faceValueCents ? {} : { faceValueCents: output.faceValueCents }),
    ...(output.requiredMatchWagerCents === before.requiredMatchWagerCents
      ? {}
      : { requiredMatchWagerCents: output.requiredMatchWagerCents }),
    ...(output.validHours === before.validHours ? {} : { validHours: output.validHours }),
    // An empty start means "from now on" for a new program, and "as it was" for one that exists.
    ...(output.startAt === undefined || isSameTime(output.startAt, before.startAt) ? {} : { startAt: output.startAt }),
    ...(isSameTime(output.endAt, before.endAt) ? {} : { endAt: output.endAt ?? null }),
  };
}
