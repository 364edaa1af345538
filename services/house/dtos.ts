import { z } from 'zod';
import { rule } from '@/lib/shared/rules';
import { centsSchema, gamingDaySchema, idSchema, timestampSchema } from '@/lib/shared/schemas';
import { tableStatusSchema } from '@/services/floor/dtos';

export const pitSchema = z.object({
  id: idSchema,
  name: z.string(),
  /** Its place on the floor; pits of one place stand by their names. */
  sortOrder: z.int(),
  updatedAt: timestampSchema,
});
export type Pit = z.infer<typeof pitSchema>;
export const pitResultSchema = pitSchema.extend({ isExisting: z.boolean() });
export type PitResult = z.infer<typeof pitResultSchema>;

/** A table as who sets it up sees it, without who plays there. */
export const houseTableSchema = z.object({
  id: idSchema,
  pitId: idSchema,
  label: z.string(),
  gameType: z.string(),
  seatCount: z.int(),
  minBetCents: centsSchema,
  maxBetCents: centsSchema,
  status: tableStatusSchema,
  /** How many slips are open or paused there. */
  liveSlips: z.int().nonnegative(),
  updatedAt: timestampSchema,
});
export type HouseTable = z.infer<typeof houseTableSchema>;
export const tableResultSchema = houseTableSchema.extend({ isExisting: z.boolean() });
export type TableResult = z.infer<typeof tableResultSchema>;

/** What a slip is rated by that opens on the gaming day or later: a fraction (0.0526 is 5.26 %), and a pace. */
export const gameRateSchema = z.object({
  fromGamingDay: gamingDaySchema,
  houseEdge: z.number(),
  decisionsPerHour: z.int(),
  /** Null: what the house began with. */
  setByStaffName: z.string().nullable(),
  setAt: timestampSchema,
});
export type GameRate = z.infer<typeof gameRateSchema>;

/** A game that the casino deals, with what is in force today. */
export const gameSchema = z.object({
  id: idSchema,
  gameType: z.string(),
  name: z.string(),
  houseEdge: z.number(),
  decisionsPerHour: z.int(),
  /** The latest day first; what is still to come is there too. */
  rates: z.array(gameRateSchema),
});
export type Game = z.infer<typeof gameSchema>;
export const gameResultSchema = gameSchema.extend({ isExisting: z.boolean() });
export type GameResult = z.infer<typeof gameResultSchema>;

/** How the floor is set up. */
export const houseSchema = z.object({
  gamingDay: gamingDaySchema,
  pits: z.array(pitSchema),
  tables: z.array(houseTableSchema),
  games: z.array(gameSchema),
});
export type House = z.infer<typeof houseSchema>;

const textSchema = (highest: number) =>
  z
    .string()
    .trim()
    .min(1, { error: rule('characters', { lowest: 1, highest }) })
    .max(highest, { error: rule('characters', { lowest: 1, highest }) });
const wholeSchema = (lowest: number, highest: number) =>
  z
    .int({ error: rule('wholeBetween', { lowest, highest }) })
    .min(lowest, { error: rule('wholeBetween', { lowest, highest }) })
    .max(highest, { error: rule('wholeBetween', { lowest, highest }) });
const betSchema = centsSchema.min(1).max(1_000_000_000);
const limits = { minBetCents: betSchema, maxBetCents: betSchema };
const expectedUpdatedAt = timestampSchema.optional();

export const createPitInputSchema = z.strictObject({ name: textSchema(100), sortOrder: wholeSchema(0, 1000) });
export type CreatePitInput = z.infer<typeof createPitInputSchema>;
/** `expectedUpdatedAt` is the version that the person saw, here and below. */
export const updatePitInputSchema = createPitInputSchema.extend({ expectedUpdatedAt });
export type UpdatePitInput = z.infer<typeof updatePitInputSchema>;

export const createTableInputSchema = z.strictObject({
  pitId: idSchema,
  label: textSchema(20),
  gameType: z.string().max(40),
  seatCount: wholeSchema(1, 20),
  ...limits,
});
export type CreateTableInput = z.infer<typeof createTableInputSchema>;
export const updateTableInputSchema = createTableInputSchema.extend({ expectedUpdatedAt });
export type UpdateTableInput = z.infer<typeof updateTableInputSchema>;

export const setTableLimitsInputSchema = z.strictObject({ ...limits, expectedUpdatedAt });
export type SetTableLimitsInput = z.infer<typeof setTableLimitsInputSchema>;
export const setTableStatusInputSchema = z.strictObject({ status: tableStatusSchema });
export type SetTableStatusInput = z.infer<typeof setTableStatusInputSchema>;

const rates = {
  houseEdge: z.number({ error: rule('houseEdge') }),
  decisionsPerHour: wholeSchema(1, 1000),
};
export const createGameInputSchema = z.strictObject({
  gameType: z.string().regex(/^[a-z][a-z0-9_]{1,39}$/, { error: rule('smallLetters', { highest: 40 }) }),
  name: textSchema(60),
  ...rates,
});
export type CreateGameInput = z.infer<typeof createGameInputSchema>;
export const setGameRateInputSchema = z.strictObject({ fromGamingDay: gamingDaySchema, ...rates });
export type SetGameRateInput = z.infer<typeof setGameRateInputSchema>;

/** The last gaming day by one rule of the day: it ends when the next one begins by another. */
export const dayChangeSchema = z.object({
  gamingDay: gamingDaySchema,
  startsAt: timestampSchema,
  endsAt: timestampSchema,
  /** When it would end if the next one began by the rule before. */
  endsOtherwiseAt: timestampSchema,
  /** How long it is. */
  minutes: z.int(),
});
export type DayChange = z.infer<typeof dayChangeSchema>;

const dayRuleSchema = z.object({
  /** Null: ever since. */
  fromGamingDay: gamingDaySchema.nullable(),
  phase: z.enum(['later', 'now', 'before']),
  timeZone: z.string(),
  gamingDayStart: z.string(),
  /** Null of the first rule, before which there was no day. */
  dayBefore: dayChangeSchema.nullable(),
  /** Null: what the casino was founded with. */
  setByStaffName: z.string().nullable(),
  setAt: timestampSchema.nullable(),
});
export type DayRule = z.infer<typeof dayRuleSchema>;

/** When gaming days begin and by which clock, the latest rule first. */
export const dayRulesSchema = z.object({
  gamingDay: gamingDaySchema,
  firstSettableGamingDay: gamingDaySchema,
  items: z.array(dayRuleSchema),
});
export type DayRules = z.infer<typeof dayRulesSchema>;
export const dayRulesResultSchema = dayRulesSchema.extend({ isExisting: z.boolean() });
export type DayRulesResult = z.infer<typeof dayRulesResultSchema>;

/** As the IANA names it. By this machine's zones too, as the browser's: one that only the database knows could not be shown. */
export const timeZoneSchema = z
  .string()
  .max(64)
  .refine(isTimeZone, { error: rule('timeZone') });

export const setDayRuleInputSchema = z.strictObject({
  fromGamingDay: gamingDaySchema,
  timeZone: timeZoneSchema,
  gamingDayStart: z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, { error: rule('clockTime') }),
});
export type SetDayRuleInput = z.infer<typeof setDayRuleInputSchema>;

function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en-US', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}
