import { z } from 'zod';
import { rule } from '@/lib/shared/rules';
import { timestampSchema } from '@/lib/shared/schemas';
import { staffRoleSchema } from '@/services/casino/dtos';
import {
  createGameInputSchema,
  createPitInputSchema,
  createTableInputSchema,
  timeZoneSchema,
} from '@/services/house/dtos';
import { centsPer1000PointsSchema, earnRatesShape, tierLadderSchema } from '@/services/loyalty/dtos';
import { dayShiftsSchema } from '@/services/shift/dtos';
import { inviteStaffInputSchema } from '@/services/staff/dtos';

const person = inviteStaffInputSchema.shape;
const tokenSchema = z.string().min(1).max(200);
export const readFoundingInputSchema = z.strictObject({ token: tokenSchema });

/** What a founding link opens. */
export const foundingSchema = z.object({
  lapsesAt: timestampSchema,
  /** The casino that it made already; null as long as it made none. */
  casinoName: z.string().nullable(),
});
export type Founding = z.infer<typeof foundingSchema>;

/** A whole new casino. What is left out is set up on the screens later; tables begin closed. */
export const newCasinoSchema = z.strictObject({
  name: z
    .string()
    .trim()
    .min(1, { error: rule('characters', { lowest: 1, highest: 200 }) })
    .max(200, { error: rule('characters', { lowest: 1, highest: 200 }) }),
  slug: z.string().regex(/^[a-z][a-z0-9-]{1,62}$/, { error: rule('casinoSlug') }),
  timeZone: timeZoneSchema,
  gamingDayStart: z
    .string()
    .regex(/^([01]\d|2[0-3]):[0-5]\d$/, { error: rule('clockTime') })
    .optional(),
  currency: z.string().regex(/^[A-Z]{3}$/, { error: rule('currencyCode') }),
  pointsPerTheo: earnRatesShape.pointsPerTheo.optional(),
  centsPerThousandPoints: centsPer1000PointsSchema.optional(),
  tiers: tierLadderSchema.optional(),
  games: z.array(createGameInputSchema).max(100).optional(),
  pits: z
    .array(
      z.strictObject({
        name: createPitInputSchema.shape.name,
        tables: z.array(createTableInputSchema.omit({ pitId: true })).max(500),
      }),
    )
    .max(100)
    .optional(),
  shifts: dayShiftsSchema.optional(),
  staff: z.array(z.strictObject({ name: person.name, email: person.email, role: person.role })).max(200),
});
export type NewCasino = z.infer<typeof newCasinoSchema>;

export const foundCasinoInputSchema = z.strictObject({ token: tokenSchema, casino: newCasinoSchema });
export type FoundCasinoInput = z.infer<typeof foundCasinoInputSchema>;

/** The first of the staff, each with the link by which they come in. */
export const foundedSchema = z.object({
  staff: z.array(
    z.object({
      email: z.string(),
      name: z.string(),
      role: staffRoleSchema,
      /** Null of who came in already, and of whose link an admin withdrew or made anew. */
      linkToken: z.string().nullable(),
    }),
  ),
  isExisting: z.boolean(),
});
export type Founded = z.infer<typeof foundedSchema>;
