import { addGamingDays } from '@/components/domain/gaming-day';
import { formatGamingDay } from '@/lib/shared/format';
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
  const day = formatGamingDay(dueOn);
  if (dueOn < today) return { text: t('ctr.overdueSince', { day }), isUrgent: true };
  if (dueOn === today) return { text: t('ctr.dueToday'), isUrgent: true };
  if (dueOn === addGamingDays(today, 1)) return { text: t('ctr.dueTomorrow'), isUrgent: true };
  return { text: t('ctr.dueOn', { day }), isUrgent: false };
}

/** Where a filed report is: not gone out, gone out, with FinCEN, or refused by it. */
export function filingState({ isAccepted, batchId }: Pick<CtrFiling, 'isAccepted' | 'batchId'>) {
  if (isAccepted === true) return 'accepted' as const;
  if (isAccepted === false) return 'rejected' as const;
  return batchId === null ? ('unsent' as const) : ('sent' as const);
}

/** What FinCEN made of a batch. */
export function batchState({ isAccepted }: Pick<CtrBatch, 'isAccepted'>) {
  if (isAccepted === null) return 'sent' as const;
  return isAccepted ? ('accepted' as const) : ('rejected' as const);
}

/** The newest report of a case, if one was filed. */
export const lastFiling = ({ filings }: Pick<CtrCase, 'filings'>) => filings.at(-1) ?? null;

/** Whether the next batch can take it: it is ready, or filed and has not gone out. */
export function isExportable(one: Pick<CtrCase, 'status' | 'filings'>): boolean {
  if (one.status === 'ready') return true;
  const filing = lastFiling(one);
  return filing !== null && filingState(filing) === 'unsent';
}

/** Where the file of a batch is had again. */
export const batchFileHref = (batchId: string) => `/api/v1/ctr-batches/${batchId}`;
