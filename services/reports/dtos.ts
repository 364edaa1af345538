import { z } from 'zod';
import {
  centsSchema,
  countSchema,
  gamingDaySchema,
  idSchema,
  pageQuerySchema,
  pageSchema,
  timestampSchema,
} from '@/lib/shared/schemas';
import { loyaltyReasonSchema } from '@/services/loyalty/dtos';
import { promoRollupSchema, promoTypeSchema } from '@/services/promo/dtos';
import {
  acknowledgementResultSchema,
  alertSchema,
  shiftDashboardQuerySchema,
  shiftDashboardSchema,
} from '@/services/shift/dtos';

/** Which day and shift a report is of. */
export const reportQuerySchema = shiftDashboardQuerySchema;
export type ReportQuery = z.infer<typeof reportQuerySchema>;

/** What somebody gave of one reason; worth by the point value of the day. Nobody: the house itself. */
export const issuerRewardsSchema = z.object({
  staffId: idSchema.nullable(),
  staffName: z.string().nullable(),
  reason: loyaltyReasonSchema,
  count: countSchema,
  points: z.int(),
  cents: centsSchema,
});

/** Comps of one reward, and what was taken back of it in the same time. */
export const rewardCompsSchema = z.object({
  rewardId: idSchema.nullable(),
  code: z.string().nullable(),
  name: z.string().nullable(),
  count: countSchema,
  points: z.int(),
  cents: centsSchema,
  returnedCount: countSchema,
  returnedPoints: z.int(),
});

/** Coupons that somebody issued of one program, replacements left out. */
export const issuerCouponsSchema = z.object({
  staffId: idSchema.nullable(),
  staffName: z.string().nullable(),
  programName: z.string(),
  promoType: promoTypeSchema,
  count: countSchema,
  faceValueCents: centsSchema,
  patronRiskCents: centsSchema,
});

/** An alert that somebody acknowledged. `thing` is what it was about; null: the casino. */
export const takenAlertSchema = acknowledgementResultSchema
  .omit({ isExisting: true })
  .extend({ thing: z.string().nullable() });

/** How often excluded players were met, and with what. Nobody is named. */
export const exclusionHitFiguresSchema = z.object({
  count: countSchema,
  notReviewedCount: countSchema,
  byAttempt: z.array(z.object({ attempt: z.string(), count: countSchema })),
});
export type ExclusionHitFigures = z.infer<typeof exclusionHitFiguresSchema>;

/** The cash log of the gaming day, and what is due of its cases now. */
export const cashLogFiguresSchema = z.object({
  cashInCents: centsSchema,
  cashOutCents: centsSchema,
  entryCount: countSchema,
  watchlistPatrons: countSchema,
  nearCtrPatrons: countSchema,
  ctrPatrons: countSchema,
  isClosed: z.boolean(),
  waitingCases: countSchema,
  overdueCases: countSchema,
  /** The cases due first, at most twenty. */
  due: z.array(z.object({ caseId: idSchema, gamingDay: gamingDaySchema, dueOn: gamingDaySchema })),
});
export type CashLogFigures = z.infer<typeof cashLogFiguresSchema>;

/**
 * A gaming day or one of its shifts, all as of one moment and by the functions behind the screens. What is outstanding, which
 * alerts fire and which cases wait is as of now; the cash log is that of the whole day. Null: not for this person's eyes.
 */
export const gamingDayReportSchema = z.object({
  gamingDay: gamingDaySchema,
  shiftId: idSchema.nullable(),
  shiftName: z.string().nullable(),
  startsAt: timestampSchema,
  endsAt: timestampSchema,
  isOver: z.boolean(),
  asOf: timestampSchema,
  centsPer1000Points: z.int(),
  dashboard: shiftDashboardSchema,
  promo: promoRollupSchema.omit({ byHour: true }),
  rewards: z.array(issuerRewardsSchema),
  comps: z.array(rewardCompsSchema),
  coupons: z.array(issuerCouponsSchema),
  alerts: z.array(alertSchema.omit({ message: true })),
  takenAlerts: z.array(takenAlertSchema),
  exclusionHits: exclusionHitFiguresSchema.nullable(),
  cashLog: cashLogFiguresSchema.nullable(),
  /** When the report of the whole day was posted; null for one that was not, and for a shift. */
  postedAt: timestampSchema.nullable(),
});
export type GamingDayReport = z.infer<typeof gamingDayReportSchema>;

/** Of which gaming day the report is asked for as it was posted. */
export const postedReportQuerySchema = z.strictObject({ gamingDay: gamingDaySchema });
export type PostedReportQuery = z.infer<typeof postedReportQuerySchema>;

export const PLAYER_VALUE_SORTS = ['theo', 'given', 'rate', 'last_visit'] as const;
/** What players stand in the list by, the highest first. */
export type PlayerValueSort = (typeof PLAYER_VALUE_SORTS)[number];

export const playerValuesQuerySchema = pageQuerySchema.extend({
  /** So many gaming days, today among them. */
  days: z.coerce.number().int().min(1).max(366).default(90),
  sort: z.enum(PLAYER_VALUE_SORTS).default('theo'),
  /** This player alone. */
  playerId: idSchema.optional(),
});
export type PlayerValuesQuery = z.infer<typeof playerValuesQuerySchema>;

/** What a player's play was to win over some days, and what the player was given in them. `reinvestmentRate` is given / theo. */
export const playerValueSchema = z.object({
  playerId: idSchema,
  playerName: z.string(),
  tier: z.string().nullable(),
  theoCents: centsSchema,
  compCents: centsSchema,
  couponCents: centsSchema,
  givenCents: centsSchema,
  reinvestmentRate: z.number().nullable(),
  visitCount: countSchema,
  lastVisitAt: timestampSchema.nullable(),
});
export type PlayerValue = z.infer<typeof playerValueSchema>;

export const playerValuesSchema = pageSchema(playerValueSchema).extend({
  gamingDay: gamingDaySchema,
  fromGamingDay: gamingDaySchema,
});
export type PlayerValues = z.infer<typeof playerValuesSchema>;
