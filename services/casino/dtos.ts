import { z } from 'zod';
import { gamingDaySchema, idSchema, pointsSchema } from '@/lib/shared/schemas';

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
    gamingDayStart: z.string(),
    currency: z.string(),
    rewardSoftCapPoints: pointsSchema,
    rewardPresetPoints: z.array(pointsSchema),
    rewardsPerStaffPerMinute: z.int().nullable(),
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
