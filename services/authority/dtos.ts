import { z } from 'zod';
import { rule } from '@/lib/shared/rules';
import { idSchema } from '@/lib/shared/schemas';
import { staffRoleSchema } from '@/services/casino/dtos';

const MOST_POINTS = 1_000_000_000;
const MOST_CENTS = 100_000_000_000;

const pointsLimit = z
  .int({ error: rule('wholeBetweenOrNothing', { lowest: 0, highest: MOST_POINTS }) })
  .min(0, { error: rule('wholeBetweenOrNothing', { lowest: 0, highest: MOST_POINTS }) })
  .max(MOST_POINTS, { error: rule('wholeBetweenOrNothing', { lowest: 0, highest: MOST_POINTS }) })
  .nullable();
const moneyLimit = z
  .int({ error: rule('centsBetween', { lowest: 0, highest: MOST_CENTS }) })
  .min(0, { error: rule('centsBetween', { lowest: 0, highest: MOST_CENTS }) })
  .max(MOST_CENTS, { error: rule('centsBetween', { lowest: 0, highest: MOST_CENTS }) })
  .nullable();

/** What one person may give; null: no limit. Money is the worth of comps by the point value, of coupons by face value. */
const personLimits = {
  pointsAtOnce: pointsLimit,
  pointsPerShift: pointsLimit,
  pointsPerDay: pointsLimit,
  valueAtOnceCents: moneyLimit,
  valuePerDayCents: moneyLimit,
};
/** What one player is given by everybody in a gaming day, as money. */
const houseLimits = { playerPerDayCents: moneyLimit };

/** Limits of the house (neither role nor person), of a role, or of one person. */
export const authorityLimitSchema = z.object({
  role: staffRoleSchema.nullable(),
  staffId: idSchema.nullable(),
  staffName: z.string().nullable(),
  ...personLimits,
  ...houseLimits,
  /** 0 of what was never set. */
  version: z.int().min(0),
});
export type AuthorityLimit = z.infer<typeof authorityLimitSchema>;

export const authoritySchema = z.object({
  house: authorityLimitSchema,
  /** Those of who may issue today. */
  roles: z.array(authorityLimitSchema),
  /** All who may issue today, with their role, whether or not they have limits of their own. */
  people: z.array(authorityLimitSchema),
});
export type Authority = z.infer<typeof authoritySchema>;

/** Sets what it names of the limits of a role, of a person or, without both, of the house; the rest stays. */
export const setAuthorityLimitInputSchema = z.strictObject({
  role: staffRoleSchema.optional(),
  staffId: idSchema.optional(),
  limits: z.strictObject({ ...personLimits, ...houseLimits }).partial(),
  /** The version that was read. */
  version: z.int().min(0),
});
export type SetAuthorityLimitInput = z.infer<typeof setAuthorityLimitInputSchema>;
export const authorityLimitResultSchema = authorityLimitSchema.extend({ isExisting: z.boolean() });
export type AuthorityLimitResult = z.infer<typeof authorityLimitResultSchema>;

const authorityUnitSchema = z.enum(['points', 'cents']);
const limitNameSchema = z.enum([
  'pointsAtOnce',
  'pointsPerShift',
  'pointsPerDay',
  'valueAtOnce',
  'valuePerDay',
  'playerPerDay',
]);

/** What is left of the caller's authority: points for bonuses, cents for comps and coupons, the tightest of each first. */
export const authorityLeftSchema = z.object({
  /** By which the points of a comp are so much money. */
  centsPer1000Points: z.int().min(1),
  items: z.array(
    z.object({ limit: limitNameSchema, unit: authorityUnitSchema, most: z.int().min(0), left: z.int().min(0) }),
  ),
});
export type AuthorityLeft = z.infer<typeof authorityLeftSchema>;
export const authorityLeftQuerySchema = z.strictObject({ playerId: idSchema.optional() });
export type AuthorityLeftQuery = z.infer<typeof authorityLeftQuerySchema>;
