import { z } from 'zod';
import { rule } from '@/lib/shared/rules';
import {
  centsSchema,
  countSchema,
  gamingDaySchema,
  idSchema,
  pageQuerySchema,
  pageSchema,
  timestampSchema,
} from '@/lib/shared/schemas';
import { mtlDirectionSchema, mtlEntrySchema } from '@/services/mtl/dtos';

/** How far a case is. Open until somebody has begun with it. */
export const ctrCaseStatusSchema = z.enum(['open', 'information_missing', 'ready', 'filed', 'not_required']);
export type CtrCaseStatus = z.infer<typeof ctrCaseStatusSchema>;
export const ctrPersonRoleSchema = z.enum(['own_behalf', 'for_another', 'on_behalf']);
export type CtrPersonRole = z.infer<typeof ctrPersonRoleSchema>;
export const ctrFilingKindSchema = z.enum(['initial', 'amendment']);

/** What the form asks of a person, of which some may be said to be unknown. */
export const ctrUnknownSchema = z.enum([
  'lastName',
  'firstName',
  'birthDate',
  'street',
  'city',
  'state',
  'zip',
  'country',
  'tin',
  'identification',
  'occupation',
]);
/** What of a person stands between a case and its filing. */
export const ctrMissingOfPersonSchema = z.enum([...ctrUnknownSchema.options, 'verifiedBy']);
/** What of the house stands between a case and its filing. */
export const ctrMissingOfProfileSchema = z.enum([
  'profileName',
  'profileEin',
  'profileGamingType',
  'profileGamingTypeOther',
  'profileStreet',
  'profileCity',
  'profileState',
  'profileZip',
  'profileCountry',
  'profileContactOffice',
  'profileContactPhone',
  'profileLocationCity',
  'profileLocationState',
  'profileLocationZip',
  'profileLocationCountry',
  'profileTransmitterName',
  'profileTransmitterTin',
  'profileTransmitterControlCode',
  'profileTransmitterContact',
  'profileTransmitterPhone',
  'profileTransmitterCity',
  'profileTransmitterState',
  'profileTransmitterZip',
  'profileTransmitterCountry',
]);
/** `belowThreshold`: nothing is to be reported any more, so that somebody decides. */
export const ctrMissingSchema = z.enum([
  ...ctrMissingOfPersonSchema.options,
  ...ctrMissingOfProfileSchema.options,
  'belowThreshold',
]);
export type CtrMissing = z.infer<typeof ctrMissingSchema>;

const fieldSchema = z.string().nullable().optional();
/** The fields of the form about a person. What is absent is not known. */
const personFields = {
  isEntity: z.boolean().nullable().optional(),
  lastName: fieldSchema,
  firstName: fieldSchema,
  middleName: fieldSchema,
  suffix: fieldSchema,
  alternateName: fieldSchema,
  gender: fieldSchema,
  /** YYYY-MM-DD; a month or day that nobody knows is 00. */
  birthDate: fieldSchema,
  street: fieldSchema,
  city: fieldSchema,
  state: fieldSchema,
  zip: fieldSchema,
  country: fieldSchema,
  phone: fieldSchema,
  email: fieldSchema,
  tinType: fieldSchema,
  tin: fieldSchema,
  idType: fieldSchema,
  idOtherType: fieldSchema,
  idNumber: fieldSchema,
  idState: fieldSchema,
  idCountry: fieldSchema,
  occupation: fieldSchema,
  naics: fieldSchema,
};
export const ctrPersonFactsSchema = z.object(personFields);

/** Somebody in a case. `facts` and `unknown` are null for a reader who may not see identification. */
export const ctrPersonSchema = z.object({
  personId: idSchema,
  playerId: idSchema.nullable(),
  playerName: z.string().nullable(),
  unknownPatronId: idSchema.nullable(),
  roles: z
    .array(
      z.object({
        role: ctrPersonRoleSchema,
        cashInCents: centsSchema,
        cashOutCents: centsSchema,
        entryCount: countSchema,
      }),
    )
    .nullable(),
  facts: ctrPersonFactsSchema.nullable(),
  unknown: z.array(ctrUnknownSchema).nullable(),
  verifiedByStaffId: idSchema.nullable(),
  verifiedByStaffName: z.string().nullable(),
  verifiedAt: timestampSchema.nullable(),
  missing: z.array(ctrMissingOfPersonSchema),
});
export type CtrPerson = z.infer<typeof ctrPersonSchema>;

/** One remark of FinCEN on a report. */
const ctrErrorSchema = z.object({
  code: z.string().nullable(),
  level: z.string().nullable(),
  element: z.string().nullable(),
  text: z.string().nullable(),
});

/** A report of a case as it was filed. `isAccepted` is null until FinCEN has answered. */
export const ctrFilingSchema = z.object({
  filingId: idSchema,
  filingNo: z.int(),
  kind: ctrFilingKindSchema,
  filedOn: gamingDaySchema,
  staffName: z.string().nullable(),
  createdAt: timestampSchema,
  batchId: idSchema.nullable(),
  bsaId: z.string().nullable(),
  isAccepted: z.boolean().nullable(),
  acknowledgedAt: timestampSchema.nullable(),
  errors: z.array(ctrErrorSchema),
  /** Taken back before it went out: it goes out no more, and was never filed. */
  withdrawnAt: timestampSchema.nullable(),
  withdrawnByStaffName: z.string().nullable(),
});
export type CtrFiling = z.infer<typeof ctrFilingSchema>;

/** A report that is due for one patron and gaming day, with everything behind it. */
export const ctrCaseSchema = z.object({
  id: idSchema,
  gamingDay: gamingDaySchema,
  status: ctrCaseStatusSchema,
  dueOn: gamingDaySchema,
  openedAt: timestampSchema,
  playerId: idSchema.nullable(),
  playerName: z.string().nullable(),
  unknownPatronId: idSchema.nullable(),
  cashInCents: centsSchema,
  cashOutCents: centsSchema,
  /** The directions that the report says. */
  reported: z.array(mtlDirectionSchema),
  isAggregated: z.boolean(),
  /** The figures, or what was said, have changed since it was filed or found not to be required. */
  needsAmendment: z.boolean(),
  /** Why no report is required, or, of a filed case, why there is nothing to amend. */
  notRequiredReason: z.string().nullable(),
  decidedByStaffName: z.string().nullable(),
  decidedAt: timestampSchema.nullable(),
  /** Counts what is said of the case; 0 while nothing was. */
  version: countSchema,
  persons: z.array(ctrPersonSchema),
  entries: z.array(mtlEntrySchema),
  /** What counted until it was voided. */
  voidedEntries: z.array(
    mtlEntrySchema.extend({
      voidReason: z.string().nullable(),
      voidedAt: timestampSchema,
      voidedByStaffName: z.string().nullable(),
    }),
  ),
  filings: z.array(ctrFilingSchema),
  /** What was filed of cases that became part of this one when a patron was identified. */
  mergedFilings: z.array(ctrFilingSchema),
  /** The identifier that the next report names, which is then an amendment of that one; null where there is none yet. */
  amendsBsaId: z.string().nullable(),
  /** Other reports that FinCEN has of cases that became part of this one: an amendment names one only. */
  otherBsaIds: z.array(z.string()),
  missing: z.array(ctrMissingSchema),
});
export type CtrCase = z.infer<typeof ctrCaseSchema>;
export const ctrCaseResultSchema = ctrCaseSchema.extend({ isExisting: z.boolean() });
export type CtrCaseResult = z.infer<typeof ctrCaseResultSchema>;
export const ctrCasePageSchema = pageSchema(ctrCaseSchema);
export type CtrCasePage = z.infer<typeof ctrCasePageSchema>;
export const ctrCaseQuerySchema = pageQuerySchema.extend({
  status: ctrCaseStatusSchema.optional(),
  gamingDay: gamingDaySchema.optional(),
  /** Those that somebody has something to do about, by the day they are due; otherwise all, newest first. */
  isWaiting: z.stringbool({ truthy: ['true'], falsy: ['false'] }).optional(),
});
export type CtrCaseQuery = z.infer<typeof ctrCaseQuerySchema>;

/**
 * What is said of a case. What is left out stays as it is; null takes a field away; `unknown` is the whole list. A decision
 * that nothing is required is, of a filed case, that there is nothing to amend: once none of its cash is left.
 */
export const updateCtrCaseInputSchema = z.strictObject({
  person: z
    .strictObject({
      personId: idSchema,
      ...personFields,
      unknown: z.array(ctrUnknownSchema).optional(),
      isVerified: z.boolean().optional(),
    })
    .optional(),
  isAggregated: z.boolean().optional(),
  decision: z
    .strictObject({ status: z.enum(['open', 'not_required']), reason: z.string().trim().max(500).optional() })
    .optional(),
  expectedVersion: countSchema.optional(),
});
export type UpdateCtrCaseInput = z.infer<typeof updateCtrCaseInputSchema>;
/** What the database answers to a change: which case it was. The case itself is read anew. */
export const ctrChangeSchema = z.object({ caseId: idSchema, isExisting: z.boolean() });
export type CtrChange = z.infer<typeof ctrChangeSchema>;

/** `bsaId`: of a report that was typed into FinCEN's own form, and so goes out in no batch. */
export const fileCtrCaseInputSchema = z.strictObject({
  bsaId: z
    .string()
    .regex(/^\d{14}$/, { error: rule('bsaId') })
    .optional(),
});
export type FileCtrCaseInput = z.infer<typeof fileCtrCaseInputSchema>;

/** Without cases: every report that is filed and has not gone out. */
export const exportCtrCasesInputSchema = z.strictObject({
  caseIds: z
    .array(idSchema)
    .min(1, { error: rule('caseIds') })
    .max(500, { error: rule('caseIds') })
    .optional(),
});
export type ExportCtrCasesInput = z.infer<typeof exportCtrCasesInputSchema>;

/** Reports that went out in one file, in its order. `isAccepted` is null until FinCEN has answered. */
export const ctrBatchSchema = z.object({
  batchId: idSchema,
  reportCount: countSchema,
  createdAt: timestampSchema,
  staffName: z.string().nullable(),
  cases: z.array(z.object({ caseId: idSchema, filingId: idSchema, kind: ctrFilingKindSchema })),
  acknowledgedAt: timestampSchema.nullable(),
  isAccepted: z.boolean().nullable(),
});
export type CtrBatch = z.infer<typeof ctrBatchSchema>;
export const ctrBatchResultSchema = ctrBatchSchema.extend({ isExisting: z.boolean() });
export type CtrBatchResult = z.infer<typeof ctrBatchResultSchema>;
/** A batch in the list: with what FinCEN said of each of its reports, in their order. */
export const ctrBatchItemSchema = ctrBatchSchema.extend({
  results: z.array(
    z.object({
      /** Whose report it is; of a case that became part of another, that one. */
      caseId: idSchema,
      filingId: idSchema,
      gamingDay: gamingDaySchema,
      playerName: z.string().nullable(),
      isAccepted: z.boolean().nullable(),
      bsaId: z.string().nullable(),
      errors: z.array(ctrErrorSchema),
    }),
  ),
});
export type CtrBatchItem = z.infer<typeof ctrBatchItemSchema>;
export const ctrBatchPageSchema = pageSchema(ctrBatchItemSchema);
export type CtrBatchPage = z.infer<typeof ctrBatchPageSchema>;

/** Which batch an acknowledgement answers; without it, the only one that waits. */
export const acknowledgementQuerySchema = z.strictObject({ batchId: idSchema.optional() });
export type AcknowledgementQuery = z.infer<typeof acknowledgementQuerySchema>;

/** What the form asks of the house. An address of location or transmitter is whole, or the institution's. */
const profileFields = {
  name: fieldSchema,
  tradeName: fieldSchema,
  ein: fieldSchema,
  gamingType: fieldSchema,
  gamingTypeOther: fieldSchema,
  street: fieldSchema,
  city: fieldSchema,
  state: fieldSchema,
  zip: fieldSchema,
  country: fieldSchema,
  contactOffice: fieldSchema,
  contactPhone: fieldSchema,
  contactExtension: fieldSchema,
  locationName: fieldSchema,
  locationStreet: fieldSchema,
  locationCity: fieldSchema,
  locationState: fieldSchema,
  locationZip: fieldSchema,
  locationCountry: fieldSchema,
  transmitterName: fieldSchema,
  transmitterTin: fieldSchema,
  transmitterControlCode: fieldSchema,
  transmitterContact: fieldSchema,
  transmitterPhone: fieldSchema,
  transmitterStreet: fieldSchema,
  transmitterCity: fieldSchema,
  transmitterState: fieldSchema,
  transmitterZip: fieldSchema,
  transmitterCountry: fieldSchema,
};
/** `version` is 0 until an admin has set something. */
export const filingProfileSchema = z.object({
  facts: z.object(profileFields),
  version: countSchema,
  updatedAt: timestampSchema.nullable(),
  missing: z.array(ctrMissingOfProfileSchema),
});
export type FilingProfile = z.infer<typeof filingProfileSchema>;
export const filingProfileResultSchema = filingProfileSchema.extend({ isExisting: z.boolean() });
export type FilingProfileResult = z.infer<typeof filingProfileResultSchema>;
export const updateFilingProfileInputSchema = z.strictObject({
  ...profileFields,
  expectedVersion: countSchema.optional(),
});
export type UpdateFilingProfileInput = z.infer<typeof updateFilingProfileInputSchema>;
