import { describe, expect, it } from 'vitest';
import { AppError } from '@/lib/shared/errors';
import { readAcknowledgement } from '@/services/ctr/fincen/acknowledgement';

const warning = `<EFilingActivityErrorXML SeqNum="4">
  <ErrorContextText>EFilingBatchXML/Activity[1]/Party[26]/Address[29]/RawZIPCode</ErrorContextText>
  <ErrorElementNameText>RawZIPCode</ErrorElementNameText><ErrorLevelText>WARN</ErrorLevelText>
  <ErrorText>Not a ZIP code &amp; not empty.</ErrorText><ErrorTypeCode>F18</ErrorTypeCode></EFilingActivityErrorXML>`;
const report = (bsaId: string, errors: string) =>
  `<EFilingActivityXML SeqNum="3">${bsaId}${errors}</EFilingActivityXML>`;
const file = (status: string, reports: string) =>
  `<?xml version="1.0" encoding="UTF-8"?><EFilingBatchXML StatusCode="${status}" SeqNum="1">
  <EFilingSubmissionXML StatusCode="${status}" SeqNum="2">${reports}</EFilingSubmissionXML></EFilingBatchXML>`;

function refusalOf(xml: string): unknown {
  try {
    return readAcknowledgement(xml);
  } catch (error) {
    if (error instanceof AppError) return { code: error.code, ...error.details };
    throw error;
  }
}

describe('the acknowledgement of a batch', () => {
  it('gives each report its BSA identifier, digit for digit, and what FinCEN remarks on it', () => {
    const xml = file(
      'A',
      report('<BSAID>00700000000001</BSAID>', warning) +
        report('<BSAID>31000000000002</BSAID>', '<EFilingActivityErrorXML SeqNum="6"/>') +
        report('<BSAID>31000000000003</BSAID>', ''),
    );
    expect(readAcknowledgement(xml)).toEqual({
      isAccepted: true,
      reports: [
        {
          bsaId: '00700000000001',
          errors: [{ code: 'F18', level: 'WARN', element: 'RawZIPCode', text: 'Not a ZIP code & not empty.' }],
        },
        { bsaId: '31000000000002', errors: [] },
        { bsaId: '31000000000003', errors: [] },
      ],
    });
  });

  it('is read with the namespace of the batch, too', () => {
    const xml = file('A', report('<BSAID>31000000000002</BSAID>', '')).replace(/<(\/?)EF/g, '<$1fc2:EF');
    expect(readAcknowledgement(xml.replace('StatusCode', 'xmlns:fc2="www.fincen.gov/base" StatusCode'))).toEqual({
      isAccepted: true,
      reports: [{ bsaId: '31000000000002', errors: [] }],
    });
  });

  it('of a batch that was rejected names no report as accepted', () => {
    expect(readAcknowledgement(file('R', report('', warning)))).toMatchObject({
      isAccepted: false,
      reports: [{ bsaId: null, errors: [{ code: 'F18' }] }],
    });
  });

  it.each([
    ['no XML', 'BSA ID,status', 'not_xml'],
    ['XML that is cut off', file('A', '').slice(0, -20), 'not_xml'],
    ['a document type', `<!DOCTYPE a [<!ENTITY b "c">]>${file('A', '')}`, 'not_xml'],
    [
      'another file of FinCEN',
      '<EFilingBatchXML><FormTypeCode>CTRX</FormTypeCode></EFilingBatchXML>',
      'not_acknowledgement',
    ],
    ['a status that is neither', file('X', ''), 'not_acknowledgement'],
    ['an accepted report without its identifier', file('A', report('', '')), 'bsa_id'],
    ['an identifier of another length', file('A', report('<BSAID>123</BSAID>', '')), 'bsa_id'],
    ['a rejected report with an identifier', file('R', report('<BSAID>31000000000002</BSAID>', '')), 'bsa_id'],
  ])('that is %s is refused as a whole, saying why', (_, xml, reason) => {
    expect(refusalOf(xml)).toEqual({ code: 'CTR_ACKNOWLEDGEMENT_UNREADABLE', reason });
  });
});
