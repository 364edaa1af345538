import { z } from 'zod';
import { rule } from '@/lib/shared/rules';
import { gamingDaySchema, idSchema, pageQuerySchema, pageSchema, timestampSchema } from '@/lib/shared/schemas';
import { capabilitySchema, staffRoleSchema } from '@/services/casino/dtos';

/** What nobody but an admin has together: who sets prices and limits and who issues; who issues and who verifies. */
export const separationSchema = z.enum(['pricesAndIssues', 'issuesAndVerifies']);
export type Separation = z.infer<typeof separationSchema>;

/** One person's exception from their role, through a gaming day. */
const exceptionSchema = z.object({
  staffId: idSchema,
  staffName: z.string(),
  role: staffRoleSchema,
  capability: capabilitySchema,
  isGranted: z.boolean(),
  throughGamingDay: gamingDaySchema,
  reason: z.string(),
});
export type PermissionException = z.infer<typeof exceptionSchema>;

/** The role matrix of the casino, the bounds it keeps, and the exceptions that run. */
export const permissionsSchema = z.object({
  capabilities: z.array(capabilitySchema),
  /** Rows that no casino changes. */
  fixedCapabilities: z.array(capabilitySchema),
  roles: z.array(
    z.object({
      role: staffRoleSchema,
      isFixed: z.boolean(),
      capabilities: z.array(capabilitySchema),
      /** As the product comes. */
      defaultCapabilities: z.array(capabilitySchema),
      /** Whether everybody of the role is asked for a second factor. */
      demandsSecondFactor: z.boolean(),
    }),
  ),
  separations: z.array(
    z.object({ separation: separationSchema, capability: capabilitySchema, other: capabilitySchema }),
  ),
  people: z.array(z.object({ id: idSchema, name: z.string(), role: staffRoleSchema })),
  exceptions: z.array(exceptionSchema),
  gamingDay: gamingDaySchema,
});
export type Permissions = z.infer<typeof permissionsSchema>;

const roleChangeSchema = z.strictObject({
  role: staffRoleSchema,
  capability: capabilitySchema,
  isGranted: z.boolean({ error: rule('trueOrFalse') }),
});
const personChangeSchema = z.strictObject({
  staffId: idSchema,
  capability: capabilitySchema,
  /** Null: no exception any more. */
  isGranted: z.boolean({ error: rule('trueOrFalse') }).nullable(),
  /** The last gaming day of an exception, at most 366 days ahead. */
  throughGamingDay: gamingDaySchema.optional(),
});
/** Another role for a person. */
const personRoleChangeSchema = z.strictObject({ staffId: idSchema, role: staffRoleSchema });
/** Whether a role, an admin's too, is asked for a second factor. */
const factorChangeSchema = z.strictObject({
  role: staffRoleSchema,
  demandsSecondFactor: z.boolean({ error: rule('trueOrFalse') }),
});

const reasonSchema = z
  .string()
  .trim()
  .min(1, { error: rule('sayWhy') })
  .max(500, { error: rule('noteTooLong') });

/** Cells of the matrix, exceptions of people and their roles that are asked to be otherwise, one to fifty. */
export const changePermissionsInputSchema = z.strictObject({
  changes: z
    .array(z.union([roleChangeSchema, personChangeSchema, personRoleChangeSchema, factorChangeSchema]))
    .min(1, { error: rule('changesUpTo', { highest: 50 }) })
    .max(50, { error: rule('changesUpTo', { highest: 50 }) }),
  reason: reasonSchema,
});
export type ChangePermissionsInput = z.infer<typeof changePermissionsInputSchema>;

const approvalStatusSchema = z.enum(['pending', 'approved', 'refused', 'withdrawn', 'lapsed']);

/** What one person asks for and another decides. */
export const approvalSchema = z.object({
  id: idSchema,
  operation: z.enum(['permission.change']),
  reason: z.string(),
  /** Each of a role or of a person; with both, the person gets the role, and there is no capability. */
  changes: z.array(
    z.object({
      role: staffRoleSchema.nullable(),
      staffId: idSchema.nullable(),
      staffName: z.string().nullable(),
      capability: capabilitySchema.nullable(),
      isGranted: z.boolean().nullable(),
      throughGamingDay: gamingDaySchema.nullable(),
      /** Of a role: whether it is asked for a second factor; null of every other change. */
      demandsSecondFactor: z.boolean().nullable(),
    }),
  ),
  /** Whether the person set their password by a one-time link of who asks, and lost the role by it. */
  isAfterLink: z.boolean(),
  /** Whether who asks took the second factor of the person off, and the role with it. */
  isAfterReset: z.boolean(),
  status: approvalStatusSchema,
  requestedBy: idSchema,
  requestedByName: z.string(),
  requestedAt: timestampSchema,
  lapsesAt: timestampSchema,
  decidedByName: z.string().nullable(),
  decidedAt: timestampSchema.nullable(),
  note: z.string().nullable(),
});
export type Approval = z.infer<typeof approvalSchema>;
export type PermissionChange = Approval['changes'][number];

export const approvalPageSchema = pageSchema(approvalSchema);
export type ApprovalPage = z.infer<typeof approvalPageSchema>;
export const approvalResultSchema = approvalSchema.extend({ isExisting: z.boolean() });
export type ApprovalResult = z.infer<typeof approvalResultSchema>;

export const approvalQuerySchema = pageQuerySchema.extend({
  isPending: z.stringbool({ truthy: ['true'], falsy: ['false'] }).optional(),
});
export type ApprovalQuery = z.infer<typeof approvalQuerySchema>;

/** A word with the approval, if any. */
export const approveInputSchema = z.strictObject({
  note: z
    .string()
    .trim()
    .max(500, { error: rule('noteTooLong') })
    .nullable()
    .optional(),
});
export type ApproveInput = z.infer<typeof approveInputSchema>;

/** A refusal says why. */
export const refuseApprovalInputSchema = z.strictObject({ note: reasonSchema });
export type RefuseApprovalInput = z.infer<typeof refuseApprovalInputSchema>;
