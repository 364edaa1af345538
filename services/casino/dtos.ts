import { z } from 'zod';
import { ALERT_FIGURES, type RuleName } from '@/lib/shared/kinds';
import { rule } from '@/lib/shared/rules';
import { centsSchema, gamingDaySchema, idSchema, pointsSchema, timestampSchema } from '@/lib/shared/schemas';
import { LANGUAGES, type Language } from '@/words/languages';

export const staffRoleSchema = z.enum(['dealer', 'pit_boss', 'cashier', 'loyalty_manager', 'compliance', 'admin']);
export type StaffRole = z.infer<typeof staffRoleSchema>;

/** The capability words of the role matrix; the matrix itself lives in SQL (`app.permission`). */
export const capabilitySchema = z.enum([
  'floor.read',
  'slip.manage',
  'player.care',
  'player.identify',
  'reward.issue',
  'reward.approve',
  'coupon.manage',
  'ledger.correct',
  'catalog.write',
  'import.manage',
  'reconcile.apply',
  'reconcile.revert',
  'dashboard.read',
  'shift.manage',
  'table.manage',
  'mtl.write',
  'mtl.read',
  'audit.read',
  'ledger.verify',
  'settings.write',
  'staff.manage',
  'exclusion.read',
  'exclusion.write',
  'pack.make',
  'ctr.manage',
  'permission.approve',
  'relation.manage',
  'house.write',
]);
export type Capability = z.infer<typeof capabilitySchema>;

const languageSchema = z.enum(Object.keys(LANGUAGES) as [Language, ...Language[]]);

/** Who is signed in, what they may do, and the settings that screens need. */
export const meSchema = z.object({
  staff: z.object({
    id: idSchema,
    name: z.string(),
    email: z.string(),
    role: staffRoleSchema,
    /** What the person chose to read; null before any choice. */
    language: languageSchema.nullable(),
    /** Whether they have set a PIN, for a tablet that several people use. */
    hasPin: z.boolean(),
    /** Whether they work at another casino, too, to which they may switch. */
    worksElsewhere: z.boolean(),
    /** What is to be known of the gaming licence: null but where it is about to expire, or has. */
    licence: z
      .object({
        expiresOn: z.iso.date(),
        state: z.enum(['expiring', 'expired']),
        /** Whether the person is let in no more after that day. */
        stops: z.boolean(),
      })
      .nullable(),
    /** A one-time link to their account: one that is out, or by which their password was set within 30 days. */
    passwordLink: z
      .object({
        /** Null: whoever runs the server. */
        madeByName: z.string().nullable(),
        lapsesAt: timestampSchema,
        /** Null while it is out. */
        usedAt: timestampSchema.nullable(),
      })
      .nullable(),
  }),
  capabilities: z.array(capabilitySchema),
  casino: z.object({ id: idSchema, slug: z.string(), name: z.string() }),
  settings: z.object({
    timeZone: z.string(),
    /** When the casino's clocks are how many seconds ahead of UTC, as the database knows it. */
    utcOffsets: z.array(z.object({ startsAt: timestampSchema, endsAt: timestampSchema, seconds: z.int() })),
    gamingDayStart: z.string(),
    currency: z.string(),
    rewardSoftCapPoints: pointsSchema,
    rewardPresetPoints: z.array(pointsSchema),
    rewardsPerStaffPerMinute: z.int().nullable(),
    correctionDebtLimitPoints: pointsSchema,
    promoRequireExactMatch: z.boolean(),
    promoAllowAnonymousIssuance: z.boolean(),
    /** After so many minutes without a touch a tablet asks who is there; null: never. */
    idleLockMinutes: z.int().nullable(),
    /** Whether players may be known at another casino of the company, so that it is worth asking. */
    sharesRecognition: z.boolean(),
  }),
  gamingDay: gamingDaySchema,
});
export type Me = z.infer<typeof meSchema>;

/** The language that the caller is to be answered in. */
export const setLanguageInputSchema = z.strictObject({ language: languageSchema });
export type SetLanguageInput = z.infer<typeof setLanguageInputSchema>;

export const languageResultSchema = z.object({ isExisting: z.boolean(), language: languageSchema });
export type LanguageResult = z.infer<typeof languageResultSchema>;

/** What the sign-in form sends. */
export const signInInputSchema = z.strictObject({
  email: z.email({ error: rule('email') }).max(254),
  password: z
    .string()
    .min(1, { error: rule('password') })
    .max(200),
});
export type SignInInput = z.infer<typeof signInInputSchema>;

/** What an app shows for half a minute. */
export const codeSchema = z.string().regex(/^\d{6}$/, { error: rule('codeDigits') });
export const secondFactorCodeInputSchema = z.strictObject({ code: codeSchema });
export type SecondFactorCodeInput = z.infer<typeof secondFactorCodeInputSchema>;
/** What an app that shows codes is set up with: typed by hand, or read as a QR code. Told once. */
export const secondFactorSetupSchema = z.object({ secret: z.string(), uri: z.string() });
export type SecondFactorSetup = z.infer<typeof secondFactorSetupSchema>;

/** Where the caller works, by name; `isChosen`: this session is there. */
export const myCasinosSchema = z.object({
  items: z.array(z.object({ casinoId: idSchema, name: z.string(), role: staffRoleSchema, isChosen: z.boolean() })),
});
export type MyCasino = z.infer<typeof myCasinosSchema>['items'][number];

/** The one place where a casino is named by who calls: one of their own. */
export const chooseCasinoInputSchema = z.strictObject({ casinoId: idSchema });
export type ChooseCasinoInput = z.infer<typeof chooseCasinoInputSchema>;
export const chosenSchema = z.object({ isExisting: z.boolean() });

const wholeBetween = (lowest: number, highest: number) =>
  z
    .int({ error: rule('whole') })
    .min(lowest, { error: rule('numberBetween', { lowest, highest }) })
    .max(highest, { error: rule('numberBetween', { lowest, highest }) });
const numberBetween = (lowest: number, highest: number) =>
  z
    .number({ error: rule('number') })
    .min(lowest, { error: rule('numberBetween', { lowest, highest }) })
    .max(highest, { error: rule('numberBetween', { lowest, highest }) });

const CENTS_MAX = 100_000_000_000;
const enabledSchema = z.boolean({ error: rule('trueOrFalse') });

type Figures = typeof ALERT_FIGURES;
type FigureBounds = { lowest: number; highest: number; isWhole: boolean };
type RuleShape<Rule extends RuleName> = Record<keyof Figures[Rule], z.ZodNumber> &
  (Rule extends 'baseline' ? unknown : { enabled: typeof enabledSchema });
type RuleSchemas = { [Rule in RuleName]: z.ZodObject<RuleShape<Rule>, z.core.$strict> };

function ruleSchema(rule: string, figures: Record<string, FigureBounds>) {
  const fields = Object.entries(figures).map(([name, { lowest, highest, isWhole }]) => [
    name,
    isWhole ? wholeBetween(lowest, highest) : numberBetween(lowest, highest),
  ]);
  return z.strictObject({ ...(rule === 'baseline' ? {} : { enabled: enabledSchema }), ...Object.fromEntries(fields) });
}

/** The figures of each alert rule, within the database's bounds. */
const alertRules = Object.fromEntries(
  Object.entries(ALERT_FIGURES).map(([rule, figures]) => [rule, ruleSchema(rule, figures)]),
) as unknown as RuleSchemas;

/** What the alert rules go by, complete. */
export const alertThresholdsSchema = z.strictObject(alertRules).superRefine((thresholds, context) => {
  const say = (path: [RuleName, string], message: string) => context.addIssue({ code: 'custom', path, message });
  for (const name of Object.keys(thresholds) as RuleName[]) {
    const { warnMinutes, criticalMinutes } = thresholds[name] as { warnMinutes?: number; criticalMinutes?: number };
    if (warnMinutes !== undefined && criticalMinutes !== undefined && warnMinutes >= criticalMinutes)
      say([name, 'criticalMinutes'], rule('criticalAfterWarning'));
  }
  if (thresholds.baseline.minHistoryDays > thresholds.baseline.gamingDays)
    say(['baseline', 'minHistoryDays'], rule('baselineDays'));
});
export type AlertThresholds = z.infer<typeof alertThresholdsSchema>;

type RuleChanges = { [Rule in RuleName]: z.ZodOptional<z.ZodType<Partial<AlertThresholds[Rule]>>> };
/** Some figures of some rules. Whether the whole still agrees with itself is known once they are merged. */
const alertThresholdChangesSchema = z.strictObject(
  Object.fromEntries(
    Object.entries(alertRules).map(([rule, schema]) => [rule, schema.partial().optional()]),
  ) as unknown as RuleChanges,
);

/** All settings of the casino. Time zone, start of the gaming day and currency are for reading. */
export const casinoSettingsSchema = z.object({
  timeZone: z.string(),
  gamingDayStart: z.string(),
  currency: z.string(),
  rewardSoftCapPoints: pointsSchema,
  rewardPresetPoints: z.array(pointsSchema),
  rewardsPerStaffPerMinute: z.int().nullable(),
  /** How far below zero a comp whose price allows it, and a correction, may take a balance. */
  compDebtLimitPoints: pointsSchema,
  correctionDebtLimitPoints: pointsSchema,
  promoRequireExactMatch: z.boolean(),
  promoAllowAnonymousIssuance: z.boolean(),
  importStaleAfterDays: z.int(),
  minimumAgeYears: z.int(),
  autoEndVisitsAfterDays: z.int().nullable(),
  watchlistFloorCents: centsSchema,
  ctrThresholdCents: centsSchema,
  /** The percentages of the threshold from which a sum counts as near it: the first step and the second. */
  nearCtrFirstPercent: z.int(),
  nearCtrSecondPercent: z.int(),
  /** So many days before a gaming licence expires its holder and the admins are told. */
  licenceWarningDays: z.int(),
  stopsOnExpiredLicence: z.boolean(),
  /** After so many minutes without a touch a tablet asks who is there; null: never. */
  idleLockMinutes: z.int().nullable(),
  alertThresholds: alertThresholdsSchema,
  updatedAt: timestampSchema,
});
export type CasinoSettings = z.infer<typeof casinoSettingsSchema>;

export const casinoSettingsResultSchema = casinoSettingsSchema.extend({ isExisting: z.boolean() });
export type CasinoSettingsResult = z.infer<typeof casinoSettingsResultSchema>;

const POINTS_MAX = 1_000_000_000;

/**
 * What to change; what is left out stays. `expectedUpdatedAt` is the `updatedAt` the person saw: the change is refused when
 * somebody else made one since.
 */
export const updateCasinoSettingsInputSchema = z.strictObject({
  rewardSoftCapPoints: wholeBetween(1, POINTS_MAX).optional(),
  rewardPresetPoints: z
    .array(wholeBetween(1, POINTS_MAX))
    .min(1, { error: rule('atLeastOne') })
    .max(6, { error: rule('atMost', { highest: 6 }) })
    .optional(),
  /** Null: no limit. */
  rewardsPerStaffPerMinute: wholeBetween(1, 10_000).nullable().optional(),
  compDebtLimitPoints: wholeBetween(0, POINTS_MAX).optional(),
  correctionDebtLimitPoints: wholeBetween(0, POINTS_MAX).optional(),
  promoRequireExactMatch: enabledSchema.optional(),
  promoAllowAnonymousIssuance: enabledSchema.optional(),
  importStaleAfterDays: wholeBetween(1, 3_650).optional(),
  minimumAgeYears: wholeBetween(0, 99).optional(),
  /** Null: visits that nobody ends stay open. */
  autoEndVisitsAfterDays: wholeBetween(1, 30).nullable().optional(),
  watchlistFloorCents: wholeBetween(1, CENTS_MAX).optional(),
  ctrThresholdCents: wholeBetween(1, CENTS_MAX).optional(),
  nearCtrFirstPercent: wholeBetween(1, 100).optional(),
  nearCtrSecondPercent: wholeBetween(1, 100).optional(),
  licenceWarningDays: wholeBetween(0, 365).optional(),
  stopsOnExpiredLicence: enabledSchema.optional(),
  /** Null: a tablet that lies untouched stays open. */
  idleLockMinutes: wholeBetween(1, 240).nullable().optional(),
  alertThresholds: alertThresholdChangesSchema.optional(),
  expectedUpdatedAt: timestampSchema.optional(),
});
export type UpdateCasinoSettingsInput = z.infer<typeof updateCasinoSettingsInputSchema>;
