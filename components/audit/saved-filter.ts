import type { AuditFilterText, SavedAuditFilter } from '@/services/audit/dtos';

/** A filter of the address as it is kept. What is broken in it, the server refuses. */
export function toSavedFilter({ isWhole, ...filter }: AuditFilterText): SavedAuditFilter['filter'] {
  return { ...filter, ...(isWhole === undefined ? {} : { isWhole: isWhole === 'true' }) } as SavedAuditFilter['filter'];
}

/** A kept filter as the address says it. */
export function toFilterText({ isWhole, ...filter }: SavedAuditFilter['filter']): AuditFilterText {
  return { ...filter, ...(isWhole ? { isWhole: 'true' } : {}) };
}
