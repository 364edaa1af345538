import type { AuditFilterText } from './dtos';

/** Query keys of the audit trail, the tenant first so that no casino's data can answer for another's. */
export const auditKeys = {
  list: (casinoId: string, filter: AuditFilterText) => [casinoId, 'audit', filter] as const,
};
