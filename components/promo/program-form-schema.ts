import { z } from 'zod';
import { fromWallTime, toWallTime } from '@/components/domain/casino-time';
import { type Edited, mergeFacts } from '@/components/forms/facts';
import { formatDateTimeWithYear, formatHours, formatMoney, formatMoneyInput, parseMoney } from '@/lib/shared/format';
import { PROMO_TYPES } from '@/lib/shared/kinds';
import { takesWager } from '@/lib/shared/promo-types';
import { rule } from '@/lib/shared/rules';
import { type CreatePromoProgramInput, createPromoProgramInputSchema, type PromoProgram } from '@/services/promo/dtos';
import { findWords, t } from '@/words/say';

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
  /** What is edited, as it was; null for a new one. */
  before: ProgramFormOutput | null;
};

const moneyText = z.string().transform((text, context) => {
  const cents = parseMoney(text);
  if (cents !== null) return cents;
  context.addIssue({ code: 'custom', message: rule('amount', { whole: '25', decimals: '12.50' }) });
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
  // A field shows whole minutes; one that was not touched keeps its exact instant.
  const time = (was: string | null) =>
    z.string().transform((text, context) => {
      if (text === '') return null;
      if (was !== null && text === toWallTime(was, timeZone)) return was;
      const instant = fromWallTime(text, timeZone);
      if (instant === null) context.addIssue({ code: 'custom', message: t('promo.dateAndTime') });
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
    // Left empty it means "from now on" for a new program, and "as it was" for one that exists.
    startAt: time(before?.startAt ?? null).transform((instant) => instant ?? before?.startAt),
    endAt: time(before?.endAt ?? null),
  });
  return z
    .custom<ProgramFormValues>()
    .transform((values) => ({ ...values, requiredMatchWagerCents: wagerText(values) }))
    .pipe(fields)
    .refine(({ promoType, requiredMatchWagerCents }) => !takesWager(promoType) || requiredMatchWagerCents > 0, {
      path: ['requiredMatchWagerCents'],
      error: () => t('domain.wagerAboveZero'),
    })
    .refine(
      ({ promoType, faceValueCents, requiredMatchWagerCents }) =>
        !takesWager(promoType) ||
        !isExactMatch ||
        requiredMatchWagerCents === faceValueCents ||
        requiredMatchWagerCents === before?.requiredMatchWagerCents,
      { path: ['requiredMatchWagerCents'], error: () => t('promo.wagerMustBeFace') },
    )
    .refine(({ startAt, endAt }) => endAt === null || startAt === undefined || endAt > startAt, {
      path: ['endAt'],
      error: () => t('promo.endAfterStart'),
    });
}

/** A program as the form shows it; a new one starts as the first type there is, good for a day. */
export function programFormValues(program: ProgramFormOutput | null, timeZone: string): ProgramFormValues {
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
    startAt: program.startAt === undefined ? '' : toWallTime(program.startAt, timeZone),
    endAt: program.endAt === null ? '' : toWallTime(program.endAt, timeZone),
  };
}

/** A saved program as the form writes it. */
export function programContent(program: PromoProgram): ProgramFormOutput {
  const { name, promoType, faceValueCents, requiredMatchWagerCents, validHours, startAt, endAt } = program;
  return { name, promoType, faceValueCents, requiredMatchWagerCents, validHours, startAt, endAt };
}

/** A program as several people may edit it. */
export function editedProgram(currency: string, timeZone: string): Edited<ProgramFormOutput> {
  return {
    name: t('forms.thisProgram'),
    changedCode: 'PROGRAM_CHANGED',
    factsOf: (program) => program,
    factName: (fact) => findWords('promo', `fact_${fact}`) ?? fact,
    factText: (fact, value) => {
      if (value === null || value === undefined) return t('forms.none');
      if (fact.endsWith('Cents')) return formatMoney(Number(value), currency);
      if (fact === 'validHours') return formatHours(Number(value));
      return fact.endsWith('At') ? formatDateTimeWithYear(String(value), timeZone) : String(value);
    },
    merge: mergeFacts,
  };
}
