import { newId } from '@/lib/shared/ids';
import type { CtrBatch, CtrCase, UpdateCtrCaseInput } from '@/services/ctr/dtos';
import type { MtlEntryResult } from '@/services/mtl/dtos';
import { ADMIN, type Answer, type TestStack } from '../support/stack';

export const CASHIER = 'cashier@harbor.example';
export const COMPLIANCE = 'compliance@harbor.example';

/** Everything the form asks of the house. */
export const PROFILE = {
  name: 'Harbor Gaming LLC',
  tradeName: 'Harbor & Sons',
  ein: '88-1234567',
  gamingType: 'state_licensed',
  street: '1 Harbor Way',
  city: 'Reno',
  state: 'nv',
  zip: '89501-0001',
  country: 'US',
  contactOffice: 'Compliance office',
  contactPhone: '(775) 555-0100',
  transmitterName: 'Harbor Gaming LLC',
  transmitterTin: '88-1234567',
  transmitterControlCode: 'PBSA1234',
  transmitterContact: 'Head of compliance',
  transmitterPhone: '775 555 0101',
};

/** Everything the form asks of a person whose name is enrolled. */
export const IDENTITY = {
  birthDate: '1971-03-09',
  street: '22 Elm Street\t#4',
  city: 'Sparks',
  state: 'NV',
  zip: '89431',
  country: 'US',
  tinType: 'ssn_itin',
  tin: '078-05-1120',
  idType: 'driver_license',
  idNumber: 'X 1234-5678',
  idState: 'NV',
  idCountry: 'US',
  occupation: 'Florist',
  isVerified: true,
};

/** What people do with cases at one counter; each call is another intent. */
export function ctrDesk(stack: TestStack) {
  const data = async <T>(answer: Promise<Answer>, status: number): Promise<T> => {
    const { status: got, body } = await answer;
    if (got !== status) throw new Error(`${got} ${JSON.stringify(body)}`);
    return body.data as T;
  };
  const write = (path: string, body: object, key: string = newId(), as: typeof ADMIN = COMPLIANCE) =>
    stack.http(as, path.includes('/file') ? 'POST' : 'PATCH', path, { body, key });

  return {
    /** Cash at the cage. */
    cash: (entry: object) =>
      data<MtlEntryResult>(
        stack.http(CASHIER, 'POST', '/mtl/entries', {
          body: { kind: 'chip_purchase', tender: 'currency', ...entry },
          key: newId(),
        }),
        201,
      ),
    voidEntry: (entryId: string) =>
      data<MtlEntryResult>(
        stack.http(CASHIER, 'POST', `/mtl/entries/${entryId}/void`, { body: { reason: 'Typed twice' }, key: newId() }),
        201,
      ),
    /** Somebody unknown turns out to be a player. */
    identify: (unknownPatronId: string, playerId: string) =>
      data<{ days: { ctrCaseId: string | null }[] }>(
        stack.http(CASHIER, 'POST', `/mtl/unknown-patrons/${unknownPatronId}/identify`, {
          body: { playerId, reason: 'Showed a card' },
          key: newId(),
        }),
        201,
      ),
    get: (caseId: string) => data<CtrCase>(stack.http(COMPLIANCE, 'GET', `/ctr-cases/${caseId}`), 200),
    patch: (caseId: string, body: UpdateCtrCaseInput, key?: string) => write(`/ctr-cases/${caseId}`, body, key),
    say: (caseId: string, body: UpdateCtrCaseInput) => data<CtrCase>(write(`/ctr-cases/${caseId}`, body), 201),
    file: (caseId: string, body: object = {}, key?: string) => write(`/ctr-cases/${caseId}/file`, body, key),
    setProfile: (facts: object) => data<object>(write('/casino/filing-profile', facts, newId(), ADMIN), 201),
    export: (body: object = {}, key: string = newId()) =>
      stack.http(COMPLIANCE, 'POST', '/ctr-cases/export', { body, key }),
    batches: () => data<{ items: CtrBatch[] }>(stack.http(COMPLIANCE, 'GET', '/ctr-batches'), 200),
    acknowledge: (xml: string, query = '', key: string = newId()) =>
      stack.http(COMPLIANCE, 'POST', `/ctr-cases/acknowledgement${query}`, {
        rawBody: xml,
        key,
        headers: { 'content-type': 'application/xml' },
      }),
  };
}
export type CtrDesk = ReturnType<typeof ctrDesk>;

/** What FinCEN says of a batch. */
export function acknowledgementOf(status: 'A' | 'R', bsaIds: readonly (string | null)[]): string {
  const reports = bsaIds.map(
    (bsaId, index) =>
      `<EFilingActivityXML SeqNum="${index + 3}">${bsaId ? `<BSAID>${bsaId}</BSAID>` : ''}<EFilingActivityErrorXML SeqNum="${index + 900}">
        <ErrorElementNameText>RawZIPCode</ErrorElementNameText><ErrorLevelText>WARN</ErrorLevelText>
        <ErrorText>A remark.</ErrorText><ErrorTypeCode>F18</ErrorTypeCode></EFilingActivityErrorXML></EFilingActivityXML>`,
  );
  return `<EFilingBatchXML StatusCode="${status}" SeqNum="1"><EFilingSubmissionXML StatusCode="${status}" SeqNum="2">${reports.join('')}</EFilingSubmissionXML></EFilingBatchXML>`;
}
