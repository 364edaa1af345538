import { z } from 'zod';
import { centsSchema, gamingDaySchema, idSchema, pointsSchema, timestampSchema } from '@/lib/shared/schemas';

export const staffRoleSchema = z.enum(['dealer', 'pit_boss', 'cashier', 'loyalty_manager', 'compliance', 'admin']);
export type StaffRole = z.infer<typeof staffRoleSchema>;

/** The capability words of the role matrix; the matrix itself lives in SQL (`app.role_capabilities`). */
export const capabilitySchema = z.enum([
  'floor.read',
  'slip.manage',
  'reward.issue',
  'coupon.manage',
  'ledger.correct',
  'catalog.write',
  'import.manage',
  'reconcile.apply',
  'reconcile.revert',
  'dashboard.read',
  'shift.manage',
  'mtl.write',
  'mtl.read',
  'audit.read',
  'ledger.verify',
  'settings.write',
  'staff.manage',
  'exclusion.read',
  'exclusion.write',
]);
export type Capability = z.infer<typeof capabilitySchema>;

/** Who is signed in, what they may do, and the settings that screens need. */
export const meSchema = z.object({
  staff: z.object({ id: idSchema, name: z.string(), email: z.string(), role: staffRoleSchema }),
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
  }),
  gamingDay: gamingDaySchema,
});
export type Me = z.infer<typeof meSchema>;

/** What the sign-in form sends. */
export const signInInputSchema = z.strictObject({
  email: z.email({ error: 'Enter an email address.' }).max(254),
  password: z.string().min(1, { error: 'Enter your password.' }).max(200),
});
export type SignInInput = z.infer<typeof signInInputSchema>;

const wholeBetween = (lowest: number, highest: number) =>
  z
    .int({ error: 'Give a whole number.' })
    .min(lowest, { error: `Give a number from ${lowest} to ${highest}.` })
    .max(highest, { error: `Give a number from ${lowest} to ${highest}.` });
const numberBetween = (lowest: number, highest: number) =>
  z
    .number({ error: 'Give a number.' })
    .min(lowest, { error: `Give a number from ${lowest} to ${highest}.` })
    .max(highest, { error: `Give a number from ${lowest} to ${highest}.` });

const MINUTES_MAX = 2_880;
const HOURS_MAX = 8_784;
const CENTS_MAX = 100_000_000_000;
const minutesSchema = wholeBetween(1, MINUTES_MAX);
const hoursSchema = wholeBetween(1, HOURS_MAX);
const thresholdCentsSchema = wholeBetween(0, CENTS_MAX);
const couponsSchema = wholeBetween(0, 1_000_000);
const enabledSchema = z.boolean({ error: 'Say true or false.' });
const warnAndCritical = { enabled: enabledSchema, warnMinutes: minutesSchema, criticalMinutes: minutesSchema };
const unlikeBefore = {
  enabled: enabledSchema,
  /** How many times the usual spread a figure may be away from the median. */
  madMultiplier: numberBetween(0.5, 20),
  /** What is allowed, in percent of the median, where the history says nothing about the spread. */
  fallbackPercent: numberBetween(1, 1_000),
};

/** The figures of each alert rule. The bounds are those of `app.alert_threshold_fields`; a test holds the two together. */
const alertRules = {
  tableIdle: z.strictObject(warnAndCritical),
  slipDuration: z.strictObject(warnAndCritical),
  pauseDuration: z.strictObject({ enabled: enabledSchema, warnMinutes: minutesSchema }),
  dropAnomaly: z.strictObject(unlikeBefore),
  promoIssuanceSpike: z.strictObject(unlikeBefore),
  promoVoidRate: z.strictObject({
    enabled: enabledSchema,
    warnPercent: numberBetween(0, 100),
    minIssued: wholeBetween(1, 100_000),
  }),
  promoReplacementRate: z.strictObject({
    enabled: enabledSchema,
    /** More than 100 is possible: one coupon may be replaced over and over. */
    warnPercent: numberBetween(0, 1_000),
    minIssued: wholeBetween(1, 100_000),
    /** Where fewer were issued than a share takes, from this many replaced on. */
    minReplaced: wholeBetween(1, 100_000),
  }),
  outstandingAging: z.strictObject({
    enabled: enabledSchema,
    olderThanHours: hoursSchema,
    maxFaceValueCents: thresholdCentsSchema,
    maxCoupons: couponsSchema,
  }),
  expiringSoon: z.strictObject({
    enabled: enabledSchema,
    withinHours: hoursSchema,
    minCoupons: wholeBetween(1, 1_000_000),
  }),
  baseline: z.strictObject({
    gamingDays: wholeBetween(1, 28),
    minHistoryDays: wholeBetween(1, 28),
    minChangeCoupons: couponsSchema,
    minChangeCents: thresholdCentsSchema,
    minChangePercent: numberBetween(0, 1_000),
  }),
};

const CRITICAL_IS_LATER = 'Critical must come after the warning.';

/** What the alert rules go by, complete. */
export const alertThresholdsSchema = z
  .strictObject(alertRules)
  .refine(({ tableIdle }) => tableIdle.warnMinutes < tableIdle.criticalMinutes, {
    path: ['tableIdle', 'criticalMinutes'],
    error: CRITICAL_IS_LATER,
  })
  .refine(({ slipDuration }) => slipDuration.warnMinutes < slipDuration.criticalMinutes, {
    path: ['slipDuration', 'criticalMinutes'],
    error: CRITICAL_IS_LATER,
  })
  .refine(({ baseline }) => baseline.minHistoryDays <= baseline.gamingDays, {
    path: ['baseline', 'minHistoryDays'],
    error: 'A baseline cannot need more days than it looks at.',
  });
export type AlertThresholds = z.infer<typeof alertThresholdsSchema>;

/** Some figures of some rules. Whether the whole still agrees with itself is known once they are merged. */
const alertThresholdChangesSchema = z.strictObject({
  tableIdle: alertRules.tableIdle.partial().optional(),
  slipDuration: alertRules.slipDuration.partial().optional(),
  pauseDuration: alertRules.pauseDuration.partial().optional(),
  dropAnomaly: alertRules.dropAnomaly.partial().optional(),
  promoIssuanceSpike: alertRules.promoIssuanceSpike.partial().optional(),
  promoVoidRate: alertRules.promoVoidRate.partial().optional(),
  promoReplacementRate: alertRules.promoReplacementRate.partial().optional(),
  outstandingAging: alertRules.outstandingAging.partial().optional(),
  expiringSoon: alertRules.expiringSoon.partial().optional(),
  baseline: alertRules.baseline.partial().optional(),
});

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
    .min(1, { error: 'Give at least one.' })
    .max(6, { error: 'Give at most six.' })
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
  alertThresholds: alertThresholdChangesSchema.optional(),
  expectedUpdatedAt: timestampSchema.optional(),
});
export type UpdateCasinoSettingsInput = z.infer<typeof updateCasinoSettingsInputSchema>;
