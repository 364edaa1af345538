import { describe, expect, it } from 'vitest';
import { landingOf } from '@/components/shell/landing';
import { NAV_ITEMS } from '@/components/shell/nav-items';
import { type Capability, capabilitySchema, type StaffRole, staffRoleSchema } from '@/services/casino/dtos';
import { may } from '../../security/expectations';

const OWN_SCREEN: Record<StaffRole, string> = {
  dealer: '/pit',
  pit_boss: '/pit',
  cashier: '/mtl',
  loyalty_manager: '/catalog',
  compliance: '/compliance',
  admin: '/settings',
};

const capabilitiesOf = (role: StaffRole): Capability[] =>
  capabilitySchema.options.filter((capability) => may(role, capability));

describe('where somebody begins who asked for nothing else', () => {
  it.each(Object.entries(OWN_SCREEN) as [StaffRole, string][])('%s: %s', (role, screen) => {
    expect(landingOf(capabilitiesOf(role))).toBe(screen);
  });

  it.each(staffRoleSchema.options)('%s may open it', (role) => {
    const capabilities = capabilitiesOf(role);
    const screen = NAV_ITEMS.find(({ href }) => href === landingOf(capabilities));
    expect(capabilities).toContain(screen?.capability);
  });
});
