import type { Me } from '@/services/casino/dtos';
import type { Approval } from '@/services/permissions/dtos';

/** Why this person does not decide on a request: it is theirs, or about their own rights; null for who may. The database holds to the same. */
export function obstacleTo(approval: Approval, { staff }: Me): 'ownRequest' | 'ownRights' | null {
  if (approval.requestedBy === staff.id) return 'ownRequest';
  const isOwn = approval.changes.some(({ role, staffId, demandsSecondFactor }) =>
    // More may be asked of oneself, never less.
    staffId === null ? role === staff.role && demandsSecondFactor !== true : staffId === staff.id,
  );
  return isOwn ? 'ownRights' : null;
}
