import { ChartColumn, FileUp, Gift, GitCompareArrows, Settings, ShieldCheck, Ticket, Users } from 'lucide-react';
import type { ComponentType } from 'react';
import type { Capability } from '@/services/casino/dtos';
import { PitIcon } from './pit-icon';

/** A screen in the navigation. */
export type NavItem = {
  href: string;
  label: string;
  icon: ComponentType<{ className?: string }>;
  /** Who does not have it does not see the screen in the navigation. */
  capability: Capability;
};

/** Every screen of the product, in the order of the rail. A new screen is one more line here. */
export const NAV_ITEMS: readonly NavItem[] = [
  { href: '/pit', label: 'Pit', icon: PitIcon, capability: 'floor.read' },
  { href: '/players', label: 'Players', icon: Users, capability: 'floor.read' },
  { href: '/promos', label: 'Promo', icon: Ticket, capability: 'dashboard.read' },
  { href: '/shift', label: 'Shift', icon: ChartColumn, capability: 'dashboard.read' },
  { href: '/catalog', label: 'Catalog', icon: Gift, capability: 'catalog.write' },
  { href: '/imports', label: 'Imports', icon: FileUp, capability: 'import.manage' },
  { href: '/reconcile', label: 'Reconcile', icon: GitCompareArrows, capability: 'reconcile.apply' },
  { href: '/audit', label: 'Audit', icon: ShieldCheck, capability: 'ledger.verify' },
  { href: '/settings', label: 'Settings', icon: Settings, capability: 'audit.read' },
];

/** The screen that a path belongs to. */
export function findNavItem(pathname: string): NavItem | undefined {
  return NAV_ITEMS.find((item) => pathname === item.href || pathname.startsWith(`${item.href}/`));
}
