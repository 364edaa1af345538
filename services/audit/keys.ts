import type { AuditFilterText } from './dtos';

/** Query keys of the audit trail, the tenant first so that no casino's data can answer for another's. */
export const auditKeys = {
  list: (casinoId: string, filter: AuditFilterText) => [casinoId, 'audit', 'list', filter] as const,
  trace: (casinoId: string, correlationId: string) => [casinoId, 'audit', 'trace', correlationId] as const,
  filters: (casinoId: string) => [casinoId, 'audit', 'filters'] as const,
  choices: (casinoId: string) => [casinoId, 'audit', 'choices'] as const,
};
