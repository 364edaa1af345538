import { describe, expect, it } from 'vitest';
import {
  caseStatusLabel,
  changedTitle,
  filingState,
  isExportable,
  isMergedAwaited,
  isNothingLeft,
  isOut,
  lastFiling,
  missingLabel,
  personRoleLabel,
} from '@/components/compliance/case-words';
import { type CtrFiling, ctrCaseStatusSchema, ctrMissingSchema, ctrPersonRoleSchema } from '@/services/ctr/dtos';

/** A report as it is while it waits for its file, but for what is named. */
const filing = (but: Partial<CtrFiling> = {}): CtrFiling => ({
  filingId: '01900000-0000-7000-8000-000000000001',
  filingNo: 1,
  kind: 'initial',
  filedOn: '2026-11-20',
  staffName: 'Harbor Compliance',
  createdAt: '2026-11-20T12:00:00.000Z',
  batchId: null,
  bsaId: null,
  isAccepted: null,
  acknowledgedAt: null,
  errors: [],
  withdrawnAt: null,
  withdrawnByStaffName: null,
  ...but,
});
const UNSENT = filing();
const WITHDRAWN = filing({ withdrawnAt: '2026-11-21T12:00:00.000Z' });
const SENT = filing({ batchId: '01900000-0000-7000-8000-000000000002' });
const REJECTED = { ...SENT, isAccepted: false };
const ACCEPTED = { ...SENT, isAccepted: true, bsaId: '31000000000001' };

describe('the words of a case', () => {
  it('say each thing that may be missing apart', () => {
    const said = ctrMissingSchema.options.map(missingLabel);
    expect(new Set(said).size).toBe(ctrMissingSchema.options.length);
    expect(missingLabel('birthDate')).toBe('Item 17: date of birth');
  });

  it('say each status and role apart', () => {
    const said = [
      ...ctrCaseStatusSchema.options.map(caseStatusLabel),
      ...ctrPersonRoleSchema.options.map(personRoleLabel),
    ];
    expect(new Set(said).size).toBe(said.length);
  });
});

describe('a report', () => {
  it('is somewhere: at home, taken back, on its way, with FinCEN, or refused by it', () => {
    expect([UNSENT, WITHDRAWN, SENT, ACCEPTED, REJECTED].map(filingState)).toEqual([
      'unsent',
      'withdrawn',
      'sent',
      'accepted',
      'rejected',
    ]);
  });

  it('that was taken back is not the last of its case, and goes into no file', () => {
    expect(lastFiling({ filings: [ACCEPTED, WITHDRAWN] })).toBe(ACCEPTED);
    expect(isExportable({ status: 'not_required', filings: [WITHDRAWN] })).toBe(false);
    expect(isExportable({ status: 'filed', filings: [UNSENT] })).toBe(true);
  });

  it('has nothing left to amend only where FinCEN has it or is to answer it', () => {
    const missing = ['belowThreshold' as const];
    const cases = [[UNSENT], [WITHDRAWN], [REJECTED], [SENT], [ACCEPTED]].map((filings) => ({ filings, missing }));
    expect(cases.map(isOut)).toEqual([false, false, false, true, true]);
    expect(cases.map(isNothingLeft)).toEqual([false, false, false, true, true]);
    expect(isNothingLeft({ filings: [ACCEPTED], missing: [] })).toBe(false);
    expect(cases.map((one) => changedTitle({ status: 'filed', ...one })).at(-1)).toBe('ctr.nothingLeft');
    expect(changedTitle({ status: 'filed', filings: [ACCEPTED], missing: [] })).toBe('ctr.needsAmendment');
    expect(changedTitle({ status: 'not_required', filings: [], missing })).toBe('ctr.needsALook');
  });

  it('of a case that became part of another is waited for by the first of that one alone', () => {
    expect(isMergedAwaited({ filings: [], mergedFilings: [SENT] })).toBe(true);
    expect(isMergedAwaited({ filings: [ACCEPTED], mergedFilings: [SENT] })).toBe(false);
    expect(isMergedAwaited({ filings: [], mergedFilings: [ACCEPTED, REJECTED] })).toBe(false);
  });
});
