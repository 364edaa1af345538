import { z } from 'zod';
import { PASSWORD_LOWEST } from '@/lib/shared/passwords';
import { isEasyPin, PIN_DIGITS } from '@/lib/shared/pins';
import { rule } from '@/lib/shared/rules';
import { idSchema, pageQuerySchema, pageSchema, timestampSchema } from '@/lib/shared/schemas';
import { codeSchema, staffRoleSchema } from '@/services/casino/dtos';

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
  /** Until when the one-time link of somebody who was invited holds; null where they have none. */
  linkLapsesAt: timestampSchema.nullable(),
  /** Whether their account is opened by a code of an app, too. */
  hasSecondFactor: z.boolean(),
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
/** `linkToken` is told this once; a replay answers null. */
export const staffLinkResultSchema = staffResultSchema.extend({ linkToken: z.string().nullable() });
export type StaffLinkResult = z.infer<typeof staffLinkResultSchema>;

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

/** Whom to invite. `reason` says why another role than a dealer's, which a second person approves. */
export const inviteStaffInputSchema = z.strictObject({
  email: z.email({ error: rule('email') }).max(254),
  name: textSchema(200),
  role: z.enum(staffRoleSchema.options, { error: rule('aRole') }),
  employeeNumber: textSchema(40).nullable().optional(),
  pitIds: z.array(idSchema).max(100).optional(),
  reason: z
    .string()
    .trim()
    .max(500, { error: rule('noteTooLong') })
    .optional(),
});
export type InviteStaffInput = z.infer<typeof inviteStaffInputSchema>;

const tokenSchema = z.string().min(1).max(200);
export const readInvitationInputSchema = z.strictObject({ token: tokenSchema });

/** Whom a one-time link invites. */
export const invitationSchema = z.object({
  email: z.string(),
  name: z.string(),
  casinoName: z.string(),
  lapsesAt: timestampSchema,
});
export type Invitation = z.infer<typeof invitationSchema>;

const whySchema = z
  .string()
  .trim()
  .min(1, { error: rule('sayWhy') })
  .max(500, { error: rule('noteTooLong') });

/** Why somebody's password is to be set anew. */
export const makePasswordLinkInputSchema = z.strictObject({ reason: whySchema });
export type MakePasswordLinkInput = z.infer<typeof makePasswordLinkInputSchema>;

/** Why somebody's second factor is taken off. */
export const resetSecondFactorInputSchema = z.strictObject({ reason: whySchema });
export type ResetSecondFactorInput = z.infer<typeof resetSecondFactorInputSchema>;
export const secondFactorNotedSchema = z.object({ isExisting: z.boolean(), isEnrolment: z.boolean() });
export type SecondFactorNoted = z.infer<typeof secondFactorNotedSchema>;

/** Whose password a one-time link sets. */
export const passwordLinkSchema = z.object({
  email: z.string(),
  name: z.string(),
  casinoName: z.string(),
  /** Null: whoever runs the server. */
  madeByName: z.string().nullable(),
  lapsesAt: timestampSchema,
  /** Whether they have what a dealer may until a second person gave their role back. */
  losesRole: z.boolean(),
});
export type PasswordLink = z.infer<typeof passwordLinkSchema>;
export const passwordSetSchema = z.object({ isSet: z.literal(true) });

/** Whoever forgot their password, by the address with which they sign in. */
export const recoverInputSchema = z.strictObject({ email: z.email({ error: rule('email') }).max(254) });
/** The same for every address: whether it has an account is nobody's to learn. */
export const recoveringSchema = z.object({ isAsked: z.literal(true) });

export const signedOutResultSchema = z.object({ isExisting: z.boolean(), isSignedOut: z.literal(true) });
export type SignedOutResult = z.infer<typeof signedOutResultSchema>;

export const acceptedSchema = z.object({ isExisting: z.boolean() });

/** What Supabase Auth keeps of a password, in bytes: more would be cut off, and count for nothing. */
const PASSWORD_BYTES = 72;
export const newPasswordSchema = z
  .string()
  .min(PASSWORD_LOWEST, { error: rule('passwordShort', { lowest: PASSWORD_LOWEST }) })
  .refine((text) => new TextEncoder().encode(text).length <= PASSWORD_BYTES, { error: rule('passwordLong') });
export const acceptInvitationInputSchema = readInvitationInputSchema.extend({ password: newPasswordSchema });
export type AcceptInvitationInput = z.infer<typeof acceptInvitationInputSchema>;

export const resetPasswordInputSchema = readInvitationInputSchema.extend({ password: newPasswordSchema });

/** What the link of a recovery e-mail brings behind the # of the address, and the password to be set by it. */
const sessionTokenSchema = z.string().min(1).max(8_192);
export const useRecoveryInputSchema = z.strictObject({
  accessToken: sessionTokenSchema,
  refreshToken: sessionTokenSchema,
  password: newPasswordSchema,
  /** Of the account's second factor, where it has one. */
  code: codeSchema.optional(),
});
export type UseRecoveryInput = z.infer<typeof useRecoveryInputSchema>;

export const changePasswordInputSchema = z.strictObject({
  currentPassword: z
    .string()
    .min(1, { error: rule('password') })
    .max(200),
  newPassword: newPasswordSchema,
});
export type ChangePasswordInput = z.infer<typeof changePasswordInputSchema>;

export const pinSchema = z.string().regex(new RegExp(`^\\d{${PIN_DIGITS}}$`), { error: rule('pinDigits') });
export const setPinInputSchema = z.strictObject({
  currentPassword: changePasswordInputSchema.shape.currentPassword,
  pin: pinSchema.refine((pin) => !isEasyPin(pin), { error: rule('pinEasy') }),
});
export type SetPinInput = z.infer<typeof setPinInputSchema>;

export const pinResultSchema = z.object({ isExisting: z.boolean(), hasPin: z.literal(true) });
export type PinResult = z.infer<typeof pinResultSchema>;

/** Somebody whose session is parked on a device, as its lock screen names them. */
export const parkedPersonSchema = z.object({ staffId: idSchema, name: z.string(), role: staffRoleSchema });
export type ParkedPerson = z.infer<typeof parkedPersonSchema>;
export const parkedPeopleSchema = z.object({ items: z.array(parkedPersonSchema) });

/** What parks a session: the web server seals under the key, and the device gets the token. */
export const parkingSchema = z.object({
  staffId: idSchema,
  token: z.string(),
  sealKey: z.string(),
  lapsesAt: timestampSchema,
});
export type Parking = z.infer<typeof parkingSchema>;

export const unlockInputSchema = z.strictObject({ staffId: idSchema, pin: pinSchema });
export type UnlockInput = z.infer<typeof unlockInputSchema>;
export const triedSchema = z.object({ tryToken: z.string() });
export const unlockedSchema = z.object({ staffId: idSchema, sealKey: z.string() });

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

export const deactivateStaffInputSchema = z.strictObject({ reason: whySchema });
export type DeactivateStaffInput = z.infer<typeof deactivateStaffInputSchema>;
