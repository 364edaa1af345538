import type { CtrCaseStatus, CtrMissing, CtrPersonRole } from '@/services/ctr/dtos';
import { t } from '@/words/say';

/** How far a case is. */
export const caseStatusLabel = (status: CtrCaseStatus) => t(`compliance.status_${status}`);
/** What somebody was in a transaction, as the form says it. */
export const personRoleLabel = (role: CtrPersonRole) => t(`compliance.role_${role}`);
/** What stands between a case and its filing, by the items of the form. */
export const missingLabel = (missing: CtrMissing) => t(`compliance.missing_${missing}`);
