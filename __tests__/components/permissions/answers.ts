import type { Permissions } from '@/services/permissions/dtos';

type Row = Permissions['roles'][number];
const row = (role: Row['role'], capabilities: Row['capabilities']): Row => ({
  role,
  isFixed: role === 'admin',
  capabilities,
  defaultCapabilities: capabilities,
  demandsSecondFactor: false,
});

/** A matrix of a few cells, as the database answers it. */
export const permissions: Permissions = {
  capabilities: ['floor.read', 'reward.issue', 'catalog.write', 'dashboard.read', 'audit.read'],
  fixedCapabilities: ['floor.read'],
  roles: [
    row('dealer', ['floor.read']),
    row('pit_boss', ['floor.read', 'reward.issue', 'dashboard.read']),
    row('cashier', ['floor.read']),
    row('loyalty_manager', ['floor.read', 'catalog.write', 'audit.read']),
    row('compliance', ['floor.read', 'audit.read']),
    row('admin', ['floor.read', 'reward.issue', 'catalog.write', 'dashboard.read', 'audit.read']),
  ],
  separations: [
    { separation: 'pricesAndIssues', capability: 'catalog.write', other: 'reward.issue' },
    { separation: 'issuesAndVerifies', capability: 'reward.issue', other: 'audit.read' },
  ],
  people: [],
  exceptions: [],
  gamingDay: '2026-03-05',
};
