import { describe, expect, it } from 'vitest';
import { changesOf, conflictsOf, EMPTY_DRAFT, FACTOR, hasIn, turned } from '@/components/permissions/draft';
import { permissions } from './answers';

describe('a draft of the matrix', () => {
  it('says what it would change, in the order of the matrix, and no cell that was turned back', () => {
    let draft = turned(permissions, EMPTY_DRAFT, 'cashier', 'dashboard.read');
    draft = turned(permissions, draft, 'dealer', 'reward.issue');
    draft = turned(permissions, draft, 'pit_boss', 'reward.issue');
    draft = turned(permissions, draft, 'dealer', 'reward.issue');
    expect(hasIn(permissions, draft, 'cashier', 'dashboard.read')).toBe(true);
    expect(hasIn(permissions, draft, 'pit_boss', 'reward.issue')).toBe(false);
    expect(changesOf(permissions, draft)).toEqual([
      expect.objectContaining({ role: 'pit_boss', capability: 'reward.issue', isGranted: false }),
      expect.objectContaining({ role: 'cashier', capability: 'dashboard.read', isGranted: true }),
    ]);
  });

  it('asks for a second factor of a role, an admin’s too, beside what else was turned', () => {
    let draft = turned(permissions, EMPTY_DRAFT, 'admin', FACTOR);
    draft = turned(permissions, draft, 'dealer', FACTOR);
    draft = turned(permissions, draft, 'cashier', 'dashboard.read');
    draft = turned(permissions, draft, 'dealer', FACTOR);
    expect(changesOf(permissions, draft)).toEqual([
      expect.objectContaining({ role: 'cashier', capability: 'dashboard.read', demandsSecondFactor: null }),
      expect.objectContaining({ role: 'admin', capability: null, demandsSecondFactor: true }),
    ]);
  });

  it('asks for nothing that has come to be so meanwhile', () => {
    const draft = turned(permissions, EMPTY_DRAFT, 'cashier', 'dashboard.read');
    const roles = permissions.roles.map((row) =>
      row.role === 'cashier' ? { ...row, capabilities: [...row.capabilities, 'dashboard.read' as const] } : row,
    );
    expect(changesOf({ ...permissions, roles }, draft)).toEqual([]);
  });

  it('names a role that would have both sides of a separation, and not the admin, who has', () => {
    expect(conflictsOf(permissions, EMPTY_DRAFT)).toEqual([]);
    const draft = turned(permissions, EMPTY_DRAFT, 'pit_boss', 'catalog.write');
    expect(conflictsOf(permissions, draft)).toEqual([
      { role: 'pit_boss', separation: 'pricesAndIssues', one: 'catalog.write', other: 'reward.issue' },
    ]);
    const both = turned(permissions, draft, 'pit_boss', 'reward.issue');
    expect(conflictsOf(permissions, both)).toEqual([]);
  });
});
