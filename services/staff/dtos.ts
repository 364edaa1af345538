import { z } from 'zod';
import { rule } from '@/lib/shared/rules';
import { idSchema, pageQuerySchema, pageSchema, timestampSchema } from '@/lib/shared/schemas';
import { staffRoleSchema } from '@/services/casino/dtos';

/** invited: has not accepted yet. deactivated: let in no more. */
export const STAFF_STATES = ['active', 'invited', 'deactivated'] as const;
/** How a gaming licence stands by the calendar on the casino's wall. */
export const LICENCE_STATES = ['none', 'valid', 'expiring', 'expired'] as const;

/** Somebody of the staff, as admins see them. */
export const staffMemberSchema = z.object({
  id: idSchema,
  name: z.string(),
  email: z.string(),
  role: staffRoleSchema,
  state: z.enum(STAFF_STATES),
  employeeNumber: z.string().nullable(),
  licenceNumber: z.string().nullable(),
  /** Its last day. */
  licenceExpiresOn: z.iso.date().nullable(),
  licenceState: z.enum(LICENCE_STATES),
  /** None: all of them. */
  pits: z.array(z.object({ id: idSchema, name: z.string() })),
  /** The last sign-in or renewal of a session. */
  lastSeenAt: timestampSchema.nullable(),
  deactivatedAt: timestampSchema.nullable(),
  deactivationReason: z.string().nullable(),
  createdAt: timestampSchema,
  updatedAt: timestampSchema,
});
export type StaffMember = z.infer<typeof staffMemberSchema>;
export const staffPageSchema = pageSchema(staffMemberSchema);
export type StaffPage = z.infer<typeof staffPageSchema>;
export const staffResultSchema = staffMemberSchema.extend({ isExisting: z.boolean() });
export type StaffResult = z.infer<typeof staffResultSchema>;

export const staffQuerySchema = pageQuerySchema.extend({
  /** A part of a name, an e-mail address or an employee number. */
  search: z.string().trim().min(1).max(100).optional(),
  role: staffRoleSchema.optional(),
  state: z.enum(STAFF_STATES).optional(),
  pitId: idSchema.optional(),
  licenceState: z.enum(LICENCE_STATES).optional(),
});
export type StaffQuery = z.infer<typeof staffQuerySchema>;

/** A pit by its name, to choose. */
export const pitChoicesSchema = z.object({ items: z.array(z.object({ id: idSchema, name: z.string() })) });
export type PitChoice = z.infer<typeof pitChoicesSchema>['items'][number];

const textSchema = (highest: number) =>
  z
    .string()
    .trim()
    .min(1, { error: rule('characters', { lowest: 1, highest }) })
    .max(highest, { error: rule('characters', { lowest: 1, highest }) });

/** What is left out stays; another role is asked for as a permission is; null takes a number or a date away. `expectedUpdatedAt` is the version that the person saw. */
export const updateStaffInputSchema = z.strictObject({
  name: textSchema(200).optional(),
  employeeNumber: textSchema(40).nullable().optional(),
  licenceNumber: textSchema(60).nullable().optional(),
  licenceExpiresOn: z.iso.date().nullable().optional(),
  pitIds: z.array(idSchema).max(100).optional(),
  expectedUpdatedAt: timestampSchema.optional(),
});
export type UpdateStaffInput = z.infer<typeof updateStaffInputSchema>;

export const deactivateStaffInputSchema = z.strictObject({
  reason: z
    .string()
    .trim()
    .min(1, { error: rule('sayWhy') })
    .max(500, { error: rule('noteTooLong') }),
});
export type DeactivateStaffInput = z.infer<typeof deactivateStaffInputSchema>;
