import { addGamingDays } from '@/components/domain/gaming-day';
import { formatGamingDayWithYear } from '@/lib/shared/format';
import type {
  CtrBatch,
  CtrCase,
  CtrCaseStatus,
  CtrFiling,
  CtrMissing,
  CtrPerson,
  CtrPersonRole,
} from '@/services/ctr/dtos';
import { t } from '@/words/say';

/** How far a case is. */
export const caseStatusLabel = (status: CtrCaseStatus) => t(`compliance.status_${status}`);
/** What somebody was in a transaction, as the form says it. */
export const personRoleLabel = (role: CtrPersonRole) => t(`compliance.role_${role}`);
/** What stands between a case and its filing, by the items of the form. */
export const missingLabel = (missing: CtrMissing) => t(`compliance.missing_${missing}`);

/** Whose case it is, by name where there is one. */
export const caseName = ({ playerName }: Pick<CtrCase, 'playerName'>) => playerName ?? t('ctr.unknownPatron');
/** Who somebody in a case is. */
export const personName = ({ playerName }: Pick<CtrPerson, 'playerName'>) => playerName ?? t('ctr.unknownPatron');

/** A filed case is on its way until FinCEN has it; the others are due. */
export function isDue({ status, needsAmendment }: Pick<CtrCase, 'status' | 'needsAmendment'>): boolean {
  return needsAmendment || (status !== 'filed' && status !== 'not_required');
}

/** When a report is due, seen from a gaming day. */
export function dueText({ dueOn }: Pick<CtrCase, 'dueOn'>, today: string): { text: string; isUrgent: boolean } {
  const day = formatGamingDayWithYear(dueOn);
  if (dueOn < today) return { text: t('ctr.overdueSince', { day }), isUrgent: true };
  if (dueOn === today) return { text: t('ctr.dueToday'), isUrgent: true };
  if (dueOn === addGamingDays(today, 1)) return { text: t('ctr.dueTomorrow'), isUrgent: true };
  return { text: t('ctr.dueOn', { day }), isUrgent: false };
}

/** Where a filed report is: not gone out, taken back before it did, gone out, with FinCEN, or refused by it. */
export function filingState({
  isAccepted,
  batchId,
  withdrawnAt,
}: Pick<CtrFiling, 'isAccepted' | 'batchId' | 'withdrawnAt'>) {
  if (withdrawnAt !== null) return 'withdrawn' as const;
  if (isAccepted === true) return 'accepted' as const;
  if (isAccepted === false) return 'rejected' as const;
  return batchId === null ? ('unsent' as const) : ('sent' as const);
}

/** What FinCEN made of a batch. */
export function batchState({ isAccepted }: Pick<CtrBatch, 'isAccepted'>) {
  if (isAccepted === null) return 'sent' as const;
  return isAccepted ? ('accepted' as const) : ('rejected' as const);
}

/** Whether FinCEN has a report of a case, or is to answer one that went out. */
export const isOut = ({ filings }: Pick<CtrCase, 'filings'>) =>
  filings.some((filing) => ['accepted', 'sent'].includes(filingState(filing)));

/** Whether FinCEN has a report and none of the cash in it is left: there is nothing that an amendment could say. */
export const isNothingLeft = (one: Pick<CtrCase, 'filings' | 'missing'>) =>
  isOut(one) && one.missing.includes('belowThreshold');

/** Whether somebody found that nothing is required, and nothing has changed since. */
export const isDecided = ({
  notRequiredReason,
  needsAmendment,
}: Pick<CtrCase, 'notRequiredReason' | 'needsAmendment'>) => notRequiredReason !== null && !needsAmendment;

/** What is said of a case that changed after it was filed, or after somebody found that no report is required. */
export function changedTitle(one: Pick<CtrCase, 'status' | 'filings' | 'missing'>) {
  if (isNothingLeft(one)) return 'ctr.nothingLeft' as const;
  return one.status === 'filed' ? ('ctr.needsAmendment' as const) : ('ctr.needsALook' as const);
}

/** The newest report of a case that was not taken back, if one was filed. */
export const lastFiling = ({ filings }: Pick<CtrCase, 'filings'>) =>
  filings.findLast(({ withdrawnAt }) => withdrawnAt === null) ?? null;

/** Whether FinCEN has yet to answer the report of a case that became part of this one, which its first report amends. */
export const isMergedAwaited = ({ filings, mergedFilings }: Pick<CtrCase, 'filings' | 'mergedFilings'>) =>
  lastFiling({ filings }) === null && mergedFilings.some((filing) => filingState(filing) === 'sent');

/** Whether the next batch can take it: it is ready, or filed and has not gone out. */
export function isExportable(one: Pick<CtrCase, 'status' | 'filings'>): boolean {
  if (one.status === 'ready') return true;
  const filing = lastFiling(one);
  return filing !== null && filingState(filing) === 'unsent';
}

/** Where the file of a batch is had again. */
export const batchFileHref = (batchId: string) => `/api/v1/ctr-batches/${batchId}`;
