import { XMLParser, XMLValidator } from 'fast-xml-parser';
import { z } from 'zod';
import { AppError } from '@/lib/shared/errors';

const REPEATED = ['EFilingActivityXML', 'EFilingActivityErrorXML'];

const parser = new XMLParser({
  ignoreAttributes: false,
  attributeNamePrefix: '',
  parseTagValue: false,
  parseAttributeValue: false,
  removeNSPrefix: true,
  ignoreDeclaration: true,
  isArray: (name) => REPEATED.includes(name),
});

const text = z
  .string()
  .nullish()
  .transform((value) => value || null);
/** A report without errors has one empty element in their place, which the parser gives as text or with its number alone. */
const errorSchema = z.preprocess(
  (value) => (typeof value === 'string' ? {} : value),
  z.object({
    ErrorTypeCode: text,
    ErrorLevelText: text,
    ErrorElementNameText: text,
    ErrorText: text,
  }),
);
const statusSchema = z.enum(['A', 'R']);
const activitySchema = z.object({
  BSAID: text,
  EFilingActivityErrorXML: z.array(errorSchema).default([]),
});
const fileSchema = z.object({
  EFilingBatchXML: z.object({
    StatusCode: statusSchema,
    EFilingSubmissionXML: z.object({
      StatusCode: statusSchema.optional(),
      EFilingActivityXML: z.array(activitySchema).default([]),
    }),
  }),
});

/** One remark of FinCEN on one report. */
export type AcknowledgedError = {
  code: string | null;
  level: string | null;
  element: string | null;
  text: string | null;
};
/** What became of one report of a batch; the BSA identifier is null when it was not accepted. */
export type AcknowledgedReport = { bsaId: string | null; errors: AcknowledgedError[] };
/** What FinCEN says of a batch: its reports in the order of the batch. */
export type Acknowledgement = { isAccepted: boolean; reports: AcknowledgedReport[] };

/**
 * Reads FinCEN's acknowledgement of a batch. What does not have its shape is refused as a whole:
 * CTR_ACKNOWLEDGEMENT_UNREADABLE, with what was wrong.
 */
export function readAcknowledgement(xml: string): Acknowledgement {
  if (xml.includes('<!DOCTYPE') || XMLValidator.validate(xml) !== true) refuse('not_xml');
  const parsed = fileSchema.safeParse(parser.parse(xml));
  if (!parsed.success) refuse('not_acknowledgement');
  const batch = parsed.data.EFilingBatchXML;
  const submission = batch.EFilingSubmissionXML;
  const isAccepted = batch.StatusCode === 'A' && submission.StatusCode !== 'R';
  const reports = submission.EFilingActivityXML.map((activity) => ({
    bsaId: activity.BSAID,
    errors: activity.EFilingActivityErrorXML.filter((error) =>
      Object.values(error).some((value) => value !== null),
    ).map((error) => ({
      code: error.ErrorTypeCode,
      level: error.ErrorLevelText,
      element: error.ErrorElementNameText,
      text: error.ErrorText,
    })),
  }));
  if (reports.some(({ bsaId }) => (isAccepted ? !/^\d{14}$/.test(bsaId ?? '') : bsaId !== null))) refuse('bsa_id');
  return { isAccepted, reports };
}

function refuse(reason: 'not_xml' | 'not_acknowledgement' | 'bsa_id'): never {
  throw new AppError('CTR_ACKNOWLEDGEMENT_UNREADABLE', { reason });
}
