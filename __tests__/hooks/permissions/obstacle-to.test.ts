import { describe, expect, it } from 'vitest';
import { obstacleTo } from '@/hooks/permissions/obstacle-to';
import type { Me } from '@/services/casino/dtos';
import type { Approval, PermissionChange } from '@/services/permissions/dtos';

const ADMIN = '0199a5a0-0000-7000-8000-000000000001';
const OFFICER = '0199a5a0-0000-7000-8000-000000000002';
const me = (id: string, role: Me['staff']['role']) => ({ staff: { id, role } }) as Me;
const asking = (change: Partial<PermissionChange>) =>
  ({ requestedBy: ADMIN, changes: [{ role: null, staffId: null, ...change }] }) as Approval;

describe('who decides on a request', () => {
  it('is nobody on their own, and nobody about their own rights', () => {
    const ofCashiers = asking({ role: 'cashier' });
    expect(obstacleTo(ofCashiers, me(ADMIN, 'admin'))).toBe('ownRequest');
    expect(obstacleTo(ofCashiers, me(OFFICER, 'compliance'))).toBeNull();
    expect(obstacleTo(asking({ role: 'compliance' }), me(OFFICER, 'compliance'))).toBe('ownRights');
    const factor = (demandsSecondFactor: boolean) => asking({ role: 'compliance', demandsSecondFactor });
    expect(obstacleTo(factor(true), me(OFFICER, 'compliance'))).toBeNull();
    expect(obstacleTo(factor(false), me(OFFICER, 'compliance'))).toBe('ownRights');
    expect(obstacleTo(asking({ staffId: OFFICER }), me(OFFICER, 'compliance'))).toBe('ownRights');
  });
});
