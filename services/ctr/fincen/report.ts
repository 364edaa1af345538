import { z } from 'zod';
import { gamingDaySchema } from '@/lib/shared/schemas';
import { CASH_IN, CASH_OUT, GAMING_TYPE } from './codes';

/** Text of at most so many characters, counted as XML Schema counts them. */
const text = (most: number) => z.string().refine((value) => value !== '' && [...value].length <= most);

const addressSchema = z.object({
  street: text(100),
  city: text(50),
  state: text(3).nullable(),
  zip: text(9).nullable(),
  country: text(2),
});

const institutionSchema = z.object({
  name: text(150),
  tradeName: text(150).nullable(),
  ein: text(25),
  gamingType: z.enum(keysOf(GAMING_TYPE)),
  gamingTypeOther: text(50).nullable(),
  address: addressSchema,
});
export type CtrInstitution = z.infer<typeof institutionSchema>;

/** So much of one kind of transaction. `other` says which, where the form has no item for it. */
const cashLine = <T extends string>(types: [T, ...T[]]) =>
  z.object({ type: z.enum(types), cents: z.int().positive(), other: text(50).nullable() });
const cashInSchema = z.array(cashLine(keysOf(CASH_IN)));
const cashOutSchema = z.array(cashLine(keysOf(CASH_OUT)));
export type CashLine = z.infer<typeof cashInSchema>[number] | z.infer<typeof cashOutSchema>[number];

const personSchema = z.object({
  role: z.enum(['own_behalf', 'for_another', 'on_behalf']),
  isEntity: z.boolean(),
  lastName: text(150).nullable(),
  firstName: text(35).nullable(),
  middleName: text(35).nullable(),
  suffix: text(35).nullable(),
  alternateName: text(150).nullable(),
  gender: z.enum(['female', 'male', 'unknown']).nullable(),
  /** YYYY-MM-DD; a month or day that nobody knows is 00. */
  birthDate: z
    .string()
    .regex(/^(19|20)\d\d-(0\d|1[0-2])-([0-2]\d|3[01])$/)
    .nullable(),
  address: z.object({
    street: text(100).nullable(),
    city: text(50).nullable(),
    state: text(3).nullable(),
    zip: text(9).nullable(),
    country: text(2).nullable(),
  }),
  phone: text(16).nullable(),
  email: text(517).nullable(),
  tin: z.object({ type: z.enum(['ssn_itin', 'ein', 'foreign']), number: text(25) }).nullable(),
  identification: z
    .object({
      type: z.enum(['driver_license', 'passport', 'alien_registration', 'other']),
      otherType: text(50).nullable(),
      number: text(25).nullable(),
      issuerState: text(3).nullable(),
      issuerCountry: text(2).nullable(),
    })
    .nullable(),
  occupation: text(50).nullable(),
  naics: text(6).nullable(),
  isMultiple: z.boolean(),
  cashIn: cashInSchema,
  cashOut: cashOutSchema,
});
export type CtrPerson = z.infer<typeof personSchema>;

/**
 * One report as it is filed. Of a person, what is null and critical on the form is reported as unknown; what is null
 * and optional is left out.
 */
export const ctrReportSchema = z.object({
  filingDate: gamingDaySchema,
  kind: z.enum(['initial', 'amendment']),
  /** The BSA identifier of the report that an amendment corrects. */
  priorBsaId: z
    .string()
    .regex(/^\d{14}$/)
    .nullable(),
  transmitter: z.object({
    name: text(150),
    tin: text(25),
    controlCode: text(25),
    contactName: text(150),
    phone: text(16),
    address: addressSchema,
  }),
  institution: institutionSchema,
  contactOffice: z.object({ name: text(150), phone: text(16), extension: text(6).nullable() }),
  location: institutionSchema,
  transactionDate: gamingDaySchema,
  /** All transactions were below the line and nobody knows who conducted them (item 24e). */
  isAggregated: z.boolean(),
  cashIn: cashInSchema,
  cashOut: cashOutSchema,
  persons: z.array(personSchema).min(1),
});
export type CtrReport = z.infer<typeof ctrReportSchema>;

function keysOf<T extends Record<string, string>>(codes: T): [keyof T & string, ...(keyof T & string)[]] {
  return Object.keys(codes) as [keyof T & string, ...(keyof T & string)[]];
}
